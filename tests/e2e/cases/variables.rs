//! Variables in what is sent: the built-in ones and the user's own, where they may stand, and what is said of them
//! before anything goes out.

use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::{Context, Result, ensure};
use practice_server::{Options, start};
use serde_json::{Value, json};

use super::reconnect::OFTEN;
use super::{Case, case};
use crate::console::DOWN;
use crate::page::Kind::{Info, Received, Sent};
use crate::page::{Format, HELLO, PING_INTERVAL, Page, Pairs, Setting};
use crate::stage::Stage;
use crate::wait::{LATER, eventually};

pub const CASES: &[Case] = &[
    case("built-in variables are filled in as they should be", |stage| Box::pin(built_in(stage))),
    case("random bytes are filled into hex and base64", |stage| Box::pin(bytes(stage))),
    case("a connection's own variables come before those for all", |stage| Box::pin(own_first(stage))),
    case("variables are filled into the address and the sub-protocols", |stage| Box::pin(handshake(stage))),
    case("a new value holds for the next hello and ping", |stage| Box::pin(by_itself(stage))).expecting(DOWN),
    case("the preview shows what will be sent, and no secrets", |stage| Box::pin(preview(stage))),
    case("an unknown variable is pointed at, and nothing is sent", |stage| Box::pin(unknown(stage))),
    case("braces that are no variables go back as they came", |stage| Box::pin(literal(stage))),
];

const PING_MESSAGE: &str = "Ping message";

async fn built_in(stage: &Stage) -> Result<()> {
    const TEMPLATE: &str = r#"{"uuid": "{{uuid}}", "s": {{timestamp}}, "ms": {{timestamp_ms}}, "iso": "{{iso}}",
        "seq": {{seq}}, "random": {{random:-3-5}}, "same": {{random:7-7}}, "hex": "{{random_hex:17}}"}"#;
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    page.format(Format::Json).await?;
    let mut seen = Vec::new();
    for number in 1..=3_u64 {
        let before = millis()?;
        page.paste_message(TEMPLATE).await?;
        page.press("Send").await?;
        page.has_value("textbox", "Message", "").await?;
        page.total_is(2 + 2 * number).await?;
        let echo: Value = serde_json::from_str(&page.newest_raw().await?)?;
        let whole = |name: &str| echo[name].as_i64().with_context(|| format!("{name} is {}", echo[name]));
        let text = |name: &str| echo[name].as_str().with_context(|| format!("{name} is {}", echo[name]));
        ensure!(whole("seq")? == i64::try_from(number)?, "message {number} has the number {}", echo["seq"]);
        ensure!((-3..=5).contains(&whole("random")?), "{} is not in -3-5", echo["random"]);
        ensure!(whole("same")? == 7, "{} is not in 7-7", echo["same"]);
        let (uuid, hex) = (text("uuid")?, text("hex")?);
        ensure!(is_uuid(uuid), "{uuid:?} is no UUID of version 4");
        ensure!(hex.len() == 17 && is_hex(hex), "{hex:?} has not 17 hex digits");
        let ms = whole("ms")?;
        ensure!((before..=millis()?).contains(&ms), "{ms} ms is not between {before} and now");
        ensure!(whole("s")? == ms / 1000, "{} s is not {ms} ms", echo["s"]);
        let iso = text("iso")?;
        let read: i64 = page.script("return Date.parse(arguments[0]);", vec![json!(iso)]).await?;
        ensure!(read == ms && iso.len() == 24 && iso.ends_with('Z'), "{iso:?} is not {ms} ms");
        seen.push((uuid.to_owned(), hex.to_owned()));
    }
    for (index, (uuid, hex)) in seen.iter().enumerate() {
        let is_twin = |(other, digits): &(String, String)| other == uuid || digits == hex;
        ensure!(!seen[..index].iter().any(is_twin), "what is random comes twice: {seen:?}");
    }
    Ok(())
}

/// Milliseconds since the epoch, as the browser on the same machine has them.
fn millis() -> Result<i64> {
    Ok(i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis())?)
}

fn is_hex(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

fn is_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    groups.iter().map(|group| group.len()).eq([8, 4, 4, 4, 12])
        && groups.iter().all(|group| is_hex(group))
        && groups[2].starts_with('4')
        && groups[3].starts_with(['8', '9', 'a', 'b'])
}

