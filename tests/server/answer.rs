//! An HTTP answer, written whole; the connection is closed after it.
//! Keep-alive would save nothing on loopback and cost a state machine.

use std::fmt::Write;
use std::io;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio_tungstenite::tungstenite::http::StatusCode;

use crate::wire::Wire;

/// Status, headers and body.
#[derive(Debug, PartialEq, Eq)]
pub struct Answer {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

/// Whether the asker wants to see the body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body {
    Sent,
    Withheld,
}

impl Answer {
    /// An answer of the given type. Pages from anywhere may read it: there is nothing here that isn't theirs to know,
    /// and a page that probes the http twin of an address has to see the status.
    pub fn new(status: u16, content_type: &str, body: Vec<u8>) -> Self {
        Self { status, headers: vec![("Content-Type", content_type.to_owned())], body }
            .with("X-Content-Type-Options", "nosniff")
            .with("Access-Control-Allow-Origin", "*")
    }

    /// One sentence for people, in plain text.
    pub fn sentence(status: u16, text: impl Into<String>) -> Self {
        let mut text = text.into();
        text.push('\n');
        Self::new(status, "text/plain; charset=utf-8", text.into_bytes()).with("Cache-Control", "no-store")
    }

    /// The same with one more header.
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// Writes the answer and ends the connection.
    pub async fn send(self, wire: &mut Wire, body: Body) -> io::Result<()> {
        let mut bytes = self.head().into_bytes();
        if body == Body::Sent && self.may_have_body() {
            bytes.extend_from_slice(&self.body);
        }
        wire.write_all(&bytes).await?;
        wire.shutdown().await?;
        linger(wire).await;
        Ok(())
    }

    fn head(&self) -> String {
        let reason = StatusCode::from_u16(self.status).ok().and_then(|s| s.canonical_reason());
        let mut head = format!("HTTP/1.1 {} {}\r\n", self.status, reason.unwrap_or("Unnamed"));
        for (name, value) in &self.headers {
            // Writing into a string can't fail.
            let _ = write!(head, "{name}: {value}\r\n");
        }
        if self.may_have_body() {
            let _ = write!(head, "Content-Length: {}\r\n", self.body.len());
        }
        head.push_str("Connection: close\r\n\r\n");
        head
    }

    fn may_have_body(&self) -> bool {
        !matches!(self.status, 204 | 304)
    }
}

/// Lets the peer hang up first: closing a socket with unread bytes sends a reset, and a reset
/// can destroy the answer before it is read.
async fn linger(wire: &mut Wire) {
    const PATIENCE: Duration = Duration::from_secs(2);
    let drained = async {
        let mut unread = [0; 4096];
        while wire.read(&mut unread).await.is_ok_and(|count| count > 0) {}
    };
    // Running out of patience is as good an end as any.
    let _ = tokio::time::timeout(PATIENCE, drained).await;
}
