//! A long log as a file of each format, and a large file as a log: how long each takes, and whether the page moves.

use std::fmt::Write as _;
use std::fs;

use anyhow::{Context, Result, ensure};
use serde::Deserialize;
use serde_json::json;

use super::figures::{Limit, Row};
use super::flood::fill;
use super::turn::{Bench, Who, calm, grouped, over, probe, progress};
use crate::page::Page;

/// As the menu names them.
const FORMATS: [&str; 4] = ["JSON", "Text", "CSV", "HAR"];

/// A page that does more than this between two frames seems to stand still.
const FRAME: f64 = 50.0;

/// The file that is opened, in millions of bytes.
const MEGABYTES: usize = 500;

/// What the probe says.
#[derive(Debug, Deserialize)]
struct Seen {
    elapsed: f64,
    longest: f64,
}

/// From the click on a format to the file's being handed to the browser.
pub async fn exported(bench: &Bench) -> Result<Vec<Row>> {
    let name = |format: &str, what: &str| format!("{} × 100 B as {format}: {what}", grouped(bench.million()));
    let mut rows: Vec<[Row; 2]> = FORMATS
        .iter()
        .map(|format| {
            [
                Row::new(name(format, "time"), "ms", Limit::Told),
                Row::new(name(format, "longest frame meanwhile"), "ms", Limit::Most(FRAME)),
            ]
        })
        .collect();
    bench
        .turn(Who::Ours, async |page| {
            fill(bench, page).await?;
            for _ in 0..bench.turns() {
                for (format, [time, longest]) in FORMATS.iter().zip(&mut rows) {
                    let seen: Seen = probe(page, "exportLog", &[json!(format)]).await?;
                    progress(&format!("{format}: {:.0} ms, longest {:.0} ms", seen.elapsed, seen.longest));
                    time.ours.0.push(seen.elapsed);
                    longest.ours.0.push(seen.longest);
                }
            }
            Ok(())
        })
        .await?;
    Ok(rows.into_iter().flatten().collect())
}

/// From choosing a file to its last row on screen.
pub async fn opened(bench: &Bench) -> Result<Vec<Row>> {
    let name = |what: &str| format!("a log of {MEGABYTES} MB opened: {what}");
    let mut time = Row::new(name("time"), "ms", Limit::Told);
    let mut longest = Row::new(name("longest frame meanwhile"), "ms", Limit::Most(FRAME));
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("large.json");
    fs::write(&path, log(MEGABYTES * 1_000_000)?).context("there is no room for the file")?;
    bench
        .turn(Who::Ours, async |page| {
            let seen = open(page, &path).await?;
            progress(&format!("{:.0} ms, longest {:.0} ms", seen.elapsed, seen.longest));
            time.ours.0.push(seen.elapsed);
            longest.ours.0.push(seen.longest);
            Ok(())
        })
        .await?;
    Ok(vec![time, longest])
}

async fn open(page: &Page, path: &std::path::Path) -> Result<Seen> {
    page.press("Logs").await?;
    page.find("dialog", "Logs").await?;
    probe::<()>(page, "startReading", &[]).await?;
    page.choose_file(path).await?;
    let seen = over(page, calm()).await?;
    let problems = page.captured_problems().await?;
    ensure!(problems.is_empty(), "it says {problems:?}");
    Ok(seen)
}

/// A log of so many bytes, with messages of 100 bytes.
fn log(bytes: usize) -> Result<String> {
    let mut text = String::with_capacity(bytes + 1000);
    text.push_str("{\"format\":\"wirebench-log\",\"version\":1,\"rows\":[");
    let mut seq = 0_u64;
    while text.len() < bytes {
        let comma = if seq == 0 { "\n" } else { ",\n" };
        seq += 1;
        let at = 1_795_867_199_000_000 + seq;
        write!(
            text,
            "{comma}{{\"seq\":{seq},\"us\":{at},\"kind\":\"received\",\"type\":\"text\",\"text\":\"{seq:0100}\"}}"
        )?;
    }
    write!(text, "\n],\"count\":{seq},\"evicted\":0,\"missed\":0}}\n")?;
    Ok(text)
}
