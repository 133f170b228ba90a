//! The page as a browser extension: headers are really set, and the server's answer is really seen.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use practice_server::Visit;
use thirtyfour::Key;

use super::diagnosis::SAID;
use super::reconnect::OFTEN;
use super::{Case, case};
use crate::browser::Browser;
use crate::console::{BROKEN, CANCELLED};
use crate::extended::{Access, Extended};
use crate::page::Kind::{Error, Info, Received};
use crate::page::{Page, Pairs, hides};
use crate::stage::{BASE, Stage};
use crate::wait::{SOON, eventually};

/// A browser of its own is started, and perhaps more than once.
pub(super) const STARTS: Duration = Duration::from_secs(90);

pub const CASES: &[Case] = &[
    case("an extension sets headers, for the handshake and no longer", |stage| Box::pin(headers(stage)))
        .longer_by(STARTS),
    case("two tabs of an extension have headers of their own", |stage| Box::pin(apart(stage)))
        .longer_by(STARTS),
    case("a tab of an extension is closed in the middle of a handshake", |stage| Box::pin(closed(stage)))
        .longer_by(STARTS),
    case("a tab of an extension goes elsewhere in the middle of a handshake", |stage| Box::pin(left(stage)))
        .longer_by(STARTS),
    case("an extension's reconnects carry the headers", |stage| Box::pin(reconnects(stage)))
        .longer_by(STARTS),
    case("an extension sees why a handshake was refused", |stage| Box::pin(refusals(stage)))
        .longer_by(STARTS),
    case("a secret in a header isn't written to disk by an extension", |stage| Box::pin(secret(stage)))
        .longer_by(STARTS),
    case("the button of an extension opens its page", |stage| Box::pin(button(stage))).longer_by(STARTS),
];

pub(super) const TOKEN: &str = "Bearer q7XtokenW42";

/// What the server has received as headers, as the message tells that is received as the so-many-th.
pub(super) async fn received(page: &Page, number: usize) -> Result<Vec<(String, String)>> {
    eventually("the headers as they arrived", SOON, async || {
        let rows = page.rows().await?;
        let mut messages = rows.iter().filter(|row| row.kind == Received);
        let row = messages.nth(number - 1).context("the message isn't there")?;
        Ok(serde_json::from_str(&page.raw_of(row.seq).await?)?)
    })
    .await
}

pub(super) fn value<'a>(headers: &'a [(String, String)], name: &str) -> Vec<&'a str> {
    headers
        .iter()
        .filter(|(other, _)| other.eq_ignore_ascii_case(name))
        .map(|(_, value)| value.as_str())
        .collect()
}

pub(super) async fn no_rule_is_left(extended: &Extended) -> Result<()> {
    eventually("no rule to be left", SOON, async || {
        let rules = extended.rules().await?;
        ensure!(rules.is_empty(), "there are {rules:?}");
        Ok(())
    })
    .await
}

async fn headers(stage: &Stage) -> Result<()> {
    let extended = Extended::start(stage, Access::Given).await?;
    let page = &extended.page;
    let set = [
        ("Authorization", TOKEN),
        ("X-Custom-Header", "as typed"),
        ("Origin", "https://else.example"),
        ("User-Agent", "Wirebench/1"),
        ("Cookie", "a=1; b=2"),
    ];
    page.fill("textbox", "URL", &stage.server.ws("/headers")).await?;
    page.add_pairs(Pairs::Headers, &set).await?;
    page.press("Connect").await?;
    page.status_says(&["Connected"]).await?;
    let arrived = received(page, 1).await?;
    for (name, expected) in set {
        ensure!(value(&arrived, name) == [expected], "{name} arrived as {:?}", value(&arrived, name));
    }
    no_rule_is_left(&extended).await?;
    // The log tells of the handshake, with dots for what is secret.
    let row = eventually("a row about the answer", SOON, async || {
        let rows = page.rows().await?;
        rows.into_iter().find(|row| row.text.contains("answered 101")).context("there is none")
    })
    .await?;
    ensure!(row.kind == Info, "it is {row:?}");
    let told = page.raw_of(row.seq).await?;
    ensure!(told.to_lowercase().contains("\nx-custom-header: as typed"), "it says {told}");
    ensure!(told.contains("•••") && !told.contains("q7Xtoken"), "it says {told}");
    // One that is switched off is gone, and so is one that is taken away.
    page.press("Disconnect").await?;
    page.status_says(&["Disconnected"]).await?;
    page.open_pairs(Pairs::Headers).await?;
    page.switch_header("Authorization").await?;
    page.leave_pairs(Pairs::Headers).await?;
    page.press("Connect").await?;
    page.status_says(&["Connected"]).await?;
    let arrived = received(page, 2).await?;
    ensure!(value(&arrived, "Authorization").is_empty(), "it still goes: {arrived:?}");
    ensure!(value(&arrived, "X-Custom-Header") == ["as typed"], "the others don't: {arrived:?}");
    no_rule_is_left(&extended).await?;
    extended.stop(&[]).await
}

