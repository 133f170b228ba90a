//! Pongs that come late or never: whose they are, and what is said of the connection.

use anyhow::{Result, ensure};

use super::{Case, case};
use crate::page::Kind::{self, Error, Info, Received, Sent};
use crate::page::{PING_INTERVAL, PONG_TIMEOUT, Setting};
use crate::stage::Stage;
use crate::wait::{SOON, eventually};

pub const CASES: &[Case] = &[
    case("pongs that are late belong to their own pings", |stage| Box::pin(late(stage))),
    case("pings without an answer are lost, and the connection is broken", |stage| Box::pin(lost(stage))),
];

async fn late(stage: &Stage) -> Result<()> {
    const MANY: usize = 6;
    /// What the clock of a page may be rounded by, at either end, and the milliseconds on screen once more.
    const ROUNDED: f64 = 3.5;
    let page = &stage.page;
    page.set(&[Setting::Decimal(PING_INTERVAL, 0.3)]).await?;
    page.connect(&stage.server.ws("/pong?delay_ms=700")).await?;
    let rows = eventually("late pongs", SOON, async || {
        let rows = page.marked().await?;
        let pongs = rows.iter().filter(|row| row.role == "pong").count();
        ensure!(pongs >= MANY, "there are {pongs}");
        Ok(rows)
    })
    .await?;
    let of = |role| rows.iter().filter(move |row| row.role == role);
    for (number, (ping, pong)) in of("ping").zip(of("pong")).enumerate() {
        let (said, between) = (pong.round_trip()?, pong.at()? - ping.at()?);
        ensure!((said - between).abs() <= ROUNDED, "pong {number} says {said} ms after {between} ms");
        ensure!((690.0..1200.0).contains(&said), "pong {number} says {said} ms");
    }
    let said = page.round_trips().await?;
    let figures = said.figures.unwrap_or_default();
    let [last, p50, p95, p99, max] = figures;
    ensure!(p50 <= p95 && p95 <= p99 && p99 <= max && last <= max, "out of order: {said:?}");
    ensure!(figures.iter().all(|each| (690.0..1200.0).contains(each)) && said.lost == 0, "they are {said:?}");
    Ok(())
}

async fn lost(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.set(&[Setting::Decimal(PONG_TIMEOUT, 0.5)]).await?;
    page.connect(&stage.server.ws("/pong?skip=2&delay_ms=60")).await?;
    let broken: &[(Kind, &str, &str)] = &[
        (Sent, "text", "ping"),
        (Error, "", "No pong within 500 ms. Nothing at all was received"),
        (Error, "", "4000"),
    ];
    for _ in 0..2 {
        page.press("Ping").await?;
        page.status_says(&["Disconnected", "4000", "no pong in time"]).await?;
        page.explained("didn’t answer a ping in time").await?;
        page.newest_rows_are(broken).await?;
        let said = page.round_trips().await?;
        ensure!(said.figures.is_none() && said.lost == 1, "the line says {said:?}");
        page.connect(&stage.server.ws("/pong?skip=1")).await?;
    }
    // Without the limit the first one is still waited for, and the next pong is taken for its answer.
    page.set(&[Setting::Empty(PONG_TIMEOUT)]).await?;
    page.press("Ping").await?;
    page.press("Ping").await?;
    let is_answered = async || {
        let said = page.round_trips().await?;
        ensure!(said.figures.is_some() && said.lost == 0, "the line says {said:?}");
        Ok(())
    };
    eventually("a round trip", SOON, is_answered).await?;
    page.newest_rows_are(&[
        (Info, "", "Connected"),
        (Sent, "text", ""),
        (Sent, "text", ""),
        (Received, "text", "pong"),
    ])
    .await
    .map(drop)
}
