//! The sidebar: what is saved, and the dialogs about it.

use anyhow::{Context, Result, ensure};
use serde_json::json;
use thirtyfour::{Key, WebElement};

use super::Page;
use crate::command::role_and_name;
use crate::wait::{SOON, eventually};

/// One of the two lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum List {
    /// Saved connections.
    Connections,
    /// Saved messages.
    Messages,
}

/// The groups of what is there before anybody has saved anything.
const EXAMPLES: [&str; 2] = ["Examples", "Practice server (cargo xtask serve)"];

impl List {
    /// The name of its region.
    pub fn region(self) -> &'static str {
        match self {
            Self::Connections => "Saved connections",
            Self::Messages => "Saved messages",
        }
    }
}

impl Page {
    /// What is in a list, from top to bottom: the group, which may be empty, and the name. Whether it is connected isn't
    /// part of the name, wherever that is told.
    pub async fn items(&self, list: List) -> Result<Vec<(String, String)>> {
        let script = "const group = (list) => squeeze(list.closest('details')?.querySelector('summary').textContent ?? '');
            const name = (item) => nameOf(item.querySelector('button')).replace(/ connected$/, '');
            return [...find('region', arguments[0])?.querySelectorAll('ul') ?? []]
                .filter((list) => list.checkVisibility())
                .flatMap((list) => [...list.children].map((item) => [group(list), name(item)]));";
        self.script(script, vec![json!(list.region())]).await
    }

    /// Waits until those of the saved connections, and no others, are told to be connected: in the name, the
    /// description, or anywhere in the row.
    pub async fn connected_are(&self, names: &[&str]) -> Result<()> {
        let script = "const items = find('region', arguments[0])?.querySelectorAll('li') ?? [];
            return [...items]
                .map((item) => [item.querySelector('button'), squeeze(textOf(item))])
                .filter(([button, text]) => /\\bconnected\\b/.test(`${text} ${descriptionOf(button)}`))
                .map(([button]) => nameOf(button).replace(/ connected$/, ''));";
        eventually(&format!("{names:?} to be marked as connected"), SOON, async || {
            let marked: Vec<String> = self.script(script, vec![json!(List::Connections.region())]).await?;
            ensure!(marked == names, "there are {marked:?}");
            Ok(())
        })
        .await
    }

    /// The same without the examples.
    pub async fn own_items(&self, list: List) -> Result<Vec<(String, String)>> {
        let mut items = self.items(list).await?;
        items.retain(|(group, _)| !EXAMPLES.contains(&group.as_str()));
        Ok(items)
    }

    /// Waits until that is what is in a list besides the examples.
    pub async fn items_are(&self, list: List, expected: &[(&str, &str)]) -> Result<()> {
        eventually(&format!("{expected:?} under “{}”", list.region()), SOON, async || {
            let items = self.own_items(list).await?;
            let same = items.len() == expected.len()
                && items
                    .iter()
                    .zip(expected)
                    .all(|((group, name), one)| (group.as_str(), name.as_str()) == *one);
            ensure!(same, "there are {items:?}");
            Ok(())
        })
        .await
    }

    /// What is written in the region of a list.
    pub async fn region_text(&self, list: List) -> Result<String> {
        self.script("return find('region', arguments[0])?.innerText ?? '';", vec![json!(list.region())]).await
    }

    /// Saves the connection of the shown tab under a name, as one does by keyboard.
    pub async fn save_connection(&self, name: &str) -> Result<()> {
        self.open_dialog("Save connection", "Save connection").await?;
        self.name_it("Save connection", name).await
    }

    /// The same with the message in the composer.
    pub async fn save_message(&self, name: &str) -> Result<()> {
        self.open_dialog("Save message", "Save message").await?;
        self.name_it("Save message", name).await
    }

    /// Presses a button that opens a dialog.
    pub async fn open_dialog(&self, button: &str, dialog: &str) -> Result<()> {
        self.press(button).await?;
        self.find("dialog", dialog).await.map(drop)
    }

    /// Leaves a dialog by Escape.
    pub async fn leave_dialog(&self, dialog: &str) -> Result<()> {
        self.web.action_chain().send_keys(Key::Escape).perform().await?;
        self.gone("dialog", dialog).await
    }

    /// Types a name in place of what a dialog proposes, and accepts it with Enter.
    pub async fn name_it(&self, dialog: &str, name: &str) -> Result<()> {
        self.fill("textbox", "Name", name).await?;
        self.find("textbox", "Name").await?.send_keys(Key::Enter + "").await?;
        self.gone("dialog", dialog).await
    }

    /// Waits until that has the focus.
    pub async fn has_focus(&self, role: &str, name: &str) -> Result<()> {
        eventually(&format!("the focus on {role} “{name}”"), SOON, async || {
            let focus = role_and_name(&self.web.active_element().await?).await?;
            ensure!(focus.0 == role && focus.1 == name, "it is on {focus:?}");
            Ok(())
        })
        .await
    }

    /// Gives the focus to an item by script, as Tab would.
    pub async fn focus_on(&self, role: &str, name: &str) -> Result<WebElement> {
        let element = self.find(role, name).await?;
        element.focus().await?;
        self.has_focus(role, name).await?;
        Ok(element)
    }

    /// Presses a key while Alt is held.
    pub async fn alt(&self, key: Key) -> Result<()> {
        let keys = self.web.action_chain().key_down(Key::Alt).send_keys(key).key_up(Key::Alt);
        Ok(keys.perform().await?)
    }

    /// The row of an item, which can be dragged.
    pub async fn item_row(&self, name: &str) -> Result<WebElement> {
        let script =
            format!("{}\nreturn find('button', arguments[0])?.closest('li') ?? null;", super::ACCESSIBLE);
        let found = self.web.execute(script, vec![json!(name)]).await?;
        found.element().with_context(|| format!("there is no item “{name}”"))
    }
}
