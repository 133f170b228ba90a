//! Pusher Channels with soketi: subscriptions of which one is refused, an event from client to client, and a ping. A
//! private channel wants a signature, which the browser makes as the backend of an application would.

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::page::Page;
use crate::servers::RealServer;
use crate::stage::Stage;

pub async fn understood(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let server = RealServer::node("channels.cjs").await?;
    page.connect(&server.ws("/app/key?protocol=7&client=js&version=8.6.0")).await?;
    // The server speaks first.
    page.total_is(3).await?;
    page.protocol_is("Auto: Pusher").await?;
    page.send(r#"{"event":"pusher:subscribe","data":{"channel":"news"}}"#).await?;
    page.total_is(5).await?;
    page.send(&entering("private-room", "wrong")).await?;
    page.total_is(7).await?;
    page.send(&entering("private-room", &signature(page, "private-room").await?)).await?;
    page.total_is(9).await?;
    page.send(r#"{"event":"client-hello","channel":"private-room","data":{"from":"Ann"}}"#).await?;
    page.total_is(11).await?;
    page.send(r#"{"event":"pusher:ping","data":{}}"#).await?;
    page.total_is(13).await?;
    page.send(r#"{"event":"pusher:unsubscribe","data":{"channel":"news"}}"#).await?;
    page.rows_say(&[
        &["pusher:connection_established"],
        &["pusher:subscribe", "news"],
        &["pusher_internal:subscription_succeeded", "news", "to 4 · "],
        &["pusher:subscribe", "private-room"],
        &["pusher:subscription_error", "private-room", "to 6 · "],
        &["pusher:subscribe", "private-room"],
        &["pusher_internal:subscription_succeeded", "private-room", "to 8 · "],
        &["client-hello", "private-room"],
        &["client-hello", "private-room"],
        &["pusher:ping"],
        &["pusher:pong", "to 12 · "],
        &["pusher:unsubscribe", "news"],
    ])
    .await?;
    page.is_answered("Pusher", 6, 7).await?;
    page.is_answered("Pusher", 8, 9).await?;
    page.is_answered("Pusher", 12, 13).await
}

fn entering(channel: &str, signature: &str) -> String {
    let data = json!({ "channel": channel, "auth": format!("key:{signature}") });
    json!({ "event": "pusher:subscribe", "data": data }).to_string()
}

/// Signs the name of the connection, which the server has told first, and that of the channel.
async fn signature(page: &Page, channel: &str) -> Result<String> {
    let greeting: Value = serde_json::from_str(&page.raw_of(3).await?)?;
    let data: Value = serde_json::from_str(greeting["data"].as_str().context("the greeting has no data")?)?;
    let socket = data["socket_id"].as_str().context("the greeting names no connection")?;
    let script = "const bytes = (text) => new TextEncoder().encode(text);
        const how = { name: 'HMAC', hash: 'SHA-256' };
        const key = await crypto.subtle.importKey('raw', bytes(arguments[0]), how, false, ['sign']);
        const signed = new Uint8Array(await crypto.subtle.sign('HMAC', key, bytes(arguments[1])));
        return [...signed].map((byte) => byte.toString(16).padStart(2, '0')).join('');";
    page.later(script, vec![json!("secret"), json!(format!("{socket}:{channel}"))]).await
}
