//! `--bench`: what a person at the page would notice, in numbers, side by side with pages that do next to nothing.
//! The pages take turns in one run of a browser, so that a busy machine hits them alike.
//! It measures and tells; what to do about it is for others.

use std::fs;
use std::path::PathBuf;
use std::pin::Pin;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Result, ensure};

use crate::args::{Args, Extent, Limits, Plan};
use crate::browser::{Browser, Trust};
use crate::driver::Driver;
use crate::programs::Programs;
use crate::report;

mod detail;
mod figures;
mod files;
mod flood;
mod kept;
mod keys;
mod memory;
mod metrics;
mod reader;
mod scroll;
mod search;
mod sessions;
mod table;
mod turn;

use figures::{Limit, Row, Verdict};
use turn::Bench;

const FOLDER: &str = "target/bench";

/// A topic while it is measured.
type Measuring<'a> = Pin<Box<dyn Future<Output = Result<Vec<Row>>> + 'a>>;

/// Some rows that are measured together.
struct Topic {
    /// For the filter.
    name: &'static str,
    measure: for<'a> fn(&'a Bench) -> Measuring<'a>,
}

const TOPICS: &[Topic] = &[
    Topic { name: "flood", measure: |bench| Box::pin(flood::short(bench)) },
    Topic { name: "long-flood", measure: |bench| Box::pin(flood::long(bench)) },
    Topic { name: "kept", measure: |bench| Box::pin(kept::flood(bench)) },
    Topic { name: "reader", measure: |bench| Box::pin(reader::flood(bench)) },
    Topic { name: "keys", measure: |bench| Box::pin(keys::typed(bench)) },
    Topic { name: "search", measure: |bench| Box::pin(search::typed(bench)) },
    Topic { name: "memory", measure: |bench| Box::pin(memory::kept(bench)) },
    Topic { name: "scroll", measure: |bench| Box::pin(scroll::dragged(bench)) },
    Topic { name: "sessions", measure: |bench| Box::pin(sessions::open(bench)) },
    Topic { name: "export", measure: |bench| Box::pin(files::exported(bench)) },
    Topic { name: "import", measure: |bench| Box::pin(files::opened(bench)) },
    Topic { name: "detail", measure: |bench| Box::pin(detail::opened(bench)) },
];

/// Measures what was asked for, in each browser that was asked for.
pub async fn run(args: &Args, plan: Plan) -> Result<ExitCode> {
    let topics: Vec<&Topic> = TOPICS.iter().filter(|topic| topic.name.contains(&args.filter)).collect();
    let known: Vec<&str> = TOPICS.iter().map(|topic| topic.name).collect();
    ensure!(!topics.is_empty(), "There is no topic “{}”, only {}.", args.filter, known.join(", "));
    let index = args.dist.join("index.html");
    ensure!(index.is_file(), "There is no {}; make the release build first.", index.display());
    let mut are_held = true;
    for &browser in &args.browsers {
        let load = load();
        let rows = in_browser(browser, &topics, args, plan).await?;
        let file = keep(browser, plan, &rows)?;
        println!("\n{}\n{}", table::text(&rows), table::LEGEND);
        println!("The machine's load before it began was {load}. Written to {}.", file.display());
        are_held &= rows.iter().all(|row| row.verdict() != Verdict::Over);
    }
    Ok(match plan.limits {
        Limits::Strict if !are_held => ExitCode::FAILURE,
        Limits::Strict | Limits::Told => ExitCode::SUCCESS,
    })
}

async fn in_browser(browser: Browser, topics: &[&Topic], args: &Args, plan: Plan) -> Result<Vec<Row>> {
    let driver = Driver::start(browser, &Programs::find(browser)?, Trust::Any).await?;
    let measured = measure(&driver, browser, topics, args, plan).await;
    driver.stop().await;
    measured
}

async fn measure(
    driver: &Driver,
    browser: Browser,
    topics: &[&Topic],
    args: &Args,
    plan: Plan,
) -> Result<Vec<Row>> {
    let bench = Bench::new(driver, browser, args.dist.clone(), plan.extent).await?;
    let mut rows = Vec::new();
    for topic in topics {
        let started = Instant::now();
        println!("  {}, {}", topic.name, browser.name());
        match (topic.measure)(&bench).await {
            Ok(measured) => rows.extend(measured),
            // What else can be measured is.
            Err(error) => {
                let said = report::brief(&error);
                rows.push(Row::new(topic.name, "", Limit::Most(0.0)).noted(format!("failed: {said}")));
            }
        }
        println!("    {:.0} s", started.elapsed().as_secs_f64());
    }
    Ok(rows)
}

/// How many processes wanted a processor in the last minute; what is measured on a busy machine is no good.
fn load() -> String {
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    load.split_whitespace().next().unwrap_or("unknown").to_owned()
}

/// Writes the figures where they are found again.
fn keep(browser: Browser, plan: Plan, rows: &[Row]) -> Result<PathBuf> {
    let extent = match plan.extent {
        Extent::Full => "full",
        Extent::Quick => "quick",
    };
    let file = PathBuf::from(FOLDER).join(browser.name()).with_extension("json");
    fs::create_dir_all(FOLDER)?;
    fs::write(&file, format!("{:#}\n", table::json(browser.name(), extent, rows)))?;
    Ok(file)
}

#[test]
fn topics_are_told_apart() {
    let mut names: Vec<_> = TOPICS.iter().map(|topic| topic.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), TOPICS.len());
}
