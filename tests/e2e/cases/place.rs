//! The place in the log where somebody reads: neither a filter nor what comes meanwhile takes it away.

use anyhow::{Context, Result, ensure};

use super::{Case, case};
use crate::page::Page;
use crate::stage::Stage;
use crate::wait::{LATER, SOON, eventually};

pub const CASES: &[Case] = &[
    case("a filter without rows doesn't take the log to its end", |stage| Box::pin(filtered(stage))),
    case("the row one reads stays first while the log grows", |stage| Box::pin(growing(stage))),
];

impl Page {
    async fn first_row(&self) -> Result<u64> {
        Ok(self.rows().await?.first().context("no row is on screen")?.seq)
    }

    /// Turns the wheel until the end is out of sight, and gives back the first row once it has come to rest.
    async fn leave_end(&self, pixels: i32) -> Result<u64> {
        // The page itself carries out the first turn, the browser the second a while later.
        let end = self.first_row().await?;
        self.wheel(-pixels / 2).await?;
        let turned = eventually("the first turn", SOON, async || {
            let first = self.first_row().await?;
            ensure!(first < end, "row {first} is the first, as before");
            Ok(first)
        })
        .await?;
        self.wheel(-pixels / 2).await?;
        let mut before = 0;
        eventually("the log to come to rest further up", SOON, async || {
            let (first, total) = (self.first_row().await?, self.total().await?);
            let last = self.rows().await?.last().map_or(total, |row| row.seq);
            let rests = std::mem::replace(&mut before, first) == first;
            ensure!(rests && first < turned, "row {first} is the first, half way it was {turned}");
            ensure!(last + 20 < total, "row {last} of {total} is in sight");
            Ok(first)
        })
        .await
    }
}

async fn filtered(stage: &Stage) -> Result<()> {
    const ROWS: u64 = 2003;
    let page = &stage.page;
    page.connect(&stage.server.ws("/flood?count=2000")).await?;
    page.total_is(ROWS).await?;
    eventually("the newest row", SOON, async || {
        let newest = page.rows().await?.last().map(|row| row.seq);
        ensure!(newest == Some(ROWS), "the newest on screen is {newest:?}");
        Ok(())
    })
    .await?;
    let first = page.leave_end(12_000).await?;
    page.show("Errors").await?;
    eventually("an empty list", SOON, async || {
        let rows = page.rows().await?;
        ensure!(rows.is_empty(), "there are {} rows", rows.len());
        Ok(())
    })
    .await?;
    page.show("All").await?;
    stays(page, first).await?;
    // A list that follows its end would go there with a new row.
    page.send("one more").await?;
    page.total_is(ROWS + 1).await?;
    eventually("the new row to be announced", SOON, async || {
        let jump = page.jump().await?;
        ensure!(jump.contains('1'), "the button says {jump:?}");
        Ok(())
    })
    .await?;
    stays(page, first).await
}

async fn stays(page: &Page, first: u64) -> Result<()> {
    eventually(&format!("row {first} to be the first"), SOON, async || {
        let now = page.first_row().await?;
        ensure!(now == first, "it is row {now}");
        Ok(())
    })
    .await
}

async fn growing(stage: &Stage) -> Result<()> {
    const MORE: u64 = 300;
    let page = &stage.page;
    page.connect(&stage.server.ws("/flood?count=100000&size=40&rate=200")).await?;
    eventually("some rows", LATER, async || {
        let total = page.total().await?;
        ensure!(total > 400, "there are {total}");
        Ok(())
    })
    .await?;
    let first = page.leave_end(4000).await?;
    let before = page.total().await?;
    let mut strays = Vec::new();
    eventually("300 rows more", SOON, async || {
        let (now, total) = (page.first_row().await?, page.total().await?);
        if now != first {
            strays.push(now);
        }
        ensure!(total >= before + MORE, "there are {} more", total - before);
        Ok(())
    })
    .await?;
    ensure!(strays.is_empty(), "instead of row {first} the first was at times {strays:?}");
    stays(page, first).await
}