async fn bytes(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    let mut total = 2;
    for (format, template) in [(Format::Hex, "00 {{bytes:9}} ff"), (Format::Base64, "AAAA{{bytes:9}}////")] {
        let mut seen = Vec::new();
        for _ in 0..2 {
            page.format(format).await?;
            page.paste_message(template).await?;
            page.press("Send").await?;
            total += 2;
            page.total_is(total).await?;
            page.newest_rows_are(&[(Sent, "binary", ""), (Received, "binary", "")]).await?;
            seen.push(page.newest_as_draft().await?);
            page.paste_message("").await?;
        }
        for bytes in &seen {
            let bytes: Vec<&str> = bytes.split_whitespace().collect();
            let (start, end, count) = match format {
                Format::Hex => (&["00"][..], &["ff"][..], 11),
                _ => (&["00"; 3][..], &["ff"; 3][..], 15),
            };
            ensure!(bytes.starts_with(start) && bytes.ends_with(end), "around them is {bytes:?}");
            ensure!(bytes.len() == count, "there are {} bytes instead of {count}", bytes.len());
        }
        ensure!(seen[0] != seen[1], "they are the same twice: {seen:?}");
    }
    Ok(())
}

async fn own_first(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.add_pairs(Pairs::Shared, &[("who", "everybody"), ("where", "here")]).await?;
    page.add_pairs(Pairs::Own, &[("who", "I")]).await?;
    page.connect(&stage.echo()).await?;
    page.send("{{who}} {{where}}").await?;
    page.echoed_text("I here").await?;
    // What is in a value isn't read again.
    page.change_pair(Pairs::Own, "who", "{{where}}").await?;
    page.send("{{who}} {{where}}").await?;
    page.echoed_text("{{where}} here").await?;
    page.new_tab().await?;
    page.connect(&stage.echo()).await?;
    page.send("{{who}} {{where}}").await?;
    page.echoed_text("everybody here").await
}

async fn handshake(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let address = stage.server.ws("/protocols?pick=");
    let port = stage.server.addr().port().to_string();
    let written = format!("{}{{{{choice}}}}", address.replace(&port, "{{port}}"));
    page.add_pairs(Pairs::Shared, &[("port", &port), ("choice", "one")]).await?;
    page.add_pairs(Pairs::Own, &[("choice", "two")]).await?;
    page.fill("textbox", "Subprotocols", "one, {{choice}}").await?;
    page.connect(&written).await?;
    page.status_says(&["Connected", "two"]).await?;
    let offered = r#""offered":["one","two"],"chosen":"two""#;
    page.newest_rows_are(&[
        (Info, "", &format!("Connecting to {address}two")),
        (Info, "", "Connected"),
        (Received, "text", offered),
    ])
    .await?;
    // They stand in the boxes as they were written, also after a reload.
    for _ in 0..2 {
        page.has_value("textbox", "URL", &written).await?;
        page.has_value("textbox", "Subprotocols", "one, {{choice}}").await?;
        page.reload().await?;
    }
    Ok(())
}

async fn by_itself(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.set(OFTEN).await?;
    page.set(&[
        Setting::Lines(HELLO, "hello {{who}}"),
        Setting::Lines(PING_MESSAGE, "ping {{who}}"),
        Setting::Number(PING_INTERVAL, 600),
    ])
    .await?;
    page.add_pairs(Pairs::Own, &[("who", "first")]).await?;
    page.add_pairs(Pairs::Shared, &[("who", "nobody")]).await?;
    let server = start(Options { port: 0, ..Options::default() }).await?;
    page.connect(&server.ws("/echo")).await?;
    page.newest_rows_are(&[(Sent, "text", "hello first"), (Received, "text", "hello first")]).await?;
    page.press("Ping").await?;
    page.newest_rows_are(&[(Sent, "text", "ping first"), (Received, "text", "ping first")]).await?;
    page.change_pair(Pairs::Own, "who", "second").await?;
    page.press("Ping").await?;
    page.newest_rows_are(&[(Sent, "text", "ping second"), (Received, "text", "ping second")]).await?;
    // Nobody connects this time, so the value has gone to whoever does.
    let port = server.addr().port();
    server.stop().await;
    let _server = start(Options { port, ..Options::default() }).await?;
    eventually("the next hello", LATER, async || {
        page.newest_rows_are(&[(Sent, "text", "hello second"), (Received, "text", "hello second")]).await
    })
    .await
    .map(drop)
}

