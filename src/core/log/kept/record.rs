//! A page of rows as it lies on disk: packed, with a version, and read without trusting a byte of it.
//!
//! A head of 21 bytes: the version (1 byte), the first row's number and its time (8 each), how many rows there are (4),
//! all with the lowest byte first. Then each row: its tag; how far its time is from the one before, as a varint of
//! [`varint::distance`]; for a pong that answers one of our pings the round trip, as a varint; how many bytes it has, as
//! a varint; these bytes. They are the payload of a message, or a notice as JSON (`log::form`).
//!
//! A tag has the kind in its two lowest bits (sent, received, error, info), then for messages 4 if it is binary, and in
//! the two bits above 0 for data, 1 for a ping, 2 for a pong, and 3 for a pong with a round trip.

use super::varint;
use crate::log::form;
use crate::log::{Body, Kind, Row, Seq};
use crate::message::{DataType, Message, Role};
use crate::time::{Micros, Span};

/// The version of the form that is written.
const VERSION: u8 = 1;

/// How many bytes the head has.
const HEAD: usize = 21;

/// Where the number of rows stands in it.
const COUNT_AT: usize = 17;

const BINARY: u8 = 1 << 2;
const ROLE: u8 = 3;

/// A page that is being written.
#[derive(Debug)]
pub struct PageWriter {
    bytes: Vec<u8>,
    rows: u32,
    last: Micros,
}

/// A page that is read.
#[derive(Clone, Copy, Debug)]
pub struct Page<'a> {
    first: Seq,
    began: Micros,
    rows: u32,
    bytes: &'a [u8],
}

/// Why a page, or the rest of it, can't be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageError {
    /// A newer version of this program has written it.
    Newer(u8),
    /// It makes no sense from so many bytes on.
    Damaged(usize),
}

impl PageWriter {
    /// A page that begins with that row.
    pub fn new(first: Seq, began: Micros) -> Self {
        let mut bytes = vec![VERSION];
        bytes.extend_from_slice(&first.0.to_le_bytes());
        bytes.extend_from_slice(&began.0.to_le_bytes());
        bytes.extend_from_slice(&0_u32.to_le_bytes());
        Self { bytes, rows: 0, last: began }
    }

    /// Adds a row, as it may be kept. A message is a sent one if its kind says so, else a received one.
    pub fn push(&mut self, at: Micros, kind: Kind, body: &Body<'_>) {
        let mut tag = match kind {
            Kind::Sent => 0,
            Kind::Received => 1,
            Kind::Error => 2,
            Kind::Info => 3,
        };
        let mut trip = None;
        if let Body::Message(message, role) = body {
            if message.data_type == DataType::Binary {
                tag |= BINARY;
            }
            tag |= match role {
                Role::Data => 0,
                Role::Ping => 1 << ROLE,
                Role::Pong(None) => 2 << ROLE,
                Role::Pong(Some(span)) => {
                    trip = Some(*span);
                    3 << ROLE
                }
            };
        }
        self.bytes.push(tag);
        varint::write(&mut self.bytes, varint::distance(self.last.0, at.0));
        if let Some(trip) = trip {
            varint::write(&mut self.bytes, trip.0);
        }
        match body {
            Body::Message(message, _) => self.push_bytes(message.payload),
            Body::Notice(notice) => self.push_bytes(form::notice_text(notice).as_bytes()),
        }
        self.last = at;
        self.rows += 1;
        self.bytes[COUNT_AT..HEAD].copy_from_slice(&self.rows.to_le_bytes());
    }

    fn push_bytes(&mut self, bytes: &[u8]) {
        varint::write(&mut self.bytes, bytes.len() as u64);
        self.bytes.extend_from_slice(bytes);
    }

    /// How many rows it has.
    pub fn rows(&self) -> u32 {
        self.rows
    }

    /// The page as it is now.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The page.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

impl<'a> Page<'a> {
    /// Looks at the head of a page.
    ///
    /// # Errors
    /// A newer version has written it, or it is cut off.
    pub fn read(bytes: &'a [u8]) -> Result<Self, PageError> {
        match bytes.first() {
            Some(&version) if version > VERSION => return Err(PageError::Newer(version)),
            Some(&VERSION) => {}
            Some(_) | None => return Err(PageError::Damaged(0)),
        }
        let number = |at: usize| Some(u64::from_le_bytes(bytes.get(at..at + 8)?.try_into().ok()?));
        let count = bytes.get(COUNT_AT..HEAD).and_then(|count| count.try_into().ok());
        match (number(1), number(9), count) {
            (Some(first), Some(began), Some(count)) => {
                Ok(Self { first: Seq(first), began: Micros(began), rows: u32::from_le_bytes(count), bytes })
            }
            (_, _, _) => Err(PageError::Damaged(bytes.len())),
        }
    }

    /// The number of its first row.
    pub fn first(&self) -> Seq {
        self.first
    }

    /// Its rows one after the other; ends after the first error.
    pub fn rows(&self) -> impl Iterator<Item = Result<Row<'a>, PageError>> + use<'a> {
        let Self { first, began, rows, bytes } = *self;
        let mut rest = bytes.get(HEAD..).unwrap_or_default();
        let (mut last, mut index) = (began, 0);
        std::iter::from_fn(move || {
            let is_over = if index == rows { rest.is_empty() } else { index > rows };
            if is_over {
                return None;
            }
            let offset = bytes.len() - rest.len();
            let seq = Seq(first.0.wrapping_add(u64::from(index)));
            // What is behind the last row is damage, too.
            let read = if index < rows { row(&mut rest, seq, last) } else { None };
            index = if read.is_some() { index + 1 } else { u32::MAX };
            if let Some(row) = &read {
                last = row.at;
            } else {
                rest = &[];
            }
            Some(read.ok_or(PageError::Damaged(offset)))
        })
    }
}

fn row<'a>(rest: &mut &'a [u8], seq: Seq, last: Micros) -> Option<Row<'a>> {
    let (&tag, after) = rest.split_first()?;
    *rest = after;
    let kind = match tag & 3 {
        0 => Kind::Sent,
        1 => Kind::Received,
        2 => Kind::Error,
        _ => Kind::Info,
    };
    let at = Micros(varint::at_distance(last.0, varint::read(rest)?));
    let role = match tag >> ROLE {
        0 => Role::Data,
        1 => Role::Ping,
        2 => Role::Pong(None),
        3 => Role::Pong(Some(Span(varint::read(rest)?))),
        _ => return None,
    };
    let length = usize::try_from(varint::read(rest)?).ok()?;
    let (payload, after) = rest.split_at_checked(length)?;
    *rest = after;
    let body = match kind {
        Kind::Sent | Kind::Received => {
            let is_binary = tag & BINARY != 0;
            let data_type = if is_binary { DataType::Binary } else { DataType::Text };
            // Text is shown as text without another look.
            if !is_binary && std::str::from_utf8(payload).is_err() {
                return None;
            }
            Body::Message(Message { data_type, payload }, role)
        }
        Kind::Error | Kind::Info if tag > 3 => return None,
        Kind::Error | Kind::Info => Body::Notice(form::read_notice(std::str::from_utf8(payload).ok()?)?),
    };
    Some(Row { seq, at, kind, body })
}

#[cfg(test)]
mod tests;
