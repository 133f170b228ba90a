//! A search through a long log: when the rows on screen are right, when it is finished, and whether the page moves.

use anyhow::{Result, ensure};
use serde::Deserialize;
use serde_json::{Value, json};

use super::figures::{Limit, Row};
use super::flood::fill;
use super::turn::{Bench, Who, grouped, probe, progress};
use crate::page::Page;
use crate::wait::{LATER, eventually};

/// What every hundredth message has: its number ends with 77.
const USUAL: &str = "77,";

/// What the messages have whose number begins with 77: the last one of them is a fifth of the log from the end.
const FAR: &str = ":77";

/// What the probe says.
#[derive(Debug, Deserialize)]
struct Seen {
    first: f64,
    elapsed: f64,
    longest: f64,
}

/// From the text in the box to the rows, to the end, and the longest frame meanwhile.
pub async fn typed(bench: &Bench) -> Result<Vec<Row>> {
    let name = |what: &str| format!("{} × 100 B searched: {what}", grouped(bench.million()));
    let mut rows = [("first rows on screen", 50.0), ("finished", 400.0), ("longest frame meanwhile", 50.0)]
        .map(|(what, most)| Row::new(name(what), "ms", Limit::Most(most)));
    let mut far = Row::new(name("first rows on screen, a fifth of the log away"), "ms", Limit::Told);
    let is_there = bench
        .turn(Who::Ours, async |page| {
            if !probe::<bool>(page, "hasSearch", &[]).await? {
                return Ok(false);
            }
            fill(bench, page).await?;
            for _ in 0..bench.turns() {
                let usual = searched(page, USUAL, bench.million() / 100).await?;
                progress(&format!("{:.0} ms, then {:.0} ms", usual.first, usual.elapsed));
                for (row, value) in rows.iter_mut().zip([usual.first, usual.elapsed, usual.longest]) {
                    row.ours.0.push(value);
                }
                far.ours.0.push(searched(page, FAR, begin_with_77(bench.million())).await?.first);
            }
            Ok(true)
        })
        .await?;
    let rows = rows.into_iter().chain([far]);
    Ok(rows.map(|row| if is_there { row } else { row.noted("not there") }).collect())
}

/// Searches, and shows everything again.
async fn searched(page: &Page, text: &str, matches: u32) -> Result<Seen> {
    let seen = probe(page, "search", &[json!(text), json!(matches)]).await?;
    probe::<Value>(page, "typeSearch", &[json!("")]).await?;
    eventually("all rows to be shown", LATER, async || {
        let (matching, total) = (page.matching().await?, page.total().await?);
        ensure!(matching == total, "{matching} of {total} are");
        Ok(())
    })
    .await?;
    Ok(seen)
}

/// How many of the numbers from 1 they are.
fn begin_with_77(count: u32) -> u32 {
    let mut sum = 0;
    let (mut first, mut span) = (77, 1);
    while first <= count {
        sum += span.min(count - first + 1);
        (first, span) = (first * 10, span * 10);
    }
    sum
}

#[test]
fn matches_are_known() {
    let count = |most: u32| (1..=most).filter(|n| n.to_string().starts_with("77")).count();
    for most in [1, 76, 77, 700, 775, 100_000] {
        assert_eq!(usize::try_from(begin_with_77(most)).unwrap(), count(most), "{most}");
    }
    assert_eq!(begin_with_77(1_000_000), 11_111);
}
