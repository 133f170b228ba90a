//! The dialogs that take what is saved to a file and back.

use std::path::Path;

use anyhow::{Result, ensure};
use serde_json::json;

use super::{Page, head};
use crate::wait::{LATER, SOON, eventually};

const EXPORT: &str = "Export";
const IMPORT: &str = "Import";

impl Page {
    /// Opens the dialog that writes a file.
    pub async fn open_export(&self) -> Result<()> {
        self.press("Export…").await?;
        self.find("dialog", EXPORT).await.map(drop)
    }

    /// Ticks the boxes with these names in the open dialog, and no others.
    pub async fn choose_for_export(&self, names: &[&str]) -> Result<()> {
        let script = format!(
            "{}\nreturn all('checkbox').filter((box) => find('dialog', '{EXPORT}').contains(box)
                && box.checked !== arguments[0].includes(nameOf(box)))[0] ?? null;",
            super::ACCESSIBLE
        );
        eventually(&format!("only {names:?} to be chosen"), SOON, async || {
            let wrong = self.web.execute(script.as_str(), vec![json!(names)]).await?;
            if wrong.json().is_null() {
                return Ok(());
            }
            wrong.element()?.click().await?;
            anyhow::bail!("a box is still wrong")
        })
        .await
    }

    /// Writes the file, which the browser saves, and leaves the dialog by that.
    pub async fn save_file(&self) -> Result<()> {
        self.press("Save file").await?;
        self.gone("dialog", EXPORT).await
    }

    /// Opens the dialog that reads a file.
    pub async fn open_import(&self) -> Result<()> {
        self.press("Import…").await?;
        self.find("dialog", IMPORT).await.map(drop)
    }

    /// Opens the dialog and chooses a file.
    pub async fn import_file(&self, file: &Path) -> Result<()> {
        self.open_import().await?;
        self.choose_file(file).await
    }

    /// Opens the dialog and pastes the text of a file.
    pub async fn import_text(&self, text: &str) -> Result<()> {
        self.open_import().await?;
        self.paste("Or paste its text", text).await
    }

    /// Waits until the dialog tells of what is in the file with all of these words, and gives all that it tells.
    pub async fn import_tells(&self, words: &[&str]) -> Result<String> {
        eventually(&format!("the summary to say {words:?}"), SOON, async || {
            let said = self.text_at("import-summary").await?;
            ensure!(words.iter().all(|part| said.contains(part)), "it says {said:?}");
            Ok(said)
        })
        .await
    }

    /// Waits until the dialog says this in its status: why it refuses a file, or what it has done.
    pub async fn import_says(&self, words: &str) -> Result<()> {
        let script = "return [...find('dialog', arguments[0]).querySelectorAll(SELECTORS.status)]
            .filter((it) => it.checkVisibility()).map((it) => it.innerText).join(' ');";
        eventually(&format!("the import to say {words:?}"), LATER, async || {
            let said: String = self.script(script, vec![json!(IMPORT)]).await?;
            ensure!(said.contains(words), "it says {:?}", head(&said));
            Ok(())
        })
        .await
    }

    /// Takes in the file, waits until this is said of it, and leaves the dialog.
    pub async fn take_in(&self, done: &str) -> Result<()> {
        self.press(IMPORT).await?;
        self.import_says(done).await?;
        self.press("Done").await?;
        self.gone("dialog", IMPORT).await
    }

    /// Leaves the dialog, and the file out.
    pub async fn cancel_import(&self) -> Result<()> {
        self.press("Cancel").await?;
        self.gone("dialog", IMPORT).await
    }
}
