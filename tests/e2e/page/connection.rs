//! Connecting, ending, and the status line.

use anyhow::{Context, Result, ensure};
use serde_json::json;

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

/// The name of the clock that counts down.
const TO_NEXT: &str = "Time to the next attempt";

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

    /// The same where the headers can't go along, and needn't.
    pub async fn connect_without_headers(&self, address: &str) -> Result<()> {
        self.start_connecting(address).await?;
        self.press("Connect without them").await?;
        self.status_says(&["Connected"]).await.map(drop)
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

    /// Waits until the status says of the next attempt that it is this one, and how the connection ended.
    pub async fn waits(&self, attempt: u32, parts: &[&str]) -> Result<String> {
        let attempt = format!("attempt {attempt} ");
        let mut all = vec!["Reconnecting", attempt.as_str()];
        all.extend(parts);
        let status = self.status_says(&all).await?;
        self.find("timer", TO_NEXT).await?;
        Ok(status)
    }

    /// Seconds until the next attempt, as they are shown.
    pub async fn countdown(&self) -> Result<u64> {
        let text: String =
            self.script("return find('timer', arguments[0])?.innerText ?? '';", vec![json!(TO_NEXT)]).await?;
        let seconds = text.strip_prefix("next in ").and_then(|text| text.strip_suffix(" s"));
        seconds.and_then(|seconds| seconds.parse().ok()).with_context(|| format!("the clock says {text:?}"))
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

    /// Waits until what is said of a failed handshake has all of these words, in whichever of the lists.
    pub async fn diagnosed(&self, words: &[&str]) -> Result<String> {
        eventually(&format!("the diagnosis to say {words:?}"), SOON, async || {
            let text = self.text_at("diagnosis").await?;
            ensure!(words.iter().all(|part| text.contains(part)), "it says {text:?}");
            Ok(text)
        })
        .await
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
