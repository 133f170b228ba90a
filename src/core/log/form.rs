//! The form that a row has in a file: names of members, apart from the names in the program.
//!
//! It is described in `docs/logs.md`, and a form that changes is a new version there. The file around the rows is
//! written by `export` and read by `import`; here is what both know of a row.

mod notice;
#[cfg(test)]
pub(crate) mod tests;

use super::{Body, Kind, Row, Seq};
use crate::codec::base64;
use crate::codec::digits::number;
use crate::codec::json::escape::escape;
use crate::codec::json::value::{Json, Writer, Wrong};
use crate::conn::Notice;
use crate::message::{DataType, Message, Role};
use crate::time::iso::Parts;
use crate::time::{Micros, Span};

/// A row that owns what it carries, as it is read from a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnedRow {
    /// Its number in the log that it is from; 0 if the file doesn't say.
    pub seq: Seq,
    /// When it happened.
    pub at: Micros,
    /// Its kind.
    pub kind: Kind,
    /// What it carries.
    pub body: OwnedBody,
}

/// What a row carries, owned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OwnedBody {
    /// A message, byte for byte, and what it is to the keep-alive.
    Message {
        /// Text or binary.
        data_type: DataType,
        /// The payload.
        payload: Vec<u8>,
        /// What it is to the keep-alive.
        role: Role,
    },
    /// A change in the connection's state.
    Notice(Notice),
}

impl OwnedRow {
    /// The row as the log takes it.
    pub fn as_row(&self) -> Row<'_> {
        let body = match &self.body {
            OwnedBody::Message { data_type, payload, role } => {
                Body::Message(Message { data_type: *data_type, payload }, *role)
            }
            OwnedBody::Notice(notice) => Body::Notice(notice.clone()),
        };
        Row { seq: self.seq, at: self.at, kind: self.kind, body }
    }
}

/// Writes a row as an object on one line.
pub fn write(row: &Row<'_>, out: &mut Vec<u8>) {
    match &row.body {
        Body::Message(message, role) => {
            let shape = Shape::of(*message);
            let head = Head { seq: row.seq, at: row.at, kind: row.kind };
            head.begin_message(message.data_type, message.payload.len(), *role, shape, out);
            match shape {
                Shape::Text => escape(out, message.payload),
                Shape::Base64 => out.extend_from_slice(base64::encode(message.payload).as_bytes()),
            }
            out.extend_from_slice(b"\"}");
        }
        Body::Notice(notice) => Head { seq: row.seq, at: row.at, kind: row.kind }.notice(notice, out),
    }
}

/// How a payload stands in its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// As text.
    Text,
    /// As base64: it is binary, or was called text and isn't UTF-8.
    Base64,
}

impl Shape {
    fn of(message: Message<'_>) -> Self {
        match message.data_type {
            DataType::Text if std::str::from_utf8(message.payload).is_ok() => Self::Text,
            DataType::Text | DataType::Binary => Self::Base64,
        }
    }
}

/// What every row says of itself.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Head {
    pub seq: Seq,
    pub at: Micros,
    pub kind: Kind,
}

impl Head {
    /// Writes the row of a message up to the quote behind which its payload stands. Behind that, `"}` ends it.
    pub fn begin_message(
        self,
        data_type: DataType,
        size: usize,
        role: Role,
        shape: Shape,
        out: &mut Vec<u8>,
    ) {
        self.begin(out);
        out.extend_from_slice(match data_type {
            DataType::Text => b",\"type\":\"text\",\"size\":",
            DataType::Binary => b",\"type\":\"binary\",\"size\":",
        });
        number(out, size as u64);
        match role {
            Role::Data => {}
            Role::Ping => out.extend_from_slice(b",\"role\":\"ping\""),
            Role::Pong(round_trip) => {
                out.extend_from_slice(b",\"role\":\"pong\"");
                if let Some(Span(micros)) = round_trip {
                    out.extend_from_slice(b",\"round_trip\":");
                    number(out, micros);
                }
            }
        }
        out.extend_from_slice(match shape {
            Shape::Text => b",\"text\":\"",
            Shape::Base64 => b",\"base64\":\"",
        });
    }

