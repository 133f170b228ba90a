//! graphql-transport-ws with the server of graphql-ws: a query, and a subscription with two answers.

use anyhow::Result;

use crate::servers::RealServer;
use crate::stage::Stage;

pub async fn understood(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let server = RealServer::node("graphql.cjs").await?;
    page.fill("textbox", "Subprotocols", "graphql-transport-ws").await?;
    page.connect(&server.ws("/")).await?;
    page.send(r#"{"type":"connection_init"}"#).await?;
    page.total_is(4).await?;
    page.protocol_is("Auto: GraphQL").await?;
    page.send(r#"{"id":"a","type":"subscribe","payload":{"query":"{ hello }"}}"#).await?;
    page.total_is(7).await?;
    let ticks = r#"{"query":"subscription Ticks { ticks }","operationName":"Ticks"}"#;
    page.send(&format!(r#"{{"id":"b","type":"subscribe","payload":{ticks}}}"#)).await?;
    page.rows_say(&[
        &["connection_init"],
        &["connection_ack"],
        &["subscribe"],
        &["next", "to 5 · "],
        &["complete", "to 5 · "],
        &["subscribe", "Ticks"],
        &["next", "to 8 · "],
        &["next", "to 8 · "],
        &["complete", "to 8 · "],
    ])
    .await?;
    page.is_answered("GraphQL", 5, 6).await
}
