//! Saved messages: kept from the composer, put back into it, sent at once, changed, moved and deleted.

use anyhow::{Context, Result, ensure};
use thirtyfour::Key;

use super::contract::computed;
use super::saved_connections::confirm_deletion;
use super::{Case, case};
use crate::page::Kind::{Received, Sent};
use crate::page::List::{Connections, Messages};
use crate::page::{Format, Page};
use crate::stage::Stage;
use crate::wait::{SOON, eventually};

pub const CASES: &[Case] = &[
    case("a message is saved as it is meant, and comes back so", |stage| Box::pin(formats(stage))),
    case("what was typed before a saved message came is brought back", |stage| Box::pin(replaced(stage))),
    case("a saved message is sent in one click", |stage| Box::pin(sent(stage))),
    case("a saved message isn't sent without a connection", |stage| Box::pin(unsent(stage))),
    case("a saved message is edited, doubled and put into a group", |stage| Box::pin(edited(stage))),
    case("a saved message is deleted and comes back", |stage| Box::pin(deleted(stage))),
    case("a saved message may belong to one connection", |stage| Box::pin(belonging(stage))),
    case("a message of a deleted connection is still found", |stage| Box::pin(orphaned(stage))),
    case("a message isn't saved without a name, and a file not at all", |stage| Box::pin(refused(stage))),
];

const SAVE: &str = "Save message";

const EDIT: &str = "Edit message";

