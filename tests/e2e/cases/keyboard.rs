//! Everything with the keyboard alone.

use anyhow::{Result, bail, ensure};
use thirtyfour::Key;

use super::tabs::tabs_are;
use super::{Case, case};
use crate::command::role_and_name;
use crate::page::Kind::{Received, Sent};
use crate::page::Page;
use crate::stage::Stage;
use crate::wait::{SOON, eventually};

pub const CASES: &[Case] = &[
    case("the keyboard alone is enough to connect and send", |stage| Box::pin(connect_and_send(stage))),
    case("arrow keys move in radio groups and tabs", |stage| Box::pin(arrows(stage))),
    case("the keys of a list lead through a long log", |stage| Box::pin(far(stage))),
    case("the log is read with the keyboard", |stage| Box::pin(reading(stage))),
    case("“/” leads from the log to the search", |stage| Box::pin(to_search(stage))),
    case("whatever has the focus shows it", |stage| Box::pin(focus_is_seen(stage))),
];

/// More stops than the page has.
const STOPS: usize = 120;

/// Which way round.
#[derive(Clone, Copy)]
pub(super) enum Way {
    On,
    Back,
}

impl Page {
    pub(super) async fn key(&self, key: Key) -> Result<()> {
        Ok(self.web.action_chain().send_keys(key).perform().await?)
    }

    pub(super) async fn keys(&self, text: &str) -> Result<()> {
        Ok(self.web.action_chain().send_keys(text).perform().await?)
    }

    /// The role and name of what has the focus.
    pub(super) async fn focus(&self) -> Result<(String, String)> {
        let inside: bool = self.script("return document.hasFocus();", vec![]).await?;
        if !inside {
            return Ok(("nothing".to_owned(), "outside of the page".to_owned()));
        }
        Ok(role_and_name(&self.web.active_element().await?).await?)
    }

