//! The detail pane and messages that no browser could lay out whole.

use std::time::Duration;

use anyhow::{Result, ensure};
use serde_json::json;
use thirtyfour::Key;

use super::{Case, case};
use crate::page::Page;
use crate::stage::Stage;
use crate::wait::{LATER, SOON, eventually};

pub const CASES: &[Case] = &[
    case("a hundred megabytes have their dump at once", |stage| Box::pin(dump(stage)))
        .longer_by(Duration::from_mins(1)),
    case("fifty megabytes of JSON are pretty at once, and the page stays alive", |stage| {
        Box::pin(pretty(stage))
    })
    .longer_by(Duration::from_mins(1)),
    case("fifty megabytes of JSON are a tree at once", |stage| Box::pin(tree(stage)))
        .longer_by(Duration::from_mins(1)),
    case("a line of ten megabytes is cut", |stage| Box::pin(long_line(stage))),
];

/// How long the page may be busy without a pause. On a machine of its own it is some 50 ms; here others work, too.
const MOST_BUSY_MS: f64 = 1500.0;

/// Opens the message once it has come; it is row 3.
async fn receive(stage: &Stage, route: &str) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.server.ws(route)).await?;
    eventually("the large message", LATER, async || {
        let total = page.total().await?;
        // A busy machine may make the worker notice that it stood still: that is a row, too.
        ensure!(total >= 3, "there are {total} rows");
        Ok(())
    })
    .await?;
    page.open_row(3).await
}

/// Clicks a tab, and waits in the page for the text to begin; the milliseconds until then.
async fn time_of_view(page: &Page, tab: &str, testid: &str, start: &str) -> Result<f64> {
    let begin = "
        const tab = find('tab', arguments[0]);
        const began = performance.now();
        window.__busy = { first: null, most: 0, last: began };
        const look = () => {
            const now = performance.now();
            const busy = window.__busy;
            busy.most = Math.max(busy.most, now - busy.last);
            busy.last = now;
            const text = shown(arguments[1])[0]?.textContent ?? '';
            if (busy.first === null && text.startsWith(arguments[2])) busy.first = now - began;
            requestAnimationFrame(look);
        };
        tab.click();
        look();
        return null;";
    page.script::<Option<u32>>(begin, vec![json!(tab), json!(testid), json!(start)]).await?;
    eventually(&format!("the view {tab}"), SOON, async || {
        let first: Option<f64> = page.script("return window.__busy.first;", vec![]).await?;
        first.ok_or_else(|| anyhow::anyhow!("nothing is there"))
    })
    .await
}

/// The longest time without a frame since the view was opened, in milliseconds.
async fn most_busy(page: &Page) -> Result<f64> {
    page.script("return window.__busy.most;", vec![]).await
}

async fn few_lines(page: &Page, testid: &str) -> Result<()> {
    let lines = page.text_at(testid).await?.lines().count();
    ensure!(lines < 200, "{lines} lines are in the page");
    Ok(())
}

async fn dump(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    receive(stage, "/big?mb=100").await?;
    let first = time_of_view(page, "Hex", "detail-hex", "00000000  7b 22 74 79").await?;
    println!("    the dump of 100 MB was there after {first:.0} ms");
    ensure!(first < MOST_BUSY_MS, "it took {first} ms");
    few_lines(page, "detail-hex").await?;
    page.focus_reel().await?;
    page.press_keys(&[Key::End]).await?;
    page.view_shows("Hex", |text| text.trim_end().ends_with("xxxxxxxxxxxxxx\"}")).await?;
    let last = page.view_shows("Hex", |text| text.contains("05f5e0f0  78")).await?;
    ensure!(last.lines().count() < 200, "{} lines are in the page", last.lines().count());
    // Line by line, although a pixel stands for more than one.
    page.press_keys(&[Key::Home, Key::Down]).await?;
    page.view_shows("Hex", |text| text.starts_with("00000010  ")).await?;
    page.press_keys(&[Key::Down, Key::Down, Key::Up]).await?;
    page.view_shows("Hex", |text| text.starts_with("00000020  ")).await.map(drop)
}

async fn pretty(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    receive(stage, "/big?mb=50&records=1").await?;
    let first = time_of_view(page, "Pretty", "detail-pretty", "[\n  {\n    \"id\": 0,\n").await?;
    ensure!(first < MOST_BUSY_MS, "it took {first} ms");
    few_lines(page, "detail-pretty").await?;
    page.focus_reel().await?;
    // As it grows, so does the way to its end.
    eventually("the end of the JSON", LATER, async || {
        page.press_keys(&[Key::End]).await?;
        let text = page.text_at("detail-pretty").await?;
        ensure!(text.trim_end().ends_with("\"\n]"), "it ends with {:?}", text.lines().last());
        Ok(())
    })
    .await?;
    let busy = most_busy(page).await?;
    println!("    50 MB were pretty after {first:.0} ms, the page busy for {busy:.0} ms at most");
    ensure!(busy < MOST_BUSY_MS, "the page was busy for {busy} ms");
    few_lines(page, "detail-pretty").await
}

async fn tree(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    receive(stage, "/big?mb=50&records=1").await?;
    let first = time_of_view(page, "Tree", "tree-row", "▾").await?;
    ensure!(first < MOST_BUSY_MS, "it took {first} ms");
    page.twist("0: {").await?;
    eventually("what is in the first record", SOON, async || {
        let rows = page.tree_rows().await?;
        ensure!(rows.get(2).is_some_and(|row| row.0 == 3 && row.2.contains("\"id\": 0")), "it is {rows:?}");
        ensure!(rows.len() < 200, "{} rows are in the page", rows.len());
        Ok(())
    })
    .await?;
    // All items are counted in the end.
    eventually("the number of items", LATER, async || {
        let rows = page.tree_rows().await?;
        ensure!(rows.first().is_some_and(|row| row.2.ends_with(" items")), "it is {:?}", rows.first());
        Ok(())
    })
    .await?;
    page.focus_reel().await?;
    page.press_keys(&[Key::End]).await?;
    eventually("the last item", SOON, async || {
        let rows = page.tree_rows().await?;
        ensure!(rows.last().is_some_and(|row| row.2.contains(": \"xx")), "it is {:?}", rows.last());
        Ok(())
    })
    .await?;
    page.press_keys(&[Key::Left]).await?;
    page.tree_path_is("$").await?;
    page.press_keys(&[Key::Left]).await?;
    eventually("one folded row", SOON, async || {
        let rows = page.tree_rows().await?;
        ensure!(rows.len() == 1 && rows[0].1 == Some(false), "they are {rows:?}");
        Ok(())
    })
    .await?;
    let busy = most_busy(page).await?;
    println!("    50 MB were a tree after {first:.0} ms, the page busy for {busy:.0} ms at most");
    ensure!(busy < MOST_BUSY_MS, "the page was busy for {busy} ms");
    Ok(())
}

async fn long_line(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    receive(stage, "/big?mb=10").await?;
    page.view("Pretty").await?;
    let text = page.view_shows("Pretty", |text| text.contains("\"pad\": \"xxx")).await?;
    let long = text.lines().find(|line| line.contains("pad")).unwrap_or_default();
    ensure!(
        long.len() < 2_200 && long.ends_with(" MB more"),
        "the line ends with {:?}",
        &long[long.len() - 30..]
    );
    page.view("Tree").await?;
    page.view_shows("Tree", |text| text.contains("MB more")).await.map(drop)
}