/// The requests to a route, with whoever they say they are from.
fn who(visits: &[Visit], path: &str) -> Vec<Option<String>> {
    let of = visits.iter().filter(|visit| visit.path == path);
    of.map(|visit| visit.header("Authorization").map(str::to_owned)).collect()
}

async fn apart(stage: &Stage) -> Result<()> {
    let extended = Extended::start(stage, Access::Given).await?;
    let page = &extended.page;
    let address = stage.server.ws("/slow?ms=700");
    let ready = async |token: &str| {
        page.fill("textbox", "URL", &address).await?;
        page.add_pairs(Pairs::Headers, &[("Authorization", token)]).await
    };
    // Two connections in one tab of the browser, and one in another.
    ready("one").await?;
    page.new_tab().await?;
    ready("two").await?;
    page.press("Connect").await?;
    page.show_tab(0).await?;
    page.press("Connect").await?;
    // (Another tab of the browser begins with what the last one had, but for the secret.)
    extended.second_tab().await?;
    page.change_pair(Pairs::Headers, "Authorization", "three").await?;
    page.press("Connect").await?;
    page.status_says(&["Connected"]).await?;
    extended.to_first().await?;
    for tab in [0, 1] {
        page.show_tab(tab).await?;
        page.status_says(&["Connected"]).await?;
    }
    let mut all = who(&stage.server.visits(), "/slow");
    all.sort();
    let expected = ["one", "three", "two"].map(|token| Some(token.to_owned()));
    ensure!(all == expected, "they came as {all:?}");
    no_rule_is_left(&extended).await?;
    extended.stop(&[]).await
}

async fn closed(stage: &Stage) -> Result<()> {
    let extended = Extended::start(stage, Access::Given).await?;
    let page = &extended.page;
    page.fill("textbox", "URL", &stage.server.ws("/slow?ms=60000")).await?;
    page.add_pairs(Pairs::Headers, &[("Authorization", TOKEN)]).await?;
    page.press("Connect").await?;
    eventually("the handshake to have begun", SOON, async || {
        ensure!(who(&stage.server.visits(), "/slow").len() == 1, "it hasn't");
        Ok(())
    })
    .await?;
    page.tab(0).await?.send_keys(Key::Delete + "").await?;
    page.press("Close tab").await?;
    no_rule_is_left(&extended).await?;
    // The page goes on, and the next attempt has its turn.
    page.connect(&stage.echo()).await?;
    page.send("hello").await?;
    page.echoed_text("hello").await?;
    extended.stop(CANCELLED).await
}

