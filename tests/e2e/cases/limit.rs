//! The limit of the log: what goes is counted, and nothing else goes.

use anyhow::{Context, Result, ensure};

use super::{Case, case};
use crate::page::{LOG_LIMIT, Page, Setting};
use crate::stage::Stage;
use crate::wait::{LATER, SOON, eventually};

pub const CASES: &[Case] = &[
    case("a small limit is kept, and what goes is counted", |stage| Box::pin(small(stage))),
    case("what one reads doesn't move while the oldest rows go", |stage| Box::pin(reading(stage))),
    case("a lower limit holds at once, and after a reload", |stage| Box::pin(lowered(stage))),
];

const COUNT: u64 = 30_000;
/// Connecting, connected, and the message that says it is the last.
const ROWS: u64 = COUNT + 3;

async fn small(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.set(&[Setting::Number(LOG_LIMIT, 1)]).await?;
    page.start_connecting(&stage.server.ws(&format!("/flood?count={COUNT}&size=100"))).await?;
    page.keeps_a_megabyte(ROWS).await?;
    let words = page.text_at("log-evicted").await?;
    ensure!(words.contains("limit 1 MB"), "the log says {words:?}");
    // More room brings nothing back, and takes nothing more away.
    page.set(&[Setting::Number(LOG_LIMIT, 2)]).await?;
    page.keeps_a_megabyte(ROWS).await?;
    let newest = page.rows().await?.last().map_or(0, |row| row.seq);
    ensure!(newest == ROWS, "the newest row on screen is {newest}");
    // What isn't kept isn't counted when the log is cleared.
    page.press("Clear log").await?;
    page.total_is(0).await?;
    ensure!(page.evicted().await? == 0, "clearing counts as dropping");
    Ok(())
}

async fn reading(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.set(&[Setting::Number(LOG_LIMIT, 1)]).await?;
    // So slow that the rows on screen are kept for some seconds more.
    page.connect(&stage.server.ws("/flood?count=100000&size=200&rate=1000")).await?;
    eventually("the log to be full", LATER, async || {
        let evicted = page.evicted().await?;
        ensure!(evicted > 0, "nothing was dropped");
        Ok(())
    })
    .await?;
    let before = page.leave_the_end().await?;
    let dropped = page.evicted().await?;
    eventually("more rows to go", SOON, async || {
        let now = page.evicted().await?;
        ensure!(now > dropped, "{now} are gone");
        Ok(())
    })
    .await?;
    let rows = page.rows().await?;
    ensure!(rows == before, "the rows moved under the reader's eyes: {rows:?}");
    Ok(())
}

async fn lowered(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.start_connecting(&stage.server.ws(&format!("/flood?count={COUNT}&size=100"))).await?;
    eventually("all messages", LATER, async || {
        let total = page.total().await?;
        ensure!(total == ROWS, "there are {total} rows");
        Ok(())
    })
    .await?;
    ensure!(page.evicted().await? == 0, "some were dropped");
    page.set(&[Setting::Number(LOG_LIMIT, 1)]).await?;
    page.keeps_a_megabyte(ROWS).await?;
    page.reload().await?;
    page.open_settings().await?;
    page.has_value("spinbutton", LOG_LIMIT, "1").await?;
    page.leave_settings().await
}

impl Page {
    /// Waits until every row is either kept or counted as dropped, and the rows that are kept fill a megabyte as far
    /// as they should. A row of 100 bytes takes 116.
    async fn keeps_a_megabyte(&self, rows: u64) -> Result<()> {
        eventually("every row to be kept or counted", LATER, async || {
            let (total, evicted) = (self.total().await?, self.evicted().await?);
            ensure!(total + evicted == rows, "{total} rows and {evicted} dropped aren't {rows}");
            ensure!((500_000..=1_000_000).contains(&(total * 116)), "{total} rows are kept");
            Ok(())
        })
        .await?;
        eventually("the rows on screen", SOON, async || {
            let first = self.rows().await?.first().context("no row is on screen")?.seq;
            let evicted = self.evicted().await?;
            ensure!(first > evicted, "row {first} is on screen, though {evicted} were dropped");
            Ok(())
        })
        .await
    }
}
