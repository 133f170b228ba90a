//! The dialog "Logs": what is kept from now on, how much, and what another window is writing at this moment.

use std::time::Duration;

use anyhow::{Context, Result, ensure};
use thirtyfour::Key;

use super::logs::left_behind;
use super::{Case, case};
use crate::page::{Kind, Page};
use crate::stage::Stage;
use crate::wait::{LATER, SOON, eventually};

pub const CASES: &[Case] = &[
    case("the switch in “Logs” ends the keeping, and begins it again", |stage| Box::pin(switched(stage))),
    case("the limit in “Logs” holds at once, and after a reload", |stage| Box::pin(limited(stage)))
        .longer_by(Duration::from_mins(1)),
    case("a log that another window writes is no earlier one before that window is closed", |stage| {
        Box::pin(written_elsewhere(stage))
    })
    .longer_by(Duration::from_secs(30)),
];

pub(super) const DIALOG: &str = "Logs";
pub(super) const SWITCH: &str = "Keep logs in this browser";
const LIMIT: &str = "At most, in MB";

/// Sends a text to the echo, and waits until it is back.
async fn echoed(page: &Page, text: &str) -> Result<()> {
    page.send(text).await?;
    page.echoed_text(text).await
}

/// Turns the switch in the dialog.
async fn keep(page: &Page, is_on: bool) -> Result<()> {
    page.open_dialog(DIALOG, DIALOG).await?;
    page.tick(SWITCH, is_on).await?;
    page.leave_dialog(DIALOG).await
}

async fn switched(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    echoed(page, "kept").await?;
    page.kept_are(&[2]).await?;
    keep(page, false).await?;
    echoed(page, "not kept").await?;
    page.reload().await?;
    page.open_dialog(DIALOG, DIALOG).await?;
    ensure!(!page.ticked(SWITCH).await?, "it is on again after a reload");
    let received = page.kept_log().await?.received();
    ensure!(received == ["kept"], "kept are {received:?}");
    page.press(&format!("Delete {}", stage.echo())).await?;
    page.gone("button", &format!("Delete {}", stage.echo())).await?;
    let said: String = page.script("return find('dialog', 'Logs').innerText;", vec![]).await?;
    ensure!(said.contains("Logs aren’t kept in this browser."), "it says {said:?}");
    page.leave_dialog(DIALOG).await?;
    page.connect(&stage.echo()).await?;
    echoed(page, "not kept either").await?;
    keep(page, true).await?;
    // Whatever had been meant for the disk before would be there before this is.
    echoed(page, "kept again").await?;
    eventually("the log to be kept", SOON, async || {
        let received = page.kept_log().await?.received();
        ensure!(received == ["kept again"], "kept are {received:?}");
        Ok(())
    })
    .await?;
    page.reload().await?;
    page.open_dialog(DIALOG, DIALOG).await?;
    ensure!(page.ticked(SWITCH).await?, "it is off again after a reload");
    Ok(())
}

/// The least that the dialog takes.
const MEGABYTES: u64 = 10;

async fn limited(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.open_dialog(DIALOG, DIALOG).await?;
    let usual = page.value("textbox", LIMIT).await?;
    ensure!(usual.parse::<u64>().is_ok_and(|usual| usual > 2 * MEGABYTES), "it is {usual} without a choice");
    for wrong in ["9", "", "many", "100001"] {
        type_limit(page, wrong).await?;
        page.described("textbox", LIMIT, "Enter a number of megabytes from 10 to 100000.").await?;
    }
    page.leave_dialog(DIALOG).await?;
    page.reload().await?;
    page.open_dialog(DIALOG, DIALOG).await?;
    page.has_value("textbox", LIMIT, &usual).await.context("what was wrong has changed something")?;
    type_limit(page, &MEGABYTES.to_string()).await?;
    let said = page.description("textbox", LIMIT).await?;
    ensure!(said.is_empty(), "it says {said:?}");
    page.leave_dialog(DIALOG).await?;
    is_held(stage, 20_000).await?;
    page.reload().await?;
    page.open_dialog(DIALOG, DIALOG).await?;
    page.has_value("textbox", LIMIT, &MEGABYTES.to_string()).await?;
    page.leave_dialog(DIALOG).await?;
    is_held(stage, 15_000).await
}

