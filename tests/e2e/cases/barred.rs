//! Handshakes that never leave the browser: a content security policy forbids them, or there is no network.

use anyhow::{Result, ensure};
use serde_json::{Value, json};

use super::diagnosis::SAID;
use super::{Case, case};
use crate::browser::Browser;
use crate::command::{Command, Context};
use crate::page::Kind::Error;
use crate::page::{Page, Row, Setting};
use crate::stage::{BASE, Stage};
use crate::wait::{SOON, eventually};

pub const CASES: &[Case] = &[
    case("an address that the policy forbids", |stage| Box::pin(forbidden(stage))).expecting(POLICY),
    case("a browser without a network", |stage| Box::pin(offline(stage))).expecting(SAID),
];

/// What browsers say of a policy that isn't kept, and of the handshake that comes to nothing for it.
const POLICY: &[&str] = &[
    "Content Security Policy",
    "Content-Security-Policy",
    "WebSocket connection to 'ws",
    "Firefox can’t establish",
];

async fn forbidden(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let strict = stage.serve_under("connect-src 'self'").await?;
    page.open(&strict.http(BASE)).await?;
    page.start_connecting(&stage.echo()).await?;
    page.status_says(&["Disconnected"]).await?;
    let (known, allow) =
        ("A content security policy of this page forbids", "Allow the address under connect-src");
    page.diagnosed_as(&[known], &[], &[allow]).await?;
    eventually("a row about the policy", SOON, async || {
        let rows = page.rows().await?;
        let tells = |row: &&Row| {
            row.kind == Error && row.text.contains("policy that this page is served with forbids")
        };
        ensure!(rows.iter().filter(tells).count() == 1, "the rows are {rows:?}");
        Ok(())
    })
    .await?;
    page.press("Diagnose").await?;
    page.diagnosed_as(&[known, "doesn’t let this page send an http request"], &[], &[allow]).await?;
    ensure!(stage.server.visits().is_empty(), "the server was asked");
    // The very same page may connect to where it came from.
    page.connect(&strict.ws("/echo")).await?;
    page.undiagnosed().await
}

async fn offline(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    // What can't be looked up may take a resolver its time.
    page.set(&[Setting::Decimal("Connect timeout (seconds)", 0.5)]).await?;
    network(page, false).await?;
    let outcome = without_network(page).await;
    network(page, true).await?;
    outcome?;
    page.press("Connect").await?;
    eventually("no word of the network", SOON, async || {
        let said = page.diagnosis().await?;
        ensure!(!said.known.iter().any(|each| each.contains("no network")), "it says {said:?}");
        Ok(())
    })
    .await
}

async fn without_network(page: &Page) -> Result<()> {
    // A name that nobody can have (RFC 2606).
    page.start_connecting("ws://wirebench.invalid/").await?;
    page.status_says(&["Disconnected"]).await?;
    page.diagnosed_as(&["The browser has no network"], &[], &["Check the network connection"]).await.map(drop)
}

/// Takes the network from the browser, or gives it back, and waits until the page has noticed.
async fn network(page: &Page, online: bool) -> Result<()> {
    match page.browser {
        Browser::Chromium => {
            let conditions =
                json!({ "offline": !online, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
            page.web.cmd(Command::DevTools("Network.enable", json!({}))).await?;
            page.web.cmd(Command::DevTools("Network.emulateNetworkConditions", conditions)).await?;
        }
        Browser::Firefox => {
            page.web.cmd(Command::Context(Context::Chrome)).await?;
            page.web.execute("Services.io.offline = !arguments[0];", vec![json!(online)]).await?;
            page.web.cmd(Command::Context(Context::Content)).await?;
        }
    }
    eventually("the page to notice", SOON, async || {
        let is_online: Value = page.script("return navigator.onLine;", vec![]).await?;
        ensure!(is_online == json!(online), "it believes {is_online}");
        Ok(())
    })
    .await
}
