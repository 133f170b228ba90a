//! Connections that are open and don't answer any more: which clock notices it, what is said, and what comes next.

use anyhow::{Context, Result, ensure};
use practice_server::Visit;

use super::reconnect::OFTEN;
use super::{Case, case};
use crate::console::BROKEN;
use crate::page::Kind::{Error, Info, Received, Sent};
use crate::page::{Ended, IDLE_TIMEOUT, PING_INTERVAL, PONG_TIMEOUT, RECONNECT_DELAY, Setting};
use crate::stage::Stage;
use crate::wait::{SOON, eventually};

pub const CASES: &[Case] = &[
    case("silence is noticed, and a server that doesn't answer is given up", |stage| Box::pin(silent(stage)))
        .expecting(BROKEN),
    case("a server that is only silent is told why it is closed", |stage| Box::pin(idle(stage))),
    case("a pong that doesn't come breaks the connection", |stage| Box::pin(no_pong(stage))),
];

const LIMIT: f64 = 0.5;
/// Long enough to send something before it is over.
const IDLE: f64 = 3.0;

async fn silent(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.set(&[Setting::Decimal(IDLE_TIMEOUT, LIMIT)]).await?;
    page.start_connecting(&stage.server.ws("/silent")).await?;
    let status =
        page.status_says(&["Disconnected", "1006 Abnormal Closure", "nothing received in time"]).await?;
    ensure!(!status.contains("clean"), "it says {status:?}");
    page.explained("Nothing was received for too long").await?;
    page.newest_rows_are(&[
        (Info, "", "Connecting"),
        (Info, "", "Connected"),
        (Error, "", "Nothing received within 500 ms. Nothing at all was received on this connection."),
        (Error, "", "nothing received in time · after "),
    ])
    .await?;
    let [visit] = &stage.server.visits()[..] else { anyhow::bail!("there wasn't one connection") };
    ensure!(visit.heard.is_some(), "the server got no close frame");

    page.set(OFTEN).await?;
    page.press("Connect").await?;
    eventually("another connection after that", SOON, async || {
        let seen = stage.server.visits().len();
        ensure!(seen >= 3, "there were {seen} connections");
        Ok(())
    })
    .await
}

/// The seconds that a text says after some words.
fn seconds(text: &str, words: &str) -> Result<f64> {
    let span = text.split(words).nth(1).and_then(|rest| rest.split(" s").next());
    span.and_then(|span| span.parse().ok()).with_context(|| format!("no span after {words:?} in {text:?}"))
}

async fn idle(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.set(OFTEN).await?;
    page.set(&[Setting::Decimal(IDLE_TIMEOUT, IDLE), Setting::Number(RECONNECT_DELAY, 20)]).await?;
    page.connect(&stage.echo()).await?;
    page.send("not silent yet").await?;
    // The code is in the list of those that are final, which is about the server's.
    page.waits(1, &["4000 · “nothing received in time” · clean · nothing received in time · after "]).await?;
    page.explained("Nothing was received for too long").await?;
    let rows = page
        .newest_rows_are(&[
            (Sent, "text", "not silent yet"),
            (Received, "text", "not silent yet"),
            (Error, "", "Nothing received within 3.0 s. Last heard "),
            (Error, "", "Disconnected · 4000 · “nothing received in time” · clean"),
        ])
        .await?;
    // About as long ago as the clock was set to.
    let ago = seconds(&rows[2].text, "Last heard ")?;
    ensure!((IDLE..IDLE + 0.5).contains(&ago), "it was last heard {ago} s ago");
    page.press("Now").await?;
    page.status_says(&["Connected"]).await?;
    page.press("Disconnect").await?;
    page.ended(Ended::ByYou, &[]).await.map(drop)
}

async fn no_pong(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.set(&[Setting::Number(PING_INTERVAL, 1), Setting::Decimal(PONG_TIMEOUT, LIMIT)]).await?;
    page.connect(&stage.server.ws("/pong?skip=1")).await?;
    let status = page
        .status_says(&["Disconnected", "4000 · “no pong in time” · clean · no pong in time · after "])
        .await?;
    // A second until the ping, and half a second for its pong.
    let lasted = seconds(&status, "in time · after ")?;
    ensure!((1.4..2.0).contains(&lasted), "it lasted {lasted} s");
    page.explained("didn’t answer a ping in time").await?;
    page.newest_rows_are(&[
        (Info, "", "Connected"),
        (Sent, "text", "ping"),
        (Error, "", "No pong within 500 ms. Nothing at all was received"),
        (Error, "", "Disconnected · 4000 · “no pong in time”"),
    ])
    .await?;
    let [visit] = &stage.server.visits()[..] else { anyhow::bail!("there wasn't one connection") };
    ensure!(visit.pings.len() == 1, "the server saw {} pings", visit.pings.len());

    page.set(OFTEN).await?;
    page.press("Connect").await?;
    let visits = eventually("another connection after that", SOON, async || {
        let visits = stage.server.visits();
        ensure!(visits.len() >= 3 && !visits[2].pings.is_empty(), "the server saw {visits:?}");
        Ok(visits)
    })
    .await?;
    pinged(&visits)
}

/// Each connection got its ping and ended after it.
fn pinged(visits: &[Visit]) -> Result<()> {
    for visit in &visits[..2] {
        let ended = visit.ended.context("an earlier connection is still there")?;
        ensure!(visit.pings.len() == 1 && visit.pings[0] < ended, "the server saw {visit:?}");
    }
    Ok(())
}
