//! The detail of one very large message.

use anyhow::Result;
use serde::Deserialize;
use serde_json::json;

use super::figures::{Limit, Row};
use super::turn::{Bench, Who, probe, progress};
use crate::args::Extent;
use crate::page::Kind;
use crate::wait::{LATER, eventually};

/// For how long it is watched afterwards, in milliseconds.
const AFTER: u32 = 2000;

/// What the probe says.
#[derive(Debug, Deserialize)]
struct Seen {
    first: f64,
    longest: f64,
}

/// From the click on the row to the paint, and whether the page moves after that.
pub async fn opened(bench: &Bench) -> Result<Vec<Row>> {
    let mb = match bench.extent {
        Extent::Full => 50,
        Extent::Quick => 5,
    };
    let name = |what: &str| format!("detail of {mb} MB of JSON: {what}");
    let mut first = Row::new(name("first paint"), "ms", Limit::Most(300.0));
    let mut longest = Row::new(name("longest frame after it"), "ms", Limit::Told);
    for _ in 0..bench.turns() {
        let seen: Seen = bench
            .turn(Who::Ours, async |page| {
                page.connect(&bench.app.ws(&format!("/big?mb={mb}&records=1"))).await?;
                eventually("the message", LATER, async || {
                    page.newest_rows_are(&[(Kind::Received, "text", "record 0")]).await
                })
                .await?;
                probe(page, "detail", &[json!(AFTER)]).await
            })
            .await?;
        progress(&format!("{:.0} ms, then {:.0} ms", seen.first, seen.longest));
        first.ours.0.push(seen.first);
        longest.ours.0.push(seen.longest);
    }
    Ok(vec![first, longest])
}
