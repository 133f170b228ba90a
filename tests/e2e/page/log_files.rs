//! Logs as files: the menu that writes them, the dialog that opens them, and what is said of both.

use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use super::{Page, head};
use crate::wait::{LATER, SOON, eventually};

impl Page {
    /// Opens a menu by its button.
    pub async fn open_menu(&self, name: &str) -> Result<()> {
        self.press(name).await?;
        self.find("menu", name).await.map(drop)
    }

    /// Chooses what does something from a menu, which goes away by that.
    pub async fn choose_in_menu(&self, menu: &str, item: &str) -> Result<()> {
        self.open_menu(menu).await?;
        self.find("menuitem", item).await?.click().await?;
        self.gone("menu", menu).await
    }

    /// Switches something in a menu on or off, or chooses one of several, and leaves the menu.
    pub async fn set_in_menu(&self, menu: &str, role: &str, item: &str, is_on: bool) -> Result<()> {
        self.open_menu(menu).await?;
        eventually(&format!("{item} to be {is_on}"), SOON, async || {
            let found = self.find(role, item).await?;
            let now = found.attr("aria-checked").await?;
            if now.as_deref() == Some(&is_on.to_string()) {
                return Ok(());
            }
            found.click().await?;
            bail!("it is {now:?}")
        })
        .await?;
        self.press(menu).await?;
        self.gone("menu", menu).await
    }

    /// Waits until that is said of the file that is written.
    pub async fn file_says(&self, words: &str) -> Result<String> {
        self.testid_says("log-file", words).await
    }

    /// Waits until all of these words stand at a test id.
    pub async fn testid_says(&self, testid: &str, words: &str) -> Result<String> {
        eventually(&format!("{testid} to say {words:?}"), LATER, async || {
            let said = self.text_at(testid).await?;
            ensure!(said.contains(words), "it says {:?}", head(&said));
            Ok(said)
        })
        .await
    }

    /// Opens a file as a log, and waits until it has been read.
    pub async fn open_log_file(&self, file: &Path) -> Result<()> {
        self.choose_log_file(file).await?;
        self.log_is_read().await
    }

    /// Opens a file as a log.
    pub async fn choose_log_file(&self, file: &Path) -> Result<()> {
        self.press("Logs").await?;
        self.find("dialog", "Logs").await?;
        self.choose_file(file).await?;
        self.gone("dialog", "Logs").await?;
        self.find("region", "Captured log").await.map(drop)
    }

    /// Waits until a captured log has been read to its end.
    pub async fn log_is_read(&self) -> Result<()> {
        eventually("the log to be read", LATER, async || {
            let is_reading: bool = self.script("return shown('captured-stage').length > 0;", vec![]).await?;
            ensure!(!is_reading, "it is being read");
            Ok(())
        })
        .await
    }

    /// What is said of a captured log: what it is, and what is known of it.
    pub async fn captured_says(&self, words: &[&str]) -> Result<String> {
        eventually(&format!("the captured log to say {words:?}"), LATER, async || {
            let said = self.text_at("captured-facts").await?;
            ensure!(words.iter().all(|part| said.contains(part)), "it says {said:?}");
            Ok(said)
        })
        .await
    }

    /// What couldn't be read of a captured log, line by line; nothing if everything could.
    pub async fn captured_problems(&self) -> Result<Vec<String>> {
        let script =
            "return [...document.querySelectorAll('[data-testid=captured-problems] :is(summary, li)')]
            .map((it) => squeeze(it.textContent));";
        self.script(script, vec![]).await
    }

    /// Lets the dialog for files on the disk choose one in the browser's own file system, which a script can read; no
    /// driver can answer the dialog itself.
    pub async fn answer_disk_dialog(&self) -> Result<()> {
        let script = "window.showSaveFilePicker = async ({ suggestedName }) => {
            const folder = await navigator.storage.getDirectory();
            window.e2eChosen = await folder.getFileHandle(suggestedName, { create: true });
            return window.e2eChosen;
        }; return null;";
        self.script::<Value>(script, vec![]).await.map(drop)
    }

    /// What is in the file that was chosen.
    pub async fn disk_file(&self) -> Result<String> {
        let script = "const done = arguments[0];
            window.e2eChosen.getFile().then((file) => file.text()).then(done, (error) => done(null));";
        let text = self.web.execute_async(script, vec![]).await?;
        text.convert::<Option<String>>()?.context("it can't be read")
    }
}
