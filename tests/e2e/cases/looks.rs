//! Wide and narrow, light and dark.

use anyhow::{Result, ensure};
use serde_json::{Value, json};

use super::{Case, case};
use crate::browser::Browser;
use crate::command::Command;
use crate::page::Page;
use crate::stage::Stage;
use crate::wait::{SOON, eventually};

pub const CASES: &[Case] = &[
    case("nothing sticks out on a narrow screen", |stage| Box::pin(narrow(stage))),
    case("the theme is switched, and stays after a reload", |stage| Box::pin(theme(stage))),
];

async fn narrow(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.server.ws("/flood?count=200&size=2000")).await?;
    page.total_is(203).await?;
    for width in [1440, 800, 390] {
        resize(page, width).await?;
        let script = "return document.documentElement.scrollWidth - document.documentElement.clientWidth;";
        eventually(&format!("nothing to stick out at {width} px"), SOON, async || {
            let over: i64 = page.script(script, vec![]).await?;
            ensure!(over <= 0, "{over} px do");
            Ok(())
        })
        .await?;
        for (role, name) in
            [("textbox", "URL"), ("textbox", "Message"), ("button", "Send"), ("button", "Disconnect")]
        {
            let element = page.find(role, name).await?;
            let inside = "const box = arguments[0].getBoundingClientRect();
                return box.left >= 0 && box.right <= innerWidth + 1 && box.width > 20 && box.height > 16;";
            let inside: bool = page.script(inside, vec![element.to_json()?]).await?;
            ensure!(inside, "{role} “{name}” isn't all on screen at {width} px");
        }
    }
    as_usual(page).await
}

/// The window is as it was at the start.
pub(super) async fn as_usual(page: &Page) -> Result<()> {
    if page.browser == Browser::Chromium {
        page.web.cmd(Command::DevTools("Emulation.clearDeviceMetricsOverride", json!({}))).await?;
    }
    page.web.set_window_rect(0, 0, 1440, 900).await?;
    Ok(())
}

/// Chromium's window can't be narrower than 500 px, so there the screen is made narrow instead.
pub(super) async fn resize(page: &Page, width: u32) -> Result<()> {
    match page.browser {
        Browser::Chromium => {
            let metrics = json!({ "width": width, "height": 844, "deviceScaleFactor": 1, "mobile": false });
            page.web.cmd(Command::DevTools("Emulation.setDeviceMetricsOverride", metrics)).await?;
        }
        Browser::Firefox => page.web.set_window_rect(0, 0, width, 844).await?,
    }
    Ok(())
}

async fn theme(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let colour = async || {
        page.script::<Value>("return getComputedStyle(document.body).backgroundColor;", vec![]).await
    };
    let is_dark = page.look_for("button", "Light theme").await?.is_some();
    let (to, back) = if is_dark { ("Light theme", "Dark theme") } else { ("Dark theme", "Light theme") };
    let before = colour().await?;
    page.press(to).await?;
    page.find("button", back).await?;
    let after = colour().await?;
    ensure!(after != before, "the background is {after} in both");
    page.reload().await?;
    page.find("button", back).await?;
    ensure!(colour().await? == after, "the reload brought back the other colours");
    page.press(back).await?;
    page.find("button", to).await?;
    ensure!(colour().await? == before, "the first colours don't come back");
    Ok(())
}
