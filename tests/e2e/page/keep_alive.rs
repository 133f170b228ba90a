//! The settings about pings and timeouts, typed and chosen as by hand.

use anyhow::{Result, ensure};
use serde_json::json;

use super::Page;
use crate::wait::{SOON, eventually};

/// What a setting is to be, by its name.
#[derive(Clone, Copy, Debug)]
pub enum Wish<'a> {
    /// A number is typed, or nothing.
    Number(&'a str, &'a str),
    /// A text is typed.
    Text(&'a str, &'a str),
    /// One of a list is chosen.
    Choice(&'a str, &'a str),
}

impl Page {
    /// Opens the settings, changes these in their order, and leaves.
    pub async fn arrange(&self, wishes: &[Wish<'_>]) -> Result<()> {
        self.open_settings().await?;
        for wish in wishes {
            match *wish {
                Wish::Number(name, number) => self.set_number(name, number).await?,
                Wish::Text(name, text) => self.paste(name, text).await?,
                Wish::Choice(name, choice) => self.choose_from_list(name, choice).await?,
            }
        }
        self.leave_settings().await
    }

    /// Chooses from a list. Some lists only fill in others and don't keep what was chosen.
    async fn choose_from_list(&self, name: &str, choice: &str) -> Result<()> {
        let script = format!(
            "{}\nreturn [...(find('combobox', arguments[0])?.options ?? [])]
                .find((option) => squeeze(option.text) === arguments[1]) ?? null;",
            super::ACCESSIBLE
        );
        eventually(&format!("“{choice}” in the list “{name}”"), SOON, async || {
            let option = self.web.execute(script.as_str(), vec![json!(name), json!(choice)]).await?;
            ensure!(!option.json().is_null(), "it isn't there");
            Ok(option.element()?.click().await?)
        })
        .await
    }
}
