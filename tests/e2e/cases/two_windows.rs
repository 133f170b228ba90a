//! Two windows with the same page: what one changes is seen in the other, and no change is lost for another one.

use anyhow::Result;
use thirtyfour::Key;

use super::saved_connections::confirm_deletion;
use super::tabs::tabs_are;
use super::{Case, case};
use crate::page::List::{Connections, Messages};
use crate::page::{List, Page, Pairs, Windows};
use crate::stage::Stage;

pub const CASES: &[Case] = &[
    case("two windows change different things, and both see all of it", |stage| Box::pin(different(stage))),
    case("when two windows change one thing, the later change holds", |stage| Box::pin(same(stage))),
    case("what one window deletes, an open dialog in another doesn't bring back", |stage| {
        Box::pin(deleted(stage))
    }),
    case("a message deleted in one window isn't brought back by an open dialog in another", |stage| {
        Box::pin(message_deleted(stage))
    }),
    case("what is saved meanwhile isn't lost for a deletion taken back", |stage| Box::pin(undone(stage))),
    case("each of two windows keeps its own tabs", |stage| Box::pin(own_tabs(stage))),
];

const EDIT: &str = "Edit connection";

/// Saves connections and messages under these names in the first window, and opens the second.
async fn with_saved<'s>(stage: &'s Stage, connections: &[&str], messages: &[&str]) -> Result<Windows<'s>> {
    let page = &stage.page;
    page.fill("textbox", "URL", &stage.echo()).await?;
    for (index, name) in connections.iter().enumerate() {
        page.open_dialog("Save connection", "Save connection").await?;
        page.fill("textbox", "Name", name).await?;
        page.press(if index == 0 { "Save" } else { "Save as new" }).await?;
        page.gone("dialog", "Save connection").await?;
    }
    page.type_message("of the first window").await?;
    for name in messages {
        page.save_message(name).await?;
    }
    let windows = page.second_window(stage.home()).await?;
    both_show(page, &windows, Connections, connections).await?;
    both_show(page, &windows, Messages, messages).await?;
    Ok(windows)
}

/// Waits until both windows show these, and makes sure that nothing but the storage could have told them. The first
/// window is in front then.
async fn both_show(page: &Page, windows: &Windows<'_>, list: List, names: &[&str]) -> Result<()> {
    let expected: Vec<_> = names.iter().map(|&name| ("", name)).collect();
    windows.to_second().await?;
    page.items_are(list, &expected).await?;
    windows.to_first().await?;
    page.items_are(list, &expected).await
}

async fn different(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let windows = with_saved(stage, &["A", "B"], &["a", "b"]).await?;
    // While a dialog is open here, the other window changes something else.
    page.open_dialog("Edit A", EDIT).await?;
    page.fill("textbox", "Name", "A of the first").await?;
    windows.to_second().await?;
    page.open_dialog("Edit B", EDIT).await?;
    page.name_it(EDIT, "B of the second").await?;
    page.press("Delete b").await?;
    page.type_message("of the second window").await?;
    page.save_message("c").await?;
    windows.to_first().await?;
    page.find("textbox", "Name").await?.send_keys(Key::Enter + "").await?;
    page.gone("dialog", EDIT).await?;
    both_show(page, &windows, Connections, &["A of the first", "B of the second"]).await?;
    both_show(page, &windows, Messages, &["a", "c"]).await?;
    // An order is a change of one thing, too.
    page.focus_on("button", "A of the first").await?;
    page.alt(Key::Down).await?;
    both_show(page, &windows, Connections, &["B of the second", "A of the first"]).await?;
    // Variables are shared as they are typed.
    windows.to_second().await?;
    page.add_pairs(Pairs::Shared, &[("city", "ไทย")]).await?;
    windows.to_first().await?;
    page.connect(&stage.echo()).await?;
    page.send("from {{city}}").await?;
    page.echoed_text("from ไทย").await?;
    // It is all stored, not only shown.
    page.reload().await?;
    windows.to_second().await?;
    page.reload().await?;
    both_show(page, &windows, Connections, &["B of the second", "A of the first"]).await?;
    both_show(page, &windows, Messages, &["a", "c"]).await?;
    windows.close().await
}

