//! What is wrong with an address is said under its box before anything is tried.

use std::collections::HashSet;

use anyhow::{Context, Result, ensure};

use super::{Case, case};
use crate::stage::Stage;

pub const CASES: &[Case] = &[
    case("every rule of addresses has its sentence", |stage| Box::pin(rules(stage))),
    case("http:// is taken for ws://, and spaces around it are dropped", |stage| Box::pin(mapped(stage))),
    case("a mended address connects, and its sentence goes away", |stage| Box::pin(mended(stage))),
];

/// What is typed, and words of the sentence.
const RULES: &[(&str, &str)] = &[
    ("", "address"),
    ("127.0.0.1:8765/echo", "ws://127.0.0.1:8765/echo"),
    ("ftp://127.0.0.1/echo", "ftp"),
    ("ws://127.0.0.1/echo#part", "fragment"),
    ("ws://127.0.0.1:port/", "“port”"),
    ("ws://127.0.0.1:65536/", "65536"),
    ("ws://127.0.0.1:6000/", "port 6000"),
    ("ws://127.0.0.1/a b", "character 17"),
    ("ws:\\\\127.0.0.1", "backslash"),
    ("ws:///echo", "host"),
    ("ws://[::1", "IPv6"),
    ("ws://::1/", "[::1]"),
];

async fn rules(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let mut sentences = HashSet::new();
    for &(typed, words) in RULES {
        let context = || format!("for {typed:?}");
        page.paste("URL", typed).await?;
        page.press("Connect").await.with_context(context)?;
        let sentence = page.described("textbox", "URL", words).await.with_context(context)?;
        page.has_value("textbox", "URL", typed).await.with_context(context)?;
        ensure!(sentences.insert(sentence.clone()), "{typed:?} has the sentence of another: {sentence:?}");
        page.status_says(&["Disconnected"]).await.with_context(context)?;
    }
    ensure!(page.total().await? == 0, "an address that was refused has a row");
    Ok(())
}

async fn mapped(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.paste("URL", &format!("  {} ", stage.server.http("/echo"))).await?;
    page.press("Connect").await?;
    page.status_says(&["Connected"]).await?;
    page.send("over http").await?;
    page.echoed_text("over http").await
}

async fn mended(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let echo = stage.echo();
    let bare = echo.trim_start_matches("ws://");
    page.start_connecting(bare).await?;
    page.described("textbox", "URL", &echo).await?;
    page.connect(&echo).await?;
    let said = page.description("textbox", "URL").await?;
    ensure!(!said.contains("scheme"), "it still says {said:?}");
    Ok(())
}
