//! Pings of the page and their pongs in the log: by hand, at an interval, and hidden.

use std::time::Duration;

use anyhow::{Result, ensure};
use serde_json::json;
use tokio::time::Instant;

use super::{Case, case};
use crate::page::Kind::{Received, Sent};
use crate::page::{PING_INTERVAL, Page, Setting};
use crate::stage::Stage;
use crate::wait::{SOON, eventually, until};

pub const CASES: &[Case] = &[
    case("a ping and its pong are rows of their own", |stage| Box::pin(by_hand(stage))),
    case("a ping without a connection is refused", |stage| Box::pin(refused(stage))),
    case("pings go out at their interval, until it is taken away", |stage| Box::pin(interval(stage))),
    case("pings are hidden with one click", |stage| Box::pin(hidden(stage))),
];

async fn by_hand(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    ensure!(page.round_trips().await.is_err(), "there are round trips before any ping");
    // A message like a ping that somebody types is none.
    page.send("ping").await?;
    page.marked_are(&[(Sent, "", "ping"), (Received, "", "ping")]).await?;
    page.press("Ping").await?;
    let echo = [(Sent, "ping", "ping"), (Received, "pong", "ping")];
    let rows = page.marked_are(&[&[(Sent, "", ""), (Received, "", "")], &echo[..]].concat()).await?;
    says_last(page, rows[3].round_trip()?).await?;
    page.press("Disconnect").await?;
    page.status_says(&["Disconnected"]).await?;

    page.connect(&stage.server.ws("/pong")).await?;
    page.next_frame().await?;
    ensure!(page.round_trips().await.is_err(), "the round trips of another connection are still there");
    page.press("Ping").await?;
    let pong = [(Sent, "ping", "ping"), (Received, "pong", "pong")];
    let rows = page.marked_are(&[&[(Sent, "", ""), (Received, "", "")], &echo[..], &pong].concat()).await?;
    says_last(page, rows[5].round_trip()?).await
}

/// Waits until the line tells of this one round trip only.
async fn says_last(page: &Page, round_trip: f64) -> Result<()> {
    eventually("the line to say the round trip", SOON, async || {
        let said = page.round_trips().await?;
        ensure!(said.figures == Some([round_trip; 5]) && said.lost == 0, "{round_trip} isn't {said:?}");
        Ok(())
    })
    .await?;
    let line: String = page
        .script("return shown('round-trips')[0].querySelector('path').getAttribute('d');", vec![])
        .await?;
    ensure!(line.starts_with('M'), "the line's picture is {line:?}");
    Ok(())
}

async fn refused(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.type_message("a draft").await?;
    page.press("Ping").await?;
    page.described("textbox", "Message", "Not connected. Connect first").await?;
    page.has_value("textbox", "Message", "a draft").await?;
    ensure!(page.total().await? == 0, "there are rows");
    page.connect(&stage.server.ws("/pong")).await?;
    page.press("Disconnect").await?;
    page.status_says(&["Disconnected"]).await?;
    page.press("Ping").await?;
    page.described("textbox", "Message", "Not connected. Connect first").await?;
    page.total_is(3).await?;
    let pinged = stage.server.visits().iter().any(|visit| !visit.pings.is_empty());
    ensure!(!pinged, "the server heard a ping");
    Ok(())
}

async fn interval(stage: &Stage) -> Result<()> {
    const MANY: usize = 8;
    let page = &stage.page;
    page.set(&[Setting::Decimal(PING_INTERVAL, 0.3)]).await?;
    page.connect(&stage.server.ws("/pong")).await?;
    let pings = eventually("pings", SOON, async || {
        let pings = stage.server.visits().pop().map(|visit| visit.pings).unwrap_or_default();
        ensure!(pings.len() >= MANY, "there are {}", pings.len());
        Ok(pings)
    })
    .await?;
    // From the first to the last, so that one that is late counts once and none is missing in between.
    let spans = u32::try_from(pings.len() - 1)?;
    let mean = (pings[pings.len() - 1] - pings[0]) / spans;
    ensure!((280..=340).contains(&mean.as_millis()), "they came every {mean:?}");
    eventually("pongs", SOON, async || {
        let answers = page.marked().await?.iter().filter(|row| row.role == "pong").count();
        ensure!(answers >= MANY, "there are {answers}");
        Ok(())
    })
    .await?;

    // One may be on its way while the setting is changed.
    page.set(&[Setting::Empty(PING_INTERVAL)]).await?;
    let count = || stage.server.visits().pop().map_or(0, |visit| visit.pings.len());
    let by_itself = answered(page, &count, 0).await?;
    page.press("Ping").await?;
    let before = answered(page, &count, by_itself + 1).await?;
    until(Instant::now() + Duration::from_secs(1)).await;
    ensure!(count() == before, "{} more came", count() - before);
    Ok(())
}

/// Waits until the server has heard so many pings or more, and every one that it has heard is in the log with its pong;
/// says how many they are.
async fn answered(page: &Page, count: &impl Fn() -> usize, least: usize) -> Result<usize> {
    eventually("every ping to be answered", SOON, async || {
        let (heard, total) = (count(), page.total().await?);
        ensure!(heard >= least, "{heard} were heard");
        ensure!(total == 2 + 2 * heard as u64, "there are {total} rows for {heard} pings");
        Ok(heard)
    })
    .await
}

async fn hidden(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    ensure!(page.look_for("button", "Hide pings").await?.is_none(), "there is nothing to hide yet");
    page.connect(&stage.echo()).await?;
    page.send("kept").await?;
    page.press("Ping").await?;
    page.total_is(6).await?;
    let all = [(Sent, "", "kept"), (Received, "", "kept"), (Sent, "ping", ""), (Received, "pong", "")];
    page.marked_are(&all).await?;
    page.press("Hide pings").await?;
    matching_is(page, 4, true).await?;
    page.marked_are(&all[..2]).await?;
    // What comes while they are hidden is hidden too, and it goes together with the other filter.
    page.press("Ping").await?;
    page.total_is(8).await?;
    matching_is(page, 4, true).await?;
    page.show("Received").await?;
    matching_is(page, 1, true).await?;
    page.press("Hide pings").await?;
    matching_is(page, 3, false).await?;
    page.show("All").await?;
    matching_is(page, 8, false).await?;
    let again = [(Sent, "ping", ""), (Received, "pong", "")];
    page.marked_are(&[&all[..], &again].concat()).await.map(drop)
}

async fn matching_is(page: &Page, matching: u64, pressed: bool) -> Result<()> {
    eventually(&format!("{matching} rows that match"), SOON, async || {
        let now = page.matching().await?;
        ensure!(now == matching, "there are {now}");
        let script = "return find('button', arguments[0])?.getAttribute('aria-pressed');";
        let state: Option<String> = page.script(script, vec![json!("Hide pings")]).await?;
        ensure!(state == Some(pressed.to_string()), "the button is {state:?}");
        Ok(())
    })
    .await
}
