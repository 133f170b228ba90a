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
    // Firefox doesn't tell of its threads; all that the browser does is more than what a reader adds.
    let (spent, limit) =
        if script.ours.median().is_some() { (&script, Limit::Most(2.0)) } else { (&processor, Limit::Told) };
    let mut more = Row::new(name("what reading each adds"), "µs", limit);
    let difference = spent.ours.median().zip(spent.counter.median()).map(|(read, unread)| read - unread);
    more.of(Who::Ours).0.extend(difference);
    Ok(vec![time, processor, script, more])
}
