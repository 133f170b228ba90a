//! Leaving a tab for another one, or for good: nothing typed is lost unasked, and the focus goes where one is.

use anyhow::{Result, ensure};
use thirtyfour::Key;

use super::tabs::tabs_are;
use super::{Case, case};
use crate::page::{Ended, Page};
use crate::stage::Stage;
use crate::wait::{SOON, eventually};

pub const CASES: &[Case] = &[
    case("a close code being typed is kept while another tab is shown", |stage| Box::pin(close_form(stage))),
    case("a tab with only a draft is closed only after asking", |stage| Box::pin(draft(stage))),
];

const QUESTION: &str = "Close this tab?";

async fn close_form(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    page.press("Close with code…").await?;
    page.fill("textbox", "Close code", "4001").await?;
    page.fill("textbox", "Close reason", "not yet").await?;
    page.new_tab().await?;
    page.gone("textbox", "Close code").await?;
    page.show_tab(0).await?;
    page.find("textbox", "Close code").await?;
    page.has_value("textbox", "Close code", "4001").await?;
    page.has_value("textbox", "Close reason", "not yet").await?;
    // It isn't only shown.
    page.press("Close connection").await?;
    page.ended(Ended::ByYou, &["4001", "“not yet”"]).await.map(drop)
}

async fn draft(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.new_tab().await?;
    page.type_message("not sent yet").await?;
    page.tab(1).await?.send_keys(Key::Delete + "").await?;
    page.find("dialog", QUESTION).await?;
    page.web.action_chain().send_keys(Key::Escape).perform().await?;
    page.gone("dialog", QUESTION).await?;
    tabs_are(page, 2).await?;
    page.has_value("textbox", "Message", "not sent yet").await?;
    focus_is_on(page, 1).await?;

    page.tab(1).await?.send_keys(Key::Delete + "").await?;
    page.find("dialog", QUESTION).await?;
    page.press("Close tab").await?;
    page.gone("dialog", QUESTION).await?;
    tabs_are(page, 1).await?;
    focus_is_on(page, 0).await?;
    page.has_value("textbox", "Message", "").await
}

/// Waits until a tab, counted from 0, is shown and has the focus.
async fn focus_is_on(page: &Page, index: i64) -> Result<()> {
    eventually(&format!("the focus to be on tab {index}"), SOON, async || {
        let (shown, focused) = (page.tab_shown().await?, page.tab_focused().await?);
        ensure!((shown, focused) == (index, index), "tab {shown} is shown, and tab {focused} has the focus");
        Ok(())
    })
    .await
}
