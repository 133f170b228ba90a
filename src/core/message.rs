//! A message: what a WebSocket carries, text or binary, as bytes.
//!
//! The payload is kept byte for byte as it came or went; nothing here looks inside.

use serde::{Deserialize, Serialize};

use crate::time::Span;

/// Which of the two kinds of data frame carried the message (RFC 6455 §5.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DataType {
    /// UTF-8 text.
    Text,
    /// Any bytes.
    Binary,
}

/// What a message is to whoever keeps the connection alive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Role {
    /// Nothing but a message.
    #[default]
    Data,
    /// It asks whether the other side is there.
    Ping,
    /// It answers a ping; if that was one of ours, with the time it took.
    Pong(Option<Span>),
}

/// One message, borrowed from whoever holds the bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message<'a> {
    /// Text or binary.
    pub data_type: DataType,
    /// The payload; UTF-8 if the type is text.
    #[serde(with = "serde_bytes")]
    pub payload: &'a [u8],
}

impl<'a> Message<'a> {
    /// A text message.
    pub fn text(text: &'a str) -> Self {
        Self { data_type: DataType::Text, payload: text.as_bytes() }
    }

    /// A binary message.
    pub fn binary(payload: &'a [u8]) -> Self {
        Self { data_type: DataType::Binary, payload }
    }
}
