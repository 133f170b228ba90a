//! Many messages: all are counted, the end is followed, and whoever reads further up is left in peace.

use anyhow::{Context, Result, ensure};
use thirtyfour::By;

use super::{Case, case};
use crate::command::Command;
use crate::page::Kind::Received;
use crate::page::{Page, Row};
use crate::stage::Stage;
use crate::wait::{LATER, SOON, eventually};

pub const CASES: &[Case] = &[
    case("20,000 messages are counted, and the last one is on screen", |stage| Box::pin(flood(stage))),
    case("the log follows its end until one scrolls up", |stage| Box::pin(follow(stage))),
    case("one can scroll up while messages pour in", |stage| Box::pin(busy(stage))),
];

async fn flood(stage: &Stage) -> Result<()> {
    const COUNT: u64 = 20_000;
    let page = &stage.page;
    page.start_connecting(&stage.server.ws(&format!("/flood?count={COUNT}&size=100"))).await?;
    eventually("all messages", LATER, async || {
        let total = page.total().await?;
        // Connecting, connected, and the message that says it is the last.
        ensure!(total == COUNT + 3, "there are {total} rows");
        Ok(())
    })
    .await?;
    page.newest_rows_are(&[(Received, "text", "{\"n\":20000,"), (Received, "text", "{\"type\":\"end\"}")])
        .await?;
    let rows = page.rows().await?;
    for pair in rows.windows(2) {
        ensure!(pair[0].seq + 1 == pair[1].seq, "a gap between rows {} and {}", pair[0].seq, pair[1].seq);
    }
    ensure!(page.evicted().await? == 0, "some were dropped");
    page.show("Received").await?;
    eventually("the count of the received", SOON, async || {
        let matching = page.matching().await?;
        ensure!(matching == COUNT + 1, "there are {matching}");
        Ok(())
    })
    .await?;
    // From the other end: the first message is still there.
    page.show("All").await?;
    page.scroll_up().await?;
    eventually("the first rows", SOON, async || {
        let rows = page.rows().await?;
        let first = rows.first().context("no row is on screen")?;
        ensure!(first.seq == 1 && rows.len() > 3, "the first is {}", first.seq);
        ensure!(rows[2].text.contains("{\"n\":1,"), "row 3 is {}", rows[2].text);
        Ok(())
    })
    .await
}

async fn follow(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.server.ws("/ticker?ms=50")).await?;
    let follows = async || {
        let (rows, total) = (page.rows().await?, page.total().await?);
        let newest = rows.last().map_or(0, |row| row.seq);
        ensure!(total > 80 && rows.len() < 80, "there are {total} rows, {} on screen", rows.len());
        // A tick may come between the two looks.
        ensure!(newest.abs_diff(total) <= 2, "row {newest} of {total} is on screen");
        Ok(total)
    };
    eventually("the log to follow its end", LATER, follows).await?;
    ensure!(page.jump().await?.is_empty(), "“Jump to latest” is there while it follows");

    page.scroll_up().await?;
    let first = eventually("the top of the log", SOON, async || {
        let rows = page.rows().await?;
        ensure!(rows.first().is_some_and(|row| row.seq == 1), "it isn't there");
        Ok(rows)
    })
    .await?;
    let before = page.total().await?;
    eventually("new rows to be announced", SOON, async || {
        let (label, total) = (page.jump().await?, page.total().await?);
        ensure!(total >= before + 10, "only {total} rows");
        let number: u64 = label
            .chars()
            .filter(char::is_ascii_digit)
            .collect::<String>()
            .parse()
            .with_context(|| format!("no number in {label:?}"))?;
        ensure!((10..=total - before + 60).contains(&number), "{number} new of {total}");
        Ok(())
    })
    .await?;
    ensure!(page.rows().await? == first, "the rows moved under the reader's eyes");

    page.press_jump().await?;
    eventually("the log to follow its end again", SOON, follows).await?;
    ensure!(page.jump().await?.is_empty(), "“Jump to latest” is still there");
    Ok(())
}

async fn busy(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.server.ws("/flood?count=100000&size=40&rate=1000")).await?;
    eventually("some rows", SOON, async || {
        let total = page.total().await?;
        ensure!(total > 1000, "there are {total}");
        Ok(())
    })
    .await?;
    // Once: a reader who has to turn the wheel again and again is fighting the page.
    page.scroll_up().await?;
    let before = page.total().await?;
    eventually("500 rows more", SOON, async || {
        let total = page.total().await?;
        ensure!(total > before + 500, "there are {} more", total - before);
        Ok(())
    })
    .await?;
    let newest = page.rows().await?.last().map_or(0, |row| row.seq);
    ensure!(newest < before, "the log went on to row {newest}, although one scrolled up at row {before}");
    Ok(())
}

/// The number of new rows is part of the button's name, so it is looked for by its beginning.
const JUMP: &str = "const jump = all('button').find((it) => nameOf(it).startsWith('Jump to latest'));";

impl Page {
    /// Turns the wheel over the log, as far up as it goes.
    async fn scroll_up(&self) -> Result<()> {
        const FAR: i32 = -20_000_000;
        self.wheel(FAR).await
    }

    /// Turns the wheel over the log, by so many pixels downwards.
    pub(super) async fn wheel(&self, down: i32) -> Result<()> {
        let log = self.web.find(By::Css("[data-testid=log]")).await?;
        self.web.cmd(Command::Wheel(log.element_id(), down)).await?;
        Ok(())
    }

    /// Scrolls up from the end of the list, and gives the rows on screen once it no longer follows.
    pub(super) async fn leave_the_end(&self) -> Result<Vec<Row>> {
        self.wheel(-400).await?;
        eventually("the list to have left its end", SOON, async || {
            let (rows, jump) = (self.rows().await?, self.jump().await?);
            ensure!(!jump.is_empty(), "it follows");
            Ok(rows)
        })
        .await
    }

    /// All that the button to the end of the log says; nothing if it isn't there.
    pub(super) async fn jump(&self) -> Result<String> {
        self.script(&format!("{JUMP} return jump ? squeeze(jump.innerText) : '';"), vec![]).await
    }

    async fn press_jump(&self) -> Result<()> {
        self.script::<bool>(&format!("{JUMP} jump.click(); return true;"), vec![]).await.map(drop)
    }
}
