//! Composing messages of application protocols by forms, for real servers; and what a client does by itself, which is
//! off until the user wants it, is said, and is what the server asks for.

use anyhow::{Result, ensure};
use serde_json::Value;

use super::{Case, case};
use crate::page::{Format, Kind, Page, Pairs};
use crate::servers::RealServer;
use crate::stage::Stage;
use crate::wait::{SOON, eventually};

pub const CASES: &[Case] = &[
    case("packets of MQTT are composed by forms", |stage| Box::pin(mqtt(stage))).for_pages(),
    case("a query of GraphQL is composed by a form", |stage| Box::pin(graphql(stage))).for_pages(),
    case("a connection of Socket.IO answers pings when it is told to, and not before", |stage| {
        Box::pin(socket_io(stage))
    })
    .for_pages(),
    case("a password is in no message that is kept", |stage| Box::pin(secret(stage))),
];

const KIND: &str = "Kind of message";

/// Waits until it is said, or not, that something is done by itself.
async fn automatic_is(page: &Page, button: &str, is_on: bool) -> Result<()> {
    let name = if is_on { format!("{button} auto") } else { button.to_owned() };
    page.find("button", &name).await.map(drop)
}

async fn mqtt(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let server = RealServer::mosquitto().await?;
    page.fill("textbox", "Subprotocols", "mqtt").await?;
    page.connect(&server.ws("/")).await?;
    page.press("MQTT message").await?;
    page.pick(KIND, "CONNECT").await?;
    page.press("Send this").await?;
    page.total_is(4).await?;
    page.pick(KIND, "SUBSCRIBE").await?;
    page.press("Send this").await?;
    page.described("textbox", "Topic Filter", "This must hold something.").await?;
    page.fill("textbox", "Topic Filter", "news/#").await?;
    page.press("Send this").await?;
    page.total_is(6).await?;
    page.pick(KIND, "PUBLISH").await?;
    page.fill("textbox", "Topic Name", "news/today").await?;
    page.fill("textbox", "Payload", "hi {{random:7-7}}").await?;
    page.pick("QoS", "1").await?;
    // What goes into the box first can be looked at, and changed.
    page.press("Put in message box").await?;
    page.format_is(Format::Hex).await?;
    let packet = "32 12 00 0a 6e 65 77 73 2f 74 6f 64 61 79 00 01 68 69 20 37";
    page.has_value("textbox", "Message", packet).await?;
    page.press("Send").await?;
    page.rows_say(&[
        &["CONNECT"],
        &["CONNACK", "to 3 · "],
        &["SUBSCRIBE", "news/#"],
        &["SUBACK", "to 5 · "],
        &["PUBLISH", "news/today"],
        &["PUBLISH", "news/today"],
        &["PUBACK", "to 7 · "],
    ])
    .await?;

    automatic_is(page, "MQTT message", false).await?;
    page.tick("Heart-beat every 30 s", true).await?;
    page.tick("Send CONNECT on opening", true).await?;
    automatic_is(page, "MQTT message", true).await?;
    page.press("Disconnect").await?;
    page.status_says(&["Disconnected"]).await?;
    page.press("Clear log").await?;
    page.press("Connect").await?;
    // The server was promised a packet a minute (§3.1.2.10), so it is kept waiting no longer.
    page.rows_say(&[&["CONNECT"], &["CONNACK", "to "]]).await?;
    let sent = page.rows().await?.into_iter().find(|row| row.text.contains("CONNECT"));
    ensure!(sent.is_some_and(|row| row.text.contains("00 3c")), "the packet doesn't tell of 60 s");
    page.tick("Send CONNECT on opening", false).await?;
    page.tick("Heart-beat every 30 s", false).await?;
    automatic_is(page, "MQTT message", false).await
}

