//! Several connections side by side.

use anyhow::{Result, ensure};
use thirtyfour::Key;

use super::{Case, case};
use crate::page::Kind::Received;
use crate::page::Page;
use crate::stage::Stage;
use crate::wait::{SOON, eventually};

pub const CASES: &[Case] = &[
    case("three tabs at once, with messages arriving in a hidden one", |stage| Box::pin(three(stage))),
    case("each tab has its own log, composer and boxes", |stage| Box::pin(apart(stage))),
    case("a tab is closed, and the others go on", |stage| Box::pin(closed(stage))),
    case("a tab with something in it is closed only after asking", |stage| Box::pin(asked(stage))),
];

async fn three(stage: &Stage) -> Result<()> {
    const TICKS: u64 = 25;
    let page = &stage.page;
    let ticker = stage.server.ws("/ticker?ms=100");
    page.connect(&ticker).await?;
    page.new_tab().await?;
    page.connect(&stage.echo()).await?;
    page.send("in the second").await?;
    page.echoed_text("in the second").await?;
    page.new_tab().await?;
    page.connect(&ticker).await?;
    // As many ticks as come to the tab in front come to the hidden one, which began before it.
    eventually("ticks in the third tab", SOON, async || {
        let total = page.total().await?;
        ensure!(total >= TICKS, "there are {total} rows");
        Ok(())
    })
    .await?;
    page.show_tab(0).await?;
    let total = page.total().await?;
    ensure!(total >= TICKS, "the hidden tab has only {total} rows");
    page.status_says(&["Connected"]).await?;
    let rows = page.rows().await?;
    for row in rows.iter().filter(|row| row.kind == Received) {
        // Two rows tell of the connection, and then the ticks are numbered like the rows.
        let tick = format!("\"n\":{},", row.seq - 2);
        ensure!(row.text.contains(&tick), "row {} isn't tick {tick}: {}", row.seq, row.text);
    }
    page.show_tab(1).await?;
    page.total_is(4).await?;
    page.send("still here").await?;
    page.echoed_text("still here").await
}

async fn apart(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    page.send("first").await?;
    page.total_is(4).await?;
    page.type_message("a draft in the first").await?;
    page.new_tab().await?;
    ensure!(page.draft().await?.is_empty(), "the new tab has a draft");
    page.total_is(0).await?;
    page.status_says(&["Disconnected"]).await?;
    page.fill("textbox", "URL", "ws://127.0.0.1:1234/other").await?;
    page.fill("textbox", "Subprotocols", "other").await?;
    page.choose("Message format", "JSON").await?;
    page.choose("Show", "Errors").await?;
    page.show_tab(0).await?;
    page.has_value("textbox", "URL", &stage.echo()).await?;
    page.has_value("textbox", "Subprotocols", "").await?;
    page.has_value("textbox", "Message", "a draft in the first").await?;
    ensure!(page.chosen("Message format").await? == "Text", "the format went with the other tab");
    ensure!(page.chosen("Show").await? == "All", "the filter went with the other tab");
    page.total_is(4).await?;
    page.show_tab(1).await?;
    page.has_value("textbox", "URL", "ws://127.0.0.1:1234/other").await?;
    ensure!(page.chosen("Message format").await? == "JSON", "the format is forgotten");
    Ok(())
}

async fn closed(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    page.new_tab().await?;
    page.tab(1).await?.send_keys(Key::Delete + "").await?;
    tabs_are(page, 1).await?;
    page.status_says(&["Connected"]).await?;
    page.send("not closed").await?;
    page.echoed_text("not closed").await
}

async fn asked(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    page.new_tab().await?;
    page.connect(&stage.echo()).await?;
    page.send("not to be lost").await?;
    page.total_is(4).await?;
    page.tab(1).await?.send_keys(Key::Delete + "").await?;
    page.find("button", "Keep it open").await?;
    page.web.action_chain().send_keys(Key::Escape).perform().await?;
    page.gone("button", "Keep it open").await?;
    tabs_are(page, 2).await?;
    page.status_says(&["Connected"]).await?;
    page.total_is(4).await?;
    page.tab(1).await?.send_keys(Key::Delete + "").await?;
    page.press("Close tab").await?;
    tabs_are(page, 1).await?;
    page.send("still open").await?;
    page.echoed_text("still open").await
}

/// Waits until there are so many tabs.
pub(super) async fn tabs_are(page: &Page, count: usize) -> Result<()> {
    eventually(&format!("{count} tabs"), SOON, async || {
        let tabs = page.tabs().await?;
        ensure!(tabs.len() == count, "there are {tabs:?}");
        Ok(())
    })
    .await?;
    // With a frame the focus goes to the tab that is shown.
    page.next_frame().await
}
