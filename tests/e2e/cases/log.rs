//! The log: its filter, its numbers, and what following the end means.

use anyhow::{Result, ensure};

use super::{Case, case};
use crate::page::Kind::{self, Error, Info, Received, Sent};
use crate::page::{Ended, Page};
use crate::stage::Stage;
use crate::wait::{SOON, eventually};

pub const CASES: &[Case] = &[
    case("Show lets through what it says", |stage| Box::pin(filter(stage))),
    case("Clear log empties it, and the numbers go on", |stage| Box::pin(clear(stage))),
    case("rows are numbered from 1 without gaps", |stage| Box::pin(numbers(stage))),
    case("the detail of a row, raw and in hex", |stage| Box::pin(detail(stage))),
    case("messages in several frames come whole", |stage| Box::pin(fragments(stage))),
];

async fn filter(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    page.send("one").await?;
    page.send("two").await?;
    page.total_is(6).await?;
    page.press("Disconnect").await?;
    page.ended(Ended::ByYou, &[]).await?;
    page.start_connecting(&stage.server.ws("/close?code=1011")).await?;
    page.ended(Ended::ByServer, &["1011"]).await?;
    page.total_is(10).await?;
    for (show, kinds) in [
        ("Sent", &[Sent, Sent][..]),
        ("Received", &[Received, Received]),
        ("Errors", &[Error]),
        ("All", &[Info, Info, Sent, Received, Sent, Received, Info, Info, Info, Error]),
    ] {
        page.show(show).await?;
        shows(page, show, kinds).await?;
        ensure!(page.matching().await? == kinds.len() as u64, "the count under {show} is wrong");
        page.total_is(10).await?;
    }
    // What comes while a filter is on is filtered too.
    page.show("Received").await?;
    page.connect(&stage.echo()).await?;
    page.send("three").await?;
    shows(page, "Received", &[Received; 3]).await
}

async fn shows(page: &Page, show: &str, kinds: &[Kind]) -> Result<()> {
    eventually(&format!("the rows under {show}"), SOON, async || {
        let shown: Vec<Kind> = page.rows().await?.iter().map(|row| row.kind).collect();
        // A quick echo may overtake the row of what is sent next, so only the sorts are compared.
        let count = |kinds: &[Kind], kind| kinds.iter().filter(|&&each| each == kind).count();
        let same = [Sent, Received, Error, Info].map(|kind| count(&shown, kind) == count(kinds, kind));
        ensure!(same == [true; 4], "they are {shown:?}");
        Ok(())
    })
    .await
}

async fn clear(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    page.send("before").await?;
    page.total_is(4).await?;
    page.press("Clear log").await?;
    page.total_is(0).await?;
    ensure!(page.rows().await?.is_empty(), "rows are left");
    page.status_says(&["Connected"]).await?;
    page.send("after").await?;
    let rows = page.newest_rows_are(&[(Sent, "text", "after"), (Received, "text", "after")]).await?;
    ensure!(rows.iter().map(|row| row.seq).eq([5, 6]), "the numbers are {rows:?}");
    page.total_is(2).await?;
    ensure!(page.evicted().await? == 0, "clearing counts as dropping");
    Ok(())
}

async fn numbers(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    for text in ["one", "two", "three"] {
        page.send(text).await?;
    }
    page.total_is(8).await?;
    page.press("Disconnect").await?;
    page.ended(Ended::ByYou, &[]).await?;
    page.connect(&stage.echo()).await?;
    page.total_is(11).await?;
    eventually("rows 1 to 11", SOON, async || {
        let numbers: Vec<u64> = page.rows().await?.iter().map(|row| row.seq).collect();
        ensure!(numbers.iter().copied().eq(1..=11), "they are {numbers:?}");
        Ok(())
    })
    .await
}

async fn detail(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    page.send("aé🙂".trim_end_matches('🙂')).await?;
    page.echoed_text("aé").await?;
    page.open_row(3).await?;
    page.find("tab", "Hex").await?.click().await?;
    let hex = eventually("the hex dump", SOON, async || page.text_at("detail-hex").await).await?;
    let bare: String = hex.to_lowercase().split_whitespace().collect();
    ensure!(bare.contains("61c3a9"), "the dump is {hex:?}");
    // What comes meanwhile doesn't change what is looked at.
    page.send("another").await?;
    page.total_is(6).await?;
    ensure!(page.text_at("detail-hex").await? == hex, "the detail went away with a new message");
    page.press("Close detail").await?;
    page.gone("region", "Message detail").await
}

async fn fragments(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.server.ws("/fragments")).await?;
    let text = "Split inside 🙂 and inside ไทย, and whole again.";
    page.newest_rows_are(&[(Received, "text", text), (Received, "binary", "00 01 02 03")]).await.map(drop)
}
