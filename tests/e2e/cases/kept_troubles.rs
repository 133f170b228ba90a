//! Where a browser has no room for kept logs, or no leave for the page to keep any: that is said in words, once, and
//! everything else goes on.

use std::fs;
use std::time::Duration;

use anyhow::{Result, ensure};
use serde_json::json;
use tempfile::NamedTempFile;
use thirtyfour::session::handle::SessionHandle;

use super::logs_dialog::{DIALOG, SWITCH};
use super::store::{FORBIDDEN, let_keep};
use super::{Case, case};
use crate::browser::{Browser, Trust};
use crate::command::{Command, Context};
use crate::driver::Driver;
use crate::page::{Format, Page};
use crate::programs::Programs;
use crate::stage::{BASE, Stage};
use crate::wait::{LATER, SOON, eventually};

pub const CASES: &[Case] = &[
    case("a full disk is told, ends the keeping and nothing else, and room begins it again", |stage| {
        Box::pin(full(stage))
    })
    .longer_by(Duration::from_mins(1)),
    case("where the page may keep no logs, “Logs” says so, and messages go on", |stage| {
        Box::pin(forbidden(stage))
    })
    .expecting(FORBIDDEN),
];

/// What is said of a disk that is full.
const FULL: &str = "There is no more room for logs in this browser. What comes now isn’t kept over a reload. Delete \
                    earlier logs to make room.";

async fn full(stage: &Stage) -> Result<()> {
    match stage.page.browser {
        Browser::Chromium => {
            // Before anything is written, since Chromium looks at its quota seldom.
            set_quota(stage, Some(1)).await?;
            let outcome = ends_the_keeping(stage, &stage.page).await;
            set_quota(stage, None).await?;
            outcome?;
            begins_again(stage, &stage.page).await
        }
        Browser::Firefox => {
            let driver = with_a_small_disk(stage).await?;
            let page = Page { web: driver.web.clone(), browser: Browser::Firefox };
            let outcome = async {
                page.open(&stage.server.http(BASE)).await?;
                ends_the_keeping(stage, &page).await?;
                begins_again(stage, &page).await
            };
            let outcome = outcome.await;
            driver.stop().await;
            outcome
        }
    }
}

/// Gives the page room for so many bytes; without a number, as usual.
async fn set_quota(stage: &Stage, bytes: Option<u64>) -> Result<()> {
    let session: &SessionHandle = &stage.page.web;
    let mut quota = json!({ "origin": stage.server.http("") });
    if let Some(bytes) = bytes {
        quota["quotaSize"] = json!(bytes);
    }
    session.cmd(Command::DevTools("Storage.overrideQuotaForOrigin", quota)).await?;
    Ok(())
}

/// A Firefox of its own that takes its disk for one of so many kilobytes. It asks that of its settings only at its start,
/// so it is started twice.
async fn with_a_small_disk(stage: &Stage) -> Result<Driver> {
    const KILOBYTES: u64 = 2000;
    const SETTING: &str = "dom.quotaManager.temporaryStorage.fixedLimit";
    let browser = stage.page.browser;
    let programs = Programs::find(browser)?;
    let driver = Driver::start(browser, &programs, Trust::Any).await?;
    driver.web.cmd(Command::Context(Context::Chrome)).await?;
    let script = "Services.prefs.setIntPref(...arguments); Services.prefs.savePrefFile(null);";
    driver.web.execute(script, vec![json!(SETTING), json!(KILOBYTES)]).await?;
    let settings = driver.profile().join("prefs.js");
    eventually("the setting to be stored", SOON, async || {
        ensure!(fs::read_to_string(&settings)?.contains(SETTING), "it isn't");
        Ok(())
    })
    .await?;
    driver.crash(browser, &programs, Trust::Any).await
}

/// Bytes that can't be packed into fewer, as databases do with what they store.
pub(super) fn noise(count: usize) -> Vec<u8> {
    // The highest bits of Knuth's generator.
    let mut state = 1_u64;
    let next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        state.to_be_bytes()[0]
    };
    std::iter::repeat_with(next).take(count).collect()
}

