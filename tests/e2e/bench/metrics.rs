//! How busy the page's thread is, as Chromium counts it. Firefox doesn't tell.

use anyhow::Result;
use serde::Deserialize;
use serde_json::{Value, json};
use thirtyfour::session::handle::SessionHandle;

use crate::browser::Browser;
use crate::command::Command;
use crate::page::Page;

/// Seconds of the page's thread since the page was loaded.
#[derive(Clone, Copy, Debug)]
pub struct Metrics {
    /// In all.
    pub task: f64,
    /// In scripts and WebAssembly.
    pub script: f64,
    /// In finding out where things go.
    pub layout: f64,
}

#[derive(Deserialize)]
struct Answer {
    metrics: Vec<Metric>,
}

#[derive(Deserialize)]
struct Metric {
    name: String,
    value: f64,
}

impl Metrics {
    /// Up to now; nothing where the browser doesn't tell.
    pub async fn take(page: &Page) -> Result<Option<Self>> {
        if page.browser == Browser::Firefox {
            return Ok(None);
        }
        dev_tools(page, "Performance.enable", json!({})).await?;
        let answer = dev_tools(page, "Performance.getMetrics", json!({})).await?;
        let Answer { metrics } = serde_json::from_value(answer)?;
        let of = |name| metrics.iter().find(|metric| metric.name == name).map_or(0.0, |metric| metric.value);
        let layout = of("LayoutDuration") + of("RecalcStyleDuration");
        Ok(Some(Self { task: of("TaskDuration"), script: of("ScriptDuration"), layout }))
    }

    /// What was added since then.
    pub fn since(self, before: Self) -> Self {
        Self {
            task: self.task - before.task,
            script: self.script - before.script,
            layout: self.layout - before.layout,
        }
    }
}

/// Which part of that time it was, in parts of a hundred.
pub fn busy(seconds: f64, of: f64) -> f64 {
    100.0 * seconds / of
}

/// Chromium: a command of the `DevTools` protocol.
pub async fn dev_tools(page: &Page, method: &'static str, parameters: Value) -> Result<Value> {
    let session: &SessionHandle = &page.web;
    Ok(session.cmd(Command::DevTools(method, parameters)).await?.value()?)
}
