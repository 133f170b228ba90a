//! An open WebSocket, and the few things that most routes do with it.
//! Pings are answered and close frames acknowledged by tungstenite whenever the socket is read,
//! which is why every wait here reads.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::protocol::{Role, WebSocketConfig};
use tokio_tungstenite::tungstenite::{Error, Message};

use crate::wire::Wire;

/// The server's end of a WebSocket.
pub type Socket = WebSocketStream<Wire>;

/// What a route's work comes to; an error means that the peer is gone or broke the protocol.
pub type Outcome = Result<(), Error>;

/// Whether a socket is still of use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Still {
    Open,
    Closed,
}

/// Takes the wire over after the answer 101.
pub async fn open(wire: Wire, already_read: Vec<u8>) -> Socket {
    const MAX_MESSAGE: usize = 512 * 1024 * 1024;
    let config =
        WebSocketConfig::default().max_message_size(Some(MAX_MESSAGE)).max_frame_size(Some(MAX_MESSAGE));
    WebSocketStream::from_partially_read(wire, already_read, Role::Server, Some(config)).await
}

/// Sends one text message.
pub async fn say(socket: &mut Socket, text: impl Into<String>) -> Outcome {
    socket.send(Message::text(text.into())).await
}

/// Reads and ignores everything until the connection has ended.
pub async fn until_closed(socket: &mut Socket) -> Outcome {
    while let Some(message) = socket.next().await {
        message?;
    }
    Ok(())
}

/// Waits for that long, unless the connection ends first.
pub async fn wait(socket: &mut Socket, how_long: Duration) -> Result<Still, Error> {
    match tokio::time::timeout(how_long, until_closed(socket)).await {
        Ok(ended) => ended.map(|()| Still::Closed),
        Err(_) => Ok(Still::Open),
    }
}
