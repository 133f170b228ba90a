//! The opening handshake, server side: the check of what was asked, and the answer 101.
//! It is written by hand because the routes choose the sub-protocol, delay the answer or refuse it.

use std::fmt::Write;
use std::io;

use tokio::io::AsyncWriteExt;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;

use crate::answer::Answer;
use crate::request::Request;
use crate::wire::Wire;

/// A handshake that can be answered with 101.
#[derive(Debug)]
pub struct Handshake {
    accept: String,
    /// The sub-protocols the client can speak, in its order of preference.
    pub offered: Vec<String>,
}

impl Handshake {
    /// Reads the handshake out of a request, or says why it is none.
    pub fn of(request: &Request) -> Result<Self, Answer> {
        if !request.asks_for_socket() {
            return Err(Answer::sentence(
                426,
                "This address speaks WebSocket: open it with a WebSocket client, as ws:// or wss://.",
            )
            .with("Upgrade", "websocket"));
        }
        if !request.list("Connection").any(|token| token.eq_ignore_ascii_case("upgrade")) {
            return Err(Answer::sentence(400, "The handshake lacks the header \"Connection: Upgrade\"."));
        }
        if request.header("Sec-WebSocket-Version") != Some("13") {
            return Err(Answer::sentence(426, "The header \"Sec-WebSocket-Version\" must be 13.")
                .with("Upgrade", "websocket")
                .with("Sec-WebSocket-Version", "13"));
        }
        let Some(key) = request.header("Sec-WebSocket-Key") else {
            return Err(Answer::sentence(400, "The handshake lacks the header \"Sec-WebSocket-Key\"."));
        };
        let accept = derive_accept_key(key.as_bytes());
        let offered = request.list("Sec-WebSocket-Protocol").map(str::to_owned).collect();
        Ok(Self { accept, offered })
    }

    /// Answers 101 with the chosen sub-protocol, if any.
    pub async fn accept(&self, wire: &mut Wire, protocol: Option<&str>) -> io::Result<()> {
        let mut head = format!(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
             Sec-WebSocket-Accept: {}\r\n",
            self.accept
        );
        if let Some(protocol) = protocol {
            // Writing into a string can't fail.
            let _ = write!(head, "Sec-WebSocket-Protocol: {protocol}\r\n");
        }
        head.push_str("\r\n");
        wire.write_all(head.as_bytes()).await?;
        wire.flush().await
    }
}
