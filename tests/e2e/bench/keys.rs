//! Typing during a flood: how long each key takes to its paint, and how far the screen is behind the wire.

use std::time::Duration;

use anyhow::Result;
use serde::Deserialize;
use serde_json::json;
use tokio::time::{MissedTickBehavior, interval};

use super::figures::{Limit, Row, Series};
use super::turn::{Bench, Who, grouped, over, probe, progress};
use crate::command::Command;
use crate::page::Page;

/// As fast as people type.
const PACE: Duration = Duration::from_millis(100);

/// After so many keys it is asked whether the flood is over.
const KEYS: usize = 10;

/// What the probe says.
#[derive(Debug, Deserialize)]
struct Seen {
    elapsed: f64,
    delays: Vec<f64>,
    age: f64,
}

/// The delays of all turns together: their 95th percentile has a limit, the median of the turns would hide it.
pub async fn typed(bench: &Bench) -> Result<Vec<Row>> {
    let name = |what: &str| format!("{} × 100 B: {what}", grouped(bench.million()));
    let mut key = Row::new(name("a key to its paint, p95 of a turn"), "ms", Limit::Most(50.0));
    let mut longest = Row::new(name("a key to its paint, longest"), "ms", Limit::Told);
    let mut age = Row::new(name("longest from the wire to the screen"), "ms", Limit::Told);
    let mut keys = Vec::new();
    for _ in 0..bench.turns() {
        for who in [Who::Ours, Who::Counter] {
            let seen = bench.turn(who, async |page| one(bench, page, who).await).await?;
            let delays = Series(seen.delays);
            key.of(who).0.extend(delays.percentile(95));
            longest.of(who).0.extend(delays.spread().map(|(_, longest)| longest));
            if who == Who::Ours {
                age.of(who).0.push(seen.age);
                keys.push(delays.0.len().to_string());
                progress(&format!("{} keys in {:.0} ms", delays.0.len(), seen.elapsed));
            }
        }
    }
    let note = format!("{} keys", keys.join(", "));
    Ok(vec![key.noted(note), longest, age])
}

async fn one(bench: &Bench, page: &Page, who: Who) -> Result<Seen> {
    page.paste("URL", &bench.flood(bench.million())).await?;
    probe::<()>(page, "startFloodWithKeys", &[json!(who.name())]).await?;
    let mut beat = interval(PACE);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    over(page, async || {
        for _ in 0..KEYS {
            beat.tick().await;
            page.web.cmd(Command::Key('a')).await?;
        }
        Ok(())
    })
    .await
}
