//! Phoenix channels, with a real server where `PHOENIX_LIBS` names its libraries, which no registry that is used has.
//! Else the practice server answers, and has to do it so that the same comes out.

use anyhow::Result;

use crate::servers::RealServer;
use crate::stage::Stage;

pub async fn understood(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let server = RealServer::phoenix().await?;
    let address = match &server {
        Some(server) => server.ws("/socket/websocket?vsn=2.0.0"),
        None => stage.server.ws("/phoenix"),
    };
    println!(
        "  channels of Phoenix: {}",
        if server.is_some() { "its own server" } else { "the practice server" }
    );
    page.connect(&address).await?;
    page.send(r#"["1","1","room:1","phx_join",{}]"#).await?;
    page.total_is(4).await?;
    page.protocol_is("Auto: Phoenix").await?;
    page.press("Phoenix message").await?;
    page.fill("textbox", "topic", "room:1").await?;
    page.fill("textbox", "event", "add").await?;
    page.fill("textbox", "payload", r#"{"terms":[1,2]}"#).await?;
    page.press("Send this").await?;
    page.total_is(6).await?;
    page.fill("textbox", "event", "shout").await?;
    page.press("Send this").await?;
    page.total_is(8).await?;
    page.send(r#"[null,"9","phoenix","heartbeat",{}]"#).await?;
    page.total_is(10).await?;
    page.send(r#"["2","10","room:secret","phx_join",{}]"#).await?;
    page.rows_say(&[
        &["phx_join", "room:1"],
        &["phx_reply", "room:1", "to 3 · "],
        &["add", "room:1"],
        &["phx_reply", "room:1", "to 5 · "],
        &["shout", "room:1"],
        &["shout", "room:1"],
        &["heartbeat", "phoenix"],
        &["phx_reply", "phoenix", "to 9 · "],
        &["phx_join", "room:secret"],
        &["phx_reply", "room:secret", "to 11 · "],
    ])
    .await?;
    page.is_answered("Phoenix", 5, 6).await
}
