//! What it costs to keep the log on disk: the same flood on the page as it is, and on one where that is switched off.

use anyhow::Result;

use super::figures::{Limit, Row};
use super::flood::{MICROS, SHORT, one};
use super::turn::{Bench, Who, grouped, progress};

/// How often the two take turns for each turn of others: the difference is small beside what a machine does by itself.
const OFTENER: usize = 2;

/// A hundred thousand messages, kept and not.
pub async fn flood(bench: &Bench) -> Result<Vec<Row>> {
    let name = |what: &str| format!("{} × 100 B, kept on disk: {what}", grouped(SHORT));
    let beside = "beside it the page that keeps nothing";
    let row = |what, unit, limit| Row::new(name(what), unit, limit).noted(beside);
    let mut time = row("until the last one is on screen", "ms", Limit::Times(1.15));
    let mut gap = row("longest gap between frames", "ms", Limit::Times(1.2));
    let mut processor = row("browser's processor time for each", "µs", Limit::Told);
    for _ in 0..OFTENER * bench.turns() {
        for who in [Who::Ours, Who::Unkept] {
            let spent = bench.turn(who, async |page| one(bench, page, who, SHORT).await).await?;
            time.of(who).0.push(spent.seen.elapsed);
            gap.of(who).0.push(spent.seen.longest);
            processor.of(who).0.push(spent.processor * MICROS / f64::from(SHORT));
            progress(&format!(
                "{}: {:.0} ms",
                if who == Who::Ours { "kept" } else { "not" },
                spent.seen.elapsed
            ));
        }
    }
    Ok(vec![time, gap, processor])
}
