//! What the browser keeps for the page, and what the page says about it.

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::Page;
use crate::wait::{SOON, eventually};

/// The key of what takes up the room.
pub const FILLER: &str = "e2e-filler";

impl Page {
    /// The text under a key, if there is one.
    pub async fn stored(&self, key: &str) -> Result<Option<String>> {
        self.script("return localStorage.getItem(arguments[0]);", vec![json!(key)]).await
    }

    /// All keys that begin like this.
    pub async fn stored_keys(&self, start: &str) -> Result<Vec<String>> {
        let script = "return Object.keys(localStorage).filter((key) => key.startsWith(arguments[0])).sort();";
        self.script(script, vec![json!(start)]).await
    }

    /// Leaves a text as if from another visit, and loads the page anew. The window itself remembers nothing, as a new
    /// one.
    pub async fn plant(&self, texts: &[(&str, &str)]) -> Result<()> {
        let script = "sessionStorage.clear();
            for (const [key, text] of arguments[0]) localStorage.setItem(key, text);";
        self.script::<Value>(script, vec![json!(texts)]).await?;
        self.reload().await
    }

    /// Fills the storage up to the last character. Says how many characters that took.
    pub async fn fill_storage(&self) -> Result<u64> {
        let script = "let text = '';
            for (let step = 1 << 22; step >= 1; step >>= 1) {
                try {
                    localStorage.setItem(arguments[0], text + 'x'.repeat(step));
                    text += 'x'.repeat(step);
                } catch (error) {
                    if (error.name !== 'QuotaExceededError') throw error;
                    // The same step again would fail, too.
                }
            }
            return text.length;";
        self.script(script, vec![json!(FILLER)]).await
    }

    /// Gives the room back.
    pub async fn make_room(&self) -> Result<()> {
        self.script::<Value>("localStorage.removeItem(arguments[0]);", vec![json!(FILLER)]).await.map(drop)
    }

    /// What the page says above everything else, from top to bottom.
    pub async fn notices(&self) -> Result<Vec<String>> {
        let script = "return [...document.querySelectorAll('[role=alert] > *')]
            .filter((notice) => notice.checkVisibility())
            .map((notice) => squeeze(notice.querySelector('p').textContent));";
        self.script(script, vec![]).await
    }

    /// Waits until one of the notices has all of these words.
    pub async fn notice_says(&self, words: &[&str]) -> Result<String> {
        eventually(&format!("a notice with {words:?}"), SOON, async || {
            let notices = self.notices().await?;
            let found = notices.iter().find(|notice| words.iter().all(|word| notice.contains(word)));
            found.cloned().with_context(|| format!("there are {notices:?}"))
        })
        .await
    }

    /// Waits until there are so many notices.
    pub async fn notices_are(&self, count: usize) -> Result<()> {
        eventually(&format!("{count} notices"), SOON, async || {
            let notices = self.notices().await?;
            ensure!(notices.len() == count, "there are {notices:?}");
            Ok(())
        })
        .await
    }

    /// Presses a button of the notice that has these words.
    pub async fn press_in_notice(&self, words: &str, button: &str) -> Result<()> {
        let script = format!(
            "{}\nconst notice = [...document.querySelectorAll('[role=alert] > *')]
                .find((notice) => notice.checkVisibility() && notice.textContent.includes(arguments[0]));
            return [...notice?.querySelectorAll('button') ?? []].find((it) => nameOf(it) === arguments[1]) ?? null;",
            super::ACCESSIBLE
        );
        eventually(&format!("“{button}” in the notice with {words:?}"), SOON, async || {
            let found = self.web.execute(script.as_str(), vec![json!(words), json!(button)]).await?;
            ensure!(!found.json().is_null(), "there are {:?}", self.notices().await?);
            Ok(found.element()?.click().await?)
        })
        .await
    }
}
