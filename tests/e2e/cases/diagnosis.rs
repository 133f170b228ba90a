//! Why a handshake failed: what the page says at once, and what it finds out by http when it is asked to.

use std::net::{Ipv4Addr, TcpListener};

use anyhow::{Context, Result, ensure};

use super::{Case, case};
use crate::browser::Browser;
use crate::page::{Page, Setting};
use crate::stage::Stage;

pub const CASES: &[Case] = &[
    case("a diagnosis for each status", |stage| Box::pin(statuses(stage))).expecting(SAID),
    case("a diagnosis where nobody listens", |stage| Box::pin(nobody(stage))).expecting(SAID),
    case("a diagnosis for ws:// and wss:// the wrong way round", |stage| Box::pin(schemes(stage)))
        .expecting(SAID),
    case("a diagnosis for sub-protocols that aren't chosen", |stage| Box::pin(subprotocols(stage)))
        .expecting(SAID),
    case("a diagnosis for a handshake that takes too long", |stage| Box::pin(slow(stage))).expecting(SAID),
    case("nothing is asked before the click, and never with cookies", |stage| Box::pin(unasked(stage)))
        .expecting(SAID),
];

/// What browsers say of failed handshakes, of those that are given up, and of requests that fail.
pub(super) const SAID: &[&str] = &[
    "WebSocket connection to 'ws",
    "Firefox can’t establish a connection to the server at ws",
    "The connection to ws",
    "WebSocket is closed before the connection is established",
    "Failed to load resource",
    "Cross-Origin Request Blocked",
];

/// What is said before anybody was asked.
const UNKNOWN: &str = "The handshake failed after";
const ASK: &str = "Press Diagnose";

async fn statuses(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    for (path, known, likely, tries) in [
        ("/status?code=401", "with status 401", "wants authentication", "put the token into the query"),
        ("/status?code=403", "with status 403", "wants authentication", "put the token into the query"),
        ("/status?code=404", "with status 404", "The path is not the one", "Look up the path"),
        ("/status?code=429", "with status 429", "too many requests", "Wait a while"),
        ("/status?code=500", "with status 500", "The server has a fault", "Read the server’s log"),
        ("/status?code=502", "with status 502", "A proxy answers", "Check that the server behind the proxy"),
        ("/status?code=302", "sent on to another one", "The server redirects", "see where it leads"),
        ("/routes", "with status 200", "the address of an ordinary page", "Look up the path"),
        ("/nowhere", "with status 404", "The path is not the one", "Look up the path"),
    ] {
        page.start_connecting(&stage.server.ws(path)).await?;
        page.diagnosed_as(&[UNKNOWN], &[], &[ASK]).await.with_context(|| format!("at first, for {path}"))?;
        page.press("Diagnose").await?;
        page.diagnosed_as(&[known, UNKNOWN], &[likely], &[tries])
            .await
            .with_context(|| format!("for {path}"))?;
    }
    page.connect(&stage.echo()).await?;
    page.undiagnosed().await
}

async fn nobody(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    // Bound and let go again: a port that is free, and not one that another case uses.
    let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
    let (nobody, place) = ("No server listens on this port", format!("listens on 127.0.0.1:{port}"));
    page.start_connecting(&format!("ws://127.0.0.1:{port}/")).await?;
    let said = page.diagnosed_as(&[UNKNOWN], &[], &[ASK]).await?;
    if failed_at_once(&said.known[0]) {
        page.diagnosed_as(&[UNKNOWN], &[nobody], &[ASK, &place]).await?;
    } else {
        // A refusal that took its time may have come from elsewhere, and there are likelier causes.
        page.diagnosed(&[nobody, &place]).await?;
    }
    fetched(page, &[]).await?;
    page.press("Diagnose").await?;
    let known = ["An http request to the same address fails as well", UNKNOWN];
    page.diagnosed_as(&known, &[nobody], &[&place, "Write localhost"]).await?;
    fetched(page, &[format!("http://127.0.0.1:{port}/"), format!("https://127.0.0.1:{port}/")]).await
}

/// Whether a handshake is said to have failed within less than the 50 ms that are quick for this machine.
fn failed_at_once(said: &str) -> bool {
    let span = said.split("after ").nth(1).and_then(|rest| rest.split(" ms;").next());
    span.and_then(|span| span.parse::<f64>().ok()).is_some_and(|span| span < 50.0)
}

