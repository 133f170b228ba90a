//! The page as a bookmark on an internal network: plain http, and so without what browsers keep for secure contexts.

use anyhow::{Result, ensure};
use serde_json::Value;

use super::logs::has_echo;
use super::{Case, case};
use crate::browser::PLAIN_HOST;
use crate::page::{FILLED_IN, Page};
use crate::stage::{BASE, Stage};

pub const CASES: &[Case] = &[
    case("links are copied and opened on an internal network too", |stage| Box::pin(links(stage)))
        .expecting(UNTRUSTED),
    case("logs are kept on an internal network too, and offered after a reload", |stage| {
        Box::pin(kept(stage))
    })
    .expecting(UNTRUSTED),
];

/// Chromium tells that this header of the practice server has no use outside of a secure context.
const UNTRUSTED: &[&str] = &["The Cross-Origin-Opener-Policy header has been ignored"];

/// Opens the page there, and makes sure that it is no secure context.
async fn open(page: &Page, base: &str) -> Result<()> {
    page.open(base).await?;
    let is_plain: bool =
        page.script("return !window.isSecureContext && navigator.clipboard === undefined;", vec![]).await?;
    ensure!(is_plain, "the browser takes this for a secure context, so this shows nothing");
    Ok(())
}

async fn links(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let host = format!("{PLAIN_HOST}:{}", stage.server.addr().port());
    let (base, echo) = (format!("http://{host}{BASE}"), format!("ws://{host}/echo"));
    open(page, &base).await?;
    page.connect(&echo).await?;
    page.send("over there").await?;
    page.echoed_text("over there").await?;
    page.paste_message("carried\nalong").await?;
    let link = page.copied_link().await?;
    ensure!(link.starts_with(&format!("{base}#url=")), "the link is {link:?}");
    page.has_value("textbox", "Message", "carried\nalong").await?;
    page.web.goto(format!("http://{host}/")).await?;
    page.script::<Value>("localStorage.clear(); sessionStorage.clear();", vec![]).await?;
    page.open(&link).await?;
    page.has_value("textbox", "URL", &echo).await?;
    page.has_value("textbox", "Message", "carried\nalong").await?;
    page.explained(FILLED_IN).await?;
    page.press("Connect").await?;
    page.status_says(&["Connected"]).await?;
    page.press("Send").await?;
    page.echoed_text("carried\nalong").await
}

async fn kept(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let host = format!("{PLAIN_HOST}:{}", stage.server.addr().port());
    let (base, echo) = (format!("http://{host}{BASE}"), format!("ws://{host}/echo"));
    open(page, &base).await?;
    page.connect(&echo).await?;
    page.send("kept over there").await?;
    page.echoed_text("kept over there").await?;
    page.kept_are(&[2]).await?;
    page.reload().await?;
    page.said(&format!("The earlier log of {echo} is still here.")).await?;
    page.press("Open").await?;
    page.find("region", "Captured log").await?;
    has_echo(page, "kept over there").await?;
    // What is written now is another log, and the one of before is listed.
    page.show_tab(0).await?;
    page.press("Connect").await?;
    page.status_says(&["Connected"]).await?;
    page.send("once more").await?;
    page.kept_are(&[2, 2]).await?;
    page.open_dialog("Logs", "Logs").await?;
    page.press(&format!("Delete {echo}")).await?;
    page.kept_are(&[2]).await?;
    let left = page.kept_log().await?.received();
    ensure!(left == ["once more"], "what is left has {left:?}");
    Ok(())
}
