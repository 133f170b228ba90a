//! What is typed into the settings' number fields: only what makes sense comes into force.

use anyhow::{Context, Result, ensure};
use serde_json::json;
use thirtyfour::Key;

use super::{Case, case};
use crate::console::BROKEN;
use crate::page::{
    AUTO_RECONNECT, CONNECT_TIMEOUT, DELAY_FACTOR, IDLE_TIMEOUT, JITTER, LOG_LIMIT, LONGEST_DELAY,
    MOST_ATTEMPTS, PING_INTERVAL, PONG_TIMEOUT, Page, RECONNECT_DELAY, Setting,
};
use crate::stage::Stage;
use crate::wait::{SOON, eventually};

pub const CASES: &[Case] = &[
    case("bad numbers are refused, and the last good ones stay", |stage| Box::pin(bad(stage))),
    case("what a bad number begins with doesn't come into force", |stage| Box::pin(begun(stage))),
    case("a bad number changes nothing for the connection", |stage| Box::pin(in_force(stage)))
        .expecting(BROKEN),
];

/// Those that may be empty come last.
pub(super) const NUMBERS: [&str; 9] = [
    RECONNECT_DELAY,
    DELAY_FACTOR,
    LONGEST_DELAY,
    CONNECT_TIMEOUT,
    LOG_LIMIT,
    MOST_ATTEMPTS,
    PING_INTERVAL,
    PONG_TIMEOUT,
    IDLE_TIMEOUT,
];

const NEEDED: usize = 5;

/// Good for all of them.
const GOOD: &str = "7";

async fn all_good(page: &Page) -> Result<()> {
    page.open_settings().await?;
    for name in NUMBERS {
        page.set_number(name, GOOD).await?;
    }
    page.leave_settings().await
}

/// They are so after the dialog was left.
async fn are_all_good(page: &Page) -> Result<()> {
    page.open_settings().await?;
    for name in NUMBERS {
        page.has_value("spinbutton", name, GOOD).await?;
        ensure!(!is_invalid(page, name).await?, "“{name}” is invalid");
    }
    page.leave_settings().await
}

async fn bad(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    all_good(page).await?;
    for (typed, words) in [
        ("0", "at least"),
        ("-1", "negative"),
        ("abc", "not a number"),
        ("99999999999", "at most"),
        ("", "missing"),
    ] {
        let fields = if typed.is_empty() { &NUMBERS[..NEEDED] } else { &NUMBERS };
        page.open_settings().await?;
        for name in fields {
            refuses(page, name, typed, words).await.with_context(|| format!("“{name}” with {typed:?}"))?;
        }
        page.leave_settings().await?;
        are_all_good(page).await.with_context(|| format!("after {typed:?}"))?;
    }
    Ok(())
}

async fn refuses(page: &Page, name: &str, pasted: &str, words: &str) -> Result<()> {
    page.paste_into("spinbutton", name, pasted).await?;
    page.find("spinbutton", name).await?.send_keys(Key::Tab + "").await?;
    page.described("spinbutton", name, words).await?;
    ensure!(is_invalid(page, name).await?, "it isn't invalid");
    page.has_value("spinbutton", name, pasted).await
}

/// Typed key by key, "99999999999" is a good number at first, and an empty field may be good, too.
async fn begun(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    for typed in ["99999999999", "0", "-1", "abc"] {
        all_good(page).await?;
        page.open_settings().await?;
        for name in NUMBERS {
            page.set_number(name, typed).await?;
            ensure!(is_invalid(page, name).await?, "“{name}” isn't invalid with {typed:?}");
        }
        page.leave_settings().await?;
        are_all_good(page).await.with_context(|| format!("after {typed:?}"))?;
    }
    Ok(())
}

async fn is_invalid(page: &Page, name: &str) -> Result<bool> {
    let script = "return find('spinbutton', arguments[0]).getAttribute('aria-invalid') === 'true';";
    page.script(script, vec![json!(name)]).await
}

async fn in_force(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.set(&[
        Setting::On(AUTO_RECONNECT),
        Setting::Number(LONGEST_DELAY, 500),
        Setting::Number(RECONNECT_DELAY, 500),
        Setting::Choice(JITTER, "none"),
    ])
    .await?;
    page.open_settings().await?;
    page.set_number(RECONNECT_DELAY, "0").await?;
    page.set_number(LONGEST_DELAY, "-3").await?;
    page.leave_settings().await?;
    page.start_connecting(&stage.server.ws("/drop?after_ms=1000")).await?;
    page.waits(1, &["connection lost"]).await?;
    eventually("the wait that was set", SOON, async || {
        let seconds = page.countdown().await?;
        ensure!((490..=500).contains(&seconds), "it is one of {seconds} s");
        Ok(())
    })
    .await?;
    page.press("Stop").await?;
    page.status_says(&["Disconnected"]).await.map(drop)
}
