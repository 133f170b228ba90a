//! What is saved under names, beside the sessions, and taking it to a file.

use anyhow::{Context, Result, ensure};
use serde_json::json;
use thirtyfour::Key;

use super::Page;
use crate::wait::{SOON, eventually};

impl Page {
    /// Saves the shown connection, or the message in the composer, by the button of that name.
    pub async fn save_as(&self, button: &str, name: &str) -> Result<()> {
        self.press(button).await?;
        self.find("dialog", button).await?;
        self.fill("textbox", "Name", name).await?;
        self.web.action_chain().send_keys(Key::Enter).perform().await?;
        self.gone("dialog", button).await
    }

    /// The names of what is saved in a part of the sidebar, from top to bottom.
    pub async fn saved(&self, region: &str) -> Result<Vec<String>> {
        let script = "const start = 'Edit ';
            return [...find('region', arguments[0]).querySelectorAll(SELECTORS.button)]
                .map(nameOf).filter((name) => name.startsWith(start)).map((name) => name.slice(start.length));";
        self.script(script, vec![json!(region)]).await
    }

    /// Waits until these are saved in a part of the sidebar, from top to bottom.
    pub async fn saved_are(&self, region: &str, names: &[&str]) -> Result<()> {
        eventually(&format!("{names:?} in {region}"), SOON, async || {
            let now = self.saved(region).await?;
            ensure!(now == names, "they are {now:?}");
            Ok(())
        })
        .await
    }

    /// Copies a link to what the shown tab has, and pastes it to see it.
    pub async fn copied_link(&self) -> Result<String> {
        self.press("Copy link").await?;
        eventually("the link to be copied", SOON, async || {
            let script = "return all('status').map((it) => it.innerText).join(' ');";
            let said: String = self.script(script, vec![]).await?;
            ensure!(said.contains("Link copied."), "it says {said:?}");
            Ok(())
        })
        .await?;
        let script = "find('searchbox', 'Search saved').focus();";
        self.script::<Option<()>>(script, vec![]).await?;
        let keys = self.web.action_chain().key_down(Key::Control).send_keys("v").key_up(Key::Control);
        keys.perform().await?;
        let link = eventually("the link where it is pasted", SOON, async || {
            let link = self.value("searchbox", "Search saved").await?;
            ensure!(link.contains('#'), "it is {link:?}");
            Ok(link)
        })
        .await?;
        self.paste_into("searchbox", "Search saved", "").await?;
        self.press("Dismiss").await.context("what is said of the link stays")?;
        Ok(link)
    }
}
