//! The tabs, one for each connection.

use anyhow::{Result, ensure};
use serde_json::json;
use thirtyfour::WebElement;

use super::Page;
use crate::wait::{SOON, eventually};

const TABS: &str =
    "const tabs = [...(find('tablist', 'Connections')?.querySelectorAll('[role=tab]') ?? [])];";

impl Page {
    /// The names of the tabs.
    pub async fn tabs(&self) -> Result<Vec<String>> {
        self.script(&format!("{TABS} return tabs.map(nameOf);"), vec![]).await
    }

    /// Which tab is shown, counted from 0.
    pub async fn tab_shown(&self) -> Result<i64> {
        let script =
            format!("{TABS} return tabs.findIndex((tab) => tab.getAttribute('aria-selected') === 'true');");
        self.script(&script, vec![]).await
    }

    /// Which tab has the focus, counted from 0; -1 if none has.
    pub async fn tab_focused(&self) -> Result<i64> {
        self.script(&format!("{TABS} return tabs.indexOf(document.activeElement);"), vec![]).await
    }

    /// Adds a tab, which is shown at once.
    pub async fn new_tab(&self) -> Result<()> {
        let before = self.tabs().await?.len();
        self.press("New connection").await?;
        eventually("the new tab to be shown", SOON, async || {
            let (count, shown) = (self.tabs().await?.len(), self.tab_shown().await?);
            ensure!(count == before + 1 && usize::try_from(shown)? == before, "tab {shown} of {count} is");
            Ok(())
        })
        .await
    }

    /// The tab itself, counted from 0.
    pub async fn tab(&self, index: usize) -> Result<WebElement> {
        let script = format!("{}\n{TABS} return tabs[arguments[0]];", super::ACCESSIBLE);
        Ok(self.web.execute(script, vec![json!(index)]).await?.element()?)
    }

    /// Shows a tab, counted from 0.
    pub async fn show_tab(&self, index: usize) -> Result<()> {
        self.tab(index).await?.click().await?;
        eventually(&format!("tab {index} to be shown"), SOON, async || {
            let shown = self.tab_shown().await?;
            ensure!(usize::try_from(shown)? == index, "tab {shown} is");
            Ok(())
        })
        .await
    }
}
