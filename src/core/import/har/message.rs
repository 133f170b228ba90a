//! A message of a HAR log: `{"type":"send","time":1715678400.1,"opcode":1,"data":"hello"}`.
//!
//! Binary has the opcode 2 and its data as base64. A message of the type `error` is none: it says that the connection
//! failed.

use std::borrow::Cow;

use super::super::guess::{bytes, direction};
use super::super::{ProblemKind, number};
use crate::codec::json::members::{members, text};
use crate::import::problem::needed_text;
use crate::log::Kind;
use crate::message::Message;
use crate::time::Micros;

/// What stands in the place of a message.
pub enum Said<'t> {
    Message(Kind, Payload<'t>),
    /// The connection failed, in these words.
    Failure(Cow<'t, str>),
}

/// A payload, where it lies if it has no escapes.
pub enum Payload<'t> {
    Text(Cow<'t, str>),
    Binary(Vec<u8>),
}

impl Payload<'_> {
    pub fn as_message(&self) -> Message<'_> {
        match self {
            Self::Text(text) => Message::text(text),
            Self::Binary(bytes) => Message::binary(bytes),
        }
    }

    pub fn len(&self) -> usize {
        self.as_message().payload.len()
    }
}

/// Reads a message, and when it was sent or received.
pub fn read(value: &str) -> Result<(Option<Micros>, Said<'_>), ProblemKind> {
    let (mut kind, mut at, mut data) = ("", None, "");
    let (mut opcode, mut encoding) = ("1", "");
    members(value, |key, value| match key {
        "type" => kind = value,
        "time" => at = number::seconds(value),
        "opcode" => opcode = value,
        "data" => data = value,
        "encoding" => encoding = value,
        _ => {}
    })
    .map_err(ProblemKind::NotJson)?;
    if kind == "\"error\"" {
        return Ok((at, Said::Failure(text(data).unwrap_or_default())));
    }
    let kind = direction(kind).ok_or_else(|| ProblemKind::Member("type".to_owned()))?;
    let data = needed_text("data", data)?;
    let payload = match opcode {
        "1" if encoding != "\"base64\"" => Payload::Text(data),
        "1" | "2" => Payload::Binary(bytes(&data).ok_or_else(|| ProblemKind::Member("data".to_owned()))?),
        other => return Err(ProblemKind::Opcode(other.to_owned())),
    };
    Ok((at, Said::Message(kind, payload)))
}
