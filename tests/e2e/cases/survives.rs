//! Kept logs survive the end of everything: the browser is killed in mid-flood, and what was written is whole, in order,
//! and at most a second short; the page offers it by itself. Each case has a browser of its own, since it isn't there any
//! more afterwards.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use practice_server::Server;
use serde_json::Value;

use super::log_export::rows;
use super::{Case, case};
use crate::browser::Trust;
use crate::downloads::Downloads;
use crate::driver::Driver;
use crate::page::{KeptLog, Page};
use crate::programs::Programs;
use crate::stage::{BASE, Stage};
use crate::wait::{LATER, eventually, until};

pub const CASES: &[Case] = &[
    case("a killed browser loses at most the last second", |stage| Box::pin(killed(stage)))
        .longer_by(Duration::from_secs(45)),
    case("a killed browser leaves a flood whole and in order", |stage| Box::pin(flooded(stage)))
        .longer_by(Duration::from_mins(2)),
    case("after a kill the page offers the log by itself, whole and in order", |stage| {
        Box::pin(offered(stage))
    })
    .longer_by(Duration::from_mins(1)),
    case("a reload loses no row", |stage| Box::pin(reloaded(stage))),
];

/// Messages a second, which every browser can take.
const RATE: u32 = 4000;

/// The rows with the first message: connecting and connected come before it.
const FIRST: u64 = 3;

/// More than a browser on a busy machine takes; without an end, Firefox would have more than can be looked through here.
const FLOOD: u32 = 20_000;

/// How many messages of a flood are on disk at least when the countdown to the kill begins.
const MANY: u64 = 10_000;

/// How long it goes on then before the browser is killed.
const GOES_ON: Duration = Duration::from_secs(3);

/// A browser of its own that was killed while it received from that address, some time after so many rows were on disk,
/// and is started anew; and when that was.
async fn kill(stage: &Stage, path: &str, rows: u64) -> Result<(Instant, Driver)> {
    let browser = stage.page.browser;
    let programs = Programs::find(browser)?;
    let driver = Driver::start(browser, &programs, Trust::Any).await?;
    let page = Page { web: driver.web.clone(), browser };
    page.open(&stage.server.http(BASE)).await?;
    page.start_connecting(&stage.server.ws(path)).await?;
    eventually(&format!("{rows} rows on disk"), LATER, async || {
        let kept: u64 = page.kept_records().await?.iter().map(|record| record.rows).sum();
        ensure!(kept >= rows, "there are {kept}");
        Ok(())
    })
    .await?;
    until(tokio::time::Instant::now() + GOES_ON).await;
    let killed = Instant::now();
    Ok((killed, driver.crash(browser, &programs, Trust::Any).await?))
}

/// The same; gives back when the browser was killed, and what is kept.
async fn killed_at(stage: &Stage, path: &str, rows: u64) -> Result<(Instant, KeptLog)> {
    let (killed, driver) = kill(stage, path, rows).await?;
    let page = Page { web: driver.web.clone(), browser: stage.page.browser };
    let look = async {
        // Another page of the same origin, so that nothing is written meanwhile.
        page.web.goto(stage.server.http("/")).await?;
        page.kept_log().await
    };
    let kept = look.await;
    driver.stop().await;
    Ok((killed, kept?))
}

/// How many messages had come a second before that, at least.
fn due(server: &Server, killed: Instant) -> Result<f64> {
    let second_before = killed.duration_since(began(server)?).saturating_sub(Duration::from_secs(1));
    Ok(second_before.as_secs_f64() * f64::from(RATE))
}

/// When the server began to send.
fn began(server: &Server) -> Result<Instant> {
    let flood = server.visits().into_iter().find(|visit| visit.path == "/flood");
    Ok(flood.context("nobody has asked for the flood")?.began)
}

/// All messages from the first one on, and how many these are.
fn whole(kept: &KeptLog) -> Result<u64> {
    kept.is_in_order()?;
    ensure!(kept.rows.first().is_some_and(|row| row.seq == 1), "the first row is missing");
    ensure!((kept.record.skipped, kept.record.evicted) == (0, 0), "it says {:?}", kept.record);
    let received = kept.received();
    for (text, n) in received.iter().zip(1..) {
        ensure!(text.starts_with(&format!("{{\"n\":{n},")) && text.len() == 100, "message {n} is {text:?}");
    }
    Ok(received.len() as u64)
}