async fn left(stage: &Stage) -> Result<()> {
    let extended = Extended::start(stage, Access::Given).await?;
    let page = &extended.page;
    let address = stage.server.ws("/slow?ms=60000");
    let came = async |count: usize| {
        eventually("a handshake to have begun", SOON, async || {
            let visits = stage.server.visits();
            ensure!(who(&visits, "/slow").len() == count, "they came as {:?}", who(&visits, "/slow"));
            Ok(())
        })
        .await
    };
    page.fill("textbox", "URL", &address).await?;
    page.add_pairs(Pairs::Headers, &[("Authorization", TOKEN)]).await?;
    page.press("Connect").await?;
    came(1).await?;
    ensure!(extended.rules().await?.len() == 1, "there is no rule");
    // Another page in the same tab can't use it.
    page.open(&stage.server.http(BASE)).await?;
    page.start_connecting(&address).await?;
    came(2).await?;
    ensure!(
        who(&stage.server.visits(), "/slow") == [Some(TOKEN.to_owned()), None],
        "another page has the header"
    );
    // It goes when the tab shows its page again, and when the tab is closed.
    extended.open().await?;
    no_rule_is_left(&extended).await?;
    extended.second_tab().await?;
    page.change_pair(Pairs::Headers, "Authorization", TOKEN).await?;
    page.press("Connect").await?;
    came(3).await?;
    ensure!(extended.rules().await?.len() == 1, "there is no rule");
    page.web.close_window().await?;
    extended.to_first().await?;
    no_rule_is_left(&extended).await?;
    extended.stop(CANCELLED).await
}

async fn reconnects(stage: &Stage) -> Result<()> {
    let extended = Extended::start(stage, Access::Given).await?;
    let page = &extended.page;
    page.set(OFTEN).await?;
    page.fill("textbox", "URL", &stage.server.ws("/drop?after_ms=100")).await?;
    page.add_pairs(Pairs::Headers, &[("Authorization", TOKEN)]).await?;
    page.press("Connect").await?;
    eventually("three attempts", SOON, async || {
        let count = stage.server.visits().len();
        ensure!(count >= 3, "there were {count}");
        Ok(())
    })
    .await?;
    // What is being typed for another address isn't for this one.
    page.fill("textbox", "URL", &stage.server.ws("/echo")).await?;
    page.change_pair(Pairs::Headers, "Authorization", "Bearer other").await?;
    let typed = stage.server.visits().len();
    eventually("two more attempts", SOON, async || {
        let count = stage.server.visits().len();
        ensure!(count >= typed + 3, "there were {count} after {typed}");
        Ok(())
    })
    .await?;
    let all = who(&stage.server.visits(), "/drop");
    ensure!(all.iter().all(|who| who.as_deref() == Some(TOKEN)), "they came as {all:?}");
    no_rule_is_left(&extended).await?;
    extended.stop(BROKEN).await
}