async fn same(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let windows = with_saved(stage, &["A"], &[]).await?;
    page.open_dialog("Edit A", EDIT).await?;
    page.fill("textbox", "Name", "Later").await?;
    windows.to_second().await?;
    page.open_dialog("Edit A", EDIT).await?;
    page.name_it(EDIT, "Earlier").await?;
    both_show(page, &windows, Connections, &["Earlier"]).await?;
    page.find("textbox", "Name").await?.send_keys(Key::Enter + "").await?;
    page.gone("dialog", EDIT).await?;
    both_show(page, &windows, Connections, &["Later"]).await?;
    page.reload().await?;
    both_show(page, &windows, Connections, &["Later"]).await?;
    windows.close().await
}

async fn deleted(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let windows = with_saved(stage, &["A", "B"], &[]).await?;
    page.open_dialog("Edit A", EDIT).await?;
    page.fill("textbox", "Name", "A again").await?;
    windows.to_second().await?;
    confirm_deletion(page, "A").await?;
    both_show(page, &windows, Connections, &["B"]).await?;
    page.find("textbox", "Name").await?.send_keys(Key::Enter + "").await?;
    // What was typed stays there, and can be saved anew.
    page.described("textbox", "Name", "deleted in another window").await?;
    page.leave_dialog(EDIT).await?;
    both_show(page, &windows, Connections, &["B"]).await?;
    page.reload().await?;
    both_show(page, &windows, Connections, &["B"]).await?;
    windows.close().await
}

async fn message_deleted(stage: &Stage) -> Result<()> {
    const EDIT: &str = "Edit message";
    let page = &stage.page;
    let windows = with_saved(stage, &[], &["a", "b"]).await?;
    page.open_dialog("Edit a", EDIT).await?;
    page.fill("textbox", "Name", "a again").await?;
    windows.to_second().await?;
    page.press("Delete a").await?;
    both_show(page, &windows, Messages, &["b"]).await?;
    page.find("textbox", "Name").await?.send_keys(Key::Enter + "").await?;
    // What was typed stays there, and can be saved anew.
    page.described("textbox", "Name", "deleted in another window").await?;
    page.leave_dialog(EDIT).await?;
    both_show(page, &windows, Messages, &["b"]).await?;
    windows.close().await
}

async fn undone(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let windows = with_saved(stage, &["A"], &["a", "b"]).await?;
    confirm_deletion(page, "A").await?;
    page.press("Delete a").await?;
    windows.to_second().await?;
    page.items_are(Messages, &[("", "b")]).await?;
    page.type_message("of the second window").await?;
    page.save_message("c").await?;
    windows.to_first().await?;
    // One for the connection and one for the message.
    page.press("Undo").await?;
    page.press("Undo").await?;
    page.gone("button", "Undo").await?;
    both_show(page, &windows, Connections, &["A"]).await?;
    both_show(page, &windows, Messages, &["a", "b", "c"]).await?;
    windows.close().await
}

async fn own_tabs(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let [here, there, beside] = ["/echo", "/greet", "/pong"].map(|path| stage.server.ws(path));
    page.fill("textbox", "URL", &here).await?;
    let windows = page.second_window(stage.home()).await?;
    // A new window begins with the tabs of the last one.
    page.has_value("textbox", "URL", &here).await?;
    page.fill("textbox", "URL", &there).await?;
    page.new_tab().await?;
    page.fill("textbox", "URL", &beside).await?;
    for _ in 0..2 {
        windows.to_first().await?;
        page.reload().await?;
        tabs_are(page, 1).await?;
        page.has_value("textbox", "URL", &here).await?;
        windows.to_second().await?;
        page.reload().await?;
        tabs_are(page, 2).await?;
        page.has_value("textbox", "URL", &beside).await?;
        page.show_tab(0).await?;
        page.has_value("textbox", "URL", &there).await?;
        page.show_tab(1).await?;
    }
    windows.close().await
}
