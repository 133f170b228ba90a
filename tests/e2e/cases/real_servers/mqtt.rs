//! MQTT 3.1.1 with mosquitto, in bytes as they are written in hexadecimal: a subscription, and a message that comes back.
//! Each packet is in a message of its own; packets in parts are told by tests of the reader.

use anyhow::Result;

use crate::page::Format;
use crate::servers::RealServer;
use crate::stage::Stage;

/// The name of the protocol, its level, a clean session, keep-alive after 60 s, and the name of the client.
const CONNECT: &str = "10 0e 00 04 4d 51 54 54 04 02 00 3c 00 02 77 62";
/// Number 10, the topic `news`, at most once.
const SUBSCRIBE: &str = "82 09 00 0a 00 04 6e 65 77 73 00";
/// At least once, the topic `news`, number 11, `hi`.
const PUBLISH: &str = "32 0a 00 04 6e 65 77 73 00 0b 68 69";
const PINGREQ: &str = "c0 00";

pub async fn understood(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let server = RealServer::mosquitto().await?;
    page.fill("textbox", "Subprotocols", "mqtt").await?;
    page.connect(&server.ws("/")).await?;
    page.format(Format::Hex).await?;
    page.send(CONNECT).await?;
    page.total_is(4).await?;
    page.protocol_is("Auto: MQTT").await?;
    page.send(SUBSCRIBE).await?;
    page.total_is(6).await?;
    page.send(PUBLISH).await?;
    page.total_is(9).await?;
    page.send(PINGREQ).await?;
    page.rows_say(&[
        &["CONNECT", "wb"],
        &["CONNACK", "to 3 · "],
        &["SUBSCRIBE", "news"],
        &["SUBACK", "to 5 · "],
        &["PUBLISH", "news"],
        &["PUBLISH", "news"],
        &["PUBACK", "to 7 · "],
        &["PINGREQ"],
        &["PINGRESP", "to 10 · "],
    ])
    .await?;
    page.is_answered("MQTT", 3, 4).await?;
    page.is_answered("MQTT", 7, 9).await
}
