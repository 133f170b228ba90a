//! Writing and sending.

use anyhow::Result;

use super::Page;

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
}
