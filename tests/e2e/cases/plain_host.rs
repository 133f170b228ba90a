//! The page as a bookmark on an internal network: plain http, and so without what browsers keep for secure contexts.

use anyhow::{Result, ensure};
use serde_json::Value;

use super::{Case, case};
use crate::browser::PLAIN_HOST;
use crate::page::FILLED_IN;
use crate::stage::{BASE, Stage};

pub const CASES: &[Case] =
    &[case("links are copied and opened on an internal network too", |stage| Box::pin(links(stage)))
        .expecting(UNTRUSTED)];

/// Chromium tells that this header of the practice server has no use outside of a secure context.
const UNTRUSTED: &[&str] = &["The Cross-Origin-Opener-Policy header has been ignored"];

async fn links(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let host = format!("{PLAIN_HOST}:{}", stage.server.addr().port());
    let (base, echo) = (format!("http://{host}{BASE}"), format!("ws://{host}/echo"));
    page.open(&base).await?;
    let is_plain: bool =
        page.script("return !window.isSecureContext && navigator.clipboard === undefined;", vec![]).await?;
    ensure!(is_plain, "the browser takes this for a secure context, so this shows nothing");
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
