//! Everything with the keyboard alone.

use anyhow::{Result, bail, ensure};
use thirtyfour::Key;

use super::{Case, case};
use crate::command::role_and_name;
use crate::page::Page;
use crate::stage::Stage;
use crate::wait::{SOON, eventually};

pub const CASES: &[Case] = &[
    case("the keyboard alone is enough to connect and send", |stage| Box::pin(connect_and_send(stage))),
    case("arrow keys move in radio groups and tabs", |stage| Box::pin(arrows(stage))),
    case("whatever has the focus shows it", |stage| Box::pin(focus_is_seen(stage))),
];

/// More stops than the page has.
const STOPS: usize = 60;

impl Page {
    async fn key(&self, key: Key) -> Result<()> {
        Ok(self.web.action_chain().send_keys(key).perform().await?)
    }

    async fn keys(&self, text: &str) -> Result<()> {
        Ok(self.web.action_chain().send_keys(text).perform().await?)
    }

    /// The role and name of what has the focus.
    async fn focus(&self) -> Result<(String, String)> {
        Ok(role_and_name(&self.web.active_element().await?).await?)
    }

    /// Presses Tab until that has the focus.
    async fn tab_to(&self, role: &str, name: &str) -> Result<()> {
        let mut passed = Vec::new();
        for _ in 0..STOPS {
            self.key(Key::Tab).await?;
            let focus = self.focus().await?;
            if focus.0 == role && focus.1 == name {
                return Ok(());
            }
            passed.push(format!("{} “{}”", focus.0, focus.1));
        }
        bail!("Tab never comes to {role} “{name}”, but to {}", passed.join(", "))
    }

    async fn chosen_is(&self, group: &str, name: &str) -> Result<()> {
        eventually(&format!("“{name}” to be chosen in “{group}”"), SOON, async || {
            let chosen = self.chosen(group).await?;
            ensure!(chosen == name, "it is {chosen:?}");
            Ok(())
        })
        .await
    }
}

async fn connect_and_send(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.tab_to("textbox", "URL").await?;
    page.keys(&stage.echo()).await?;
    page.has_value("textbox", "URL", &stage.echo()).await?;
    page.key(Key::Enter).await?;
    page.status_says(&["Connected"]).await?;
    page.tab_to("textbox", "Message").await?;
    page.keys("by hand").await?;
    page.key(Key::Enter).await?;
    page.echoed_text("by hand").await?;
    page.tab_to("button", "Disconnect").await?;
    page.key(Key::Enter).await?;
    page.status_says(&["Disconnected", "closed by you"]).await?;
    // Whoever worked with that button isn't thrown back to the start of the page.
    let focus = page.focus().await?;
    ensure!(focus == ("button".to_owned(), "Connect".to_owned()), "the focus is at {focus:?}");
    Ok(())
}

async fn arrows(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.tab_to("radio", "All").await?;
    page.key(Key::Right).await?;
    page.chosen_is("Show", "Sent").await?;
    page.key(Key::Left).await?;
    page.chosen_is("Show", "All").await?;
    page.tab_to("radio", "Text").await?;
    page.key(Key::Right).await?;
    page.chosen_is("Message format", "JSON").await?;
    page.key(Key::Right).await?;
    page.chosen_is("Message format", "Binary").await?;
    page.tab_to("radio", "Hex").await?;
    page.key(Key::Right).await?;
    page.chosen_is("Encoding", "Base64").await?;

    page.tab_to("button", "New connection").await?;
    page.key(Key::Enter).await?;
    page.tab(1).await?.click().await?;
    for (key, shown) in [(Key::Left, 0), (Key::Right, 1)] {
        page.key(key).await?;
        eventually("the arrow to move to the other tab", SOON, async || {
            let now = page.tab_shown().await?;
            ensure!(now == shown, "tab {now} is shown");
            Ok(())
        })
        .await?;
        let (role, _) = page.focus().await?;
        ensure!(role == "tab", "the focus went to a {role}");
    }
    Ok(())
}

async fn focus_is_seen(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    // A ring, or for what is hidden behind its label, a ring around that.
    let script = "const it = document.activeElement; if (it === document.body) return true;
        const ringed = (part) => { const style = getComputedStyle(part);
            return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none'; };
        return [it, ...(it.labels ?? []), it.parentElement, it.nextElementSibling].filter(Boolean).some(ringed);";
    for _ in 0..20 {
        page.key(Key::Tab).await?;
        let seen: bool = page.script(script, vec![]).await?;
        ensure!(seen, "nobody sees that the focus is at {:?}", page.focus().await?);
    }
    Ok(())
}
