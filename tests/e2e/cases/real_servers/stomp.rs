//! STOMP 1.2 with `RabbitMQ`: a subscription with a receipt, and a message that comes back and is acknowledged.
//! A message and the receipt for sending it come in any order, so nobody asks for both.

use anyhow::{Context, Result};

use crate::page::Page;
use crate::servers::RealServer;
use crate::stage::Stage;

pub async fn understood(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let server = RealServer::rabbitmq().await?;
    page.connect(&server.ws("/ws")).await?;
    say(page, "CONNECT\naccept-version:1.2\nhost:/\n\n").await?;
    page.total_is(4).await?;
    page.protocol_is("Auto: STOMP").await?;
    say(page, "SUBSCRIBE\nid:0\nack:client\nreceipt:subscribed\ndestination:/topic/news\n\n").await?;
    page.total_is(6).await?;
    say(page, "SEND\ndestination:/topic/news\n\nhi").await?;
    page.total_is(8).await?;
    let message = page.raw_of(8).await?;
    let id = message.lines().find_map(|line| line.strip_prefix("ack:")).context("it wants no ACK")?;
    say(page, &format!("ACK\nid:{id}\n\n")).await?;
    page.total_is(9).await?;
    say(page, "UNSUBSCRIBE\nid:0\nreceipt:left\n\n").await?;
    page.rows_say(&[
        &["CONNECT"],
        &["CONNECTED"],
        &["SUBSCRIBE", "/topic/news"],
        &["RECEIPT", "to 5 · "],
        &["SEND", "/topic/news"],
        &["MESSAGE", "/topic/news"],
        &["ACK", "to 8 · "],
        &["UNSUBSCRIBE"],
        &["RECEIPT", "to 10 · "],
    ])
    .await?;
    page.is_answered("STOMP", 5, 6).await?;
    page.is_answered("STOMP", 8, 9).await
}

/// Sends a frame, whose end no keyboard has.
async fn say(page: &Page, frame: &str) -> Result<()> {
    page.paste_message(&format!("{frame}{{{{char:0}}}}")).await?;
    page.press("Send").await?;
    page.has_value("textbox", "Message", "").await
}
