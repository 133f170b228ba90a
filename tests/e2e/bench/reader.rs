//! What it costs to read an application protocol: the same flood of its messages on the page that reads them, and on the
//! page that was told not to.

use anyhow::Result;

use super::figures::{Limit, Row};
use super::flood::{MICROS, SHORT, one_of};
use super::turn::{Bench, Who, grouped, progress};

/// How often the two take turns for each turn of others: the difference is small beside what a machine does by itself.
const OFTENER: usize = 3;

/// A hundred thousand messages of JSON-RPC, read and not.
pub async fn flood(bench: &Bench) -> Result<Vec<Row>> {
    let name = |what: &str| format!("{} × 100 B of JSON-RPC, read: {what}", grouped(SHORT));
    let beside = "beside it the page that doesn't read them";
    let row = |what, unit| Row::new(name(what), unit, Limit::Told).noted(beside);
    let mut time = row("until the last one is on screen", "ms");
    let mut processor = row("browser's processor time for each", "µs");
    let mut script = row("page's scripts for each", "µs");
    let address = bench.app.ws(&format!("/flood?count={SHORT}&size=100&form=json-rpc"));
    for _ in 0..OFTENER * bench.turns() {
        for (who, choice) in [(Who::Ours, "JSON-RPC"), (Who::Unread, "No protocol")] {
            let spent = bench
                .turn(who, async |page| {
                    page.pick("Protocol", choice).await?;
                    one_of(bench, page, who, &address, SHORT).await
                })
                .await?;
            let each = MICROS / f64::from(SHORT);
            time.of(who).0.push(spent.seen.elapsed);
            processor.of(who).0.push(spent.processor * each);
            script.of(who).0.extend(spent.thread.map(|page| page.script * each));
            progress(&format!("{choice}: {:.0} ms", spent.seen.elapsed));
        }
    }
    let mut rows = Vec::new();
    for (row, what) in [(&script, "more of the page's scripts"), (&processor, "more of the browser's processor time")] {
        if let Some((read, unread)) = row.ours.median().zip(row.counter.median()) {
            // What the page does in its thread is all that a reader is; the browser does other things meanwhile.
            let is_exact = std::ptr::eq(row, &raw const script) || script.ours.median().is_none();
            let limit = if is_exact { Limit::Most(2.0) } else { Limit::Told };
            let mut difference = Row::new(name(&format!("{what} for each")), "µs", limit);
            difference.of(Who::Ours).0.push(read - unread);
            rows.push(difference);
        }
    }
    Ok([vec![time, processor, script], rows].concat())
}