async fn formats(stage: &Stage) -> Result<()> {
    const ALL: [(&str, Format, &str, &str, Option<&str>); 4] = [
        ("Words", Format::Text, "two\nlines of {{seq}}", "Text", None),
        ("Object", Format::Json, r#"{"n":12345678901234567890}"#, "JSON", None),
        ("Digits", Format::Hex, "00 ff 0A", "Binary", Some("Hex")),
        ("Symbols", Format::Base64, "AP8K", "Binary", Some("Base64")),
    ];
    let page = &stage.page;
    computed(page, "region", "Saved messages").await?;
    computed(page, "button", SAVE).await?;
    for (name, format, text, _, _) in ALL {
        page.format(format).await?;
        page.paste_message(text).await?;
        page.save_message(name).await?;
        // Saving is no sending.
        page.has_value("textbox", "Message", text).await?;
        page.paste_message("").await?;
    }
    for name in ["Digits", "Edit Digits", "Delete Digits", "Send Digits"] {
        computed(page, "button", name).await?;
    }
    for reloaded in [false, true] {
        if reloaded {
            page.reload().await?;
        }
        page.items_are(Messages, &[("", "Words"), ("", "Object"), ("", "Digits"), ("", "Symbols")]).await?;
        for (name, _, text, format, encoding) in ALL {
            page.press(name).await?;
            page.has_value("textbox", "Message", text).await.context(name)?;
            ensure!(page.chosen("Message format").await? == format, "{name} isn't {format} any more");
            if let Some(encoding) = encoding {
                ensure!(page.chosen("Encoding").await? == encoding, "{name} isn't {encoding} any more");
            }
            page.has_focus("textbox", "Message").await?;
        }
    }
    ensure!(page.total().await? == 0, "something was sent");
    Ok(())
}

async fn replaced(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.format(Format::Hex).await?;
    page.type_message("c0 00").await?;
    page.save_message("Ping").await?;
    page.format(Format::Text).await?;
    page.type_message("typed for long").await?;
    page.press("Ping").await?;
    page.has_value("textbox", "Message", "c0 00").await?;
    page.press("Bring it back").await?;
    page.has_value("textbox", "Message", "typed for long").await?;
    ensure!(page.chosen("Message format").await? == "Text", "the draft isn't text any more");
    page.gone("button", "Bring it back").await
}

async fn sent(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    page.type_message("number {{seq}}").await?;
    page.save_message("Count").await?;
    page.format(Format::Base64).await?;
    page.type_message("AP8K").await?;
    page.save_message("Bytes").await?;
    page.format(Format::Json).await?;
    page.type_message("{not json").await?;
    page.save_message("Broken").await?;
    page.format(Format::Text).await?;
    page.type_message("a draft").await?;
    for (number, rows) in [(1, 4), (2, 6)] {
        page.press("Send Count").await?;
        page.total_is(rows).await?;
        page.echoed_text(&format!("number {number}")).await?;
    }
    page.press("Send Bytes").await?;
    page.total_is(8).await?;
    page.newest_rows_are(&[(Sent, "binary", "00 ff 0a"), (Received, "binary", "00 ff 0a")]).await?;
    // What was being typed has nothing to do with it.
    page.has_value("textbox", "Message", "a draft").await?;
    ensure!(page.chosen("Message format").await? == "Text", "the format has changed");
    // What can't be sent is shown with what is wrong with it.
    page.press("Send Broken").await?;
    page.has_value("textbox", "Message", "{not json").await?;
    page.described("textbox", "Message", "column 2").await?;
    page.total_is(8).await
}

async fn unsent(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.fill("textbox", "URL", &stage.echo()).await?;
    page.type_message("too early").await?;
    page.save_message("Early").await?;
    page.type_message("a draft").await?;
    page.press("Send Early").await?;
    page.described("textbox", "Message", "Not connected").await?;
    page.has_value("textbox", "Message", "a draft").await?;
    ensure!(page.total().await? == 0, "something was sent");
    page.press("Connect").await?;
    page.status_says(&["Connected"]).await?;
    // Nothing was put by to be sent later.
    page.total_is(2).await?;
    page.press("Send Early").await?;
    page.echoed_text("too early").await
}

async fn edited(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.type_message("00 ff").await?;
    page.save_message("Bytes").await?;
    page.paste_message("").await?;
    page.open_dialog("Edit Bytes", EDIT).await?;
    page.has_value("textbox", "Content", "00 ff").await?;
    ensure!(page.picked("Format").await? == "Text", "it isn't text");
    page.fill("textbox", "Content", "00 ff 0a").await?;
    page.leave_dialog(EDIT).await?;
    page.press("Bytes").await?;
    page.has_value("textbox", "Message", "00 ff").await?;

    page.open_dialog("Edit Bytes", EDIT).await?;
    page.fill("textbox", "Content", "00 ff 0a").await?;
    page.pick("Format", "Hex").await?;
    page.paste_into("combobox", "Group", "MQTT").await?;
    page.press("Save").await?;
    page.gone("dialog", EDIT).await?;
    page.items_are(Messages, &[("MQTT", "Bytes")]).await?;
    page.open_dialog("Edit Bytes", EDIT).await?;
    page.press("Duplicate").await?;
    page.gone("dialog", EDIT).await?;
    page.items_are(Messages, &[("MQTT", "Bytes"), ("MQTT", "Bytes (copy)")]).await?;
    page.open_dialog("Edit Bytes (copy)", EDIT).await?;
    page.fill("textbox", "Content", "01").await?;
    page.name_it(EDIT, "One").await?;
    page.reload().await?;
    page.items_are(Messages, &[("MQTT", "Bytes"), ("MQTT", "One")]).await?;
    for (name, text) in [("Bytes", "00 ff 0a"), ("One", "01")] {
        page.press(name).await?;
        page.has_value("textbox", "Message", text).await?;
        ensure!(page.chosen("Encoding").await? == "Hex", "{name} isn't hex");
    }
    Ok(())
}

async fn deleted(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.type_message("goes and comes").await?;
    page.save_message("Doomed").await?;
    page.save_message("Other").await?;
    page.press("Delete Doomed").await?;
    // It isn't asked for, but can be brought back.
    page.items_are(Messages, &[("", "Other")]).await?;
    page.press("Undo").await?;
    page.items_are(Messages, &[("", "Doomed"), ("", "Other")]).await?;
    page.gone("button", "Undo").await?;
    page.focus_on("button", "Doomed").await?.send_keys(Key::Delete + "").await?;
    page.items_are(Messages, &[("", "Other")]).await?;
    page.press("Undo").await?;
    page.reload().await?;
    page.items_are(Messages, &[("", "Doomed"), ("", "Other")]).await?;
    page.press("Doomed").await?;
    page.has_value("textbox", "Message", "goes and comes").await?;
    page.press("Delete Other").await?;
    page.items_are(Messages, &[("", "Doomed")]).await?;
    page.reload().await?;
    page.items_are(Messages, &[("", "Doomed")]).await
}

/// Two connections in a tab each, and a message that belongs to the first.
async fn with_one_message(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.fill("textbox", "URL", &stage.echo()).await?;
    page.save_connection("Mine").await?;
    page.type_message("for all").await?;
    page.save_message("Everywhere").await?;
    page.save_message("Here").await?;
    page.open_dialog("Edit Here", EDIT).await?;
    ensure!(page.picked("Shown with").await? == "All connections", "it belongs to one from the start");
    page.pick("Shown with", "Mine").await?;
    page.press("Save").await?;
    page.gone("dialog", EDIT).await?;
    page.items_are(Messages, &[("", "Everywhere"), ("", "Here")]).await
}

async fn belonging(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    with_one_message(stage).await?;
    page.new_tab().await?;
    page.items_are(Messages, &[("", "Everywhere")]).await?;
    page.press("Echo").await?;
    page.has_focus("button", "Connect").await?;
    page.items_are(Messages, &[("", "Everywhere")]).await?;
    page.show_tab(0).await?;
    page.items_are(Messages, &[("", "Everywhere"), ("", "Here")]).await?;
    page.reload().await?;
    page.show_tab(0).await?;
    page.items_are(Messages, &[("", "Everywhere"), ("", "Here")]).await?;
    page.open_dialog("Edit Here", EDIT).await?;
    ensure!(page.picked("Shown with").await? == "Mine", "it belongs to another one");
    page.pick("Shown with", "All connections").await?;
    page.press("Save").await?;
    page.gone("dialog", EDIT).await?;
    page.show_tab(1).await?;
    page.items_are(Messages, &[("", "Everywhere"), ("", "Here")]).await
}

async fn orphaned(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    with_one_message(stage).await?;
    page.new_tab().await?;
    page.items_are(Messages, &[("", "Everywhere")]).await?;
    // The question says that it stays saved; so it has to be found somewhere.
    confirm_deletion(page, "Mine").await?;
    page.items_are(Connections, &[]).await?;
    page.items_are(Messages, &[("", "Everywhere"), ("", "Here")]).await
}

async fn refused(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.type_message("nameless").await?;
    page.open_dialog(SAVE, SAVE).await?;
    let longest = "n".repeat(200);
    for (name, words) in [("", "Give it a name"), (&format!("{longest}n"), "at most 200")] {
        page.paste("Name", name).await?;
        page.find("textbox", "Name").await?.send_keys(Key::Enter + "").await?;
        page.described("textbox", "Name", words).await?;
    }
    page.items_are(Messages, &[]).await?;
    page.paste("Name", &longest).await?;
    page.press("Save").await?;
    page.gone("dialog", SAVE).await?;
    page.items_are(Messages, &[("", &longest)]).await?;

    page.format(Format::File).await?;
    page.press(SAVE).await?;
    page.described("file", "File", "can’t be saved").await?;
    page.gone("dialog", SAVE).await?;
    page.items_are(Messages, &[("", &longest)]).await?;
    // It is about the file, not about whatever comes next.
    page.format(Format::Text).await?;
    no_problem(page).await
}

async fn no_problem(page: &Page) -> Result<()> {
    eventually("no word about the message", SOON, async || {
        let said = page.description("textbox", "Message").await?;
        ensure!(said.is_empty(), "it says {said:?}");
        Ok(())
    })
    .await
}
