//! The dialogs with variables and headers: rows of names and values, and what may become of each value.

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::json;
use thirtyfour::{Key, WebElement};

use super::Page;
use crate::wait::{SOON, eventually};

/// Some rows of names and values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pairs {
    /// The variables of the shown connection.
    Own,
    /// The variables for all connections.
    Shared,
    /// The headers of the shown connection.
    Headers,
}

/// What may become of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Secrecy {
    /// Anything.
    #[serde(rename = "not secret")]
    Open,
    /// It is kept, and not shown.
    #[serde(rename = "secret, kept in this browser")]
    Secret,
    /// It isn't kept.
    #[serde(rename = "secret, this tab only")]
    Fleeting,
}

/// A row on screen.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct PairRow {
    /// The name.
    pub name: String,
    /// The value, whether or not it can be read.
    pub value: String,
    /// What may become of the value.
    pub secrecy: Secrecy,
    /// Whether dots stand in place of the value.
    pub is_dotted: bool,
    /// Whether it is used; variables always are.
    pub is_on: bool,
}

impl Secrecy {
    fn words(self) -> &'static str {
        match self {
            Self::Open => "not secret",
            Self::Secret => "secret, kept in this browser",
            Self::Fleeting => "secret, this tab only",
        }
    }
}

impl Pairs {
    fn dialog(self) -> &'static str {
        match self {
            Self::Own | Self::Shared => "Variables",
            Self::Headers => "Headers",
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Own | Self::Shared => "Variable",
            Self::Headers => "Header",
        }
    }

    /// A script that finds what the rows are in, and things in there.
    fn scope(self) -> String {
        let place = match self {
            Self::Own => "all('group').find((group) => nameOf(group).startsWith('For “'))",
            Self::Shared => "find('group', 'For all connections')",
            Self::Headers => "find('dialog', 'Headers')",
        };
        let word = self.word();
        format!(
            "const place = {place};
            const inside = (role, name) =>
                [...place.querySelectorAll(SELECTORS[role])].filter((it) => nameOf(it) === name);
            const names = inside('textbox', '{word} name');
            const values = inside('textbox', '{word} value');
            const secrecies = inside('combobox', 'Secrecy');"
        )
    }
}

impl Page {
    /// Opens the dialog, adds rows below those that are there, and leaves.
    pub async fn add_pairs(&self, pairs: Pairs, rows: &[(&str, &str)]) -> Result<()> {
        self.open_pairs(pairs).await?;
        for &(name, value) in rows {
            self.add_pair(pairs, name, value).await?;
        }
        self.leave_pairs(pairs).await
    }

    /// Opens the dialog, gives a row another value, and leaves with Escape, so that nothing but the dialog's end takes
    /// over what is being typed.
    pub async fn change_pair(&self, pairs: Pairs, name: &str, value: &str) -> Result<()> {
        self.open_pairs(pairs).await?;
        let field = self.pair_part(pairs, "values", name).await?;
        field.send_keys(Key::Control + "a").await?;
        field.send_keys(Key::Backspace + value).await?;
        self.web.action_chain().send_keys(Key::Escape).perform().await?;
        self.gone("dialog", pairs.dialog()).await
    }

    /// Opens the dialog.
    pub async fn open_pairs(&self, pairs: Pairs) -> Result<()> {
        self.press(pairs.dialog()).await?;
        self.find("dialog", pairs.dialog()).await.map(drop)
    }

    /// Leaves it by its button.
    pub async fn leave_pairs(&self, pairs: Pairs) -> Result<()> {
        self.press("Done").await?;
        self.gone("dialog", pairs.dialog()).await
    }

    /// Types another row in the open dialog.
    pub async fn add_pair(&self, pairs: Pairs, name: &str, value: &str) -> Result<()> {
        let add = format!("return inside('button', 'Add {}')[0] ?? null;", pairs.word().to_lowercase());
        let before = self.pairs(pairs).await?.len();
        self.in_pairs(pairs, &add, "").await?.click().await?;
        let new = format!(
            "return names.length > {before} && names.at(-1) === document.activeElement ? names.at(-1) : null;"
        );
        self.in_pairs(pairs, &new, "").await.context("the new row")?.send_keys(name).await?;
        self.in_pairs(pairs, "return values.at(-1) ?? null;", "")
            .await?
            .send_keys(value)
            .await
            .context("the value can't be typed")
    }

    /// Says what may become of a value, in the open dialog.
    pub async fn choose_secrecy(&self, pairs: Pairs, name: &str, secrecy: Secrecy) -> Result<()> {
        let find = format!(
            "return [...secrecies[names.findIndex((it) => it.value === arguments[0])]?.options ?? []]
                .find((it) => it.text === '{}') ?? null;",
            secrecy.words()
        );
        Ok(self.in_pairs(pairs, &find, name).await?.click().await?)
    }

    /// Switches a header on or off, in the open dialog.
    pub async fn switch_header(&self, name: &str) -> Result<()> {
        let find = "return inside('checkbox', 'Use this header')[names.findIndex((it) => it.value === arguments[0])] ?? null;";
        Ok(self.in_pairs(Pairs::Headers, find, name).await?.click().await?)
    }

    /// The rows in the open dialog.
    pub async fn pairs(&self, pairs: Pairs) -> Result<Vec<PairRow>> {
        let script = "const switches = inside('checkbox', 'Use this header');
        return names.map((name, index) => ({
            name: name.value,
            value: values[index].value,
            secrecy: secrecies[index].selectedOptions[0].text,
            is_dotted: getComputedStyle(values[index]).getPropertyValue('-webkit-text-security') === 'disc',
            is_on: switches[index]?.checked ?? true,
        }));";
        self.script(&format!("{} {script}", pairs.scope()), vec![]).await
    }

    /// The field of a row in the open dialog: `names`, `values` or `secrecies`.
    async fn pair_part(&self, pairs: Pairs, part: &str, name: &str) -> Result<WebElement> {
        let find = format!("return {part}[names.findIndex((it) => it.value === arguments[0])] ?? null;");
        self.in_pairs(pairs, &find, name).await
    }

    async fn in_pairs(&self, pairs: Pairs, find: &str, name: &str) -> Result<WebElement> {
        let script = format!("{}\n{} {find}", super::ACCESSIBLE, pairs.scope());
        eventually(&format!("a part of the row {name:?}"), SOON, async || {
            let found = self.web.execute(script.as_str(), vec![json!(name)]).await?;
            ensure!(!found.json().is_null(), "it isn't there");
            Ok(found.element()?)
        })
        .await
    }
}
