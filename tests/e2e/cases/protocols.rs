//! Sub-protocols: offered, chosen, refused.

use anyhow::{Context, Result, ensure};

use super::{Case, case};
use crate::browser::Browser;
use crate::console::FAILED;
use crate::page::Kind::{Error, Received};
use crate::page::{Ended, Page};
use crate::stage::Stage;

pub const CASES: &[Case] = &[
    case("the sub-protocol that the server chose is shown", |stage| Box::pin(chosen(stage))),
    case("a server that chooses no sub-protocol, as the browser takes it", |stage| {
        Box::pin(none_chosen(stage))
    })
    .expecting(FAILED),
    case("bad sub-protocols have their sentences", |stage| Box::pin(bad(stage))),
    case("the negotiated extensions are shown, if there are any", |stage| Box::pin(extensions(stage))),
];

async fn chosen(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.fill("textbox", "Subprotocols", "chat.v1, chat.v2").await?;
    page.connect(&stage.server.ws("/protocols?pick=chat.v2")).await?;
    page.status_says(&["Connected", " · chat.v2"]).await?;
    let report = r#"{"type":"protocols","offered":["chat.v1","chat.v2"],"chosen":"chat.v2"}"#;
    page.newest_rows_are(&[(Received, "text", report)]).await.map(drop)
}

async fn none_chosen(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    if stage.is(Browser::Firefox) {
        return none_chosen_and_connected(page, stage).await;
    }
    page.fill("textbox", "Subprotocols", "chat.v1").await?;
    page.start_connecting(&stage.server.ws("/protocols?pick=none")).await?;
    page.ended(Ended::NeverOpened, &["1006 Abnormal Closure"]).await?;
    page.diagnosed(&["none of the offered sub-protocols", "Connect without sub-protocols"]).await?;
    page.newest_rows_are(&[(Error, "", "1006")]).await.map(drop)
}

/// Firefox lets the connection open without a sub-protocol, against the WHATWG's standard.
async fn none_chosen_and_connected(page: &Page, stage: &Stage) -> Result<()> {
    page.fill("textbox", "Subprotocols", "chat.v1").await?;
    page.connect(&stage.server.ws("/protocols?pick=none")).await?;
    let report = r#"{"type":"protocols","offered":["chat.v1"],"chosen":null}"#;
    page.newest_rows_are(&[(Received, "text", report)]).await?;
    page.explained("chat.v1").await?;
    let status = page.status().await?;
    ensure!(!status.contains("· chat.v1"), "it says {status:?}");
    Ok(())
}

async fn bad(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.fill("textbox", "URL", &stage.echo()).await?;
    for (typed, words) in [
        ("a,", "empty"),
        ("a, b c", "character 5"),
        ("chat/1", "character 5"),
        ("a, b, a", "twice"),
        ("ไทย", "character 1"),
    ] {
        page.paste("Subprotocols", typed).await?;
        page.press("Connect").await?;
        page.described("textbox", "Subprotocols", words).await.with_context(|| format!("for {typed:?}"))?;
        page.has_value("textbox", "Subprotocols", typed).await?;
        page.status_says(&["Disconnected"]).await?;
    }
    page.total_is(0).await
}

async fn extensions(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    // The practice server negotiates none, and then none is shown.
    page.connect(&stage.echo()).await?;
    let status = page.status().await?;
    ensure!(!status.contains("permessage-deflate"), "it says {status:?}");
    Ok(())
}
