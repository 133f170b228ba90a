//! The log as HAR: held against the schema, and against what Chromium's own developer tools export of the same session.
//!
//! What they export is left in `target/e2e/log-chrome.har`, so that the fixture for reading such files can be made anew.

use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::{Case, case, log_export};
use crate::browser::Browser;
use crate::console::FAILED;
use crate::devtools::{DevTools, NOISE};
use crate::har;
use crate::page::{Ended, Format};
use crate::schema::Schema;
use crate::stage::Stage;

pub const CASES: &[Case] = &[
    case("a log exported as HAR is valid", |stage| Box::pin(valid(stage))).expecting(FAILED),
    case(
        "a log exported as HAR is as Chromium’s developer tools export it (only Chromium is asked)",
        |stage| Box::pin(same(stage)),
    )
    .expecting(EXPECTED)
    .longer_by(Duration::from_secs(45))
    .for_pages(),
];

/// What the tools say, and what is said of the refused handshake and of its diagnosis.
const EXPECTED: &[&str] = &[NOISE, FAILED[0], "401 (Unauthorized)"];

/// Where their archive is left.
const LEFT: &str = "target/e2e/log-chrome.har";

async fn valid(stage: &Stage) -> Result<()> {
    let schema = Schema::har()?;
    play(stage).await?;
    let archive = exported(stage).await?;
    schema.check("the file", &archive)?;
    times_are_sums(&archive)?;
    // Whoever has the file is told by name what isn't right in it.
    let mut broken = archive;
    broken["log"]["entries"][1]["startedDateTime"] = "yesterday".into();
    let faults = schema.faults(&broken).join("; ");
    ensure!(
        faults.contains("/log/entries/1/startedDateTime: 'yesterday' is not valid date-time"),
        "{faults}"
    );
    Ok(())
}

async fn same(stage: &Stage) -> Result<()> {
    if !stage.is(Browser::Chromium) {
        return Ok(());
    }
    let schema = Schema::har()?;
    let tools = DevTools::open(&stage.page).await?;
    play(stage).await?;
    stage.page.press("Diagnose").await?;
    stage.page.diagnosed(&["401"]).await?;
    let text = tools.exported().await?;
    tools.close().await?;
    keep(&text)?;
    let theirs: Value = serde_json::from_str(&text)?;
    // Their own archive isn't valid in one point, and all the rest has to be.
    let faults: Vec<String> = schema.faults(&theirs);
    ensure!(faults.iter().all(|fault| fault.contains("/serverIPAddress: ")), "theirs: {faults:#?}");
    times_are_sums(&theirs)?;
    let ours = exported(stage).await?;
    schema.check("the file", &ours)?;
    let faults = har::faults(&ours, &har::sockets_only(&theirs), har::ALLOWED);
    ensure!(faults.is_empty(), "{faults:#?}");
    Ok(())
}

fn times_are_sums(archive: &Value) -> Result<()> {
    let wrong = har::wrong_sums(archive);
    ensure!(wrong.is_empty(), "{wrong:?}");
    Ok(())
}

async fn exported(stage: &Stage) -> Result<Value> {
    let text = log_export::saved(stage, "HAR").await?;
    serde_json::from_str(&text).with_context(|| format!("it isn’t JSON: {text}"))
}

/// A session of three connections: one with all kinds of messages, one that the server ends, and one that it refuses.
async fn play(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.fill("textbox", "Subprotocols", "wirebench.v1, wirebench.v2").await?;
    page.connect(&stage.echo()).await?;
    let mut total = 2;
    for (format, message) in [
        (Format::Text, "hello"),
        (Format::Text, "😀 สวัสดี\n\"two\" lines"),
        (Format::Text, ""),
        (Format::Json, r#"{"n":12345678901234567890,"list":[true,null]}"#),
        (Format::Hex, "00 01 fe ff"),
        (Format::Hex, ""),
    ] {
        page.format(format).await?;
        page.paste_message(message).await?;
        page.press("Send").await?;
        total += 2;
        page.total_is(total).await.with_context(|| format!("for {message:?}"))?;
    }
    page.press("Disconnect").await?;
    page.ended(Ended::ByYou, &[]).await?;

    page.fill("textbox", "Subprotocols", "").await?;
    page.start_connecting(&stage.server.ws("/close?code=4001&reason=schön%20gesagt&after_ms=300")).await?;
    page.ended(Ended::ByServer, &["4001"]).await?;

    page.start_connecting(&stage.server.ws("/status?code=401")).await?;
    page.ended(Ended::NeverOpened, &["1006"]).await.map(drop)
}

/// Leaves their archive, with an address that is the same each time.
fn keep(text: &str) -> Result<()> {
    let file = Path::new(LEFT);
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    Ok(fs::write(file, with_usual_port(text))?)
}

/// The text with the practice server's usual port behind its address. What is found is any other port as well: compiled
/// code that the browser has kept goes by the address it was fetched from.
fn with_usual_port(text: &str) -> String {
    const HOST: &str = "127.0.0.1:";
    let mut parts = text.split(HOST);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str(HOST);
        out.push_str("8765");
        out.push_str(part.trim_start_matches(|c: char| c.is_ascii_digit()));
    }
    out
}

#[test]
fn the_port_is_the_usual_one() {
    let check = |text: &str, expected: &str| assert_eq!(with_usual_port(text), expected);
    check("ws://127.0.0.1:40123/echo, 127.0.0.1:1", "ws://127.0.0.1:8765/echo, 127.0.0.1:8765");
    check("nowhere:80", "nowhere:80");
}
