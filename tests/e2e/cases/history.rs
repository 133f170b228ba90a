//! What was used lately: messages and addresses come back by the arrow keys and from dialogs, until they are forgotten.

use anyhow::{Result, ensure};
use thirtyfour::Key;

use super::{Case, case};
use crate::page::{ADDRESSES, Format, Page, Pairs, SENT};
use crate::stage::Stage;
use crate::wait::{LATER, SOON, eventually};

pub const CASES: &[Case] = &[
    case("arrow keys go through what was sent, with its format", |stage| Box::pin(arrows(stage))),
    case("arrow keys leave what is being typed alone", |stage| Box::pin(typing(stage))),
    case("a sent message is looked for, chosen and forgotten", |stage| Box::pin(dialog(stage))),
    case("addresses come back by arrow keys and from their dialog", |stage| Box::pin(addresses(stage))),
    case("what was forgotten stays forgotten after a reload", |stage| Box::pin(forgotten(stage))),
    case("the history has names of secrets, and no values", |stage| Box::pin(no_secrets(stage))),
];

const MESSAGE: &str = "Message";

async fn sent_as(page: &Page, format: Format, text: &str) -> Result<()> {
    page.format(format).await?;
    page.paste_message(text).await?;
    page.press("Send").await?;
    page.has_value("textbox", MESSAGE, "").await
}

/// What the composer takes its text for.
async fn is_taken_for(page: &Page, format: &str, encoding: Option<&str>) -> Result<()> {
    eventually(&format!("the format {format}"), SOON, async || {
        let now = page.chosen("Message format").await?;
        ensure!(now == format, "it is {now}");
        if let Some(encoding) = encoding {
            let now = page.chosen("Encoding").await?;
            ensure!(now == encoding, "it is in {now}");
        }
        Ok(())
    })
    .await
}

const JSON: &str = r#"{"second": "{{seq}}"}"#;

async fn arrows(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    sent_as(page, Format::Text, "first").await?;
    sent_as(page, Format::Json, JSON).await?;
    sent_as(page, Format::Hex, "00 ff").await?;
    sent_as(page, Format::Base64, "AP8=").await?;
    // The same once more comes to the front, and not twice.
    sent_as(page, Format::Text, "first").await?;
    for reloaded in [false, true] {
        if reloaded {
            page.reload().await?;
        }
        page.step(MESSAGE, Key::Up, "first").await?;
        is_taken_for(page, "Text", None).await?;
        page.step(MESSAGE, Key::Up, "AP8=").await?;
        is_taken_for(page, "Binary", Some("Base64")).await?;
        page.step(MESSAGE, Key::Up, "00 ff").await?;
        is_taken_for(page, "Binary", Some("Hex")).await?;
        page.step(MESSAGE, Key::Up, JSON).await?;
        is_taken_for(page, "JSON", None).await?;
        // There is nothing older.
        page.step(MESSAGE, Key::Up, JSON).await?;
        page.step(MESSAGE, Key::Down, "00 ff").await?;
        page.step(MESSAGE, Key::Down, "AP8=").await?;
        page.step(MESSAGE, Key::Down, "first").await?;
        page.step(MESSAGE, Key::Down, "").await?;
        page.step(MESSAGE, Key::Down, "").await?;
    }
    // It is more than shown: it is sent as what it is.
    page.press("Connect").await?;
    page.status_says(&["Connected"]).await?;
    page.step(MESSAGE, Key::Up, "first").await?;
    page.step(MESSAGE, Key::Up, "AP8=").await?;
    page.press("Send").await?;
    page.echoed_bytes(&[0, 255]).await
}

async fn typing(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    page.send("sent").await?;
    // From what is typed the keys lead nowhere, and in several lines to another line.
    page.type_message("typed").await?;
    page.step(MESSAGE, Key::Up, "typed").await?;
    page.step(MESSAGE, Key::Down, "typed").await?;
    page.paste_message("one\ntwo").await?;
    let field = page.find("textbox", MESSAGE).await?;
    field.send_keys(Key::Up + "x").await?;
    let lines = page.draft().await?;
    ensure!(lines.starts_with("one") && lines.contains('x') && lines.ends_with("\ntwo"), "it is {lines:?}");
    // What was brought back and is changed is typed, too.
    page.paste_message("").await?;
    page.step(MESSAGE, Key::Up, "sent").await?;
    page.find("textbox", MESSAGE).await?.send_keys(Key::End + "!").await?;
    page.has_value("textbox", MESSAGE, "sent!").await?;
    page.step(MESSAGE, Key::Up, "sent!").await?;
    page.step(MESSAGE, Key::Down, "sent!").await?;
    // What isn't sent isn't remembered.
    page.press("Disconnect").await?;
    page.status_says(&["Disconnected"]).await?;
    page.press("Send").await?;
    page.described("textbox", MESSAGE, "Not connected").await?;
    page.opened_are(SENT, &["sent"]).await
}

