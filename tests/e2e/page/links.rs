//! Links to the page: opening them, and what the page says of them.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::{Page, head};
use crate::wait::{SOON, eventually};

/// What the page says when a link has filled in a tab.
pub const FILLED_IN: &str = "A link has filled this in. Check where it leads before you connect or send.";

/// The part of a link for a key, with every byte of the value escaped.
pub fn part(key: &str, value: &str) -> String {
    value.bytes().fold(format!("{key}="), |part, byte| format!("{part}%{byte:02X}"))
}

impl Page {
    /// Opens a link in the page's own tab: only what is behind the # changes, so nothing is loaded.
    pub async fn follow(&self, fragment: &str) -> Result<()> {
        self.script::<Value>("location.hash = arguments[0];", vec![json!(fragment)]).await?;
        eventually("the link to go out of the page's address", SOON, async || {
            let behind = self.fragment().await?;
            ensure!(behind.is_empty(), "there is still {:?}", head(&behind));
            Ok(())
        })
        .await
    }

    /// What is behind the # of the page's address, with it.
    pub async fn fragment(&self) -> Result<String> {
        self.script("return location.href.slice(location.href.split('#')[0].length);", vec![]).await
    }

    /// Waits until something that is said aloud, not above everything else, has these words.
    pub async fn said(&self, words: &str) -> Result<String> {
        self.aloud("status", words).await
    }

    /// Waits until what stands above everything else has these words.
    pub async fn warned(&self, words: &str) -> Result<String> {
        self.aloud("alert", words).await
    }

    /// Waits until nothing stands above everything else.
    pub async fn unwarned(&self) -> Result<()> {
        eventually("no notice", SOON, async || {
            let said = self.told("alert").await?.concat();
            ensure!(said.trim().is_empty(), "it says {said:?}");
            Ok(())
        })
        .await
    }

    async fn aloud(&self, role: &str, words: &str) -> Result<String> {
        eventually(&format!("a word of {words:?}"), SOON, async || {
            let told = self.told(role).await?;
            let found = told.iter().find(|text| text.contains(words)).cloned();
            found.with_context(|| format!("what is said is {told:?}"))
        })
        .await
    }

    async fn told(&self, role: &str) -> Result<Vec<String>> {
        self.script("return all(arguments[0]).map((it) => squeeze(it.innerText));", vec![json!(role)]).await
    }
}
