//! Socket.IO 4 with the library's own server: an event, and a call that it acknowledges.
//! Its heart-beats come after 25 s, and aren't waited for.

use anyhow::Result;

use crate::servers::RealServer;
use crate::stage::Stage;

pub async fn understood(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let server = RealServer::node("socket-io.cjs").await?;
    page.connect(&server.ws("/socket.io/?EIO=4&transport=websocket")).await?;
    // The server speaks first.
    page.total_is(3).await?;
    page.protocol_is("Auto: Socket.IO").await?;
    page.send("40").await?;
    page.total_is(5).await?;
    page.send(r#"42["chat message",{"text":"hello"}]"#).await?;
    page.total_is(7).await?;
    page.send(r#"427["add",1,2]"#).await?;
    page.rows_say(&[
        &["open"],
        &["connect"],
        &["connect"],
        &["chat message"],
        &["chat message"],
        &["add"],
        &["ack", "to 8 · "],
    ])
    .await?;
    page.is_answered("Socket.IO", 8, 9).await
}
