//! A machine that sleeps while a connection is open: when it wakes, nothing is lost that the server kept for it, and the
//! sleep isn't taken for a silence of the server.

use std::time::Duration;

use anyhow::{Context, Result, ensure};

use super::{Case, case};
use crate::page::Kind::Info;
use crate::page::{IDLE_TIMEOUT, Setting};
use crate::stage::Stage;
use crate::wait::{SOON, eventually};

pub const CASES: &[Case] = &[
    case("after a sleep of the machine the page goes on receiving", |stage| Box::pin(woken(stage))),
    case("a sleep of the machine is no silence of the server", |stage| Box::pin(paused(stage))),
];

async fn woken(stage: &Stage) -> Result<()> {
    const SPAN: Duration = Duration::from_secs(6);
    /// Sent in ten seconds, most of which the browser sleeps through.
    const COUNT: u64 = 1000;
    let page = &stage.page;
    page.connect(&stage.server.ws(&format!("/flood?count={COUNT}&rate=100"))).await?;
    let before = page.total().await?;
    stage.freeze(SPAN).await?;
    let after = page.total().await?;
    eventually("what was sent meanwhile", SOON, async || {
        let total = page.total().await?;
        ensure!(total > before + 400, "{} rows came", total - before);
        Ok(())
    })
    .await?;
    // Connecting, connected, a row that tells of the pause, and the message that says it is the last.
    page.total_is(COUNT + 4).await?;
    page.show("Received").await?;
    eventually("the count of the received", SOON, async || {
        let matching = page.matching().await?;
        ensure!(matching == COUNT + 1, "there are {matching}");
        Ok(())
    })
    .await?;
    ensure!(after < COUNT, "all {after} rows were there before the browser could have slept");
    page.status_says(&["Connected"]).await.map(drop)
}

async fn paused(stage: &Stage) -> Result<()> {
    const IDLE: u64 = 4;
    const PAUSE: Duration = Duration::from_secs(7);
    let page = &stage.page;
    page.set(&[Setting::Number(IDLE_TIMEOUT, IDLE)]).await?;
    page.connect(&stage.server.ws("/ticker?ms=500")).await?;
    eventually("some ticks", SOON, async || {
        ensure!(page.total().await? >= 5, "they don't come");
        Ok(())
    })
    .await?;
    stage.freeze(PAUSE).await?;
    let woken = eventually("a row that tells of the pause", SOON, async || {
        let rows = page.rows().await?;
        let told = rows.into_iter().find(|row| row.text.contains("Nothing ran for "));
        told.context("there is none")
    })
    .await?;
    ensure!(woken.kind == Info, "it is {woken:?}");
    let seconds = woken.text.split("Nothing ran for ").nth(1).and_then(|rest| rest.split(" s:").next());
    let seconds: f64 =
        seconds.and_then(|it| it.parse().ok()).with_context(|| format!("no span in {:?}", woken.text))?;
    ensure!((7.0..9.0).contains(&seconds), "it tells of {seconds} s");
    // Longer than the timeout, during which every clock that ran out would have been heard.
    let before = page.total().await?;
    eventually("ten ticks more", SOON, async || {
        let more = page.total().await? - before;
        ensure!(more > 2 * IDLE + 2, "there are {more}");
        Ok(())
    })
    .await?;
    page.status_says(&["Connected"]).await?;
    page.show("Errors").await?;
    eventually("no error", SOON, async || {
        let errors = page.matching().await?;
        ensure!(errors == 0, "there are {errors}");
        Ok(())
    })
    .await
}
