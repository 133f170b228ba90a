//! Writing and sending.

use anyhow::{Context, Result, ensure};

use super::Page;
use crate::wait::{SOON, eventually};

/// How the text in the composer is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Any text.
    Text,
    /// Text that must be JSON.
    Json,
    /// Bytes in hexadecimal.
    Hex,
    /// Bytes in base64.
    Base64,
    /// The bytes of a file.
    File,
}

impl Page {
    /// Chooses the format, and for bytes their encoding.
    pub async fn format(&self, format: Format) -> Result<()> {
        let (format, encoding) = match format {
            Format::Text => ("Text", None),
            Format::Json => ("JSON", None),
            Format::Hex => ("Binary", Some("Hex")),
            Format::Base64 => ("Binary", Some("Base64")),
            Format::File => ("Binary", Some("File")),
        };
        self.choose("Message format", format).await?;
        match encoding {
            Some(encoding) => self.choose("Encoding", encoding).await,
            None => Ok(()),
        }
    }

    /// Types a message, key by key.
    pub async fn type_message(&self, text: &str) -> Result<()> {
        self.fill("textbox", "Message", text).await
    }

    /// Puts a message into the box at once; for the long and those that no keyboard has.
    pub async fn paste_message(&self, text: &str) -> Result<()> {
        self.paste("Message", text).await
    }

    /// What is in the box.
    pub async fn draft(&self) -> Result<String> {
        self.value("textbox", "Message").await
    }

    /// Types a message, sends it with the button, and waits until the box is empty.
    pub async fn send(&self, text: &str) -> Result<()> {
        self.type_message(text).await?;
        self.press("Send").await?;
        self.has_value("textbox", "Message", "").await
    }

    /// Puts the message of the newest row into the composer, and says how it is written there.
    pub async fn newest_as_draft(&self) -> Result<String> {
        let newest = self.rows().await?.pop().context("the log is empty")?;
        self.open_row(newest.seq).await?;
        self.press("Put in composer").await?;
        let draft = eventually("the message in the composer", SOON, async || {
            let draft = self.draft().await?;
            ensure!(!draft.is_empty(), "nothing is there");
            Ok(draft)
        })
        .await?;
        self.press("Close detail").await?;
        Ok(draft)
    }

    /// Waits until this is what the message in the box is said to be sent as; nothing where that needs no telling.
    pub async fn will_be_sent_as(&self, expected: Option<&str>) -> Result<()> {
        let script = "const start = 'Will be sent as, for example: ';
            const line = [...document.querySelectorAll('section p')]
                .find((line) => line.checkVisibility() && line.textContent.startsWith(start));
            return line ? line.textContent.slice(start.length) : null;";
        eventually(&format!("the preview {expected:?}"), SOON, async || {
            let shown: Option<String> = self.script(script, vec![]).await?;
            ensure!(shown.as_deref() == expected, "it is {shown:?}");
            Ok(())
        })
        .await
    }
}
