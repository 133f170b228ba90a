//! Round trips as the page measures them, against those of a page that does nothing else, by itself and in its worker.
//! All ask the same echo at the same pace, in turns, so that a busy machine hits them alike.
//!
//! Meanwhile no core of the machine falls asleep: waking one takes as long as a round trip here, and hits most who does
//! least between two pings, which is the bare page.
//!
//! The limit is for the slower of the bare ones: in Firefox a worker's messages pass through the page's thread, which
//! takes 0.1 ms of two idle cores and is nothing that a page could do without.

use std::path::Path;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use practice_server::{Options, Server};
use serde_json::{Value, json};
use tokio::process;

use super::{Case, case};
use crate::browser::Browser;
use crate::command::{self, Command};
use crate::page::{PING_INTERVAL, Page, Setting};
use crate::stage::Stage;
use crate::tree::Tree;

pub const CASES: &[Case] = &[case("round trips are those of a bare page", |stage| Box::pin(compared(stage)))
    .longer_by(Duration::from_mins(3))];

/// How often it may be tried, for a machine may be busy; what is too slow is so every time.
const ROUNDS: usize = 3;
/// How often each has its turn.
const TURNS: usize = 5;
/// How many pings in a turn.
const COUNT: u64 = 30;
/// The shortest interval that the settings take.
const PACE: Duration = Duration::from_millis(100);
/// What the two may differ by, in milliseconds, or in parts of the bare one if that is more.
const MILLIS: f64 = 0.2;
const PART: f64 = 0.1;

async fn compared(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let _awake = awake()?;
    if !stage.is(Browser::Firefox) {
        return turns(stage).await;
    }
    // Firefox rounds the clocks of pages to a millisecond, which is longer than a round trip here, and a median of
    // zeros and ones says nothing. So it is told not to, for both.
    rounds(page, false).await?;
    let outcome = turns(stage).await;
    rounds(page, true).await?;
    outcome
}

/// Has each core that this process may use do something as long as nobody else wants it, until it is dropped.
fn awake() -> Result<Vec<Tree>> {
    let cores = thread::available_parallelism()?.get();
    // It ends with this process, in whatever way that ends.
    let endless = ["-n", "19", "sh", "-c", "while kill -0 $PPID; do :; done"];
    (0..cores).map(|_| Tree::start(process::Command::new("nice").args(endless))).collect()
}

async fn rounds(page: &Page, does: bool) -> Result<()> {
    let script = "Services.prefs.setBoolPref('privacy.reduceTimerPrecision', arguments[0]);";
    page.web.cmd(Command::Context(command::Context::Chrome)).await?;
    page.web.execute(script, vec![json!(does)]).await?;
    page.web.cmd(Command::Context(command::Context::Content)).await?;
    Ok(())
}

async fn turns(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("bare");
    let bare: Server =
        practice_server::start(Options { port: 0, serve: Some(folder), ..Options::default() }).await?;
    page.set(&[Setting::Decimal(PING_INTERVAL, 0.1)]).await?;
    let front = page.web.window().await?;
    let other = page.web.new_tab().await?;
    page.web.switch_to_window(other.clone()).await?;
    page.web.goto(bare.http("/")).await?;
    let mut outcome = Ok(());
    for _ in 0..ROUNDS {
        let (mut ours, mut pages, mut workers) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..TURNS {
            page.web.switch_to_window(front.clone()).await?;
            ours.push(our_median(stage).await?);
            page.web.switch_to_window(other.clone()).await?;
            pages.push(bare_median(stage, "measure").await?);
            workers.push(bare_median(stage, "measureInWorker").await?);
        }
        outcome = judged(page.browser, &mut ours, &mut pages, &mut workers);
        if outcome.is_ok() {
            break;
        }
    }
    page.web.switch_to_window(other).await?;
    page.web.close_window().await?;
    page.web.switch_to_window(front).await?;
    outcome
}

fn judged(browser: Browser, ours: &mut [f64], pages: &mut [f64], workers: &mut [f64]) -> Result<()> {
    let our = median(ours);
    let bare = median(pages).max(median(workers));
    let most = MILLIS.max(bare * PART);
    println!("  {}: median round trips in ms, {TURNS} turns of {COUNT} pings", browser.name());
    for (name, values) in [("here", ours), ("bare page", pages), ("bare worker", workers)] {
        println!("    {name}: {:.3} ({})", median(values), listed(values));
    }
    ensure!((our - bare).abs() <= most, "{our:.3} ms and {bare:.3} ms differ by more than {most:.3} ms");
    Ok(())
}

/// Pings the echo, and reads what the page says.
async fn our_median(stage: &Stage) -> Result<f64> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    let before = page.total().await?;
    // Whoever asks again and again keeps the page busy, and the machine too.
    let script = "const [most, done] = arguments;
        const look = () => count('log-total') >= most ? done(null) : setTimeout(look, 250);
        look();";
    waited(page, script, vec![json!(before + 2 * COUNT)]).await?;
    let said = page.round_trips().await?;
    page.press("Disconnect").await?;
    page.status_says(&["Disconnected"]).await?;
    Ok(said.figures.context("there are no round trips")?[1])
}

/// The same on the other page, by the function of that name.
async fn bare_median(stage: &Stage, function: &str) -> Result<f64> {
    let script = "const [name, ...task] = [...arguments].slice(0, 4), done = arguments[4];
        window[name](...task).then(done, (error) => done(String(error)));";
    let pace = u64::try_from(PACE.as_millis())?;
    let trips =
        waited(&stage.page, script, vec![json!(function), json!(stage.echo()), json!(COUNT), json!(pace)])
            .await?;
    let mut trips: Vec<f64> =
        serde_json::from_value(trips.clone()).with_context(|| format!("it says {trips}"))?;
    Ok(median(&mut trips))
}

/// What a script hands to its last argument in the end.
async fn waited(page: &Page, script: &str, arguments: Vec<Value>) -> Result<Value> {
    let script = format!("{}\n{script}", include_str!("../page/accessible.js"));
    Ok(page.web.execute_async(script, arguments).await?.json().clone())
}

/// The middle one, as the page's own figures are read: of an even number the earlier of the two.
fn median(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len().saturating_sub(1) / 2).copied().unwrap_or(f64::NAN)
}

fn listed(values: &[f64]) -> String {
    values.iter().map(|value| format!("{value:.3}")).collect::<Vec<_>>().join(" ")
}

#[test]
fn the_median_is_the_middle_one() {
    assert!((median(&mut [3.0, 1.0, 2.0]) - 2.0).abs() < f64::EPSILON);
    assert!((median(&mut [4.0, 3.0, 1.0, 2.0]) - 2.0).abs() < f64::EPSILON);
    assert!(median(&mut []).is_nan());
}
