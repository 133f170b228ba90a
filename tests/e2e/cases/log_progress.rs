//! Long exports and imports: a bar shows how far they are, and what they take of the machine's memory stays in bounds.

use std::fs;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use tempfile::TempDir;

use super::log_import::{LARGE, large_log};
use super::{Case, case};
use crate::browser::Browser;
use crate::command::{self, Command};
use crate::page::Page;
use crate::stage::Stage;
use crate::wait::{LATER, eventually};

pub const CASES: &[Case] = &[
    case("a bar shows how far an export is", |stage| Box::pin(exported(stage)))
        .longer_by(Duration::from_mins(1)),
    case("a bar shows how far the reading of a file is", |stage| Box::pin(read(stage)))
        .longer_by(Duration::from_mins(1)),
    case("an export of 100 MB takes little more than twice as much memory", |stage| Box::pin(memory(stage)))
        .longer_by(Duration::from_mins(2)),
];

const COUNT: u64 = 100_000;
const SIZE: u64 = 1000;

/// Receives messages of 100 MB in all.
async fn fill(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.start_connecting(&stage.server.ws(&format!("/flood?count={COUNT}&size={SIZE}"))).await?;
    // On a busy machine the log also says that nothing ran for a while.
    eventually("all messages", LATER, async || {
        let total = page.total().await?;
        ensure!(total >= COUNT + 3, "there are {total} rows");
        Ok(())
    })
    .await?;
    ensure!(page.evicted().await? == 0, "some were dropped");
    Ok(())
}

impl Page {
    /// Looks at a bar as often as the page lets it, from now on.
    async fn watch_bar(&self, name: &str) -> Result<()> {
        let script = "const [name] = arguments;
            window.e2eBar = [];
            const look = () => {
                const bar = find('progressbar', name);
                if (bar) window.e2eBar.push([bar.value ?? Number(bar.ariaValueNow), bar.max ?? Number(bar.ariaValueMax)]);
                setTimeout(look);
            };
            look();
            return null;";
        self.script::<Value>(script, vec![json!(name)]).await.map(drop)
    }

    /// What it showed is what a bar shows of something that goes on and ends; and now it isn't there any more.
    async fn bar_has_grown(&self, name: &str) -> Result<()> {
        self.gone("progressbar", name).await?;
        let seen: Vec<(f64, f64)> = self.script("return window.e2eBar;", vec![]).await?;
        let mut parts: Vec<f64> = seen.iter().map(|(value, most)| value / most).collect();
        ensure!(parts.iter().all(|part| (0.0..=1.0).contains(part)), "it shows {parts:?}");
        ensure!(parts.is_sorted(), "it goes back: {parts:?}");
        parts.dedup();
        let between = parts.iter().filter(|&&part| part > 0.0 && part < 1.0).count();
        ensure!(between >= 3, "it only shows {parts:?}");
        Ok(())
    }
}

async fn exported(stage: &Stage) -> Result<()> {
    const BAR: &str = "Progress of the export";
    let page = &stage.page;
    fill(stage).await?;
    page.gone("progressbar", BAR).await?;
    page.watch_bar(BAR).await?;
    page.choose_in_menu("Export", "JSON").await?;
    let (name, _) = stage.downloads.take_file("json").await?;
    page.file_says(&format!("{name}: ")).await?;
    page.bar_has_grown(BAR).await
}

async fn read(stage: &Stage) -> Result<()> {
    const BAR: &str = "Progress of the reading";
    let page = &stage.page;
    let folder = TempDir::new()?;
    let path = folder.path().join("large.json");
    fs::write(&path, large_log()?)?;
    page.watch_bar(BAR).await?;
    page.open_log_file(&path).await?;
    eventually("all rows", LATER, async || {
        let total = page.total().await?;
        ensure!(total == LARGE as u64, "there are {total}");
        Ok(())
    })
    .await?;
    page.bar_has_grown(BAR).await
}

/// What may come on top of twice the payload, in bytes: 140 bytes around each message in the file, twice, and what a
/// browser takes and leaves meanwhile. Another copy of the file would be more.
const ALLOWANCE: f64 = 80e6;

async fn memory(stage: &Stage) -> Result<()> {
    #[expect(clippy::cast_precision_loss, reason = "these are far smaller than what a float can count")]
    let payload = (COUNT * SIZE) as f64;
    let page = &stage.page;
    // What is kept on disk takes memory of its own on its way there.
    page.script::<Value>("localStorage.setItem('wirebench.kept-logs', 'off'); return null;", vec![]).await?;
    page.reload().await?;
    fill(stage).await?;
    let before = rested(stage).await?;
    let mut peak = before;
    page.choose_in_menu("Export", "JSON").await?;
    let file = eventually("the file", LATER, async || {
        peak = peak.max(stage.memory()?);
        let said = page.text_at("log-file").await?;
        ensure!(said.contains(" rows, "), "it says {said:?}");
        Ok(said)
    })
    .await?;
    let (_, bytes) = stage.downloads.take_file("json").await?;
    peak = peak.max(stage.memory()?);
    ensure!(bytes.len() as u64 > COUNT * SIZE, "the file has only {} bytes: {file}", bytes.len());
    let taken = (peak - before) / 1e6;
    println!("  {}: {taken:.0} MB of memory for an export of {:.0} MB", page.browser.name(), payload / 1e6);
    ensure!(
        peak - before <= 2.0 * payload + ALLOWANCE,
        "it took {taken:.0} MB, and {:.0} MB before",
        before / 1e6
    );
    Ok(())
}

/// What the browser takes with the log, once it has let go of what it needed to receive it.
async fn rested(stage: &Stage) -> Result<f64> {
    /// So many looks in a row without less than before.
    const LOOKS: usize = 50;
    collect_garbage(&stage.page).await?;
    let (mut least, mut since) = (f64::INFINITY, 0);
    eventually("the browser to rest", LATER * 2, async || {
        let now = stage.memory()?;
        since = if now < least * 0.995 { 0 } else { since + 1 };
        least = least.min(now);
        ensure!(since >= LOOKS, "it takes {:.0} MB", now / 1e6);
        Ok(least)
    })
    .await
}

async fn collect_garbage(page: &Page) -> Result<()> {
    match page.browser {
        Browser::Chromium => {
            page.web.cmd(Command::DevTools("HeapProfiler.collectGarbage", json!({}))).await?;
        }
        Browser::Firefox => {
            page.web.cmd(Command::Context(command::Context::Chrome)).await?;
            let collected = page.web.execute("Cu.forceGC(); Cu.forceCC();", []).await;
            page.web.cmd(Command::Context(command::Context::Content)).await?;
            collected.context("garbage isn't collected")?;
        }
    }
    Ok(())
}
