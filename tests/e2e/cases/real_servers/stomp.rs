//! STOMP 1.2 with `RabbitMQ`: a subscription with a receipt, and a message that comes back and is acknowledged.

use anyhow::Result;

use crate::servers::RealServer;
use crate::stage::Stage;

pub async fn understood(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let server = RealServer::rabbitmq().await?;
    page.connect(&server.ws("/ws")).await?;
    let frames = [
        ("CONNECT\naccept-version:1.2\nhost:/\n\n{{char:0}}", 4),
        ("SUBSCRIBE\nid:0\nack:client\nreceipt:subscribed\ndestination:/topic/news\n\n{{char:0}}", 6),
        ("SEND\ndestination:/topic/news\nreceipt:said\n\nhi{{char:0}}", 9),
    ];
    for (frame, total) in frames {
        page.paste_message(frame).await?;
        page.press("Send").await?;
        page.total_is(total).await?;
    }
    page.protocol_is("Auto: STOMP").await?;
    page.rows_say(&[
        &["CONNECT"],
        &["CONNECTED"],
        &["SUBSCRIBE", "/topic/news"],
        &["RECEIPT", "to 5 · "],
        &["SEND", "/topic/news"],
        &["MESSAGE", "/topic/news"],
        &["RECEIPT", "to 7 · "],
    ])
    .await?;
    page.is_answered("STOMP", 5, 6).await?;
    page.is_answered("STOMP", 7, 9).await
}
