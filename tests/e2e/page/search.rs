//! Searching the log.

use anyhow::{Result, ensure};
use serde_json::json;

use super::Page;
use crate::wait::{LATER, SOON, eventually};

const BOX: &str = "Search log";
const LINE: &str = "Filter";

impl Page {
    /// Types what to search for.
    pub async fn search(&self, text: &str) -> Result<()> {
        self.fill("searchbox", BOX, text).await
    }

    /// Waits until something is said about what is searched for.
    pub async fn search_says(&self, words: &str) -> Result<String> {
        self.described("searchbox", BOX, words).await
    }

    /// Shows the line with more conditions and replaces what is in it.
    pub async fn filter_line(&self, line: &str) -> Result<()> {
        self.show_line().await?;
        self.paste(LINE, line).await
    }

    /// Waits until this is the line with more conditions.
    pub async fn filter_line_is(&self, line: &str) -> Result<()> {
        self.show_line().await?;
        self.has_value("textbox", LINE, line).await
    }

    async fn show_line(&self) -> Result<()> {
        if self.look_for("textbox", LINE).await?.is_none() {
            self.press(LINE).await?;
        }
        self.find("textbox", LINE).await.map(drop)
    }

    /// Waits until something is said about the line.
    pub async fn line_says(&self, words: &str) -> Result<String> {
        self.described("textbox", LINE, words).await
    }

    /// Waits until all rows have been looked at and so many of them match.
    pub async fn matching_is(&self, count: u64) -> Result<()> {
        eventually(&format!("{count} rows to match"), LATER, async || {
            let (now, is_done) = (self.matching().await?, self.is_searched().await?);
            ensure!(now == count && is_done, "{now} match, and it is {is_done} that all were looked at");
            Ok(())
        })
        .await
    }

    /// Whether all rows have been looked at.
    pub async fn is_searched(&self) -> Result<bool> {
        let script = "return document.querySelector('[data-testid=log-matching]').dataset.done === 'true';";
        self.script(script, vec![]).await
    }

    /// Waits until these parts of texts stand out, from top to bottom.
    pub async fn stands_out(&self, highlight: &str, parts: &[&str]) -> Result<()> {
        let script = "return [...CSS.highlights.get(arguments[0]) ?? []].map(String);";
        eventually(&format!("{parts:?} to stand out"), SOON, async || {
            let found: Vec<String> = self.script(script, vec![json!(highlight)]).await?;
            ensure!(found == parts, "it is {found:?}");
            Ok(())
        })
        .await
    }
}
