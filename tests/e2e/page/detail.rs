//! The detail pane: its views, and what is in them.

use anyhow::{Context, Result, ensure};
use serde_json::json;
use thirtyfour::Key;

use super::{Page, head};
use crate::wait::{SOON, eventually};

impl Page {
    /// Shows the open row in that view, and waits until the view is there.
    pub async fn view(&self, tab: &str) -> Result<()> {
        self.find("tab", tab).await?.click().await?;
        let shown = format!("detail-{}", tab.to_lowercase());
        eventually(&shown, SOON, async || self.text_at(&shown).await.map(drop)).await
    }

    /// Waits until the payload in a view is what is expected.
    pub async fn view_shows(&self, tab: &str, expect: impl Fn(&str) -> bool) -> Result<String> {
        let shown = format!("detail-{}", tab.to_lowercase());
        eventually(&format!("the payload under {tab}"), SOON, async || {
            let text = self.text_at(&shown).await?;
            ensure!(expect(&text), "it is {:?}", head(&text));
            Ok(text)
        })
        .await
    }

    /// The rows of the tree that are on screen: level, whether it is unfolded if it can be, and what is written.
    pub async fn tree_rows(&self) -> Result<Vec<(u32, Option<bool>, String)>> {
        let script = "return shown('tree-row').map((row) => [
            Number(row.ariaLevel ?? row.getAttribute('aria-level')),
            row.hasAttribute('aria-expanded') ? row.getAttribute('aria-expanded') === 'true' : null,
            squeeze(row.textContent)]);";
        self.script(script, vec![]).await
    }

    /// Folds or unfolds the first row on screen whose text begins like this, with the mouse.
    pub async fn twist(&self, start: &str) -> Result<()> {
        let script = format!(
            "{}\nreturn shown('tree-row').find((row) => squeeze(row.textContent).slice(1).startsWith(arguments[0]))
                ?.querySelector('[data-testid=tree-twist]') ?? null;",
            super::ACCESSIBLE
        );
        eventually(&format!("a click on {start:?} in the tree"), SOON, async || {
            let twist = self.web.execute(script.as_str(), vec![json!(start)]).await?;
            ensure!(!twist.json().is_null(), "it isn't on screen");
            Ok(twist.element()?.click().await?)
        })
        .await
    }

    /// Waits until this is the path of what is selected in the tree.
    pub async fn tree_path_is(&self, path: &str) -> Result<()> {
        eventually(&format!("the path {path}"), SOON, async || {
            let now = self.text_at("tree-path").await?;
            ensure!(now == path, "it is {now:?}");
            Ok(())
        })
        .await
    }

    /// Presses these keys one after the other in what has the focus.
    pub async fn press_keys(&self, keys: &[Key]) -> Result<()> {
        for key in keys {
            self.web.action_chain().send_keys(key.clone()).perform().await?;
        }
        Ok(())
    }

    /// Gives the focus to the lines or the tree of the detail pane.
    pub async fn focus_reel(&self) -> Result<()> {
        let script = "document.querySelector('.reel').focus(); return document.activeElement.className;";
        let class: String = self.script(script, vec![]).await.context("there are no lines")?;
        ensure!(class == "reel", "the focus went to {class:?}");
        Ok(())
    }
}