async fn type_limit(page: &Page, text: &str) -> Result<()> {
    page.fill("textbox", LIMIT, text).await?;
    Ok(page.find("textbox", LIMIT).await?.send_keys(Key::Tab + "").await?)
}

/// Receives so many messages of 1 kB, more than the limit: what is on disk stays within it, and what goes is counted.
async fn is_held(stage: &Stage, count: u64) -> Result<()> {
    const LIMIT: u64 = MEGABYTES * 1_000_000;
    let page = &stage.page;
    let address = stage.server.ws(&format!("/flood?count={count}&size=1000"));
    page.start_connecting(&address).await?;
    eventually("every row to be kept or counted", LATER, async || {
        let records = page.kept_records().await?;
        let all: u64 = records.iter().map(|record| record.bytes).sum();
        let is_whole = records
            .iter()
            .filter(|it| it.label == address)
            .any(|it| it.skipped == 0 && it.evicted > 0 && it.rows + it.evicted >= count + 3);
        ensure!(is_whole && (LIMIT / 2..=LIMIT).contains(&all), "there are {records:?}");
        Ok(())
    })
    .await
}

async fn written_elsewhere(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let elsewhere = stage.server.ws("/pong");
    let [open_before, delete_before] = ["Open", "Delete"].map(|what| format!("{what} {}", stage.echo()));
    let [open_other, delete_other] = ["Open", "Delete"].map(|what| format!("{what} {elsewhere}"));
    left_behind(stage, "before").await?;
    let windows = page.second_window(stage.home()).await?;
    page.connect(&elsewhere).await?;
    page.send("ping").await?;
    page.kept_are(&[2, 2]).await?;
    windows.to_first().await?;
    // What is listed then is what there is since the other one is written.
    page.reload().await?;
    page.open_dialog(DIALOG, DIALOG).await?;
    page.find("button", &open_before).await?;
    for name in [&open_other, &delete_other] {
        ensure!(page.look_for("button", name).await?.is_none(), "there is a button “{name}”");
    }
    page.press("Delete all").await?;
    page.gone("button", &delete_before).await?;
    page.leave_dialog(DIALOG).await?;
    page.kept_are(&[2]).await?;
    windows.to_second().await?;
    page.send("ping").await?;
    page.kept_are(&[4]).await?;
    windows.close().await?;
    list(page, &open_other).await?;
    page.press(&open_other).await?;
    page.find("region", "Captured log").await?;
    eventually("both pings and their answers", SOON, async || {
        let rows = page.rows().await?;
        let count = rows.iter().filter(|row| matches!(row.kind, Kind::Sent | Kind::Received)).count();
        ensure!(count == 4, "the rows are {rows:?}");
        Ok(())
    })
    .await?;
    list(page, &delete_other).await?;
    page.press(&delete_other).await?;
    page.gone("button", &delete_other).await?;
    page.kept_are(&[]).await
}

/// Opens the dialog, and again as long as a window that was closed still answers.
async fn list(page: &Page, name: &str) -> Result<()> {
    const LOOK: Duration = Duration::from_secs(2);
    eventually(&format!("“{name}” to be listed"), LATER, async || {
        if page.look_for("dialog", DIALOG).await?.is_some() {
            page.leave_dialog(DIALOG).await?;
        }
        page.open_dialog(DIALOG, DIALOG).await?;
        eventually("the list", LOOK, async || {
            page.look_for("button", name).await?.map(drop).context("it isn't listed")
        })
        .await
    })
    .await
}
