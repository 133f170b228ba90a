//! What a message that is kept takes of the machine's memory.
//!
//! It is asked of the system: the memory of all processes that show pages, each shared part of it counted in shares
//! (Pss), with the page freshly loaded and again with everything kept. That is what a person's machine is missing, with
//! the worker's and the browser's own parts in it, and it is the same in both browsers. What the browser would tell by
//! itself is narrower: it needs a page that is isolated, or leaves the worker out.
//! The WebAssembly memory is told beside it, for it is all of the store and can't become smaller again.

use anyhow::Result;
use serde_json::json;

use super::figures::{Limit, Row};
use super::flood::fill;
use super::metrics::dev_tools;
use super::processes;
use super::turn::{Bench, Who, grouped, progress};
use crate::browser::Browser;
use crate::command::{Command, Context};
use crate::page::Page;

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

/// Bytes for each message.
pub async fn kept(bench: &Bench) -> Result<Vec<Row>> {
    let count = bench.million();
    let name = |what: &str| format!("{} × 100 B kept: {what}", grouped(count));
    let mut whole = Row::new(name("memory of the page for each"), "B", Limit::Most(160.0));
    let mut part = Row::new(name("WebAssembly memory for each"), "B", Limit::Told);
    for _ in 0..bench.turns() {
        let (pages, wasm) = bench.turn(Who::Ours, async |page| one(bench, page).await).await?;
        progress(&format!("{:.1} B each", pages / f64::from(count)));
        whole.ours.0.push(pages / f64::from(count));
        part.ours.0.extend(wasm.map(|wasm| wasm / f64::from(count)));
    }
    Ok(vec![whole, part])
}

/// By how many bytes the pages' processes, and the WebAssembly memory, grow.
async fn one(bench: &Bench, page: &Page) -> Result<(f64, Option<f64>)> {
    let is_chromium = page.browser == Browser::Chromium;
    if is_chromium {
        dev_tools(page, "Page.addScriptToEvaluateOnNewDocument", json!({ "source": KEEP })).await?;
        page.reload().await?;
    }
    let before = (pages(bench, page).await?, wasm(page).await?);
    fill(bench, page).await?;
    let after = (pages(bench, page).await?, wasm(page).await?);
    Ok((after.0 - before.0, after.1.zip(before.1).map(|(after, before)| after - before)))
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
