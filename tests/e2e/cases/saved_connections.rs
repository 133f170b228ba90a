//! Saved connections: kept under a name with everything about them, chosen, changed, deleted and brought back.

use anyhow::{Result, ensure};
use thirtyfour::Key;

use super::contract::computed;
use super::tabs::tabs_are;
use super::{Case, case};
use crate::page::Kind::{Info, Received, Sent};
use crate::page::List::Connections;
use crate::page::{AUTO_RECONNECT, HELLO, IDLE_TIMEOUT, Page, Pairs, RECONNECT_DELAY, Setting};
use crate::stage::Stage;
use crate::wait::{SOON, eventually};

pub const CASES: &[Case] = &[
    case("a connection is saved, and chosen after a reload with everything about it", |stage| {
        Box::pin(everything(stage))
    })
    .for_pages(),
    case("a saved connection is marked while it is connected", |stage| Box::pin(marked(stage))),
    case("a saved connection goes to an empty tab, a new one, or its own", |stage| Box::pin(places(stage))),
    case("saving again changes a connection or makes another one", |stage| Box::pin(again(stage))),
    case("a saved connection is renamed, put into a group and doubled", |stage| Box::pin(edited(stage))),
    case("a saved connection is deleted after asking, and comes back", |stage| Box::pin(deleted(stage))),
    case("a connection isn't saved without a name or with an endless one", |stage| Box::pin(unnamed(stage))),
    case("examples are there at first, and stay away once deleted", |stage| Box::pin(examples(stage))),
];

const SAVE: &str = "Save connection";

const EDIT: &str = "Edit connection";

const QUESTION: &str = "Delete this connection?";

