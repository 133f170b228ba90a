//! Floods: how long until the last message is on screen, how long the screen stands still meanwhile, and what of it is
//! the work of the page's thread.

use anyhow::{Result, ensure};
use serde::Deserialize;
use serde_json::json;

use super::figures::{Limit, Row};
use super::metrics::{Metrics, busy};
use super::turn::{Bench, Who, calm, grouped, over, probe, progress};
use crate::page::Page;
use crate::processes;
use crate::wait::{LATER, eventually};

/// The shorter of the two floods.
pub const SHORT: u32 = 100_000;

pub const MICROS: f64 = 1e6;

/// What the probe says of one.
#[derive(Debug, Deserialize)]
pub struct Seen {
    pub elapsed: f64,
    pub longest: f64,
    frames: f64,
}

/// One turn.
pub struct Spent {
    pub seen: Seen,
    /// Seconds of all processes of the browser.
    pub processor: f64,
    /// Seconds of the page's thread.
    pub thread: Option<Metrics>,
}

/// A hundred thousand messages, on all three pages.
pub async fn short(bench: &Bench) -> Result<Vec<Row>> {
    floods(bench, SHORT, Limit::Times(1.1), &[Who::Ours, Who::Counter, Who::Append]).await
}

/// Very many messages; with an element for each of them a browser takes minutes, so that page has no turn.
pub async fn long(bench: &Bench) -> Result<Vec<Row>> {
    floods(bench, bench.million(), Limit::Times(1.2), &[Who::Ours, Who::Counter]).await
}

async fn floods(bench: &Bench, count: u32, limit: Limit, pages: &[Who]) -> Result<Vec<Row>> {
    let name = |what: &str| format!("{} × 100 B: {what}", grouped(count));
    let mut time = Row::new(name("until the last one is on screen"), "ms", limit);
    let mut gap = Row::new(name("longest gap between frames"), "ms", Limit::MostAndLess(60.0));
    let mut rate = Row::new(name("messages a second"), "/s", Limit::Told);
    let mut frames = Row::new(name("frames a second"), "/s", Limit::Told);
    let mut processor = Row::new(name("browser's processor time for each"), "µs", Limit::Told);
    let mut thread = Row::new(name("page's thread busy"), "%", Limit::Told);
    let mut script = Row::new(name("page's thread in scripts"), "%", Limit::Told);
    for _ in 0..bench.turns() {
        for &who in pages {
            let Spent { seen, processor: spent, thread: page } =
                bench.turn(who, async |page| one(bench, page, who, count).await).await?;
            let seconds = seen.elapsed / 1000.0;
            for (row, value) in [
                (&mut time, Some(seen.elapsed)),
                (&mut gap, Some(seen.longest)),
                (&mut rate, Some(f64::from(count) / seconds)),
                (&mut frames, Some(seen.frames / seconds)),
                (&mut processor, Some(spent * MICROS / f64::from(count))),
                (&mut thread, page.map(|page| busy(page.task, seconds))),
                (&mut script, page.map(|page| busy(page.script, seconds))),
            ] {
                row.of(who).0.extend(value);
            }
            if who == Who::Ours {
                progress(&format!("{:.0} ms", seen.elapsed));
            }
        }
    }
    Ok(vec![time, gap, rate, frames, processor, thread, script])
}

/// A flood on one of the pages.
pub async fn one(bench: &Bench, page: &Page, who: Who, count: u32) -> Result<Spent> {
    one_of(bench, page, who, &bench.flood(count), count).await
}

/// The same from that address.
pub async fn one_of(bench: &Bench, page: &Page, who: Who, address: &str, count: u32) -> Result<Spent> {
    page.paste("URL", address).await?;
    let before = (processes::seconds(bench.driver())?, Metrics::take(page).await?);
    probe::<()>(page, "startFlood", &[json!(who.name())]).await?;
    let seen = over(page, calm()).await?;
    let after = (processes::seconds(bench.driver())?, Metrics::take(page).await?);
    if who == Who::Ours {
        whole(page, count).await?;
    }
    let thread = after.1.zip(before.1).map(|(after, before)| after.since(before));
    Ok(Spent { seen, processor: after.0 - before.0, thread })
}

/// Fills a page of ours, and sees to it that nothing is lost.
pub async fn fill(bench: &Bench, page: &Page) -> Result<()> {
    let count = bench.million();
    page.paste("URL", &bench.flood(count)).await?;
    probe::<()>(page, "startFlood", &[json!(Who::Ours.name())]).await?;
    over::<Seen>(page, calm()).await?;
    whole(page, count).await
}

/// All of the messages are there, and the one that ends them.
async fn whole(page: &Page, count: u32) -> Result<()> {
    page.show("Received").await?;
    eventually("all messages to be counted", LATER, async || {
        let (kept, evicted) = (page.matching().await?, page.evicted().await?);
        ensure!((kept, evicted) == (u64::from(count) + 1, 0), "{kept} of {count} are, {evicted} are evicted");
        Ok(())
    })
    .await?;
    page.show("All").await
}