async fn dialog(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    sent_as(page, Format::Text, "red apple").await?;
    sent_as(page, Format::Json, r#"{"green": "Apple"}"#).await?;
    sent_as(page, Format::Text, "green pear\nin two lines").await?;
    let all = ["green pear\nin two lines", r#"{"green": "Apple"}"#, "red apple"];
    page.press(SENT).await?;
    page.lately_are(SENT, &all).await?;
    page.fill("searchbox", "Search history", "apple green").await?;
    page.lately_are(SENT, &all[1..2]).await?;
    page.fill("searchbox", "Search history", "nothing like this").await?;
    page.lately_are(SENT, &[]).await?;
    let said: String = page.script("return find('dialog', 'Sent messages').innerText;", vec![]).await?;
    ensure!(said.contains("Nothing found."), "it says {said:?}");
    page.fill("searchbox", "Search history", "APPLE").await?;
    page.lately_are(SENT, &all[1..]).await?;
    page.press(all[1]).await?;
    page.gone("dialog", SENT).await?;
    page.has_value("textbox", MESSAGE, all[1]).await?;
    is_taken_for(page, "JSON", None).await?;
    page.total_is(2 + 6).await?;
    // It replaces nothing for good that was typed.
    page.format(Format::Text).await?;
    page.paste_message("not lost").await?;
    page.press(SENT).await?;
    page.press("red apple").await?;
    page.has_value("textbox", MESSAGE, "red apple").await?;
    page.press(SENT).await?;
    page.forget(SENT, "red apple").await?;
    page.lately_are(SENT, &all[..2]).await?;
    page.press("Forget all").await?;
    page.lately_are(SENT, &[]).await?;
    page.press("Done").await?;
    page.paste_message("").await?;
    page.step(MESSAGE, Key::Up, "").await
}

async fn addresses(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let [greet, headers, echo] = ["/greet", "/headers", "/echo"].map(|path| stage.server.ws(path));
    for address in [&greet, &headers, &echo, &greet] {
        page.connect(address).await?;
        page.press("Disconnect").await?;
        page.status_says(&["Disconnected"]).await?;
    }
    for reloaded in [false, true] {
        if reloaded {
            page.reload().await?;
        }
        page.has_value("textbox", "URL", &greet).await?;
        page.step("URL", Key::Up, &echo).await?;
        page.step("URL", Key::Up, &headers).await?;
        page.step("URL", Key::Up, &headers).await?;
        page.step("URL", Key::Down, &echo).await?;
        page.step("URL", Key::Down, &greet).await?;
        page.step("URL", Key::Down, "").await?;
        page.step("URL", Key::Up, &greet).await?;
    }
    page.fill("textbox", "URL", "ws://typed").await?;
    page.step("URL", Key::Up, "ws://typed").await?;
    page.press(ADDRESSES).await?;
    page.lately_are(ADDRESSES, &[&greet, &echo, &headers]).await?;
    page.fill("searchbox", "Search history", "head").await?;
    page.lately_are(ADDRESSES, &[&headers]).await?;
    page.press(&headers).await?;
    page.gone("dialog", ADDRESSES).await?;
    page.has_value("textbox", "URL", &headers).await?;
    // It only fills in.
    page.status_says(&["Disconnected"]).await?;
    page.press(ADDRESSES).await?;
    page.forget(ADDRESSES, &echo).await?;
    page.lately_are(ADDRESSES, &[&greet, &headers]).await?;
    page.press("Done").await?;
    page.press("Connect").await?;
    page.status_says(&["Connected"]).await?;
    page.opened_are(ADDRESSES, &[&headers, &greet]).await
}

async fn forgotten(stage: &Stage) -> Result<()> {
    const CORE: &str = "forgEtMe4711";
    let page = &stage.page;
    let (echo, greet) = (stage.echo(), stage.server.ws("/greet"));
    page.connect(&greet).await?;
    page.press("Disconnect").await?;
    page.connect(&echo).await?;
    for text in ["kept", CORE, "kept, too"] {
        page.send(text).await?;
        page.echoed_text(text).await?;
    }
    ensure!(page.keeps_nothing_of(CORE).await.is_err(), "it was never kept");
    page.press(SENT).await?;
    page.forget(SENT, CORE).await?;
    page.lately_are(SENT, &["kept, too", "kept"]).await?;
    page.press("Done").await?;
    // The log has it until it is cleared.
    page.press("Clear log").await?;
    eventually("the kept log to be cleared", LATER, async || page.keeps_nothing_of(CORE).await).await?;
    page.reload().await?;
    page.opened_are(SENT, &["kept, too", "kept"]).await?;
    // Of each kind by itself.
    page.press(SENT).await?;
    page.press("Forget all").await?;
    page.lately_are(SENT, &[]).await?;
    page.press("Done").await?;
    page.reload().await?;
    page.opened_are(SENT, &[]).await?;
    page.opened_are(ADDRESSES, &[&echo, &greet]).await?;
    // And it goes on from there.
    page.press("Connect").await?;
    page.status_says(&["Connected"]).await?;
    page.send(CORE).await?;
    page.opened_are(SENT, &[CORE]).await
}

async fn no_secrets(stage: &Stage) -> Result<()> {
    const CORE: &str = "nEver5tored";
    let page = &stage.page;
    let port = stage.server.addr().port().to_string();
    let address = stage.echo().replace(&port, "{{session_port}}");
    page.add_pairs(Pairs::Own, &[("session_port", &port), ("token", CORE)]).await?;
    page.connect(&address).await?;
    page.send("log in with {{token}}").await?;
    page.echoed_text(&format!("log in with {CORE}")).await?;
    page.type_message("again {{token}}").await?;
    page.repeat("500", "2").await?;
    page.repeated_is("ended", |now| now.over == "Done.").await?;
    page.echoed_text(&format!("again {CORE}")).await?;
    page.kept_are(&[6]).await?;
    page.keeps_nothing_of(CORE).await?;
    page.paste_message("").await?;
    page.opened_are(SENT, &["again {{token}}", "log in with {{token}}"]).await?;
    page.opened_are(ADDRESSES, &[&address]).await?;
    page.step(MESSAGE, Key::Up, "again {{token}}").await
}
