//! Running the cases: one after the other, in all browsers at once.
//! Those that measure, or need the whole machine, come before them, one browser after the other; those that last come
//! after them, for they wait, and their clocks are held against real ones. In between, what makes sense there is played
//! once more in the extension's page.
//! A failed case ends its session too, so that the next one meets no remains of it.

use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result, anyhow, bail, ensure};
use futures_util::future::try_join_all;
use futures_util::stream::{self, StreamExt as _, TryStreamExt as _};
use serde_json::Value;

use crate::args::Args;
use crate::browser::{Browser, Face, Trust};
use crate::cases::{self, Case};
use crate::driver::Driver;
use crate::extended::{Access, Extended};
use crate::page::Page;
use crate::programs::Programs;
use crate::stage::{Home, Stage, extension};
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

/// Cases that are played in one go.
struct Round {
    face: Face,
    browsers: Browsers,
    cases: Vec<Case>,
}

/// How the browsers of a round come after each other.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Browsers {
    InTurn,
    AtOnce,
}

/// Runs what was asked for, and says so line by line.
pub async fn all(args: &Args) -> Result<Tally> {
    let rounds = rounds(args)?;
    let index = args.dist.join("index.html");
    ensure!(index.is_file(), "There is no {}; make the release build first.", index.display());
    // All are looked for first: better to hear of what is missing now than after the other browser's run.
    let found: Vec<Programs> =
        args.browsers.iter().map(|&browser| Programs::find(browser)).collect::<Result<_>>()?;
    let mut sum = Tally::default();
    for Round { face, browsers, cases } in &rounds {
        let places = args.browsers.iter().zip(&found);
        let runs = places.map(async |(&browser, programs)| {
            let place = Place { browser, face: *face, programs };
            place.run(cases, args).await.with_context(|| format!("{} didn't work", place.name()))
        });
        let tallies = match browsers {
            Browsers::AtOnce => try_join_all(runs).await?,
            Browsers::InTurn => stream::iter(runs).then(|run| run).try_collect().await?,
        };
        for Tally { passed, failed } in tallies {
            sum.passed += passed;
            sum.failed.extend(failed);
        }
    }
    Ok(sum)
}

/// Names what would run.
pub fn list(args: &Args) -> Result<()> {
    for Round { face, cases, .. } in rounds(args)? {
        for case in cases {
            println!("{}{}", case.name, if face == Face::Page { "" } else { " (extension)" });
        }
    }
    Ok(())
}

fn rounds(args: &Args) -> Result<Vec<Round>> {
    let round = |face: Face, browsers, cases: &mut dyn Iterator<Item = &'static Case>| {
        let wanted = |case: &&Case| {
            (face == Face::Page || case.is_for_extension())
                && args.faces.contains(&face)
                && case.name.contains(&args.filter)
        };
        Round { face, browsers, cases: cases.filter(wanted).cloned().collect() }
    };
    let mut lasting = round(Face::Page, Browsers::AtOnce, &mut cases::lasting());
    for case in &mut lasting.cases {
        *case = case.longer(args.span());
    }
    let mut rounds = Vec::new();
    if args.hidden_minutes.is_none() {
        for face in [Face::Page, Face::Extension] {
            rounds.push(round(face, Browsers::InTurn, &mut cases::alone()));
        }
        for face in [Face::Page, Face::Extension] {
            rounds.push(round(face, Browsers::AtOnce, &mut cases::together()));
        }
    }
    rounds.push(lasting);
    ensure!(
        rounds.iter().any(|round| !round.cases.is_empty()),
        "No case has “{}” in its name; --list names them.",
        args.filter
    );
    Ok(rounds)
}

/// Where cases are played.
#[derive(Clone, Copy)]
struct Place<'a> {
    browser: Browser,
    face: Face,
    programs: &'a Programs,
}

/// A browser that was started for that, and where the page is if it is an extension's.
struct Ready {
    driver: Driver,
    extension: Option<Home>,
}

