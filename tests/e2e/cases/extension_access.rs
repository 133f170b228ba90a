//! What the user is asked for before an extension sets headers: access to a host, and a value that isn't kept.

use anyhow::{Context, Result, ensure};
use thirtyfour::Key;

use super::extension::{STARTS, TOKEN, no_rule_is_left, received, value};
use super::{Case, case};
use crate::browser::Browser;
use crate::console::FAILED;
use crate::extended::{Access, Extended};
use crate::page::{Page, Pairs};
use crate::stage::Stage;
use crate::wait::{SOON, eventually};

pub const CASES: &[Case] = &[
    case("an extension without access says so, and connects without headers", |stage| {
        Box::pin(barred(stage))
    })
    .longer_by(STARTS),
    case("an extension sends nothing before it has access, or the user goes without", |stage| {
        Box::pin(asked(stage))
    })
    .longer_by(STARTS),
    case("an extension doesn't go without a secret that it has forgotten", |stage| {
        Box::pin(forgotten(stage))
    })
    .longer_by(STARTS),
    case("an extension sees the answer to user and password", |stage| Box::pin(basic(stage)))
        .longer_by(STARTS),
];

async fn barred(stage: &Stage) -> Result<()> {
    let extended = Extended::start(stage, Access::Unanswered).await?;
    let page = &extended.page;
    // Without headers nobody is asked for anything.
    page.connect(&stage.echo()).await?;
    page.send("hello").await?;
    page.echoed_text("hello").await?;
    page.press("Disconnect").await?;
    page.status_says(&["Disconnected"]).await?;
    page.start_connecting(&stage.server.ws("/status?code=401")).await?;
    page.status_says(&["Disconnected", "could not connect"]).await?;
    page.find("button", "Show the server’s answer").await?;
    page.gone("button", "Stop").await?;
    extended.stop(FAILED).await
}

/// Says no to the question for access, in Firefox; Chromium's can't be answered by a driver.
async fn deny(page: &Page) -> Result<()> {
    // The window remembers that the question was there; scripts forget all else.
    let script = "const id = 'addon-webext-permissions';
        const root = document.documentElement;
        if (PopupNotifications.getNotification(id)) {
            root.dataset.wasAsked = '';
            document.getElementById(`${id}-notification`)?.secondaryButton?.click();
            return false;
        }
        const wasAsked = 'wasAsked' in root.dataset;
        delete root.dataset.wasAsked;
        return wasAsked;";
    eventually("the question for access to have been there", SOON, async || {
        ensure!(page.in_browser::<bool>(script, vec![]).await?, "it wasn't, or is still there");
        Ok(())
    })
    .await
}

async fn asked(stage: &Stage) -> Result<()> {
    let extended = Extended::start(stage, Access::Unanswered).await?;
    let page = &extended.page;
    let address = stage.server.ws("/headers");
    page.fill("textbox", "URL", &address).await?;
    page.add_pairs(Pairs::Headers, &[("X-Custom-Header", "1")]).await?;
    page.press("Connect").await?;
    if page.browser == Browser::Firefox {
        deny(page).await?;
        page.find("dialog", "Connect without the headers?").await?;
        page.press("Connect without them").await?;
        page.status_says(&["Connected"]).await?;
        ensure!(value(&received(page, 1).await?, "X-Custom-Header").is_empty(), "it goes all the same");
    }
    // A tab that is closed while the question is open isn't missed by the answer.
    page.new_tab().await?;
    page.fill("textbox", "URL", &address).await?;
    page.add_pairs(Pairs::Headers, &[("X-Custom-Header", "2")]).await?;
    page.press("Connect").await?;
    page.tab(1).await?.send_keys(Key::Delete + "").await?;
    eventually("the tab to be gone", SOON, async || {
        let tabs = page.tabs().await?;
        ensure!(tabs.len() == 1, "there are {tabs:?}");
        Ok(())
    })
    .await?;
    if page.browser == Browser::Firefox {
        deny(page).await?;
    }
    page.new_tab().await?;
    page.connect(&stage.echo()).await?;
    let all = stage.server.visits();
    ensure!(all.iter().all(|visit| visit.header("X-Custom-Header").is_none()), "it goes all the same");
    extended.stop(&[]).await
}

async fn forgotten(stage: &Stage) -> Result<()> {
    let extended = Extended::start(stage, Access::Given).await?;
    let page = &extended.page;
    page.fill("textbox", "URL", &stage.server.ws("/headers")).await?;
    page.add_pairs(Pairs::Headers, &[("Authorization", TOKEN)]).await?;
    page.save_as("Save connection", "With a header").await?;
    extended.open().await?;
    page.press("With a header").await?;
    page.press("Connect").await?;
    page.find("dialog", "Headers").await?;
    page.described("textbox", "Header name", "Type one, or switch the header off").await?;
    page.leave_pairs(Pairs::Headers).await?;
    ensure!(stage.server.visits().is_empty(), "it has connected without");
    page.change_pair(Pairs::Headers, "Authorization", TOKEN).await?;
    page.press("Connect").await?;
    page.status_says(&["Connected"]).await?;
    ensure!(value(&received(page, 1).await?, "Authorization") == [TOKEN], "it doesn't go");
    extended.stop(&[]).await
}

async fn basic(stage: &Stage) -> Result<()> {
    let extended = Extended::start(stage, Access::Given).await?;
    let page = &extended.page;
    page.add_pairs(Pairs::Headers, &[("X-Custom-Header", "1")]).await?;
    page.start_connecting(&stage.server.ws("/basic").replace("ws://", "ws://me:pass@")).await?;
    page.status_says(&["Connected"]).await?;
    let told = eventually("a row about the answer", SOON, async || {
        let rows = page.rows().await?;
        rows.into_iter().find(|row| row.text.contains("answered")).context("there is none")
    })
    .await?;
    ensure!(told.text.contains("answered 101"), "it is {told:?}");
    // The headers go along with both requests.
    for visit in stage.server.visits() {
        ensure!(visit.header("X-Custom-Header") == Some("1"), "it came as {:?}", visit.headers);
    }
    no_rule_is_left(&extended).await?;
    extended.stop(&[]).await
}
