//! Pausing the list: what it shows stays, and everything goes on being received and counted.

use anyhow::{Result, ensure};

use super::contract::computed;
use super::{Case, case};
use crate::page::{Ended, LOG_LIMIT, Page, Setting};
use crate::stage::Stage;
use crate::wait::{LATER, SOON, eventually};

pub const CASES: &[Case] = &[
    case("Pause holds the list, and Resume shows what came meanwhile", |stage| Box::pin(held(stage))),
    case("rows that are dropped leave a paused list, too", |stage| Box::pin(dropped(stage))),
];

async fn held(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.server.ws("/ticker?ms=50")).await?;
    eventually("some rows", SOON, async || {
        let total = page.total().await?;
        ensure!(total > 60, "there are {total}");
        Ok(())
    })
    .await?;
    computed(page, "button", "Pause").await?;
    page.press("Pause").await?;
    ensure!(page.is_paused().await?, "the button isn't pressed");
    // The line that tells of it takes its place from the list.
    some_wait(page, 1).await?;
    let (rows, shown) = (page.rows().await?, page.matching().await?);
    let waiting = some_wait(page, 50).await?;
    ensure!(page.rows().await? == rows, "the rows on screen changed");
    ensure!(page.matching().await? == shown, "the list has grown");
    ensure!(page.total().await? >= shown + waiting, "what waits isn't counted among what is kept");
    let words = page.text_at("log-waiting").await?;
    ensure!(words.starts_with("Paused"), "the log says {words:?}");
    // A filter finds what was there, and what came since waits.
    page.show("Sent").await?;
    ensure!(page.waiting().await? == 0 && page.matching().await? == 0, "ticks count as sent");
    page.show("Received").await?;
    ensure!(page.matching().await? == shown - 2, "not all ticks that were shown match");
    page.show("All").await?;
    ensure!(page.matching().await? == shown, "the filter brought in new rows");

    page.press("Resume").await?;
    ensure!(!page.is_paused().await?, "the button is still pressed");
    ensure!(page.text_at("log-waiting").await.is_err(), "the line is still there");
    eventually("the newest rows", SOON, async || {
        let (newest, total) = (page.rows().await?.last().map_or(0, |row| row.seq), page.total().await?);
        // A tick may come between the two looks.
        ensure!(newest.abs_diff(total) <= 3, "row {newest} of {total} is on screen");
        Ok(())
    })
    .await
}

/// Waits until at least so many rows wait, and says how many do.
async fn some_wait(page: &Page, least: u64) -> Result<u64> {
    eventually("rows to wait", SOON, async || {
        let waiting = page.waiting().await?;
        ensure!(waiting >= least, "{waiting} do");
        Ok(waiting)
    })
    .await
}

async fn dropped(stage: &Stage) -> Result<()> {
    const COUNT: u64 = 2000;
    // Connecting, connected, and the message that says it is the last.
    const ROWS: u64 = COUNT + 3;
    let page = &stage.page;
    let flood = stage.server.ws(&format!("/flood?count={COUNT}&size=1000"));
    page.connect(&flood).await?;
    page.total_is(ROWS).await?;
    page.press("Pause").await?;
    page.press("Disconnect").await?;
    page.ended(Ended::ByYou, &[]).await?;
    page.total_is(ROWS + 1).await?;
    ensure!(page.waiting().await? == 1, "{} rows wait instead of one", page.waiting().await?);

    // Half of what is shown goes.
    page.set(&[Setting::Number(LOG_LIMIT, 1)]).await?;
    eventually("the rows that are left", SOON, async || {
        let (evicted, shown) = (page.evicted().await?, page.matching().await?);
        ensure!(
            evicted > 0 && evicted + shown == ROWS,
            "{evicted} of {ROWS} rows were dropped, {shown} are shown"
        );
        let rows = page.rows().await?;
        let (first, last) = (rows.first().map_or(0, |row| row.seq), rows.last().map_or(0, |row| row.seq));
        ensure!(first > evicted && last == ROWS, "rows {first} to {last} are on screen");
        Ok(())
    })
    .await?;
    // All of it goes, while as much comes.
    page.connect(&flood).await?;
    eventually("all rows that were shown to be dropped", LATER, async || {
        let (total, evicted, waiting) = (page.total().await?, page.evicted().await?, page.waiting().await?);
        ensure!(total + evicted == 2 * ROWS + 1, "there are {total} rows and {evicted} dropped");
        ensure!(waiting == total && page.matching().await? == 0, "{waiting} of {total} wait");
        ensure!(page.rows().await?.is_empty(), "rows are on screen that have gone");
        Ok(())
    })
    .await?;
    page.press("Pause").await?;
    eventually("the newest row", SOON, async || {
        let newest = page.rows().await?.last().map_or(0, |row| row.seq);
        ensure!(newest == 2 * ROWS + 1, "row {newest} is the last on screen");
        ensure!(page.matching().await? == page.total().await?, "not all rows are shown");
        Ok(())
    })
    .await
}

impl Page {
    async fn is_paused(&self) -> Result<bool> {
        self.script("return find('button', 'Pause').getAttribute('aria-pressed') === 'true';", vec![]).await
    }
}
