//! Kept logs survive the end of everything: the browser is killed in mid-flood, and what was written is whole, in order,
//! and at most a second short. Each case has a browser of its own, since it isn't there any more afterwards.

use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use practice_server::Server;

use super::{Case, case};
use crate::browser::Trust;
use crate::driver::Driver;
use crate::page::{KeptLog, Page};
use crate::programs::Programs;
use crate::stage::{BASE, Stage};
use crate::wait::{SOON, eventually, until};

pub const CASES: &[Case] = &[
    case("a killed browser loses at most the last second", |stage| Box::pin(killed(stage)))
        .longer_by(Duration::from_secs(45)),
    case("a killed browser leaves a flood whole and in order", |stage| Box::pin(flooded(stage)))
        .longer_by(Duration::from_secs(45)),
    case("a reload loses no row", |stage| Box::pin(reloaded(stage))),
];

/// Messages a second, which every browser can take.
const RATE: u32 = 4000;

/// More than a browser on a busy machine takes; without an end, Firefox would have more than can be looked through here.
const FLOOD: u32 = 20_000;

/// How long it goes before the browser is killed.
const GOES_ON: Duration = Duration::from_secs(3);

/// A browser of its own that is killed while it connects to that address; gives back when that was, and what is kept.
async fn killed_at(stage: &Stage, path: &str) -> Result<(Instant, KeptLog)> {
    let browser = stage.page.browser;
    let programs = Programs::find(browser)?;
    let driver = Driver::start(browser, &programs, Trust::Any).await?;
    let page = Page { web: driver.web.clone(), browser };
    page.open(&stage.server.http(BASE)).await?;
    page.start_connecting(&stage.server.ws(path)).await?;
    eventually("the first message", SOON, async || {
        ensure!(page.total().await? > 2, "it isn't there");
        Ok(())
    })
    .await?;
    until(tokio::time::Instant::now() + GOES_ON).await;
    let killed = Instant::now();
    let driver = driver.crash(browser, &programs, Trust::Any).await?;
    let page = Page { web: driver.web.clone(), browser };
    // Another page of the same origin, so that nothing is written meanwhile.
    page.web.goto(stage.server.http("/")).await?;
    let kept = page.kept_log().await;
    driver.stop().await;
    Ok((killed, kept?))
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
    let (killed, kept) = killed_at(stage, &format!("/flood?count=1000000&size=100&rate={RATE}")).await?;
    let count = whole(&kept)?;
    let second_before = killed.duration_since(began(&stage.server)?).saturating_sub(Duration::from_secs(1));
    let due = second_before.as_secs_f64() * f64::from(RATE);
    ensure!(u32::try_from(count).map(f64::from)? >= due, "{count} are kept, and {due:.0} came in time");
    Ok(())
}

async fn flooded(stage: &Stage) -> Result<()> {
    let (_, kept) = killed_at(stage, &format!("/flood?count=10000000&size=100&rate={FLOOD}")).await?;
    let count = whole(&kept)?;
    ensure!(count > 10_000, "only {count} are kept");
    Ok(())
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
