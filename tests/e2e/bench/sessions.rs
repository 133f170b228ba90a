//! Many connections at once, each with a steady feed, one of them on screen.

use std::time::Duration;

use anyhow::{Result, ensure};
use practice_server::Visit;
use serde_json::{Value, json};
use tokio::time::Instant;

use super::figures::{Limit, Row};
use super::metrics::{Metrics, busy};
use super::turn::{Bench, Who, probe, progress};
use crate::args::Extent;
use crate::browser::Browser;
use crate::page::Page;
use crate::wait::{LATER, eventually, until};

const SESSIONS: usize = 100;

/// How busy the page's thread is.
pub async fn open(bench: &Bench) -> Result<Vec<Row>> {
    let name = |what: &str| format!("{SESSIONS} sessions, 10 messages a second each: {what}");
    let mut thread = Row::new(name("page's thread busy"), "%", Limit::Most(25.0));
    let mut script = Row::new(name("page's thread in scripts"), "%", Limit::Told);
    let mut layout = Row::new(name("page's thread in layout"), "%", Limit::Told);
    if bench.page.browser == Browser::Firefox {
        return Ok(vec![thread.noted("Firefox doesn't tell")]);
    }
    let span = match bench.extent {
        Extent::Full => Duration::from_secs(10),
        Extent::Quick => Duration::from_secs(3),
    };
    bench
        .turn(Who::Ours, async |page| {
            connect(bench, page).await?;
            for _ in 0..bench.turns() {
                let before = (page.total().await?, Metrics::take(page).await?);
                let began = Instant::now();
                until(began + span).await;
                let after = (page.total().await?, Metrics::take(page).await?);
                let seconds = began.elapsed().as_secs_f64();
                ensure!(after.0 > before.0, "the session on screen receives nothing");
                if let Some((after, before)) = after.1.zip(before.1) {
                    let spent = after.since(before);
                    progress(&format!("{:.1} %", busy(spent.task, seconds)));
                    thread.ours.0.push(busy(spent.task, seconds));
                    script.ours.0.push(busy(spent.script, seconds));
                    layout.ours.0.push(busy(spent.layout, seconds));
                }
            }
            Ok(())
        })
        .await?;
    Ok(vec![thread, script, layout])
}

/// The tabs are put where the page keeps them, and then connected one after the other.
async fn connect(bench: &Bench, page: &Page) -> Result<()> {
    let tab = json!({ "address": bench.app.ws("/ticker?ms=100") });
    let kept = json!({ "version": 1, "tabs": vec![tab; SESSIONS], "active": 0 });
    // The page writes down its tabs when it is left, so it is left first.
    page.web.goto(bench.app.http("/")).await?;
    page.web
        .execute("localStorage.setItem('wirebench.tabs', arguments[0]);", vec![json!(kept.to_string())])
        .await?;
    page.open(&bench.app.http(crate::stage::BASE)).await?;
    let tabs = page.tabs().await?.len();
    ensure!(tabs == SESSIONS, "there are {tabs} tabs");
    probe::<Value>(page, "connectAll", &[]).await?;
    eventually("all sessions to be open", LATER, async || {
        let is_open = |visit: &&Visit| visit.path == "/ticker" && visit.ended.is_none();
        let open = bench.app.visits().iter().filter(is_open).count();
        ensure!(open >= SESSIONS, "{open} are");
        page.status_says(&["Connected"]).await.map(drop)
    })
    .await
}
