//! Running the cases: one after the other, in all browsers at once.
//! Those that measure, or need the whole machine, come before them, one browser after the other; those that last come
//! after them, for they wait, and their clocks are held against real ones.
//! A failed case ends its session too, so that the next one meets no remains of it.

use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result, anyhow, bail, ensure};
use futures_util::future::try_join_all;
use serde_json::Value;

use crate::args::Args;
use crate::browser::{Browser, Trust};
use crate::cases::{self, Case};
use crate::driver::Driver;
use crate::page::Page;
use crate::programs::Programs;
use crate::stage::Stage;
use crate::{console, report};

const FAILURES: &str = "target/e2e";

/// How it went.
#[derive(Debug, Default)]
pub struct Tally {
    /// Cases without fault.
    pub passed: usize,
    /// The others: which, in which browser, and why.
    pub failed: Vec<String>,
}

/// Runs what was asked for, and says so line by line.
pub async fn all(args: &Args) -> Result<Tally> {
    let Chosen { alone, together, lasting } = chosen(args)?;
    let index = args.dist.join("index.html");
    ensure!(index.is_file(), "There is no {}; make the release build first.", index.display());
    // All are looked for first: better to hear of what is missing now than after the other browser's run.
    let found: Vec<Programs> =
        args.browsers.iter().map(|&browser| Programs::find(browser)).collect::<Result<_>>()?;
    let run = async |(&browser, programs), cases: &[Case]| {
        in_browser(browser, programs, cases, args)
            .await
            .with_context(|| format!("{} didn't work", browser.name()))
    };
    let mut tallies = Vec::new();
    for place in args.browsers.iter().zip(&found) {
        tallies.push(run(place, &alone).await?);
    }
    for cases in [&together, &lasting] {
        let at_once = args.browsers.iter().zip(&found).map(|place| run(place, cases));
        tallies.extend(try_join_all(at_once).await?);
    }
    let mut sum = Tally::default();
    for Tally { passed, failed } in tallies {
        sum.passed += passed;
        sum.failed.extend(failed);
    }
    Ok(sum)
}

/// Names what would run.
pub fn list(args: &Args) -> Result<()> {
    let Chosen { alone, together, lasting } = chosen(args)?;
    for case in [alone, together, lasting].iter().flatten() {
        println!("{}", case.name);
    }
    Ok(())
}

struct Chosen {
    alone: Vec<Case>,
    together: Vec<Case>,
    lasting: Vec<Case>,
}

fn chosen(args: &Args) -> Result<Chosen> {
    let wanted = |case: &&Case| case.name.contains(&args.filter);
    let (alone, together) = match args.hidden_minutes {
        Some(_) => (Vec::new(), Vec::new()),
        None => (
            cases::alone().filter(wanted).cloned().collect(),
            cases::together().filter(wanted).cloned().collect(),
        ),
    };
    let lasting: Vec<Case> = cases::lasting().filter(wanted).map(|case| case.longer(args.span())).collect();
    ensure!(
        !(alone.is_empty() && together.is_empty() && lasting.is_empty()),
        "No case has “{}” in its name; --list names them.",
        args.filter
    );
    Ok(Chosen { alone, together, lasting })
}

async fn in_browser(browser: Browser, programs: &Programs, cases: &[Case], args: &Args) -> Result<Tally> {
    let mut tally = Tally::default();
    if cases.is_empty() {
        return Ok(tally);
    }
    println!("{}: {} cases", browser.name(), cases.len());
    let mut driver = Driver::start(browser, programs, Trust::Any).await?;
    let first = Page { web: driver.web.clone(), browser };
    // A page that doesn't even come up fails every case, and slowly.
    let comes_up = async { Stage::set(&driver, first, args).await?.open().await };
    if let Err(error) = comes_up.await {
        let said = console::take(&driver, browser).await.unwrap_or_default();
        driver.stop().await;
        bail!("{}; the console says {said:#?}", report::brief(&error));
    }
    for case in cases {
        let started = Instant::now();
        let page = Page { web: driver.web.clone(), browser };
        let (outcome, report) = one(case, &driver, &page, args).await;
        let seconds = started.elapsed().as_secs_f64();
        match outcome {
            Ok(()) => {
                tally.passed += 1;
                println!("  ok     {seconds:4.1} s  {}, {}", case.name, browser.name());
            }
            Err(error) => {
                let what = format!("{}, {}\n      {}", case.name, browser.name(), report::brief(&error));
                println!("  FAILED {seconds:4.1} s  {what}\n{report}");
                tally.failed.push(what);
                driver.stop().await;
                driver = match Driver::start(browser, programs, Trust::Any).await {
                    Ok(driver) => driver,
                    Err(error) => {
                        tally.failed.push(format!("{} doesn't start again: {error:#}", browser.name()));
                        return Ok(tally);
                    }
                };
            }
        }
    }
    driver.stop().await;
    Ok(tally)
}

/// Plays a case; if it fails, what there is to see is told before its server goes away.
async fn one(case: &Case, driver: &Driver, page: &Page, args: &Args) -> (Result<()>, String) {
    let stage = match Stage::set(driver, page.clone(), args).await {
        Ok(stage) => stage,
        Err(error) => return (Err(error.context("the stage can't be set")), String::new()),
    };
    let play = async {
        // What the browser said before is no fault of this case.
        console::take(driver, page.browser).await?;
        stage.open().await?;
        (case.run)(&stage).await?;
        nothing_from_elsewhere(page).await
    };
    let mut outcome = tokio::time::timeout(case.patience, play)
        .await
        .unwrap_or_else(|_| Err(anyhow!("not finished after {:?}", case.patience)));
    let mut said = Vec::new();
    match console::take(driver, page.browser).await {
        Ok(entries) => said = console::unexpected(entries, case.expected),
        Err(error) => outcome = outcome.and(Err(error)),
    }
    if !said.is_empty() {
        outcome = outcome.and(Err(anyhow!("the console isn't silent")));
    }
    let name = page.browser.name();
    if let (Ok(()), Some(folder)) = (&outcome, &args.screenshots) {
        outcome = page.picture(&report::picture(folder, name, case.name)).await;
    }
    let report = match outcome {
        Ok(()) => String::new(),
        Err(_) => report::dump(page, &said, &report::picture(Path::new(FAILURES), name, case.name)).await,
    };
    (outcome, report)
}

/// Everything that the page fetched came from where it came from itself.
async fn nothing_from_elsewhere(page: &Page) -> Result<()> {
    let script = "return performance.getEntriesByType('resource').map((entry) => entry.name)
        .filter((name) => !name.startsWith(location.origin + '/') && !name.startsWith('data:'));";
    let foreign: Vec<Value> = page.script(script, vec![]).await?;
    ensure!(foreign.is_empty(), "fetched from elsewhere: {foreign:?}");
    Ok(())
}
