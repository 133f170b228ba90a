//! Writing the log straight to the disk, where the browser lets a page do that; and copying rows of it.

use anyhow::{Context, Result, ensure};

use super::log_export::rows;
use super::{Case, case};
use crate::browser::Browser;
use crate::page::{LOG_LIMIT, Setting};
use crate::stage::Stage;
use crate::wait::{LATER, eventually};

pub const CASES: &[Case] = &[
    case("a session is recorded to disk, beyond what the log keeps", |stage| Box::pin(recorded(stage))),
    case("an export goes straight to disk", |stage| Box::pin(exported(stage))),
];

/// Whether the browser has no such dialog; then nothing of it is offered.
async fn is_without(stage: &Stage) -> Result<bool> {
    let page = &stage.page;
    if stage.is(Browser::Chromium) {
        page.answer_disk_dialog().await?;
        return Ok(false);
    }
    page.open_menu("Export").await?;
    ensure!(page.look_for("menuitem", "Record to file…").await?.is_none(), "recording is offered");
    let to_disk = page.look_for("menuitemcheckbox", "Straight to a file on disk").await?;
    ensure!(to_disk.is_none(), "writing to disk is offered");
    Ok(true)
}

async fn recorded(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    if is_without(stage).await? {
        return Ok(());
    }
    page.set(&[Setting::Number(LOG_LIMIT, 1)]).await?;
    page.choose_in_menu("Export", "Record to file…").await?;
    page.testid_says("log-recording", "Recording to wirebench-").await?;
    page.connect(&stage.server.ws("/flood?count=100000&size=200&rate=5000")).await?;
    eventually("the log to be full", LATER, async || {
        let evicted = page.evicted().await?;
        ensure!(evicted > 7000, "{evicted} rows are dropped");
        Ok(())
    })
    .await?;
    page.press("Stop recording").await?;
    let said = page.testid_says("log-recording", " rows, ").await?;
    eventually("the file to be whole", LATER, async || {
        let said = page.text_at("log-recording").await?;
        ensure!(said.starts_with("wirebench-"), "it says {said:?}");
        Ok(())
    })
    .await
    .with_context(|| said.clone())?;
    let rows = rows(&page.disk_file().await?)?;
    ensure!(rows.len() > 10_000, "there are only {} rows", rows.len());
    for (index, row) in rows.iter().enumerate() {
        ensure!(row["seq"] == index + 1, "row {} is {row}", index + 1);
    }
    Ok(())
}

async fn exported(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    if is_without(stage).await? {
        return Ok(());
    }
    page.connect(&stage.echo()).await?;
    page.send("to disk").await?;
    page.total_is(4).await?;
    page.set_in_menu("Export", "menuitemcheckbox", "Straight to a file on disk", true).await?;
    page.choose_in_menu("Export", "JSON").await?;
    page.file_says("4 rows").await?;
    let rows = rows(&page.disk_file().await?)?;
    ensure!(rows.len() == 4 && rows[3]["text"] == "to disk", "it has {rows:?}");
    ensure!(stage.downloads.is_empty()?, "it was downloaded, too");
    Ok(())
}
