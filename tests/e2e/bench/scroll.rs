//! From one end of a long log to the other and back, as if somebody dragged the scrollbar.
//! A headless browser has no scrollbar to drag, so the position is set, once before each frame.

use anyhow::Result;
use serde::Deserialize;
use serde_json::json;

use super::figures::{Limit, Row};
use super::flood::fill;
use super::turn::{Bench, Who, grouped, probe, progress};

/// Frames for each way.
const STEPS: u32 = 120;

/// What the probe says.
#[derive(Debug, Deserialize)]
struct Seen {
    longest: f64,
    blanks: f64,
}

/// The longest frame, and the frames in which rows were missing.
pub async fn dragged(bench: &Bench) -> Result<Vec<Row>> {
    let name = |what: &str| format!("{} rows scrolled through: {what}", grouped(bench.million()));
    let mut longest = Row::new(name("longest frame"), "ms", Limit::Most(50.0));
    let mut blanks = Row::new(name("frames with rows missing"), "", Limit::Most(0.0));
    bench
        .turn(Who::Ours, async |page| {
            fill(bench, page).await?;
            for _ in 0..bench.turns() {
                let seen: Seen = probe(page, "scroll", &[json!(STEPS)]).await?;
                progress(&format!("{:.0} ms, {} blank", seen.longest, seen.blanks));
                longest.ours.0.push(seen.longest);
                blanks.ours.0.push(seen.blanks);
            }
            Ok(())
        })
        .await?;
    Ok(vec![longest, blanks])
}
