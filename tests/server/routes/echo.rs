//! `/echo`: the first thing anyone tries.

use futures_util::{SinkExt, StreamExt};
use tokio_tungstenite::tungstenite::Message;

use super::{Action, Route, Talk};
use crate::socket::{Outcome, Socket};
use crate::visits::Guest;

pub const ROUTE: Route = Route {
    path: "/echo",
    what: "Sends back every message: text as text, binary as binary, up to 512 MiB each.",
    params: &[],
    read: |_| Ok(Action::Talk(Talk::Echo)),
};

pub async fn run(socket: &mut Socket, guest: &Guest) -> Outcome {
    while let Some(message) = socket.next().await {
        match message? {
            message @ (Message::Text(_) | Message::Binary(_)) => {
                guest.message(&message);
                socket.send(message).await?;
            }
            // tungstenite answers these itself.
            Message::Ping(_) | Message::Pong(_) | Message::Close(_) | Message::Frame(_) => {}
        }
    }
    Ok(())
}
