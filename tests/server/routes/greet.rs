//! `/greet`: the example server of the WebSocket primer, in English.

use futures_util::StreamExt;
use tokio_tungstenite::tungstenite::Message;

use super::{Action, Route, Talk};
use crate::socket::{Outcome, Socket, say};

pub const ROUTE: Route = Route {
    path: "/greet",
    what: "Greets on opening, and answers every text with \"You said: …\".",
    params: &[],
    read: |_| Ok(Action::Talk(Talk::Greet)),
};

pub async fn run(socket: &mut Socket) -> Outcome {
    say(socket, "Welcome to the WebSocket server!").await?;
    while let Some(message) = socket.next().await {
        match message? {
            Message::Text(text) => say(socket, format!("You said: {text}")).await?,
            Message::Binary(bytes) => say(socket, format!("You said: {} bytes", bytes.len())).await?,
            Message::Ping(_) | Message::Pong(_) | Message::Close(_) | Message::Frame(_) => {}
        }
    }
    Ok(())
}
