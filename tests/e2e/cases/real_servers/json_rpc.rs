//! JSON-RPC 2.0 with the server of rpc-websockets: a call, one that the server doesn't know, and a notification.

use anyhow::Result;

use crate::servers::RealServer;
use crate::stage::Stage;

pub async fn understood(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let server = RealServer::node("json-rpc.cjs").await?;
    page.connect(&server.ws("/")).await?;
    page.send(r#"{"jsonrpc":"2.0","id":"first","method":"add","params":[1,2]}"#).await?;
    page.total_is(4).await?;
    page.protocol_is("Auto: JSON-RPC").await?;
    page.send(r#"{"jsonrpc":"2.0","id":2,"method":"nobody"}"#).await?;
    page.rows_say(&[&["add"], &["result", "to 3 · "], &["nobody"], &["error", "to 5 · "]]).await?;
    page.is_answered("JSON-RPC", 3, 4).await?;
    page.is_answered("JSON-RPC", 5, 6).await
}
