//! Rows exactly as we write them, read without a tree.
//!
//! Most of a file are messages of the usual form, and reading them so takes half the time. Whatever differs in the
//! least, even if it means the same, is left to the reader of `log::form`.

use std::borrow::Cow;

use crate::codec::json::members::text;
use crate::codec::json::{Reader, Token};
use crate::import::guess::bytes;
use crate::log::{Body, Kind, Row, Seq};
use crate::message::{DataType, Message, Role};
use crate::time::Micros;

/// A message, where it lies as far as it has no escapes.
#[derive(Debug, PartialEq, Eq)]
pub struct UsualRow<'t> {
    seq: Seq,
    at: Micros,
    kind: Kind,
    data_type: DataType,
    payload: Cow<'t, [u8]>,
}

impl UsualRow<'_> {
    /// The row as the log takes it.
    pub fn as_row(&self) -> Row<'_> {
        let message = Message { data_type: self.data_type, payload: &self.payload };
        Row { seq: self.seq, at: self.at, kind: self.kind, body: Body::Message(message, Role::Data) }
    }
}

/// Reads a row, if it is of the usual form.
pub fn read(row: &str) -> Option<UsualRow<'_>> {
    let (seq, rest) = number(row.strip_prefix("{\"seq\":")?)?;
    let (iso, rest) = rest.strip_prefix(",\"at\":\"")?.split_once('"')?;
    if !iso.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b':' | b'.' | b'T' | b'Z')) {
        return None;
    }
    let (at, rest) = number(rest.strip_prefix(",\"us\":")?)?;
    let (kind, rest) = one_of(
        rest.strip_prefix(",\"kind\":\"")?,
        [("received\",\"type\":\"", Kind::Received), ("sent\",\"type\":\"", Kind::Sent)],
    )?;
    let (data_type, rest) =
        one_of(rest, [("text\",\"size\":", DataType::Text), ("binary\",\"size\":", DataType::Binary)])?;
    let (_, rest) = number(rest)?;
    let (is_base64, value) =
        one_of(rest.strip_suffix('}')?, [(",\"text\":", false), (",\"base64\":", true)])?;
    let mut tokens = Reader::new(value);
    let is_string = matches!(tokens.next(), Some(Ok(Token::Scalar(_)))) && tokens.next().is_none();
    let text = text(value).filter(|_| is_string)?;
    let payload = match text {
        text if is_base64 => Cow::Owned(bytes(&text)?),
        Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
        Cow::Owned(text) => Cow::Owned(text.into_bytes()),
    };
    Some(UsualRow { seq: Seq(seq), at: Micros(at), kind, data_type, payload })
}

/// The number at the beginning, as we write it, and the rest.
fn number(text: &str) -> Option<(u64, &str)> {
    let length = text.bytes().take_while(u8::is_ascii_digit).count();
    let (digits, rest) = text.split_at(length);
    let is_plain = length == 1 || !digits.starts_with('0');
    Some((digits.parse().ok().filter(|_| is_plain)?, rest))
}

fn one_of<'t, T: Copy>(text: &'t str, choices: [(&str, T); 2]) -> Option<(T, &'t str)> {
    choices.iter().find_map(|(name, value)| Some((*value, text.strip_prefix(name)?)))
}