async fn graphql(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let server = RealServer::node("graphql.cjs").await?;
    page.fill("textbox", "Subprotocols", "graphql-transport-ws").await?;
    page.pick("Protocol", "GraphQL").await?;
    page.press("GraphQL message").await?;
    // Without a connection the form says so, and keeps what is typed.
    page.fill("textbox", "query", "{ hello }").await?;
    page.press("Send this").await?;
    page.described("textbox", "Message", "Not connected.").await?;
    page.tick("Send connection_init on opening", true).await?;
    page.connect(&server.ws("/")).await?;
    page.total_is(4).await?;
    page.fill("textbox", "variables", r#"{"x":}"#).await?;
    page.press("Send this").await?;
    page.described("textbox", "variables", "column 6").await?;
    page.fill("textbox", "variables", r#"{"x":1}"#).await?;
    page.press("Send this").await?;
    page.rows_say(&[
        &["connection_init"],
        &["connection_ack"],
        &["subscribe"],
        &["next", "to 5 · "],
        &["complete", "to 5 · "],
    ])
    .await
}

/// How often the server asks, and how long it waits for the answer, in milliseconds.
const PING: [&str; 2] = ["500", "4000"];

async fn socket_io(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let server = RealServer::node_with("socket-io.cjs", &PING).await?;
    let address = server.ws("/socket.io/?EIO=4&transport=websocket");
    page.connect(&address).await?;
    // Nothing is done by itself, so the server gives up.
    page.status_says(&["Disconnected"]).await?;
    let answered = page.rows().await?.iter().filter(|row| row.kind == Kind::Sent).count();
    ensure!(answered == 0, "{answered} messages were sent by themselves");
    page.press("Socket.IO message").await?;
    page.tick("Send CONNECT on opening", true).await?;
    page.tick("Answer the server’s pings", true).await?;
    page.connect(&address).await?;
    eventually("some pings to be answered", SOON, async || {
        let rows = page.rows().await?;
        let pongs = rows.iter().filter(|row| row.kind == Kind::Sent && row.text.contains("pong")).count();
        ensure!(pongs >= 4, "{pongs} are");
        Ok(())
    })
    .await?;
    page.status_says(&["Connected"]).await?;
    page.press("Clear log").await?;
    page.press("Hide pings").await?;
    page.fill("textbox", "event", "add").await?;
    page.fill("textbox", "arguments", "1, 2").await?;
    page.fill("textbox", "ack id", "7").await?;
    page.press("Send this").await?;
    page.rows_say(&[&["add"], &["ack", "to "]]).await
}

async fn secret(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    page.connect(&stage.echo()).await?;
    page.pick("Protocol", "STOMP").await?;
    page.press("STOMP message").await?;
    page.pick(KIND, "CONNECT").await?;
    let type_passcode = async |text: &str| -> Result<()> {
        // A box for passwords has no role.
        let script = "const box = document.querySelector('.protocol-form input[type=password]'); box.focus(); box.select();";
        page.script::<Value>(script, vec![]).await?;
        Ok(page.web.active_element().await?.send_keys(text).await?)
    };
    type_passcode("hunter2").await?;
    page.find("checkbox", "Send CONNECT on opening").await?.click().await?;
    eventually("why it isn't kept", SOON, async || {
        let script = "const box = document.activeElement; return [box.type, descriptionOf(box)];";
        let (kind, said): (String, String) = page.script(script, vec![]).await?;
        ensure!(kind == "password" && said.contains("no password is"), "the {kind} says {said:?}");
        Ok(())
    })
    .await?;
    ensure!(!page.ticked("Send CONNECT on opening").await?, "it is ticked all the same");
    // By hand it is sent. In what is kept of that there are dots: in the log on disk, and nowhere else.
    page.press("Send this").await?;
    page.total_is(4).await?;
    page.kept_are(&[2]).await?;
    let kept = page.kept_logs().await?;
    let payloads = || kept.iter().flat_map(|log| &log.rows).map(|row| String::from_utf8_lossy(&row.payload));
    let frames: Vec<_> = payloads().filter(|text| text.contains("passcode:")).collect();
    ensure!(frames.len() == 2, "{} frames are kept", frames.len());
    ensure!(frames.iter().all(|text| text.contains("passcode:•••")), "they are {frames:?}");
    let stored: String =
        page.script("return JSON.stringify([localStorage, sessionStorage]);", vec![]).await?;
    ensure!(!stored.contains("hunter2"), "it is kept: {stored}");
    // A variable may be secret itself.
    page.add_pairs(Pairs::Own, &[("passcode", "hunter2")]).await?;
    type_passcode("{{passcode}}").await?;
    page.tick("Send CONNECT on opening", true).await
}
