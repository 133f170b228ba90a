//! What is saved, with the keyboard alone: saved, recalled, sent, moved, deleted and brought back; and whoever leaves a
//! dialog is where one was before.

use anyhow::{Context, Result, ensure};
use thirtyfour::Key;

use super::keyboard::Way;
use super::{Case, case};
use crate::page::Kind::{Received, Sent};
use crate::page::Page;
use crate::stage::Stage;
use crate::wait::{SOON, eventually};

pub const CASES: &[Case] = &[
    case("the keyboard alone is enough for what is saved", |stage| Box::pin(kept(stage))),
    case("whoever leaves a dialog is where one was", |stage| Box::pin(left(stage))),
];

/// The names of two messages, as they are saved.
const FIRST: &str = "First";
const SECOND: &str = "Second";

impl Page {
    /// Waits until that has the focus.
    async fn focus_is_at(&self, role: &str, name: &str) -> Result<()> {
        eventually(&format!("the focus to be at {role} “{name}”"), SOON, async || {
            let (at, named) = self.focus().await?;
            ensure!(at == role && named == name, "it is at {at} “{named}”");
            Ok(())
        })
        .await
    }

    /// Goes to an item of the sidebar, which stands before what else the page has.
    async fn tab_back_to(&self, name: &str) -> Result<()> {
        self.tab_to(Way::Back, "button", name).await
    }
}

async fn kept(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.tab_to(Way::On, "textbox", "URL").await?;
    page.keys(&stage.echo()).await?;
    page.tab_back_to("Save connection").await?;
    page.key(Key::Enter).await?;
    page.focus_is_at("textbox", "Name").await?;
    // The name that is proposed is chosen, so typing replaces it.
    page.keys("Mine").await?;
    page.has_value("textbox", "Name", "Mine").await?;
    page.key(Key::Enter).await?;
    page.gone("dialog", "Save connection").await?;
    page.find("button", "Mine").await?;
    page.focus_is_at("button", "Save connection").await?;

    page.tab_to(Way::On, "textbox", "Message").await?;
    for name in [FIRST, SECOND] {
        page.keys(&name.to_lowercase()).await?;
        page.tab_back_to("Save message").await?;
        page.key(Key::Enter).await?;
        page.focus_is_at("textbox", "Name").await?;
        page.keys(name).await?;
        page.key(Key::Enter).await?;
        page.gone("dialog", "Save message").await?;
        page.focus_is_at("button", "Save message").await?;
        page.tab_to(Way::On, "textbox", "Message").await?;
        page.web.action_chain().key_down(Key::Control).send_keys("a").key_up(Key::Control).perform().await?;
        page.key(Key::Backspace).await?;
        page.has_value("textbox", "Message", "").await?;
    }
    page.saved_are("Saved messages", &[FIRST, SECOND]).await?;

    // The connection is recalled, which is in this tab already, and then a message.
    page.tab_back_to("Mine").await?;
    page.key(Key::Enter).await?;
    page.focus_is_at("button", "Connect").await?;
    page.key(Key::Enter).await?;
    page.status_says(&["Connected"]).await?;
    page.tab_back_to(SECOND).await?;
    page.key(Key::Enter).await?;
    page.has_value("textbox", "Message", "second").await?;
    page.focus_is_at("textbox", "Message").await?;
    page.key(Key::Enter).await?;
    page.newest_rows_are(&[(Sent, "text", "second"), (Received, "text", "second")]).await?;
    page.tab_back_to("Send First").await?;
    page.key(Key::Enter).await?;
    page.newest_rows_are(&[(Sent, "text", "first"), (Received, "text", "first")]).await?;
    page.total_is(6).await?;

    page.tab_back_to(FIRST).await?;
    page.alt(Key::Down).await?;
    page.saved_are("Saved messages", &[SECOND, FIRST]).await?;
    page.focus_is_at("button", FIRST).await?;
    page.alt(Key::Up).await?;
    page.saved_are("Saved messages", &[FIRST, SECOND]).await?;
    page.focus_is_at("button", FIRST).await?;

    page.key(Key::Delete).await?;
    page.saved_are("Saved messages", &[SECOND]).await?;
    page.said("Deleted “First”").await?;
    // What had the focus is gone, so it goes to the way back, and then to what came back.
    page.focus_is_at("button", "Undo").await?;
    page.key(Key::Enter).await?;
    page.saved_are("Saved messages", &[FIRST, SECOND]).await?;
    page.focus_is_at("button", FIRST).await?;

    // Before a connection is deleted, one is asked.
    page.tab_to(Way::On, "button", "Disconnect").await?;
    page.key(Key::Enter).await?;
    page.status_says(&["Disconnected"]).await?;
    page.tab_back_to("Mine").await?;
    page.key(Key::Delete).await?;
    page.find("dialog", "Delete this connection?").await?;
    page.key(Key::Escape).await?;
    page.gone("dialog", "Delete this connection?").await?;
    page.focus_is_at("button", "Mine").await?;
    page.key(Key::Delete).await?;
    page.find("dialog", "Delete this connection?").await?;
    page.tab_to(Way::On, "button", "Delete").await?;
    page.key(Key::Enter).await?;
    page.gone("button", "Mine").await?;
    page.said("Deleted “Mine”").await?;
    page.focus_is_at("button", "Undo").await?;
    // The tab that came from it stays as it is.
    page.has_value("textbox", "URL", &stage.echo()).await
}

async fn left(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.fill("textbox", "URL", &stage.echo()).await?;
    page.type_message("hello").await?;
    page.save_as("Save connection", "Mine").await?;
    page.save_as("Save message", "Hello").await?;
    for (button, dialog, after) in [
        ("Settings", "Settings", "Settings"),
        ("Headers", "Headers", "Headers"),
        ("Variables", "Variables", "Variables"),
        ("Recent addresses", "Recent addresses", "Recent addresses"),
        ("Sent messages", "Sent messages", "Sent messages"),
        ("Save connection", "Save connection", "Save connection"),
        ("Save message", "Save message", "Save message"),
        // The list may be made anew meanwhile, so it is the item itself.
        ("Edit Mine", "Edit connection", "Mine"),
        ("Edit Hello", "Edit message", "Hello"),
        ("Delete Mine", "Delete this connection?", "Delete Mine"),
        ("Import…", "Import", "Import…"),
        ("Export…", "Export", "Export…"),
    ] {
        page.find("button", button).await?.send_keys(Key::Enter + "").await?;
        page.find("dialog", dialog).await?;
        page.key(Key::Escape).await?;
        page.gone("dialog", dialog).await?;
        page.focus_is_at("button", after).await.with_context(|| format!("after “{button}”"))?;
    }
    // The same when something has come of it.
    for (button, dialog, name) in
        [("Edit Mine", "Edit connection", "Other server"), ("Edit Hello", "Edit message", "Other message")]
    {
        page.find("button", button).await?.send_keys(Key::Enter + "").await?;
        page.fill("textbox", "Name", name).await?;
        page.key(Key::Enter).await?;
        page.gone("dialog", dialog).await?;
        page.focus_is_at("button", name).await.with_context(|| format!("after “{button}”"))?;
    }
    Ok(())
}