async fn everything(stage: &Stage) -> Result<()> {
    const HELLOS: &str = "hello\n\nhex: 00 ff";
    let page = &stage.page;
    // The path comes from a variable, so that connecting shows that this is kept, too.
    let address = stage.server.ws("/{{path}}?pick=two");
    page.fill("textbox", "URL", &address).await?;
    page.fill("textbox", "Subprotocols", "one, two").await?;
    page.add_pairs(Pairs::Own, &[("path", "protocols")]).await?;
    page.add_pairs(Pairs::Headers, &[("X-Trace", "17")]).await?;
    page.set(&[
        Setting::On(AUTO_RECONNECT),
        Setting::Decimal(RECONNECT_DELAY, 2.5),
        Setting::Number(IDLE_TIMEOUT, 90),
        Setting::Lines(HELLO, HELLOS),
    ])
    .await?;
    page.filter_line("-absent").await?;
    page.press("Connect").await?;
    page.press("Connect without them").await?;
    page.status_says(&["Connected", "two"]).await?;
    page.save_connection("Two of them").await?;
    page.items_are(Connections, &[("", "Two of them")]).await?;

    // Closed, so that only what is saved can bring it back.
    page.press("Disconnect").await?;
    page.status_says(&["Disconnected"]).await?;
    close_tab(page, 0).await?;
    page.has_value("textbox", "URL", "").await?;
    page.reload().await?;
    page.has_value("textbox", "URL", "").await?;
    page.items_are(Connections, &[("", "Two of them")]).await?;
    page.press("Two of them").await?;
    tabs_are(page, 1).await?;
    page.has_focus("button", "Connect").await?;
    page.status_says(&["Disconnected"]).await?;
    ensure!(page.total().await? == 0, "choosing has done more than fill in the boxes");
    page.has_value("textbox", "URL", &address).await?;
    page.has_value("textbox", "Subprotocols", "one, two").await?;
    page.open_settings().await?;
    ensure!(page.ticked(AUTO_RECONNECT).await?, "“{AUTO_RECONNECT}” isn't on");
    page.has_value("spinbutton", RECONNECT_DELAY, "2.5").await?;
    page.has_value("spinbutton", IDLE_TIMEOUT, "90").await?;
    page.has_value("textbox", HELLO, HELLOS).await?;
    page.leave_settings().await?;
    for (pairs, name, value) in [(Pairs::Own, "path", "protocols"), (Pairs::Headers, "X-Trace", "17")] {
        page.open_pairs(pairs).await?;
        let rows = page.pairs(pairs).await?;
        ensure!(rows.len() == 1 && rows[0].name == name && rows[0].value == value, "there are {rows:?}");
        page.leave_pairs(pairs).await?;
    }
    page.has_value("textbox", "Filter", "-absent").await?;
    // They are more than what is shown.
    page.focus_on("button", "Connect").await?.send_keys(Key::Enter + "").await?;
    page.press("Connect without them").await?;
    page.status_says(&["Connected", "two"]).await?;
    page.newest_rows_are(&[
        (Info, "", "Connected"),
        (Sent, "text", "hello"),
        (Sent, "binary", "00 ff"),
        (Received, "text", r#""chosen":"two""#),
    ])
    .await
    .map(drop)
}

async fn marked(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    page.connected_are(&[]).await?;
    page.save_connection("Marked").await?;
    computed(page, "region", "Saved connections").await?;
    for name in ["Edit Marked", "Delete Marked", SAVE] {
        computed(page, "button", name).await?;
    }
    page.connected_are(&["Marked"]).await?;
    // Also while another tab is shown.
    page.new_tab().await?;
    page.connected_are(&["Marked"]).await?;
    page.show_tab(0).await?;
    page.press("Disconnect").await?;
    page.connected_are(&[]).await?;
    computed(page, "button", "Marked").await?;
    page.press("Connect").await?;
    page.connected_are(&["Marked"]).await
}

async fn places(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    // An empty tab is there to be filled.
    page.press("Echo").await?;
    chosen(page, 1, 0, "ws://localhost:8765/echo").await?;
    // One in use is not.
    page.press("Chat").await?;
    chosen(page, 2, 1, "ws://localhost:8765/chat").await?;
    page.new_tab().await?;
    page.type_message("a draft").await?;
    page.press("Flood").await?;
    chosen(page, 4, 3, "ws://localhost:8765/flood").await?;
    page.show_tab(2).await?;
    page.has_value("textbox", "Message", "a draft").await?;
    // One that is open is shown, as it is now.
    page.show_tab(1).await?;
    page.fill("textbox", "URL", "ws://localhost:8765/chat?changed").await?;
    page.press("Echo").await?;
    chosen(page, 4, 0, "ws://localhost:8765/echo").await?;
    page.press("Chat").await?;
    chosen(page, 4, 1, "ws://localhost:8765/chat?changed").await?;
    // The tabs know where they came from after a reload, too.
    page.reload().await?;
    page.press("Flood").await?;
    chosen(page, 4, 3, "ws://localhost:8765/flood").await
}

/// Waits until a tab, counted from 0, is shown with that address, ready to be connected.
async fn chosen(page: &Page, count: usize, index: i64, address: &str) -> Result<()> {
    tabs_are(page, count).await?;
    page.has_value("textbox", "URL", address).await?;
    let shown = page.tab_shown().await?;
    ensure!(shown == index, "tab {shown} is shown");
    page.has_focus("button", "Connect").await?;
    page.status_says(&["Disconnected"]).await.map(drop)
}

async fn again(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let [first, second, third] = ["/echo", "/greet", "/pong"].map(|path| stage.server.ws(path));
    page.fill("textbox", "URL", &first).await?;
    page.open_dialog(SAVE, SAVE).await?;
    // There is nothing yet that could be changed, and the proposed name will do.
    ensure!(page.look_for("button", "Update").await?.is_none(), "there is something to update");
    ensure!(page.look_for("button", "Save as new").await?.is_none(), "it could be saved in two ways");
    let proposed = page.value("textbox", "Name").await?;
    ensure!(first.ends_with(&proposed) && !proposed.is_empty(), "the proposed name is {proposed:?}");
    page.has_focus("textbox", "Name").await?;
    page.leave_dialog(SAVE).await?;
    page.items_are(Connections, &[]).await?;
    page.save_connection("First").await?;

    page.fill("textbox", "URL", &second).await?;
    page.open_dialog(SAVE, SAVE).await?;
    page.has_value("textbox", "Name", "First").await?;
    page.find("button", "Update").await?;
    page.fill("textbox", "Name", "Second").await?;
    page.press("Save as new").await?;
    page.gone("dialog", SAVE).await?;
    page.items_are(Connections, &[("", "First"), ("", "Second")]).await?;

    // From now on the tab belongs to the second.
    page.fill("textbox", "URL", &third).await?;
    page.open_dialog(SAVE, SAVE).await?;
    page.has_value("textbox", "Name", "Second").await?;
    page.fill("textbox", "Name", "Third").await?;
    page.press("Update").await?;
    page.gone("dialog", SAVE).await?;
    page.items_are(Connections, &[("", "First"), ("", "Third")]).await?;
    page.press("First").await?;
    chosen(page, 2, 1, &first).await?;
    close_tab(page, 1).await?;
    close_tab(page, 0).await?;
    page.press("Third").await?;
    chosen(page, 1, 0, &third).await
}

async fn edited(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.fill("textbox", "URL", &stage.echo()).await?;
    page.save_connection("Plain").await?;
    page.open_dialog("Edit Plain", EDIT).await?;
    page.fill("textbox", "Name", "Not this").await?;
    page.leave_dialog(EDIT).await?;
    page.items_are(Connections, &[("", "Plain")]).await?;

    page.open_dialog("Edit Plain", EDIT).await?;
    page.name_it(EDIT, "Renamed").await?;
    page.items_are(Connections, &[("", "Renamed")]).await?;
    page.open_dialog("Edit Renamed", EDIT).await?;
    page.paste_into("combobox", "Group", "Staging").await?;
    page.press("Save").await?;
    page.gone("dialog", EDIT).await?;
    page.items_are(Connections, &[("Staging", "Renamed")]).await?;
    page.open_dialog("Edit Renamed", EDIT).await?;
    page.has_value("combobox", "Group", "Staging").await?;
    page.press("Duplicate").await?;
    page.gone("dialog", EDIT).await?;
    page.items_are(Connections, &[("Staging", "Renamed"), ("Staging", "Renamed (copy)")]).await?;

    // The copy is one of its own, with the same in it.
    page.open_dialog("Edit Renamed (copy)", EDIT).await?;
    page.paste_into("combobox", "Group", "").await?;
    page.press("Save").await?;
    page.gone("dialog", EDIT).await?;
    let expected = [("", "Renamed (copy)"), ("Staging", "Renamed")];
    page.items_are(Connections, &expected).await?;
    page.reload().await?;
    page.items_are(Connections, &expected).await?;
    page.press("Renamed (copy)").await?;
    chosen(page, 2, 1, &stage.echo()).await?;
    // Its tab is still that of the first.
    page.press("Renamed").await?;
    chosen(page, 2, 0, &stage.echo()).await
}

async fn deleted(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.fill("textbox", "URL", &stage.echo()).await?;
    page.save_connection("Doomed").await?;
    page.open_dialog("Delete Doomed", QUESTION).await?;
    page.leave_dialog(QUESTION).await?;
    page.items_are(Connections, &[("", "Doomed")]).await?;

    confirm_deletion(page, "Doomed").await?;
    page.items_are(Connections, &[]).await?;
    said(page, "Deleted “Doomed”").await?;
    // The tab isn't the saved connection.
    page.has_value("textbox", "URL", &stage.echo()).await?;
    page.press("Undo").await?;
    page.items_are(Connections, &[("", "Doomed")]).await?;
    page.gone("button", "Undo").await?;
    page.reload().await?;
    page.items_are(Connections, &[("", "Doomed")]).await?;
    // It is the same as before, not another one.
    page.press("Doomed").await?;
    chosen(page, 1, 0, &stage.echo()).await?;

    confirm_deletion(page, "Doomed").await?;
    page.press("Dismiss").await?;
    page.gone("button", "Undo").await?;
    page.reload().await?;
    page.items_are(Connections, &[]).await?;
    // What its tab has can be saved anew.
    page.open_dialog(SAVE, SAVE).await?;
    ensure!(page.look_for("button", "Update").await?.is_none(), "something deleted could be updated");
    page.name_it(SAVE, "Saved anew").await?;
    page.items_are(Connections, &[("", "Saved anew")]).await
}

/// Deletes a connection and confirms it.
pub(super) async fn confirm_deletion(page: &Page, name: &str) -> Result<()> {
    page.open_dialog(&format!("Delete {name}"), QUESTION).await?;
    page.press("Delete").await?;
    page.gone("dialog", QUESTION).await
}

async fn said(page: &Page, words: &str) -> Result<()> {
    eventually(&format!("{words:?}"), SOON, async || {
        let text = page.region_text(Connections).await?;
        ensure!(text.contains(words), "there is {text:?}");
        Ok(())
    })
    .await
}

async fn unnamed(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.fill("textbox", "URL", &stage.echo()).await?;
    page.open_dialog(SAVE, SAVE).await?;
    let longest = "ж".repeat(200);
    for (name, words) in
        [("", "Give it a name"), ("   ", "Give it a name"), (&format!("{longest}x"), "at most 200")]
    {
        page.paste("Name", name).await?;
        page.find("textbox", "Name").await?.send_keys(Key::Enter + "").await?;
        page.described("textbox", "Name", words).await?;
        page.has_value("textbox", "Name", name).await?;
    }
    page.items_are(Connections, &[]).await?;
    page.paste("Name", &longest).await?;
    page.press("Save").await?;
    page.gone("dialog", SAVE).await?;
    page.items_are(Connections, &[("", &longest)]).await
}

async fn examples(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let names = async || Ok::<_, anyhow::Error>(page.items(Connections).await?.len());
    let count = names().await?;
    ensure!(count > 0 && page.own_items(Connections).await?.is_empty(), "there are {count} examples");
    for (index, (_, name)) in page.items(Connections).await?.iter().enumerate() {
        confirm_deletion(page, name).await?;
        eventually("one example less", SOON, async || {
            let now = names().await?;
            ensure!(now + index + 1 == count, "there are {now}");
            Ok(())
        })
        .await?;
        // The rest is as before, and none comes back.
        if index == 0 {
            page.reload().await?;
            ensure!(names().await? + 1 == count, "the example is there again");
        }
    }
    said(page, "Nothing saved yet").await?;
    page.reload().await?;
    said(page, "Nothing saved yet").await?;
    ensure!(names().await? == 0, "there are examples again");
    Ok(())
}

async fn close_tab(page: &Page, index: usize) -> Result<()> {
    let before = page.tabs().await?.len();
    page.tab(index).await?.send_keys(Key::Delete + "").await?;
    eventually("the tab to close", SOON, async || {
        // What has messages in it is asked for.
        if page.look_for("button", "Close tab").await?.is_some() {
            page.press("Close tab").await?;
        }
        let (now, first) = (page.tabs().await?.len(), page.value("textbox", "URL").await?);
        ensure!(now + 1 == before || (before == 1 && first.is_empty()), "there are {now} tabs");
        Ok(())
    })
    .await
}