async fn preview(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.add_pairs(Pairs::Own, &[("who", "Zoë"), ("token", "hidden")]).await?;
    page.connect(&stage.echo()).await?;
    page.type_message("nothing to fill in").await?;
    page.will_be_sent_as(None).await?;
    page.type_message(r"{{seq}} {{who}} {{token}} {{random:4-4}} \{{x}}").await?;
    page.will_be_sent_as(Some("1 Zoë ••• 4 {{x}}")).await?;
    page.press("Send").await?;
    page.echoed_text("1 Zoë hidden 4 {{x}}").await?;
    page.will_be_sent_as(None).await?;
    // It follows the number of the message, what was received, and a value that is changed.
    page.send(r#"{"id":"of the {{who}}"}"#).await?;
    page.total_is(6).await?;
    page.type_message("{{seq}} {{last:$.id}} {{who}}").await?;
    page.will_be_sent_as(Some("3 \"of the Zoë\" Zoë")).await?;
    page.change_pair(Pairs::Own, "who", "Ann").await?;
    page.will_be_sent_as(Some("3 \"of the Zoë\" Ann")).await?;
    page.press("Send").await?;
    page.echoed_text("3 \"of the Zoë\" Ann").await
}

async fn unknown(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    for (format, written, said) in [
        (Format::Text, "ก {{nope}}", "Line 1, column 3: there is no variable nope."),
        (Format::Json, "{\n  \"a\": {{nope}}}", "Line 2, column 8: there is no variable nope."),
        (Format::Hex, "00 {{nope}}", "Line 1, column 4: there is no variable nope."),
        (Format::Text, "{{random:5-1}}", "Line 1, column 1: random needs a range"),
        (Format::Text, "{{bytes:4}}", "Line 1, column 1: bytes makes sense in hex and base64 only"),
        (Format::Text, "a {{uuid", "Line 1, column 3: this {{ has no }}."),
    ] {
        page.format(format).await?;
        page.paste_message(written).await?;
        page.described("textbox", "Message", said).await.with_context(|| format!("for {written:?}"))?;
        page.will_be_sent_as(None).await?;
        page.press("Send").await?;
        page.described("textbox", "Message", said).await.with_context(|| format!("for {written:?}"))?;
        page.has_value("textbox", "Message", written).await?;
    }
    // Nothing went out in between: the next good one is the third row. And it is good once there is a variable.
    page.format(Format::Text).await?;
    page.paste_message("is {{nope}}").await?;
    page.described("textbox", "Message", "there is no variable nope.").await?;
    page.add_pairs(Pairs::Shared, &[("nope", "there")]).await?;
    page.will_be_sent_as(Some("is there")).await?;
    page.press("Send").await?;
    page.echoed_text("is there").await?;
    page.total_is(4).await?;
    page.press("Disconnect").await?;
    page.status_says(&["Disconnected"]).await?;
    page.start_connecting("ws://127.0.0.1/{{never}}").await?;
    page.described("textbox", "URL", "16: there is no variable never.").await?;
    nothing_tried(page).await
}

/// The newest row tells of the end, hence nothing was tried since.
async fn nothing_tried(page: &Page) -> Result<()> {
    page.status_says(&["Disconnected", "closed by you"]).await?;
    page.has_value("textbox", "URL", "ws://127.0.0.1/{{never}}").await?;
    page.newest_rows_are(&[(Info, "", "closed by you")]).await.map(drop)
}

async fn literal(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    let mut total = 2;
    for (format, written, payload) in [
        (Format::Text, r"\{{uuid}} {{seq}}", "{{uuid}} 1"),
        (Format::Text, r"{{char:5c}}\{{a}} \\ \{ { }} {{char:7b}}\{{{", r"\{{a}} \\ \{ { }} {{{{"),
        (
            Format::Json,
            r#"{"a": "\{{iso}}", "b": {"c": {"d": "{"}}}"#,
            r#"{"a": "{{iso}}", "b": {"c": {"d": "{"}}}"#,
        ),
    ] {
        page.format(format).await?;
        page.paste_message(written).await?;
        page.press("Send").await?;
        total += 2;
        page.total_is(total).await?;
        page.echoed_text(payload).await.with_context(|| format!("for {written:?}"))?;
        // Through the composer and back it is the same, whatever stands in the box.
        page.newest_as_draft().await?;
        page.press("Send").await?;
        total += 2;
        page.total_is(total).await?;
        page.echoed_text(payload).await.with_context(|| format!("for {payload:?} from the composer"))?;
    }
    Ok(())
}
