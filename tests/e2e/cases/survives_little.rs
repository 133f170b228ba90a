//! What of a log is not kept: what is secret, what was cleared, what is beyond the limit, and nothing at all where it is
//! switched off, or where a newer version keeps logs. Where there is no room or no leave for it, see `kept_troubles`.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::{Case, case};
use crate::browser::Trust;
use crate::driver::Driver;
use crate::page::{KeptRow, Page, Pairs};
use crate::programs::Programs;
use crate::stage::{BASE, Stage};
use crate::wait::{LATER, SOON, eventually};

pub const CASES: &[Case] = &[
    case("a secret is in no file of the browser", |stage| Box::pin(secret(stage)))
        .longer_by(std::time::Duration::from_secs(45)),
    case("a log that is cleared is cleared on disk", |stage| Box::pin(cleared(stage))),
    case("with the switch off nothing is kept", |stage| Box::pin(off(stage))),
    case("kept logs stay within their limit", |stage| Box::pin(limited(stage)))
        .longer_by(std::time::Duration::from_mins(1)),
    case("where a database is forbidden all else works", |stage| Box::pin(forbidden(stage))).for_pages(),
];

const SECRET: &str = "kQ8vT3mZxW51rN";
const OPEN: &str = "oPenValue77qT";

async fn secret(stage: &Stage) -> Result<()> {
    let browser = stage.page.browser;
    let programs = Programs::find(browser)?;
    let driver = Driver::start(browser, &programs, Trust::Any).await?;
    let page = Page { web: driver.web.clone(), browser };
    page.open(&stage.server.http(BASE)).await?;
    page.add_pairs(Pairs::Own, &[("token", SECRET)]).await?;
    // Nobody is there, which is as good as any address to stand in the log.
    page.start_connecting(&stage.server.ws("/nowhere?key={{token}}")).await?;
    page.status_says(&["Disconnected", "could not connect"]).await?;
    page.connect(&stage.echo()).await?;
    page.send(&format!("{OPEN} {{{{token}}}}")).await?;
    page.echoed_text(&format!("{OPEN} {SECRET}")).await?;
    eventually("both messages to be kept", SOON, async || {
        let log = page.kept_log().await?;
        let dotted = format!("{OPEN} •••");
        let count = log.rows.iter().filter(|row| row.payload == dotted.as_bytes()).count();
        ensure!(count == 2, "{count} are: {:?}", log.received());
        let is_dotted = |row: &KeptRow| String::from_utf8_lossy(&row.payload).contains("/nowhere?key=•••");
        ensure!(log.rows.iter().any(is_dotted), "the address isn't in it");
        Ok(())
    })
    .await?;
    let driver = driver.crash(browser, &programs, Trust::Any).await?;
    let profile = driver.profile();
    let look = move || {
        ensure!(!files_with(&profile, OPEN.as_bytes())?.is_empty(), "not even what isn't secret is found");
        files_with(&profile, SECRET.as_bytes())
    };
    // Reading it all takes seconds, in which the cases of other browsers go on.
    let found = tokio::task::spawn_blocking(look).await;
    driver.stop().await;
    let found = found??;
    ensure!(found.is_empty(), "it is in {found:?}");
    Ok(())
}

/// The files below a folder that have these bytes, or the same in UTF-16.
fn files_with(folder: &Path, bytes: &[u8]) -> Result<Vec<PathBuf>> {
    let wide: Vec<u8> = bytes.iter().flat_map(|&byte| [byte, 0]).collect();
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.is_dir() && !path.is_symlink() {
            found.extend(files_with(&path, bytes)?);
        } else if let Ok(text) = std::fs::read(&path)
            && [bytes, &wide].iter().any(|needle| text.windows(needle.len()).any(|part| part == *needle))
        {
            // One that is gone by now has nothing.
            found.push(path);
        }
    }
    Ok(found)
}

async fn cleared(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    page.send("before").await?;
    page.echoed_text("before").await?;
    page.kept_are(&[2]).await?;
    page.press("Clear log").await?;
    page.kept_are(&[]).await?;
    page.send("after").await?;
    page.echoed_text("after").await?;
    page.kept_are(&[2]).await?;
    // Closing the tab deletes nothing.
    page.new_tab().await?;
    page.kept_are(&[2]).await
}

async fn off(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.script::<Value>("localStorage.setItem('wirebench.kept-logs', 'off');", vec![]).await?;
    page.reload().await?;
    page.connect(&stage.echo()).await?;
    page.send("unkept").await?;
    page.echoed_text("unkept").await?;
    page.press("Disconnect").await?;
    page.status_says(&["Disconnected"]).await?;
    // What is kept at the end of a connection is kept at once, and a second one comes after the first.
    page.connect(&stage.echo()).await?;
    page.press("Disconnect").await?;
    page.status_says(&["Disconnected"]).await?;
    let logs = page.kept_logs().await?;
    ensure!(logs.is_empty(), "{} are kept", logs.len());
    Ok(())
}

const LIMIT: u64 = 2_000_000;

async fn limited(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let limit = "localStorage.setItem('wirebench.kept-logs.limit', arguments[0]);";
    page.script::<Value>(limit, vec![json!(LIMIT.to_string())]).await?;
    page.reload().await?;
    page.start_connecting(&stage.server.ws("/flood?count=10000&size=100")).await?;
    page.kept_are(&[10_001]).await?;
    page.reload().await?;
    // Less than the limit by itself, and more with the earlier one.
    page.start_connecting(&stage.server.ws("/flood?count=12000&size=100")).await?;
    page.kept_are(&[12_001]).await?;
    page.reload().await?;
    page.start_connecting(&stage.server.ws("/flood?count=40000&size=100")).await?;
    eventually("every row to be kept or counted", LATER, async || {
        let log = page.kept_log().await?;
        log.is_in_order()?;
        let newest = log.rows.last().context("there is no row")?.seq;
        let record = &log.record;
        ensure!(newest >= 40_003 && record.rows + record.evicted == newest, "it says {record:?}");
        ensure!((LIMIT / 2..=LIMIT).contains(&record.bytes), "{} bytes are kept", record.bytes);
        Ok(())
    })
    .await
}

async fn forbidden(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    // A database of a newer version is as good as none.
    let newer = "const done = arguments[0];
        const again = () => {
            const opening = indexedDB.open('wirebench', 7);
            opening.onsuccess = () => { opening.result.close(); done('made'); };
            opening.onerror = () => done(String(opening.error));
        };
        again();";
    page.connect(&stage.echo()).await?;
    page.send("kept").await?;
    page.kept_are(&[2]).await?;
    let made = page.web.execute_async(newer, vec![]).await?.json().clone();
    ensure!(made == json!("made"), "the newer one isn't made: {made}");
    page.send("not kept").await?;
    page.echoed_text("not kept").await?;
    page.press("Disconnect").await?;
    page.status_says(&["Disconnected"]).await?;
    page.kept_are(&[2]).await?;
    page.reload().await?;
    page.connect(&stage.echo()).await?;
    page.send("nor this").await?;
    page.echoed_text("nor this").await?;
    page.kept_are(&[2]).await
}