/// Receives more than there is room for.
async fn ends_the_keeping(stage: &Stage, page: &Page) -> Result<()> {
    let file = NamedTempFile::new()?;
    fs::write(file.path(), noise(500_000))?;
    page.connect(&stage.echo()).await?;
    page.format(Format::File).await?;
    eventually("the notice", LATER, async || {
        page.choose_file(file.path()).await?;
        page.press("Send").await?;
        let notices = page.notices().await?;
        ensure!(notices == [FULL], "there are {notices:?}");
        Ok(())
    })
    .await?;
    page.format(Format::Text).await?;
    page.send("goes on").await?;
    page.echoed_text("goes on").await?;
    // It is said once, above everything else and where logs are.
    page.notices_are(1).await?;
    page.press_in_notice(FULL, "Logs").await?;
    page.find("dialog", DIALOG).await?;
    dialog_says(page, FULL).await?;
    page.leave_dialog(DIALOG).await?;
    page.press_in_notice(FULL, "Dismiss").await?;
    page.send("goes on and on").await?;
    page.echoed_text("goes on and on").await?;
    page.notices_are(0).await?;
    if stage.is(Browser::Firefox) {
        // A page that was to be replaced when the disk was full is lost there, although its transaction failed.
        return Ok(());
    }
    let kept = page.kept_logs().await?;
    let is_kept =
        kept.iter().flat_map(crate::page::KeptLog::received).any(|text| text.starts_with("goes on"));
    ensure!(!is_kept, "there was room after all");
    Ok(())
}

/// Deletes what is kept, and switches the keeping off and on, as somebody does who was told that there is no room.
async fn begins_again(stage: &Stage, page: &Page) -> Result<()> {
    eventually("logs to be kept again", LATER, async || {
        if page.look_for("dialog", DIALOG).await?.is_some() {
            page.leave_dialog(DIALOG).await?;
        }
        page.open_dialog(DIALOG, DIALOG).await?;
        if page.look_for("button", "Delete all").await?.is_some() {
            page.press("Delete all").await?;
            page.gone("button", "Delete all").await?;
        }
        page.tick(SWITCH, false).await?;
        page.tick(SWITCH, true).await?;
        page.leave_dialog(DIALOG).await?;
        page.send("there is room").await?;
        page.press("Disconnect").await?;
        page.status_says(&["Disconnected"]).await?;
        page.connect(&stage.echo()).await?;
        let kept = page.kept_logs().await?;
        let is_kept =
            kept.iter().flat_map(crate::page::KeptLog::received).any(|text| text == "there is room");
        ensure!(is_kept, "there are {} logs without it", kept.len());
        Ok(())
    })
    .await
}

async fn dialog_says(page: &Page, words: &str) -> Result<()> {
    eventually(&format!("“Logs” to say {words:?}"), SOON, async || {
        let said: String = page
            .script("return squeeze(find('dialog', arguments[0])?.innerText ?? '');", vec![json!(DIALOG)])
            .await?;
        ensure!(said.contains(words), "it says {said:?}");
        Ok(())
    })
    .await
}

async fn forbidden(stage: &Stage) -> Result<()> {
    const NOTHING: &str = "doesn’t let the page keep anything";
    let page = &stage.page;
    let_keep(stage, false).await?;
    let script = "const done = arguments[0];
        try {
            const opening = indexedDB.open('e2e');
            opening.onsuccess = () => done('opened');
            opening.onerror = (event) => { event.preventDefault(); done('refused'); };
        } catch (error) { done('refused'); }";
    let outcome = page.web.execute_async(script, vec![]).await?.json().clone();
    ensure!(outcome == "refused", "the browser allows it: {outcome}");
    page.notice_says(&[NOTHING]).await?;
    for text in ["one", "two"] {
        page.connect(&stage.echo()).await?;
        page.send(text).await?;
        page.echoed_text(text).await?;
        page.press("Disconnect").await?;
        page.status_says(&["Disconnected"]).await?;
    }
    // That nothing at all is kept is said already.
    page.notices_are(1).await?;
    page.open_dialog(DIALOG, DIALOG).await?;
    dialog_says(
        page,
        "This browser doesn’t let the page keep logs. A reload or a crash loses them; export what you need.",
    )
    .await?;
    ensure!(page.look_for("button", "Delete all").await?.is_none(), "something is listed");
    page.leave_dialog(DIALOG).await?;
    page.connect(&stage.echo()).await?;
    page.send("three").await?;
    page.echoed_text("three").await?;
    let_keep(stage, true).await
}
