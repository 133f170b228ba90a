//! WAMP 2 with the router of fox-wamp: a subscription, a publication, and a procedure that the page itself registers,
//! calls and answers, so that requests go both ways.

use anyhow::Result;

use crate::servers::RealServer;
use crate::stage::Stage;

pub async fn understood(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let server = RealServer::node("wamp.cjs").await?;
    page.fill("textbox", "Subprotocols", "wamp.2.json").await?;
    page.connect(&server.ws("/")).await?;
    let roles = r#"{"caller":{},"callee":{},"publisher":{},"subscriber":{}}"#;
    page.send(&format!(r#"[1,"realm1",{{"roles":{roles}}}]"#)).await?;
    page.total_is(4).await?;
    page.protocol_is("Auto: WAMP").await?;
    page.send(r#"[32,1,{},"com.example.news"]"#).await?;
    page.total_is(6).await?;
    page.send(r#"[16,2,{"acknowledge":true,"exclude_me":false},"com.example.news",["hi"]]"#).await?;
    page.total_is(9).await?;
    page.send(r#"[64,3,{},"com.example.add"]"#).await?;
    page.total_is(11).await?;
    page.send(r#"[48,4,{},"com.example.add",[1,2]]"#).await?;
    page.total_is(13).await?;
    page.send("[70,{{last:$[1]}},{},[3]]").await?;
    page.rows_say(&[
        &["HELLO", "realm1"],
        &["WELCOME"],
        &["SUBSCRIBE", "com.example.news"],
        &["SUBSCRIBED", "com.example.news", "to 5 · "],
        &["PUBLISH", "com.example.news"],
        &["EVENT", "com.example.news"],
        &["PUBLISHED", "to 7 · "],
        &["REGISTER", "com.example.add"],
        &["REGISTERED", "com.example.add", "to 10 · "],
        &["CALL", "com.example.add"],
        &["INVOCATION", "com.example.add"],
        &["YIELD", "to 13 · "],
        &["RESULT", "to 12 · "],
    ])
    .await?;
    page.is_answered("WAMP", 12, 15).await?;
    page.is_answered("WAMP", 13, 14).await
}