impl Place<'_> {
    fn name(self) -> String {
        self.browser.with(self.face)
    }

    async fn start(self, args: &Args) -> Result<Ready> {
        match self.face {
            Face::Page => {
                let driver = Driver::start(self.browser, self.programs, Trust::Any).await?;
                Ok(Ready { driver, extension: None })
            }
            Face::Extension => {
                let folder = extension(&args.dist, self.browser)?;
                let extended = Extended::load(&folder, self.browser, Access::Given).await?;
                let extension = Some(extended.home());
                Ok(Ready { driver: extended.driver, extension })
            }
        }
    }

    async fn run(self, cases: &[Case], args: &Args) -> Result<Tally> {
        let mut tally = Tally::default();
        if cases.is_empty() {
            return Ok(tally);
        }
        let name = self.name();
        println!("{name}: {} cases", cases.len());
        let mut ready = self.start(args).await?;
        // A page that doesn't even come up fails every case, and slowly.
        let comes_up = async { ready.stage(self.browser, args).await?.open().await };
        if let Err(error) = comes_up.await {
            let said = console::take(&ready.driver, self.browser).await.unwrap_or_default();
            ready.driver.stop().await;
            bail!("{}; the console says {said:#?}", report::brief(&error));
        }
        for case in cases {
            let started = Instant::now();
            let (outcome, report) = self.play(case, &ready, args).await;
            let seconds = started.elapsed().as_secs_f64();
            match outcome {
                Ok(()) => {
                    tally.passed += 1;
                    println!("  ok     {seconds:4.1} s  {}, {name}", case.name);
                }
                Err(error) => {
                    let what = format!("{}, {name}\n      {}", case.name, report::brief(&error));
                    println!("  FAILED {seconds:4.1} s  {what}\n{report}");
                    tally.failed.push(what);
                    ready.driver.stop().await;
                    ready = match self.start(args).await {
                        Ok(ready) => ready,
                        Err(error) => {
                            tally.failed.push(format!("{name} doesn't start again: {error:#}"));
                            return Ok(tally);
                        }
                    };
                }
            }
        }
        ready.driver.stop().await;
        Ok(tally)
    }

    /// Plays a case; if it fails, what there is to see is told before its server goes away.
    async fn play(self, case: &Case, ready: &Ready, args: &Args) -> (Result<()>, String) {
        let stage = match ready.stage(self.browser, args).await {
            Ok(stage) => stage,
            Err(error) => return (Err(error.context("the stage can't be set")), String::new()),
        };
        let (driver, page) = (&ready.driver, &stage.page);
        let play = async {
            // What the browser said before is no fault of this case.
            console::take(driver, self.browser).await?;
            stage.open().await?;
            (case.run)(&stage).await?;
            nothing_from_elsewhere(page).await
        };
        let mut outcome = tokio::time::timeout(case.patience, play)
            .await
            .unwrap_or_else(|_| Err(anyhow!("not finished after {:?}", case.patience)));
        let mut said = Vec::new();
        match console::take(driver, self.browser).await {
            Ok(entries) => said = console::unexpected(entries, case.expected),
            Err(error) => outcome = outcome.and(Err(error)),
        }
        if !said.is_empty() {
            outcome = outcome.and(Err(anyhow!("the console isn't silent")));
        }
        let picture = |folder: &Path| report::picture(folder, &self.name(), case.name);
        if let (Ok(()), Some(folder)) = (&outcome, &args.screenshots) {
            outcome = page.picture(&picture(folder)).await;
        }
        let report = match outcome {
            Ok(()) => String::new(),
            Err(_) => report::dump(page, &said, &picture(Path::new(FAILURES))).await,
        };
        (outcome, report)
    }
}

impl Ready {
    /// A stage whose page isn't loaded yet.
    async fn stage(&self, browser: Browser, args: &Args) -> Result<Stage> {
        let page = Page { web: self.driver.web.clone(), browser };
        Stage::set(&self.driver, page, args, self.extension.as_ref()).await
    }
}

/// Everything that the page fetched came from where it came from itself.
async fn nothing_from_elsewhere(page: &Page) -> Result<()> {
    let script = "return performance.getEntriesByType('resource').map((entry) => entry.name)
        .filter((name) => !name.startsWith(location.origin + '/') && !name.startsWith('data:'));";
    let foreign: Vec<Value> = page.script(script, vec![]).await?;
    ensure!(foreign.is_empty(), "fetched from elsewhere: {foreign:?}");
    Ok(())
}
