//! Connecting again after an end that nobody meant: what is said and logged meanwhile, and how to be quicker or stop it.

use std::time::Duration;

use anyhow::{Context, Result, ensure};

use super::contract::computed;
use super::finals::visited;
use super::{Case, case};
use crate::console::{BROKEN, CANCELLED};
use crate::page::Kind::{Error, Info};
use crate::page::{
    AUTO_RECONNECT, CONNECT_TIMEOUT, DELAY_FACTOR, Ended, JITTER, Kind, LONGEST_DELAY, Page, RECONNECT_DELAY,
    Row, Setting,
};
use crate::stage::Stage;
use crate::wait::{SOON, eventually};

pub const CASES: &[Case] = &[
    case("after a reset it connects again, and the log goes on", |stage| Box::pin(reset(stage)))
        .expecting(BROKEN),
    case("the status counts down to the next attempt, with Now and Stop", |stage| Box::pin(counted(stage)))
        .expecting(BROKEN),
    case("an attempt under way is cancelled", |stage| Box::pin(cancelled(stage))).expecting(CANCELLED),
];

/// An attempt every tenth of a second, without chance.
pub(super) const OFTEN: &[Setting<'_>] = &[
    Setting::On(AUTO_RECONNECT),
    Setting::Decimal(RECONNECT_DELAY, 0.1),
    Setting::Number(DELAY_FACTOR, 1),
    Setting::Choice(JITTER, "none"),
];

/// An attempt after ten minutes: what comes sooner has another reason.
pub(super) const RARELY: &[Setting<'_>] = &[
    Setting::On(AUTO_RECONNECT),
    Setting::Number(RECONNECT_DELAY, 600),
    Setting::Number(LONGEST_DELAY, 600),
    Setting::Number(DELAY_FACTOR, 1),
    Setting::Choice(JITTER, "none"),
];

async fn reset(stage: &Stage) -> Result<()> {
    const DELAY: Duration = Duration::from_secs(3);
    let page = &stage.page;
    page.set(OFTEN).await?;
    page.set(&[Setting::Decimal(RECONNECT_DELAY, DELAY.as_secs_f64())]).await?;
    page.connect(&stage.server.ws("/drop?after_ms=1500")).await?;
    page.waits(1, &["1006 Abnormal Closure", "connection lost"]).await?;
    page.explained("without a close frame").await?;
    page.waits(2, &["connection lost"]).await?;
    page.press("Stop").await?;
    let expected = [
        (Info, "Connecting to ws://"),
        (Info, "Connected"),
        (Error, "connection lost · after 1."),
        (Info, "attempt 1"),
        (Info, "Connected"),
        (Error, "connection lost · after 1."),
        (Info, "Reconnecting stopped"),
    ];
    page.total_is(expected.len() as u64).await?;
    are(&page.rows().await?, 1, &expected)?;
    let visits = stage.server.visits();
    ensure!(visits.len() == 2, "there were {} connections", visits.len());
    let wait = visits[1].began - visits[0].ended.context("the first one hasn't ended")?;
    // A few milliseconds pass before the page hears of the reset, none before the server has sent it.
    ensure!((DELAY..DELAY + SOON).contains(&wait), "it waited {wait:?} of {DELAY:?}");
    Ok(())
}

/// Whether the rows from a number on are of these kinds and have these words.
pub(super) fn are(rows: &[Row], first: u64, expected: &[(Kind, &str)]) -> Result<()> {
    for (seq, &(kind, words)) in (first..).zip(expected) {
        let row = rows.iter().find(|row| row.seq == seq).with_context(|| format!("row {seq} isn't there"))?;
        ensure!(row.kind == kind && row.text.contains(words), "{words:?} was expected instead of {row:?}");
    }
    Ok(())
}

async fn counted(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.set(RARELY).await?;
    page.connect(&stage.server.ws("/drop?after_ms=1500")).await?;
    page.waits(1, &["1006 Abnormal Closure", "connection lost", "after 1."]).await?;
    computed(page, "timer", "Time to the next attempt").await?;
    let first = page.countdown().await?;
    ensure!((590..=600).contains(&first), "it says {first} s of 600");
    eventually("the countdown to go on", SOON, async || {
        let now = page.countdown().await?;
        ensure!(now + 2 <= first, "it says {now} s and said {first}");
        Ok(())
    })
    .await?;
    page.press("Now").await?;
    page.status_says(&["Connected"]).await?;
    calm(page).await?;
    page.waits(2, &["connection lost"]).await?;
    page.press("Stop").await?;
    page.ended(Ended::Lost, &["1006 Abnormal Closure"]).await?;
    calm(page).await?;
    page.newest_rows_are(&[(Error, "", "connection lost"), (Info, "", "Reconnecting stopped")]).await?;
    visited(&stage.server, 2)
}

/// Nothing of the waiting is left on screen.
pub(super) async fn calm(page: &Page) -> Result<()> {
    page.gone("button", "Now").await?;
    page.gone("timer", "Time to the next attempt").await
}

async fn cancelled(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.set(RARELY).await?;
    page.set(&[Setting::Decimal(CONNECT_TIMEOUT, 0.5)]).await?;
    page.start_connecting(&stage.server.ws("/slow?ms=60000")).await?;
    page.waits(1, &["handshake took too long"]).await?;
    page.set(&[Setting::Number(CONNECT_TIMEOUT, 60)]).await?;
    page.press("Now").await?;
    page.status_says(&["Reconnecting", "attempt 1"]).await?;
    calm(page).await?;
    page.find("timer", "Time spent connecting").await?;
    // Firefox itself holds an attempt back for a while after one that failed.
    eventually("the second attempt", SOON, async || visited(&stage.server, 2)).await?;
    page.press("Cancel").await?;
    page.ended(Ended::Cancelled, &[]).await?;
    calm(page).await?;
    page.newest_rows_are(&[(Info, "", "Reconnecting to"), (Info, "", "cancelled")]).await.map(drop)
}
