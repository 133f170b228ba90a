//! The dialogs with what was used lately: messages and addresses.

use anyhow::{Result, ensure};
use serde_json::json;
use thirtyfour::Key;

use super::Page;
use crate::wait::{SOON, eventually};

/// The dialog with the messages.
pub const SENT: &str = "Sent messages";
/// The dialog with the addresses.
pub const ADDRESSES: &str = "Recent addresses";

const FORGET: &str = "Forget this one";

impl Page {
    /// Waits until the open dialog has these, from top to bottom.
    pub async fn lately_are(&self, dialog: &str, texts: &[&str]) -> Result<()> {
        eventually(&format!("“{dialog}” to have {texts:?}"), SOON, async || {
            let now = self.lately(dialog).await?;
            ensure!(now == texts, "it has {now:?}");
            Ok(())
        })
        .await
    }

    /// Opens the dialog, and waits until it has these; then leaves it.
    pub async fn opened_are(&self, dialog: &str, texts: &[&str]) -> Result<()> {
        self.press(dialog).await?;
        self.lately_are(dialog, texts).await?;
        self.press("Done").await?;
        self.gone("dialog", dialog).await
    }

    /// What is in the open dialog, as it is written: each text has a button of its own, and one to forget it.
    async fn lately(&self, dialog: &str) -> Result<Vec<String>> {
        let script = "return [...find('dialog', arguments[0]).querySelectorAll('li')]
            .map((item) => [...item.querySelectorAll(SELECTORS.button)])
            .filter(([, forget]) => nameOf(forget) === arguments[1])
            .map(([text]) => text.textContent);";
        self.script(script, vec![json!(dialog), json!(FORGET)]).await
    }

    /// Presses the button that forgets a text in the open dialog.
    pub async fn forget(&self, dialog: &str, text: &str) -> Result<()> {
        let index = self.lately(dialog).await?.iter().position(|other| other == text);
        ensure!(index.is_some(), "there is no {text:?}");
        let script = format!(
            "{}\nreturn all('button').filter((button) => nameOf(button) === '{FORGET}')[arguments[0]];",
            super::ACCESSIBLE
        );
        Ok(self.web.execute(script, vec![json!(index)]).await?.element()?.click().await?)
    }

    /// Presses Up or Down in a box, and waits until it holds this.
    pub async fn step(&self, name: &str, key: Key, expected: &str) -> Result<()> {
        self.find("textbox", name).await?.send_keys(key + "").await?;
        self.has_value("textbox", name, expected).await
    }
}
