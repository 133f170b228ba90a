//! Connecting, ending, and the status line.

use anyhow::{Result, ensure};

use super::Page;
use crate::wait::{SOON, eventually};

/// How a connection is said to have ended, apart from the code.
#[derive(Clone, Copy, Debug)]
pub enum Ended {
    /// The server sent a close frame first.
    ByServer,
    /// The user closed it.
    ByYou,
    /// It broke off after it was open.
    Lost,
    /// The handshake failed.
    NeverOpened,
    /// The user cancelled the handshake.
    Cancelled,
}

impl Ended {
    fn words(self) -> &'static [&'static str] {
        match self {
            Self::ByServer => &["clean", "closed by the server", "after "],
            Self::ByYou => &["clean", "closed by you", "after "],
            Self::Lost => &["connection lost", "after "],
            Self::NeverOpened => &["could not connect"],
            Self::Cancelled => &["cancelled"],
        }
    }
}

impl Page {
    /// Types an address and presses Connect.
    pub async fn start_connecting(&self, address: &str) -> Result<()> {
        self.fill("textbox", "URL", address).await?;
        self.press("Connect").await
    }

    /// The same, and waits until the connection is open.
    pub async fn connect(&self, address: &str) -> Result<()> {
        self.start_connecting(address).await?;
        self.status_says(&["Connected"]).await?;
        self.find("button", "Disconnect").await.map(drop)
    }

    /// The text of the status line.
    pub async fn status(&self) -> Result<String> {
        self.script("return squeeze(find('status', 'Connection status')?.innerText ?? '');", vec![]).await
    }

    /// Waits until the status begins with the first of these parts and has all the others.
    pub async fn status_says(&self, parts: &[&str]) -> Result<String> {
        eventually(&format!("the status to say {parts:?}"), SOON, async || {
            let status = self.status().await?;
            let begins = parts.first().is_none_or(|first| status.starts_with(first));
            ensure!(begins && parts.iter().all(|part| status.contains(part)), "it says {status:?}");
            Ok(status)
        })
        .await
    }

    /// Waits for the end of the connection, which the status tells with code, name, reason and whose doing it was.
    pub async fn ended(&self, how: Ended, parts: &[&str]) -> Result<String> {
        let mut all = vec!["Disconnected"];
        all.extend(parts);
        all.extend(how.words());
        let status = self.status_says(&all).await?;
        self.find("button", "Connect").await?;
        Ok(status)
    }

    /// Waits for the sentence that explains the status.
    pub async fn explained(&self, words: &str) -> Result<String> {
        eventually(&format!("the explanation to say {words:?}"), SOON, async || {
            let text = self.text_at("status-explanation").await?;
            ensure!(text.contains(words), "it says {text:?}");
            Ok(text)
        })
        .await
    }
}
