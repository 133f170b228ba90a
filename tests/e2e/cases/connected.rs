//! What the page says about a connection while it is open: where it goes, and what still waits to go there.

use std::fs::File;

use anyhow::{Result, ensure};

use super::{Case, case};
use crate::page::{Format, Page};
use crate::stage::Stage;
use crate::wait::{LATER, SOON, eventually};

pub const CASES: &[Case] = &[
    case("another address in the box doesn't rename the connection", |stage| Box::pin(renamed(stage))),
    case("what waits to be sent is shown, until one gives up", |stage| Box::pin(waiting(stage))),
];

async fn renamed(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let (echo, other) = (stage.echo(), stage.server.ws("/greet"));
    page.connect(&echo).await?;
    named(page, "echo").await?;
    page.fill("textbox", "URL", &other).await?;
    page.explained(&echo).await?;
    named(page, "echo").await?;
    // Nor does what is no address at all.
    page.fill("textbox", "URL", "nowhere").await?;
    page.explained(&echo).await?;
    named(page, "echo").await?;

    page.fill("textbox", "URL", &echo).await?;
    unsaid(page, "status-explanation").await?;
    // Once it has ended, the box tells where the next one goes.
    page.fill("textbox", "URL", &other).await?;
    page.press("Disconnect").await?;
    page.status_says(&["Disconnected"]).await?;
    unsaid(page, "status-explanation").await?;
    named(page, "greet").await
}

/// Waits until the only tab has that word in its name.
async fn named(page: &Page, word: &str) -> Result<()> {
    eventually(&format!("the tab to be named {word:?}"), SOON, async || {
        let tabs = page.tabs().await?;
        ensure!(tabs.len() == 1 && tabs[0].contains(word), "the tabs are {tabs:?}");
        Ok(())
    })
    .await
}

/// Waits until nothing is shown at a test id.
async fn unsaid(page: &Page, testid: &str) -> Result<()> {
    eventually(&format!("{testid} to be silent"), SOON, async || {
        let said = page.text_at(testid).await.ok();
        ensure!(said.is_none(), "it says {said:?}");
        Ok(())
    })
    .await
}

async fn waiting(stage: &Stage) -> Result<()> {
    /// More than the buffers between here and the server hold.
    const LARGE: u64 = 20_000_000;
    let page = &stage.page;
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("large.bin");
    File::create(&path)?.set_len(LARGE)?;
    page.connect(&stage.server.ws("/stall")).await?;
    unsaid(page, "queued").await?;
    page.format(Format::File).await?;
    page.choose_file(&path).await?;
    page.press("Send").await?;
    eventually("bytes that wait", LATER, async || {
        let said = page.text_at("queued").await?;
        ensure!(said.contains("MB"), "it says {said:?}");
        Ok(())
    })
    .await?;
    page.status_says(&["Connected"]).await?;

    // The server doesn't even read that it is to close.
    page.press("Disconnect").await?;
    page.status_says(&["Closing"]).await?;
    page.text_at("queued").await?;
    page.press("Disconnect").await?;
    page.status_says(&["Disconnected", "given up"]).await?;
    unsaid(page, "queued").await
}
