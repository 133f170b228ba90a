//! The network comes back: whoever waits for the next attempt has it at once.

use anyhow::{Result, ensure};
use serde_json::json;

use super::reconnect::RARELY;
use super::{Case, case};
use crate::browser::Browser;
use crate::command::{Command, Context};
use crate::console::BROKEN;
use crate::page::Page;
use crate::stage::Stage;
use crate::wait::{SOON, eventually};

pub const CASES: &[Case] =
    &[case("when the network is back the attempt comes at once", |stage| Box::pin(back(stage)))
        .expecting(BROKEN)];

async fn back(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.set(RARELY).await?;
    page.connect(&stage.server.ws("/drop?after_ms=5000")).await?;
    page.waits(1, &["connection lost"]).await?;
    let outcome = without_network(page).await;
    // In any case, for the browser is used by others after this.
    network(page, true).await?;
    outcome?;
    page.status_says(&["Connected"]).await.map(drop)
}

async fn without_network(page: &Page) -> Result<()> {
    network(page, false).await?;
    is_online(page, false).await?;
    page.waits(1, &["connection lost"]).await.map(drop)
}

/// Pulls the plug or puts it in again. The server on this machine can be reached all the same; it is the browser that
/// is told, and that tells its pages.
async fn network(page: &Page, on: bool) -> Result<()> {
    match page.browser {
        Browser::Chromium => {
            let conditions =
                json!({ "offline": !on, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
            page.web.cmd(Command::DevTools("Network.emulateNetworkConditions", conditions)).await?;
        }
        Browser::Firefox => {
            page.web.cmd(Command::Context(Context::Chrome)).await?;
            let told = page.web.execute("Services.io.offline = arguments[0];", vec![json!(!on)]).await;
            page.web.cmd(Command::Context(Context::Content)).await?;
            told?;
        }
    }
    Ok(())
}

/// Waits until the page knows.
async fn is_online(page: &Page, on: bool) -> Result<()> {
    eventually(&format!("the page to be online: {on}"), SOON, async || {
        let online: bool = page.script("return navigator.onLine;", vec![]).await?;
        ensure!(online == on, "it isn't");
        Ok(())
    })
    .await
}
