//! How long the page waits for the other side when a connection is opened or closed.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};

use super::{Case, case};
use crate::browser::Browser;
use crate::console::{BROKEN, CANCELLED};
use crate::page::Kind::{Error, Info};
use crate::page::{CONNECT_TIMEOUT, Setting};
use crate::stage::Stage;
use crate::wait::{SOON, eventually};

pub const CASES: &[Case] = &[
    case("a server that doesn't finish closing is given up", |stage| Box::pin(stuck(stage)))
        .expecting(BROKEN),
    case("a handshake that takes too long is given up", |stage| Box::pin(slow(stage))).expecting(CANCELLED),
];

async fn stuck(stage: &Stage) -> Result<()> {
    /// What the page waits for the server, and a machine that is busy.
    const PATIENCE: Duration = Duration::from_millis(5000 + 1500);
    let page = &stage.page;
    page.connect(&stage.server.ws("/silent")).await?;
    page.press("Disconnect").await?;
    let asked = Instant::now();
    page.status_says(&["Closing"]).await?;
    page.status_says(&["Disconnected", "given up without the server’s answer", "after "]).await?;
    let took = asked.elapsed();
    ensure!(took <= PATIENCE, "it was given up after {took:?}");
    page.explained("hadn’t finished the closing handshake").await?;
    page.newest_rows_are(&[
        (Info, "", "Connecting"),
        (Info, "", "Connected"),
        (Error, "", "Disconnected · 1006 Abnormal Closure · given up without the server’s answer · after "),
    ])
    .await?;
    page.total_is(3).await
}

async fn slow(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.set(&[Setting::Decimal(CONNECT_TIMEOUT, 0.5)]).await?;
    page.start_connecting(&stage.server.ws("/slow?ms=60000")).await?;
    page.status_says(&["Disconnected", "1006 Abnormal Closure", "handshake took too long"]).await?;
    page.diagnosed(&["The handshake wasn’t answered within 5", " ms."]).await?;
    page.newest_rows_are(&[(Info, "", "Connecting"), (Error, "", "handshake took too long")]).await?;
    page.total_is(2).await?;
    if stage.is(Browser::Firefox) {
        // It keeps the connection of a handshake that was given up, whatever the page does.
        return Ok(());
    }
    eventually("the server to see the end of it", SOON, async || {
        let visits = stage.server.visits();
        ensure!(visits.len() == 1 && visits[0].ended.is_some(), "it sees {visits:?}");
        Ok(())
    })
    .await
}