    /// Writes the row of a notice.
    pub fn notice(self, notice: &Notice, out: &mut Vec<u8>) {
        self.begin(out);
        let mut members = Writer::new();
        notice::write(notice, &mut members);
        let members = members.end();
        // Its members stand behind those that are here already.
        out.push(b',');
        out.extend_from_slice(members.strip_prefix('{').unwrap_or(&members).as_bytes());
    }

    fn begin(self, out: &mut Vec<u8>) {
        out.extend_from_slice(b"{\"seq\":");
        number(out, self.seq.0);
        out.extend_from_slice(b",\"at\":\"");
        Parts::of(self.at).push(out, b'T');
        out.extend_from_slice(b"Z\",\"us\":");
        number(out, self.at.0);
        out.extend_from_slice(b",\"kind\":\"");
        out.extend_from_slice(kind_name(self.kind).as_bytes());
        out.push(b'"');
    }
}

/// A notice by itself, as an object.
pub(super) fn notice_text(notice: &Notice) -> String {
    let mut out = Writer::new();
    notice::write(notice, &mut out);
    out.end()
}

/// Reads what [`notice_text`] writes; nothing if it is anything else.
pub(super) fn read_notice(text: &str) -> Option<Notice> {
    notice::read(&Json::read(text).ok()?).ok()
}

/// Reads a row. Where `us` is missing, `at` tells the time; `seq` and `size` may be missing, too.
///
/// # Errors
/// The path of the first thing that isn't as it should be.
pub fn read(json: &Json<'_>) -> Result<OwnedRow, Wrong> {
    let seq = Seq(json.number("seq")?);
    let at = match json.member("us") {
        Some(_) => Micros(json.number("us")?),
        None => Micros::read_iso(json.said("at")).ok_or_else(|| Wrong("at".to_owned()))?,
    };
    let kind = named(json, "kind", &KINDS)?;
    let body = match kind {
        Kind::Sent | Kind::Received => message(json)?,
        Kind::Error | Kind::Info => OwnedBody::Notice(notice::read(json)?),
    };
    Ok(OwnedRow { seq, at, kind, body })
}

fn message(json: &Json<'_>) -> Result<OwnedBody, Wrong> {
    let data_type = named(json, "type", &[("text", DataType::Text), ("binary", DataType::Binary)])?;
    let round_trip = json.member("round_trip").map(|_| json.number("round_trip")).transpose()?;
    let role = match json.text("role")?.as_str() {
        "" => Role::Data,
        "ping" => Role::Ping,
        "pong" => Role::Pong(round_trip.map(Span)),
        _ => return Err(Wrong("role".to_owned())),
    };
    let payload = match json.member("base64") {
        None => json.needed_text("text")?.into_bytes(),
        Some(_) => base64::decode(&json.text("base64")?).map_err(|_| Wrong("base64".to_owned()))?,
    };
    Ok(OwnedBody::Message { data_type, payload, role })
}

const KINDS: [(&str, Kind); 4] =
    [("sent", Kind::Sent), ("received", Kind::Received), ("error", Kind::Error), ("info", Kind::Info)];

/// The name of a kind in files.
pub(crate) fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Sent => "sent",
        Kind::Received => "received",
        Kind::Error => "error",
        Kind::Info => "info",
    }
}

/// A member that is one of these names.
fn named<T: Copy>(json: &Json<'_>, key: &str, choices: &[(&str, T)]) -> Result<T, Wrong> {
    let name = json.said(key);
    let found = choices.iter().find(|(other, _)| *other == name);
    found.map(|(_, value)| *value).ok_or_else(|| Wrong(key.to_owned()))
}
