//! Action Cable with the server of Rails: a subscription that is confirmed and one that is rejected, and two actions,
//! of which one is heard by everybody. The server pings every 3 s, so rows are counted without its pings.

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};

use crate::page::Kind;
use crate::servers::RealServer;
use crate::stage::Stage;
use crate::wait::{SOON, eventually};

pub async fn understood(stage: &Stage) -> Result<()> {
    let page = &stage.page;
    let server = RealServer::ruby("cable.rb").await?;
    page.fill("textbox", "Subprotocols", "actioncable-v1-json").await?;
    page.connect(&server.ws("/cable")).await?;
    page.protocol_is("Auto: Action Cable").await?;
    page.press("Hide pings").await?;
    page.matching_is(3).await?;
    page.send(&command("subscribe", 1, None)).await?;
    page.matching_is(5).await?;
    page.send(&command("message", 1, Some(json!({ "action": "speak", "text": "hello" })))).await?;
    page.matching_is(7).await?;
    page.send(&command("message", 1, Some(json!({ "action": "add", "terms": [1, 2] })))).await?;
    page.matching_is(9).await?;
    page.send(&command("subscribe", 2, None)).await?;
    page.matching_is(11).await?;
    page.send(&command("unsubscribe", 1, None)).await?;
    page.matching_is(12).await?;
    let rows = page.rows().await?;
    let messages: Vec<u64> = rows
        .iter()
        .filter(|row| matches!(row.kind, Kind::Sent | Kind::Received))
        .map(|row| row.seq)
        .collect();
    let &[_, first, confirmed, .., second, rejected, _] = messages.as_slice() else {
        bail!("the rows are {rows:?}");
    };
    page.rows_say(&[
        &["welcome"],
        &["subscribe", "RoomChannel"],
        &["confirm_subscription", "RoomChannel", &format!("to {first} · ")],
        &["speak", "RoomChannel"],
        &["message", "RoomChannel"],
        &["add", "RoomChannel"],
        &["message", "RoomChannel"],
        &["subscribe", "RoomChannel"],
        &["reject_subscription", "RoomChannel", &format!("to {second} · ")],
        &["unsubscribe", "RoomChannel"],
    ])
    .await?;
    page.is_answered("Action Cable", first, confirmed).await?;
    page.is_answered("Action Cable", second, rejected).await?;
    eventually("a ping that is hidden", SOON, async || {
        let hidden =
            page.total().await?.checked_sub(page.matching().await?).context("more match than there are")?;
        ensure!(hidden > 0, "none is");
        Ok(())
    })
    .await?;
    page.matching_is(12).await
}

/// What a client says of a room. The name of the channel is a text that is JSON itself, and so are the data.
fn command(command: &str, room: u8, data: Option<Value>) -> String {
    let identifier = json!({ "channel": "RoomChannel", "room": room }).to_string();
    let mut said = json!({ "command": command, "identifier": identifier });
    if let Some(data) = data {
        said["data"] = data.to_string().into();
    }
    said.to_string()
}
