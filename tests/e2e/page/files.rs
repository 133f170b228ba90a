//! Giving the page a file: by the browser's chooser, or by letting it fall on the page.

use std::path::Path;

use anyhow::{Result, ensure};
use serde_json::json;

use super::Page;

impl Page {
    /// Chooses a file in the box for one that is on screen.
    pub async fn choose_file(&self, file: &Path) -> Result<()> {
        Ok(self.find("file", "File").await?.send_keys(file.display().to_string()).await?)
    }

    /// Drops a file on the page. A script makes it, since no driver can drag one in from outside of the browser.
    pub async fn drop_file(&self, name: &str, text: &str) -> Result<()> {
        let script = "const [name, text] = arguments;
            const dataTransfer = new DataTransfer();
            dataTransfer.items.add(new File([text], name));
            return ['dragenter', 'dragover', 'drop'].map((type) => !document.body.dispatchEvent(
                new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true, composed: true })));";
        // What the page doesn't take for itself, the browser opens in its place.
        let taken: Vec<bool> = self.script(script, vec![json!(name), json!(text)]).await?;
        ensure!(taken == [true; 3], "the page leaves it to the browser: {taken:?}");
        Ok(())
    }
}