async fn killed(stage: &Stage) -> Result<()> {
    let (killed, kept) =
        killed_at(stage, &format!("/flood?count=1000000&size=100&rate={RATE}"), FIRST).await?;
    let count = whole(&kept)?;
    let due = due(&stage.server, killed)?;
    ensure!(u32::try_from(count).map(f64::from)? >= due, "{count} are kept, and {due:.0} came in time");
    Ok(())
}

async fn flooded(stage: &Stage) -> Result<()> {
    let (_, kept) =
        killed_at(stage, &format!("/flood?count=10000000&size=100&rate={FLOOD}"), 2 + MANY).await?;
    let count = whole(&kept)?;
    // Those that were on disk before the countdown still are, however slow the machine is.
    ensure!(count >= MANY, "only {count} are kept");
    Ok(())
}

async fn offered(stage: &Stage) -> Result<()> {
    let path = format!("/flood?count=1000000&size=100&rate={RATE}");
    let (killed, driver) = kill(stage, &path, FIRST).await?;
    let opened = opened(stage, &driver, &stage.server.ws(&path)).await;
    driver.stop().await;
    let rows = opened?;
    ensure!(
        rows.len() > 2 && rows[0]["event"] == "connecting" && rows[1]["event"] == "opened",
        "it has no start"
    );
    for (row, seq) in rows.iter().zip(1..) {
        ensure!(row["seq"] == seq, "row {seq} is {row}");
    }
    let messages = rows.iter().filter(|row| row["kind"] == "received");
    let mut count = 0;
    for (row, n) in messages.zip(1_u32..) {
        let start = format!("{{\"n\":{n},");
        ensure!(row["text"].as_str().is_some_and(|text| text.starts_with(&start)), "message {n} is {row}");
        count = n;
    }
    let times: Vec<u64> = rows.iter().filter_map(|row| row["us"].as_u64()).collect();
    ensure!(times.len() == rows.len() && times.is_sorted(), "the times go back");
    let due = due(&stage.server, killed)?;
    ensure!(f64::from(count) >= due, "{count} are offered, and {due:.0} came in time");
    Ok(())
}

/// Opens the page as anybody does after a crash, takes what it offers, and gives the rows of it.
async fn opened(stage: &Stage, driver: &Driver, address: &str) -> Result<Vec<Value>> {
    let page = Page { web: driver.web.clone(), browser: stage.page.browser };
    page.open(&stage.server.http(BASE)).await?;
    page.said(&format!("The earlier log of {address} is still here.")).await?;
    page.press("Open").await?;
    page.find("region", "Captured log").await?;
    page.captured_says(&[address]).await?;
    page.log_is_read().await?;
    let downloads = Downloads::empty(driver.downloads())?;
    page.choose_in_menu("Export", "JSON").await?;
    let (_, bytes) = downloads.take_file("json").await?;
    let rows = rows(std::str::from_utf8(&bytes)?)?;
    eventually("all rows to be shown", LATER, async || {
        let total = page.total().await?;
        ensure!(rows.len() as u64 == total, "{total} rows are shown, and {} are in the file", rows.len());
        Ok(())
    })
    .await?;
    Ok(rows)
}

async fn reloaded(stage: &Stage) -> Result<()> {
    const COUNT: usize = 5000;
    let page = &stage.page;
    let address = stage.server.ws(&format!("/flood?count={COUNT}&size=100"));
    page.start_connecting(&address).await?;
    // With the one that says that it is the last.
    page.kept_are(&[COUNT + 1]).await?;
    let kept = page.kept_log().await?;
    kept.is_in_order()?;
    ensure!(kept.record.label == address, "it is of {}", kept.record.label);
    // In the next life of the page there is another log, and the one of this life stays.
    page.reload().await?;
    page.connect(&stage.echo()).await?;
    page.send("after the reload").await?;
    page.kept_are(&[2, COUNT + 1]).await
}
