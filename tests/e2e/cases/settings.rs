//! The settings: their names and roles as the browser computes them, and that what was set stays set.

use anyhow::{Result, ensure};

use super::contract::computed;
use super::{Case, case};
use crate::page::{
    AUTO_RECONNECT, IDLE_TIMEOUT, PING_INTERVAL, PONG_TIMEOUT, Page, RECONNECT_DELAY, Setting,
};
use crate::stage::Stage;

pub const CASES: &[Case] = &[
    case("the settings have names and roles", |stage| Box::pin(names(stage))),
    case("what is set stays set", |stage| Box::pin(kept(stage))),
];

const NUMBERS: [&str; 4] = [RECONNECT_DELAY, PING_INTERVAL, PONG_TIMEOUT, IDLE_TIMEOUT];

async fn names(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    computed(page, "button", "Settings").await?;
    page.open_settings().await?;
    computed(page, "dialog", "Settings").await?;
    computed(page, "checkbox", AUTO_RECONNECT).await?;
    page.leave_settings().await?;
    // Some of them may have a meaning only with another one.
    page.set(&[Setting::On(AUTO_RECONNECT), Setting::Number(PING_INTERVAL, 5)]).await?;
    page.open_settings().await?;
    for name in NUMBERS {
        computed(page, "spinbutton", name).await?;
    }
    page.leave_settings().await
}

async fn kept(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.set(&[Setting::On(AUTO_RECONNECT), Setting::Number(PING_INTERVAL, 7)]).await?;
    holds(page, true, "7").await?;
    page.set(&[Setting::Off(AUTO_RECONNECT), Setting::Number(PING_INTERVAL, 8)]).await?;
    holds(page, false, "8").await
}

async fn holds(page: &Page, ticked: bool, number: &str) -> Result<()> {
    page.open_settings().await?;
    ensure!(page.ticked(AUTO_RECONNECT).await? == ticked, "“{AUTO_RECONNECT}” isn't {ticked}");
    page.has_value("spinbutton", PING_INTERVAL, number).await?;
    page.leave_settings().await
}
