//! Running the cases: one browser after the other, one case after the other.
//! A failed case ends its session too, so that the next one meets no remains of it.

use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result, anyhow, bail, ensure};
use serde_json::Value;

use crate::args::Args;
use crate::browser::Browser;
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
    /// The others.
    pub failed: usize,
}

/// Runs what was asked for, and says so line by line.
pub async fn all(args: &Args) -> Result<Tally> {
    let cases = chosen(args)?;
    let index = args.dist.join("index.html");
    ensure!(index.is_file(), "There is no {}; make the release build first.", index.display());
    let mut tally = Tally::default();
    // All are looked for first: better to hear of what is missing now than after the other browser's run.
    let found: Vec<Programs> =
        args.browsers.iter().map(|&browser| Programs::find(browser)).collect::<Result<_>>()?;
    for (&browser, programs) in args.browsers.iter().zip(&found) {
        in_browser(browser, programs, &cases, args, &mut tally)
            .await
            .with_context(|| format!("{} didn't work", browser.name()))?;
    }
    Ok(tally)
}

/// Names what would run.
pub fn list(args: &Args) -> Result<()> {
    for case in chosen(args)? {
        println!("{}", case.name);
    }
    Ok(())
}

fn chosen(args: &Args) -> Result<Vec<&'static Case>> {
    let cases: Vec<&Case> = cases::all().filter(|case| case.name.contains(&args.filter)).collect();
    ensure!(!cases.is_empty(), "No case has “{}” in its name; --list names them.", args.filter);
    Ok(cases)
}

async fn in_browser(
    browser: Browser,
    programs: &Programs,
    cases: &[&Case],
    args: &Args,
    tally: &mut Tally,
) -> Result<()> {
    println!("{}: {} cases", browser.name(), cases.len());
    let mut driver = Driver::start(browser, programs).await?;
    let first = Page { web: driver.web.clone(), browser };
    // A page that doesn't even come up fails every case, and slowly.
    let comes_up = async { Stage::set(first, args.dist.clone()).await?.open().await };
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
                println!("  ok     {seconds:4.1} s  {}", case.name);
            }
            Err(error) => {
                tally.failed += 1;
                println!(
                    "  FAILED {seconds:4.1} s  {}\n      {}\n{report}",
                    case.name,
                    report::brief(&error)
                );
                driver.stop().await;
                driver = Driver::start(browser, programs).await?;
            }
        }
    }
    driver.stop().await;
    Ok(())
}

/// Plays a case; if it fails, what there is to see is told before its server goes away.
async fn one(case: &Case, driver: &Driver, page: &Page, args: &Args) -> (Result<()>, String) {
    let stage = match Stage::set(page.clone(), args.dist.clone()).await {
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
