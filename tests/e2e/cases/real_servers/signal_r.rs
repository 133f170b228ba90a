//! `SignalR` as JSON with the server of aiosignalr: a message for everybody, a call, a stream, and a question that the
//! server itself asks. Its pings aren't waited for.

use anyhow::{Context, Result};

use crate::page::Page;
use crate::servers::RealServer;
use crate::stage::Stage;

pub async fn understood(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let server = RealServer::python("hub.py").await?;
    page.connect(&server.ws("/hub")).await?;
    say(page, r#"{"protocol":"json","version":1}"#).await?;
    page.total_is(4).await?;
    page.protocol_is("Auto: SignalR").await?;
    say(page, r#"{"type":1,"target":"Shout","arguments":[{"text":"hello"}]}"#).await?;
    page.total_is(6).await?;
    say(page, r#"{"type":1,"invocationId":"0","target":"Add","arguments":[1,2]}"#).await?;
    page.total_is(8).await?;
    say(page, r#"{"type":4,"invocationId":"1","target":"Count","arguments":[1]}"#).await?;
    page.total_is(11).await?;
    say(page, r#"{"type":1,"invocationId":"2","target":"Ask","arguments":[]}"#).await?;
    page.total_is(13).await?;
    let asked = page.raw_of(13).await?;
    let id = asked.split_once(r#""invocationId":""#).and_then(|(_, behind)| behind.split('"').next());
    let id = id.context("it wants no answer")?;
    say(page, &format!(r#"{{"type":3,"invocationId":"{id}","result":"Ann"}}"#)).await?;
    page.rows_say(&[
        &["handshake"],
        &["handshake"],
        &["Shout"],
        &["Shouted"],
        &["Add"],
        &["completion", "to 7 · "],
        &["Count"],
        &["item", "to 9 · "],
        &["completion", "to 9 · "],
        &["Ask"],
        &["Name"],
        &["completion", "to 13 · "],
        &["completion", "to 12 · "],
    ])
    .await?;
    page.is_answered("SignalR", 7, 8).await?;
    page.is_answered("SignalR", 13, 14).await
}

/// Sends a message, whose end no keyboard has.
async fn say(page: &Page, message: &str) -> Result<()> {
    page.send(&format!("{message}{{{{char:1e}}}}")).await
}
