//! A JSON object that stands for a message: a row of ours, a message of a HAR log, or what any logger may have written.
//!
//! Loggers agree on little, so the usual names are tried in their order: a direction makes an object a message, and
//! without one it is taken for what a message has carried. The list is in `docs/logs.md`.

use super::out::Out;
use super::problem::needed_text;
use super::{ProblemKind, number, own};
use crate::codec::base64;
use crate::codec::json::members::{self, text};
use crate::log::Kind;
use crate::message::{DataType, Message};
use crate::time::Micros;

const DIRECTIONS: [&str; 5] = ["direction", "dir", "type", "kind", "event"];
const PAYLOADS: [&str; 6] = ["data", "payload", "message", "text", "body", "base64"];
const TIMES: [&str; 4] = ["time", "timestamp", "ts", "at"];

const SENT: [&str; 10] =
    ["out", "outgoing", "outbound", "send", "sent", "tx", "up", "client", ">", "\u{2191}"];
const RECEIVED: [&str; 11] =
    ["in", "incoming", "inbound", "receive", "received", "recv", "rx", "down", "server", "<", "\u{2193}"];

/// Reads an object; if it is no message, it is itself one that was received.
pub(super) fn object(object: &str, out: &mut Out<'_>) -> Result<(), ProblemKind> {
    let mut fields = Fields::default();
    members::members(object, |key, value| fields.take(key, value)).map_err(ProblemKind::NotJson)?;
    fields.hand_out(object, out)
}

/// The members that tell, as they are written, by the place of their names.
#[derive(Default)]
struct Fields<'t> {
    directions: [Option<&'t str>; DIRECTIONS.len()],
    payloads: [Option<&'t str>; PAYLOADS.len()],
    times: [Option<&'t str>; TIMES.len()],
    opcode: Option<&'t str>,
    encoding: Option<&'t str>,
    has_number: bool,
}

impl<'t> Fields<'t> {
    fn take(&mut self, key: &str, value: &'t str) {
        let found = (value != "null").then_some(value);
        let place = |names: &[&str]| names.iter().position(|name| *name == key);
        if let Some(place) = place(&DIRECTIONS) {
            self.directions[place] = found;
        } else if let Some(place) = place(&PAYLOADS) {
            self.payloads[place] = found;
        } else if let Some(place) = place(&TIMES) {
            self.times[place] = found;
        } else {
            match key {
                "opcode" => self.opcode = found,
                "encoding" => self.encoding = found,
                "us" | "seq" => self.has_number |= found.is_some(),
                _ => {}
            }
        }
    }

    fn hand_out(&self, object: &str, out: &mut Out<'_>) -> Result<(), ProblemKind> {
        // Ours have a kind and a number, and a reader of their own.
        if self.has_number && self.directions[3].is_some() {
            return own::read_row(object, out);
        }
        let payload = PAYLOADS.iter().zip(self.payloads).find_map(|(name, value)| Some((*name, value?)));
        let kind = self.directions.iter().flatten().find_map(|value| direction(value));
        let (Some(kind), Some((name, payload))) = (kind, payload) else {
            out.message(self.time(), Kind::Received, Message::text(object));
            return Ok(());
        };
        match self.data_type(name)? {
            DataType::Text => {
                // What isn't a text stands for itself: an object that the logger has unpacked.
                let text =
                    if payload.starts_with('"') { needed_text(name, payload)? } else { payload.into() };
                out.message(self.time(), kind, Message::text(&text));
            }
            DataType::Binary => {
                let bytes = bytes(&needed_text(name, payload)?)
                    .ok_or_else(|| ProblemKind::Member(name.to_owned()))?;
                out.message(self.time(), kind, Message::binary(&bytes));
            }
        }
        Ok(())
    }

    fn data_type(&self, payload: &str) -> Result<DataType, ProblemKind> {
        let is_base64 = self.encoding.is_some_and(|encoding| encoding.eq_ignore_ascii_case("\"base64\""));
        let is_called_binary =
            self.directions.iter().flatten().any(|value| value.eq_ignore_ascii_case("\"binary\""));
        match self.opcode {
            Some("2") => Ok(DataType::Binary),
            None | Some("1") if is_base64 || is_called_binary || payload == "base64" => Ok(DataType::Binary),
            None | Some("1") => Ok(DataType::Text),
            Some(other) => Err(ProblemKind::Opcode(other.to_owned())),
        }
    }

    fn time(&self) -> Option<Micros> {
        self.times.iter().flatten().find_map(|value| match text(value) {
            Some(said) => Micros::read_iso(&said).or_else(|| number::of_any_unit(&said)),
            None => number::of_any_unit(value),
        })
    }
}

/// Which way a message went, if that is what the value says.
pub(super) fn direction(value: &str) -> Option<Kind> {
    let word = text(value)?;
    let is_one_of = |words: &[&str]| words.iter().any(|known| word.eq_ignore_ascii_case(known));
    if is_one_of(&SENT) {
        return Some(Kind::Sent);
    }
    is_one_of(&RECEIVED).then_some(Kind::Received)
}

/// Bytes from base64, first as it is usually written, which is fast, then in any way that can be read.
pub(super) fn bytes(text: &str) -> Option<Vec<u8>> {
    data_encoding::BASE64.decode(text.as_bytes()).ok().or_else(|| base64::decode(text).ok())
}