    /// Presses Tab, or Shift+Tab, until that has the focus. It goes the way that stays in the page: once Firefox's
    /// own bars have had the focus, a key from the driver presses no button any more.
    pub(super) async fn tab_to(&self, way: Way, role: &str, name: &str) -> Result<()> {
        let mut passed = Vec::new();
        for _ in 0..STOPS {
            let keys = self.web.action_chain();
            let keys = match way {
                Way::On => keys.send_keys(Key::Tab),
                Way::Back => keys.key_down(Key::Shift).send_keys(Key::Tab).key_up(Key::Shift),
            };
            keys.perform().await?;
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
    page.tab_to(Way::On, "textbox", "URL").await?;
    page.keys(&stage.echo()).await?;
    page.has_value("textbox", "URL", &stage.echo()).await?;
    page.key(Key::Enter).await?;
    page.status_says(&["Connected"]).await?;
    page.tab_to(Way::On, "textbox", "Message").await?;
    page.keys("by hand").await?;
    page.key(Key::Enter).await?;
    page.newest_rows_are(&[(Sent, "text", "by hand"), (Received, "text", "by hand")]).await?;
    page.tab_to(Way::Back, "button", "Disconnect").await?;
    page.key(Key::Enter).await?;
    page.status_says(&["Disconnected", "closed by you"]).await?;
    // Whoever worked with that button isn't thrown back to the start of the page.
    let focus = page.focus().await?;
    ensure!(focus == ("button".to_owned(), "Connect".to_owned()), "the focus is at {focus:?}");
    Ok(())
}

async fn arrows(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.tab_to(Way::On, "radio", "All").await?;
    page.key(Key::Right).await?;
    page.chosen_is("Show", "Sent").await?;
    page.key(Key::Left).await?;
    page.chosen_is("Show", "All").await?;
    page.tab_to(Way::On, "radio", "Text").await?;
    page.key(Key::Right).await?;
    page.chosen_is("Message format", "JSON").await?;
    page.key(Key::Right).await?;
    page.chosen_is("Message format", "Binary").await?;
    page.tab_to(Way::On, "radio", "Hex").await?;
    page.key(Key::Right).await?;
    page.chosen_is("Encoding", "Base64").await?;

    page.tab_to(Way::Back, "button", "New connection").await?;
    page.key(Key::Enter).await?;
    tabs_are(page, 2).await?;
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

async fn reading(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    page.send("read me").await?;
    page.total_is(4).await?;
    page.tab_to(Way::Back, "listbox", "Log").await?;
    page.key(Key::Up).await?;
    page.find("region", "Message detail").await?;
    eventually("row 4 in the detail", SOON, async || {
        let raw = page.text_at("detail-raw").await?;
        ensure!(raw == "read me", "it is {raw:?}");
        Ok(())
    })
    .await?;
    page.key(Key::Escape).await?;
    page.gone("region", "Message detail").await?;
    let (role, _) = page.focus().await?;
    ensure!(role == "listbox", "the focus went to a {role}");
    // The button does the same, and the focus goes where one was reading.
    page.key(Key::Up).await?;
    page.tab_to(Way::On, "button", "Close detail").await?;
    page.key(Key::Enter).await?;
    page.gone("region", "Message detail").await?;
    let (role, name) = page.focus().await?;
    ensure!(role == "listbox", "the focus is lost to {role} “{name}”");
    Ok(())
}

async fn far(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.server.ws("/flood?count=1000&size=40")).await?;
    page.total_is(1003).await?;
    page.tab_to(Way::On, "listbox", "Log").await?;
    for (key, row) in [
        (Key::Home, 1),
        (Key::Down, 2),
        (Key::End, 1003),
        (Key::Down, 1003),
        (Key::Up, 1002),
        (Key::Home, 1),
        (Key::Up, 1),
    ] {
        page.key(key).await?;
        page.selected_is(row).await?;
    }
    // A page is a row less than what is in sight, so that one finds oneself again.
    let rows = u64::try_from(page.rows().await?.len())?;
    page.key(Key::PageDown).await?;
    let script =
        "return Number(document.querySelector('[data-testid=log-row][aria-selected=true]').dataset.seq);";
    let row: u64 = page.script(script, vec![]).await?;
    ensure!((rows / 2..=rows).contains(&row), "a page of {rows} rows leads to row {row}");
    page.selected_is(row).await?;
    page.key(Key::PageUp).await?;
    page.selected_is(1).await
}

async fn to_search(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    page.open_row(2).await?;
    page.keys("/").await?;
    eventually("the focus in the search", SOON, async || {
        let focus = page.focus().await?;
        ensure!(focus == ("searchbox".to_owned(), "Search log".to_owned()), "it is at {focus:?}");
        Ok(())
    })
    .await?;
    let typed: String = page.script("return document.activeElement.value;", vec![]).await?;
    ensure!(typed.is_empty(), "the search begins with {typed:?}");
    // Any other character leads there, too, and is the first of the search.
    page.key(Key::Down).await?;
    page.keys("tick").await?;
    page.has_value("searchbox", "Search log", "tick").await
}

async fn focus_is_seen(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    // A ring, or for a radio button that is hidden behind its word, a ring around that.
    let script = "const it = document.activeElement;
        if (it === document.body || !document.hasFocus()) return null;
        const ringed = (part) => { const style = getComputedStyle(part);
            return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0; };
        return [it, ...(it.labels ?? []), it.nextElementSibling].filter(Boolean).some(ringed);";
    let mut seen = 0;
    for _ in 0..20 {
        page.key(Key::Tab).await?;
        // Nothing is said where the focus is in the browser's own bars.
        let ringed: Option<bool> = page.script(script, vec![]).await?;
        ensure!(ringed != Some(false), "nobody sees that the focus is at {:?}", page.focus().await?);
        seen += usize::from(ringed.is_some());
    }
    ensure!(seen >= 10, "only {seen} of 20 stops are in the page");
    Ok(())
}