/// What is said of an answer to the handshake. Of those that aren't yes Chromium shows an extension only the one that
/// asks for authentication; what the others are, Diagnose finds out.
fn sentence(browser: Browser, code: u16) -> (&'static str, &'static [&'static str]) {
    const UNSEEN: &str = "could not connect";
    match (code, browser) {
        (401, _) => (
            "401 Unauthorized · refused by the server",
            &[
                "The server answered 401 Unauthorized; WWW-Authenticate: Bearer",
                "wants authentication",
                "under “Headers”",
            ],
        ),
        (403, Browser::Firefox) => {
            ("403 Forbidden · refused", &["The server answered 403 Forbidden.", "origin of this page"])
        }
        (404, Browser::Firefox) => {
            ("404 Not Found · refused", &["The server answered 404 Not Found.", "The path is not"])
        }
        (500, Browser::Firefox) => {
            ("500 Internal Server Error · refused", &["The server answered 500", "The server has a fault"])
        }
        (_, Browser::Firefox) => (
            "301 Moved Permanently · refused",
            &["The server answered 301 Moved Permanently; Location: /echo", "The server redirects"],
        ),
        (403, Browser::Chromium) => (UNSEEN, &["answered with status 403", "origin of this page"]),
        (404, Browser::Chromium) => (UNSEEN, &["answered with status 404", "The path is not"]),
        (500, Browser::Chromium) => (UNSEEN, &["answered with status 500", "The server has a fault"]),
        (_, Browser::Chromium) => (UNSEEN, &["sent on to another one", "The server redirects"]),
    }
}

/// Starts connecting, and waits until the log tells of it: before that the browser is asked for access, and what is said
/// is about the attempt before.
async fn attempt(page: &Page, address: &str) -> Result<()> {
    let before = page.total().await?;
    page.start_connecting(address).await?;
    eventually("the attempt", SOON, async || {
        let rows = page.total().await?;
        ensure!(rows > before, "there are {rows} rows, as before");
        Ok(())
    })
    .await
}

async fn refusals(stage: &Stage) -> Result<()> {
    let extended = Extended::start(stage, Access::Given).await?;
    let page = &extended.page;
    // Access is given with the first connection that has headers.
    page.fill("textbox", "URL", &stage.echo()).await?;
    page.add_pairs(Pairs::Headers, &[("X-Custom-Header", "1")]).await?;
    page.press("Connect").await?;
    page.status_says(&["Connected"]).await?;
    page.press("Disconnect").await?;
    page.status_says(&["Disconnected"]).await?;
    for code in [401, 403, 404, 500, 301] {
        let (status, diagnosis) = sentence(page.browser, code);
        attempt(page, &stage.server.ws(&format!("/status?code={code}"))).await?;
        page.status_says(&["Disconnected", status]).await?;
        if page.browser == Browser::Chromium && code != 401 {
            page.diagnosed(&["No answer was seen. The browser’s words: net::ERR_FAILED"]).await?;
            page.press("Diagnose").await?;
        }
        page.diagnosed(diagnosis).await?;
        // Firefox holds attempts to a host back after one that failed.
        if page.browser == Browser::Chromium && code == 401 {
            let words = "The server answered 401 Unauthorized";
            eventually("a row about the answer", SOON, async || {
                let rows = page.rows().await?;
                let is_told = rows.iter().any(|row| row.kind == Error && row.text.contains(words));
                ensure!(is_told, "the rows are {rows:?}");
                Ok(())
            })
            .await?;
        }
    }
    let nobody = stage.serve_at("/").await?;
    let address = nobody.ws("/echo");
    drop(nobody);
    attempt(page, &address).await?;
    page.status_says(&["Disconnected", "could not connect"]).await?;
    let words = match page.browser {
        Browser::Chromium => {
            page.press("Diagnose").await?;
            "net::ERR_CONNECTION_REFUSED"
        }
        Browser::Firefox => "NS_ERROR_CONNECTION_REFUSED",
    };
    page.diagnosed(&[words, "No server listens"]).await?;
    extended.stop(SAID).await
}

async fn secret(stage: &Stage) -> Result<()> {
    const CORE: &str = "zK4headerSecret8";
    let extended = Extended::start(stage, Access::Given).await?;
    let page = &extended.page;
    page.fill("textbox", "URL", &stage.server.ws("/headers")).await?;
    page.add_pairs(
        Pairs::Headers,
        &[("Authorization", &format!("Bearer {CORE}")), ("X-Open", "oPenHeader5")],
    )
    .await?;
    page.press("Connect").await?;
    page.status_says(&["Connected"]).await?;
    let arrived = received(page, 1).await?;
    ensure!(value(&arrived, "Authorization") == [format!("Bearer {CORE}")], "it isn't used: {arrived:?}");
    page.save_as("Save connection", "With a header").await?;
    page.press("Disconnect").await?;
    page.status_says(&["Disconnected"]).await?;
    page.keeps_nothing_of(CORE).await?;
    // What the browser hasn't written yet it writes when it ends.
    page.web.clone().quit().await?;
    let mut is_open_found = false;
    for (file, text) in files(&extended.driver.profile())? {
        hides(&text, CORE).with_context(|| file)?;
        is_open_found |= text.contains("oPenHeader5");
    }
    ensure!(is_open_found, "nothing is found in the profile at all");
    extended.driver.stop().await;
    Ok(())
}

/// Every file below a folder, as text.
fn files(folder: &Path) -> Result<Vec<(String, String)>> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            all.extend(files(&path)?);
        } else if path.is_file() {
            let text = String::from_utf8_lossy(&std::fs::read(&path)?).into_owned();
            all.push((path.display().to_string(), text));
        }
    }
    Ok(all)
}

async fn button(stage: &Stage) -> Result<()> {
    let extended = Extended::start(stage, Access::Unanswered).await?;
    let before = extended.tabs().await?;
    extended.press_button().await?;
    eventually("another tab", SOON, async || {
        let tabs = extended.tabs().await?;
        ensure!(tabs == before + 1, "there are {tabs}");
        Ok(())
    })
    .await?;
    extended.stop(&[]).await
}