async fn schemes(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let no_tls = format!("wss://{}/echo", stage.server.addr());
    let (trust, only_plain) = ("certificate isn’t trusted", "answers http requests, but not https");
    diagnosed(page, &no_tls, only_plain, "The server doesn’t speak TLS", "Write ws://").await?;
    let said = page.diagnosis().await?;
    ensure!(!said.likely.iter().any(|each| each.contains(trust)), "what was ruled out is said: {said:?}");
    fetched(page, &[format!("https://{}/echo", stage.server.addr())]).await?;
    let tls = stage.server.tls_addr();
    let only_secure = "answers https requests, but not http";
    diagnosed(page, &format!("ws://{tls}/echo"), only_secure, "The server wants TLS", "Write wss://").await?;
    fetched(page, &[format!("http://{tls}/echo"), format!("https://{tls}/")]).await?;
    page.connect(&stage.server.wss("/echo")).await?;
    page.undiagnosed().await
}

/// The page has asked these addresses of other servers, and no others.
async fn fetched(page: &Page, expected: &[String]) -> Result<()> {
    let asked = page.fetched_elsewhere().await?;
    ensure!(asked == expected, "it asked {asked:?} instead of {expected:?}");
    Ok(())
}

/// Connects, asks, and waits for the answer.
async fn diagnosed(page: &Page, address: &str, known: &str, likely: &str, tries: &str) -> Result<()> {
    page.start_connecting(address).await?;
    page.diagnosed_as(&[UNKNOWN], &[], &[ASK]).await?;
    page.press("Diagnose").await?;
    page.diagnosed_as(&[known, UNKNOWN], &[likely], &[tries]).await.map(drop)
}

async fn subprotocols(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.fill("textbox", "Subprotocols", "chat.v1").await?;
    let address = stage.server.ws("/protocols?pick=none");
    if stage.is(Browser::Firefox) {
        // It lets the connection open, against the WHATWG's standard.
        page.connect(&address).await?;
        page.explained("chose none of the offered sub-protocols (chat.v1)").await?;
        return page.undiagnosed().await;
    }
    let (known, likely) = ("with status 426", "knows none of the offered sub-protocols");
    diagnosed(page, &address, known, likely, "Connect without sub-protocols").await
}

async fn slow(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.set(&[Setting::Decimal("Connect timeout (seconds)", 0.5)]).await?;
    page.start_connecting(&stage.server.ws("/slow?ms=60000")).await?;
    page.status_says(&["Disconnected", "handshake took too long"]).await?;
    let timed_out = "The handshake wasn’t answered within 50";
    page.diagnosed_as(&[timed_out], &["takes the connection, but doesn’t answer"], &[ASK]).await?;
    page.press("Diagnose").await?;
    let likely = ["A proxy in front of the server", "takes the connection, but doesn’t answer"];
    let tries = ["Let the proxy pass the Upgrade", "Read the server’s log"];
    page.diagnosed_as(&["with status 426", timed_out], &likely, &tries).await?;
    page.connect(&stage.server.ws("/slow?ms=0")).await?;
    page.undiagnosed().await
}

async fn unasked(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.script::<()>("document.cookie = 'e2e=1; path=/';", vec![]).await?;
    let seen = || -> Vec<(bool, bool)> {
        stage.server.visits().iter().map(|visit| (visit.socket, visit.header("Cookie").is_some())).collect()
    };
    page.start_connecting(&stage.server.ws("/status?code=403")).await?;
    page.diagnosed_as(&[UNKNOWN], &[], &[ASK]).await?;
    // The handshake is the browser's own affair, and carries them.
    ensure!(seen() == [(true, true)], "the server saw {:?} before the click", seen());
    page.press("Diagnose").await?;
    page.diagnosed_as(&["with status 403"], &[], &[]).await?;
    ensure!(seen() == [(true, true), (false, false)], "the server saw {:?}", seen());
    // One that fails again doesn't ask again.
    page.press("Connect").await?;
    page.diagnosed_as(&[UNKNOWN], &[], &[ASK]).await?;
    ensure!(seen().len() == 3, "the server saw {:?}", seen());
    Ok(page.web.delete_all_cookies().await?)
}

#[test]
fn what_is_said_to_have_failed_at_once() {
    let said = |span: &str| format!("The handshake failed after {span}; the browser doesn’t say why.");
    assert!(["3.2 ms", "49 ms"].iter().all(|span| failed_at_once(&said(span))));
    assert!(!["50 ms", "1.2 s", "0:02:00"].iter().any(|span| failed_at_once(&said(span))));
}
