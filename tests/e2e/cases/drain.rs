//! What was handed to the browser and waits there: shown while it drains, and told of when the connection ends first.

use std::fs::File;

use anyhow::{Context, Result, ensure};
use serde_json::json;

use super::{Case, case};
use crate::console::BROKEN;
use crate::page::Kind::{self, Error, Sent};
use crate::page::{Ended, Format, Page};
use crate::slow_wire::SlowWire;
use crate::stage::Stage;
use crate::wait::{LATER, SOON, eventually};

pub const CASES: &[Case] = &[
    case("what hadn’t left the browser when it was given up is told", |stage| Box::pin(given_up(stage))),
    case("what hadn’t left the browser when the connection broke is told", |stage| Box::pin(lost(stage)))
        .expecting(BROKEN),
    case("what waits drains at a rate that is said", |stage| Box::pin(drains(stage))),
];

const QUEUED: &str = "queued";
const DOUBTFUL: &str = "may not have arrived";
/// More bytes than the buffers between here and a server hold.
const LARGE: u64 = 20_000_000;

/// Sends a word, which leaves, something large, which can't, and a word, which has to wait behind it.
async fn pile_up(page: &Page, address: &str) -> Result<()> {
    page.connect(address).await?;
    page.send("before").await?;
    page.newest_rows_are(&[(Sent, "text", "before")]).await?;
    chips_are(page, &[""]).await?;
    send_zeros(page, LARGE, 1).await?;
    waits(page, "MB").await?;
    page.format(Format::Text).await?;
    page.send("after").await?;
    page.newest_rows_are(&[(Sent, "text", "before"), (Sent, "binary", ""), (Sent, "text", "after")]).await?;
    chips_are(page, &["", QUEUED, QUEUED]).await
}

/// Sends a file of so many bytes so many times, and waits until it is in the log.
async fn send_zeros(page: &Page, size: u64, count: usize) -> Result<()> {
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("large.bin");
    File::create(&path)?.set_len(size)?;
    page.format(Format::File).await?;
    page.choose_file(&path).await?;
    // All at once: a wire that isn't slow enough would be done with the first before the last is sent.
    let script = "for (let sent = 0; sent < arguments[0]; sent += 1) find('button', 'Send').click();";
    page.script::<()>(script, vec![json!(count)]).await?;
    eventually("the file in the log", SOON, async || {
        let sent = page.marked().await?.iter().filter(|row| row.text.contains("sent binary")).count();
        ensure!(sent == count, "it is there {sent} times");
        Ok(())
    })
    .await
}

/// Waits until the status line says how much waits, in that unit, and gives back what it says.
async fn waits(page: &Page, words: &str) -> Result<String> {
    eventually("bytes that wait", LATER, async || {
        let said = page.text_at("queued").await?;
        ensure!(said.contains("waiting to be sent") && said.contains(words), "it says {said:?}");
        Ok(said)
    })
    .await
}

/// Waits until nothing is said to wait.
async fn drained(page: &Page) -> Result<()> {
    eventually("the queue to drain", LATER, async || {
        let said = page.text_at("queued").await.ok();
        ensure!(said.is_none(), "it says {said:?}");
        Ok(())
    })
    .await
}

/// The chips of the messages that were sent.
async fn chips(page: &Page) -> Result<Vec<String>> {
    let rows = page.marked().await?;
    Ok(rows.into_iter().filter(|row| row.kind == Sent).map(|row| row.chip).collect())
}

/// Waits until those are the chips.
async fn chips_are(page: &Page, expected: &[&str]) -> Result<()> {
    eventually(&format!("the chips {expected:?}"), SOON, async || {
        let chips = chips(page).await?;
        ensure!(chips == expected, "they are {chips:?}");
        Ok(())
    })
    .await
}

/// Waits until the end is told, and that megabytes may not have arrived.
async fn told(stage: &Stage, end: (Kind, &str, &str)) -> Result<()> {
    let page = &stage.page;
    let unsent = (Error, "", "MB had not left the browser and may not have arrived");
    page.newest_rows_are(&[unsent, end]).await?;
    drained(page).await?;
    chips_are(page, &["", DOUBTFUL, DOUBTFUL]).await?;
    // That stays true of them, whatever comes after.
    page.connect(&stage.echo()).await?;
    chips_are(page, &["", DOUBTFUL, DOUBTFUL]).await
}

async fn given_up(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    pile_up(page, &stage.server.ws("/stall")).await?;
    page.press("Disconnect").await?;
    page.status_says(&["Closing"]).await?;
    waits(page, "MB").await?;
    // The server doesn't even read that it is to close, so nobody answers.
    page.status_says(&["Disconnected", "given up without the server’s answer"]).await?;
    told(stage, (Error, "", "given up")).await
}

async fn lost(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let server = stage.serve_at("/other/").await?;
    pile_up(page, &server.ws("/stall")).await?;
    server.stop().await;
    page.status_says(&["Disconnected", "connection lost"]).await?;
    told(stage, (Error, "", "connection lost")).await
}

async fn drains(stage: &Stage) -> Result<()> {
    const RATE: usize = 2_000_000;
    /// Firefox counts a message down only when all of it has left, so they are many.
    const COUNT: usize = 14;
    let page = &stage.page;
    let wire = SlowWire::to(stage.server.addr(), RATE)?;
    page.connect(&wire.ws("/echo")).await?;
    // All that was sent is on screen then, whatever comes back.
    page.show("Sent").await?;
    send_zeros(page, 1_000_000, COUNT).await?;
    // They leave in their order.
    eventually("some that have left and some that wait", SOON, async || {
        let chips = chips(page).await?;
        let gone = chips.iter().take_while(|chip| chip.is_empty()).count();
        let all_wait = chips[gone..].iter().all(|chip| chip == QUEUED);
        ensure!(chips.len() == COUNT && (1..COUNT).contains(&gone) && all_wait, "the chips are {chips:?}");
        Ok(())
    })
    .await?;
    // At first the buffers fill up, which goes faster.
    let rate = eventually("the rate of the wire", LATER, async || {
        let said = waits(page, "/s").await?;
        let rate =
            said.split(", ").nth(1).and_then(|rate| rate.strip_suffix(" MB/s")).context(said.clone())?;
        let rate: f64 = rate.parse()?;
        ensure!((1.4..=2.6).contains(&rate), "it says {said:?}");
        Ok(rate)
    })
    .await?;
    println!("  {}: {rate} MB/s said of a wire with 2 MB/s", page.browser.name());
    drained(page).await?;
    chips_are(page, &[""; COUNT]).await?;
    page.total_is(2 + 2 * COUNT as u64).await?;
    page.press("Disconnect").await?;
    page.ended(Ended::ByYou, &["1000"]).await.map(drop)
}
