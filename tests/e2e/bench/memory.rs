//! What a message that is kept takes of the machine's memory.
//!
//! It is asked of the system: the memory of all processes that show pages, each shared part of it counted in shares
//! (Pss), with the page freshly loaded and again with everything kept. That is what a person's machine is missing, with
//! the worker's and the browser's own parts in it, and it is the same in both browsers. What the browser would tell by
//! itself is narrower: it needs a page that is isolated, or leaves the worker out.
//! It is asked twice: right after the last message, when the buffers in which the worker handed them over still wait to
//! be collected as garbage, and again a while later. What is kept is what is still there then.
//! The WebAssembly memory is told beside it, for it is all of the store and can't become smaller again.

use std::time::Duration;

use anyhow::Result;
use serde_json::json;
use tokio::time::Instant;

use super::figures::{Limit, Row};
use super::flood::fill;
use super::metrics::dev_tools;
use super::turn::{Bench, Who, grouped, progress};
use crate::browser::Browser;
use crate::command::{Command, Context};
use crate::page::Page;
use crate::processes;
use crate::wait::until;

/// Keeps the page's WebAssembly memory where it can be found.
const KEEP: &str = r"
    const { instantiateStreaming, instantiate } = WebAssembly;
    const kept = (made) => {
        window.e2eMemory = (made.instance ?? made).exports.memory;
        return made;
    };
    WebAssembly.instantiateStreaming = (...given) => instantiateStreaming(...given).then(kept);
    WebAssembly.instantiate = (...given) => instantiate(...given).then(kept);
";

/// Browsers clean up within seconds once nothing happens.
const REST: Duration = Duration::from_secs(15);

/// What a page takes, in bytes.
struct Taken {
    /// All of its processes.
    pages: f64,
    /// The WebAssembly memory in them, where it can be found.
    wasm: Option<f64>,
}

/// Bytes for each message.
pub async fn kept(bench: &Bench) -> Result<Vec<Row>> {
    let count = bench.million();
    let name = |what: &str| format!("{} × 100 B kept: {what}", grouped(count));
    let mut kept = Row::new(name("memory of the page for each, 15 s later"), "B", Limit::Most(160.0));
    let mut at_once = Row::new(name("memory of the page for each, at once"), "B", Limit::Told);
    let mut part = Row::new(name("WebAssembly memory for each"), "B", Limit::Told);
    for _ in 0..bench.turns() {
        let [fresh, full, rested] = bench.turn(Who::Ours, async |page| one(bench, page).await).await?;
        let each = |taken: &Taken| (taken.pages - fresh.pages) / f64::from(count);
        progress(&format!("{:.1} B each, {:.1} B later", each(&full), each(&rested)));
        kept.ours.0.push(each(&rested));
        at_once.ours.0.push(each(&full));
        let wasm = rested.wasm.zip(fresh.wasm).map(|(after, before)| (after - before) / f64::from(count));
        part.ours.0.extend(wasm);
    }
    Ok(vec![kept, at_once, part])
}

/// What a page takes when it is fresh, with all of the messages, and when it has rested.
async fn one(bench: &Bench, page: &Page) -> Result<[Taken; 3]> {
    if page.browser == Browser::Chromium {
        dev_tools(page, "Page.addScriptToEvaluateOnNewDocument", json!({ "source": KEEP })).await?;
        page.reload().await?;
    }
    let fresh = taken(bench, page).await?;
    fill(bench, page).await?;
    let full = taken(bench, page).await?;
    until(Instant::now() + REST).await;
    Ok([fresh, full, taken(bench, page).await?])
}

async fn taken(bench: &Bench, page: &Page) -> Result<Taken> {
    Ok(Taken { pages: pages(bench, page).await?, wasm: wasm(page).await? })
}

async fn wasm(page: &Page) -> Result<Option<f64>> {
    page.script("return window.e2eMemory?.buffer.byteLength ?? null;", vec![]).await
}

/// The memory of the processes that show pages, without what nobody uses any more.
async fn pages(bench: &Bench, page: &Page) -> Result<f64> {
    match page.browser {
        Browser::Chromium => {
            dev_tools(page, "HeapProfiler.collectGarbage", json!({})).await?;
        }
        Browser::Firefox => {
            page.web.cmd(Command::Context(Context::Chrome)).await?;
            let collected = page.web.execute("Cu.forceGC(); Cu.forceCC();", []).await;
            page.web.cmd(Command::Context(Context::Content)).await?;
            collected?;
        }
    }
    processes::bytes_of_pages(bench.driver())
}
