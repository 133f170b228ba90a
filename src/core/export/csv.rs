//! A table for spreadsheets (RFC 4180), in UTF-8 with a mark by which they know that.
//!
//! What a peer sent must not run as a formula when somebody opens the file, so such cells get an apostrophe before
//! them. So do those that begin with one: whoever reads the file takes the first one off, and has what was there.

use super::layout::{Destination, Facts, Sum, Title};
use super::payload::{Encoding, quote};
use crate::codec::digits::number;
use crate::conn::Notice;
use crate::log::Describe;
use crate::log::form::{Head, Shape, kind_name};
use crate::message::{DataType, Role};
use crate::time::Span;
use crate::time::iso::Parts;

const HEAD_LINE: &[u8] = b"seq,time_utc,kind,type,role,round_trip_us,size,encoding,data\r\n";

#[derive(Debug)]
pub(super) struct Layout {
    destination: Destination,
}

impl Layout {
    pub fn new(destination: Destination) -> Self {
        Self { destination }
    }
}

impl super::layout::Layout for Layout {
    fn begin(&mut self, _title: &Title, out: &mut Vec<u8>) {
        match self.destination {
            Destination::File => out.extend_from_slice("\u{feff}".as_bytes()),
            Destination::Clipboard => {}
        }
        out.extend_from_slice(HEAD_LINE);
    }

    fn open(&mut self, facts: &Facts, payload: &[u8], out: &mut Vec<u8>) -> Encoding {
        head(facts.head, out);
        out.extend_from_slice(match facts.data_type {
            DataType::Text => b",text,",
            DataType::Binary => b",binary,",
        });
        match facts.role {
            Role::Data => out.push(b','),
            Role::Ping => out.extend_from_slice(b"ping,"),
            Role::Pong(round_trip) => {
                out.extend_from_slice(b"pong,");
                if let Some(Span(micros)) = round_trip {
                    number(out, micros);
                }
            }
        }
        out.push(b',');
        number(out, facts.size as u64);
        match facts.shape {
            Shape::Text => {
                out.extend_from_slice(b",utf-8,\"");
                defuse(payload, out);
                Encoding::Csv
            }
            Shape::Base64 => {
                out.extend_from_slice(b",base64,\"");
                // Their first six bits are a plus sign.
                if payload.first().is_some_and(|byte| byte >> 2 == 62) {
                    out.push(b'\'');
                }
                Encoding::Base64
            }
        }
    }

    fn close(&mut self, _missing: usize, out: &mut Vec<u8>) {
        out.extend_from_slice(b"\"\r\n");
    }

    fn notice(&mut self, of: Head, notice: &Notice, describe: &Describe, out: &mut Vec<u8>) {
        head(of, out);
        words(&describe(notice), out);
    }

    fn end(&mut self, sum: &Sum, out: &mut Vec<u8>) {
        if sum.lost() > 0 {
            out.extend_from_slice(b",,info");
            words(&sum.sentence(), out);
        }
    }
}

/// The cells that every row has.
fn head(head: Head, out: &mut Vec<u8>) {
    number(out, head.seq.0);
    out.push(b',');
    Parts::of(head.at).push(out, b' ');
    out.push(b',');
    out.extend_from_slice(kind_name(head.kind).as_bytes());
}

/// The cells behind the kind, of what is no message.
fn words(words: &str, out: &mut Vec<u8>) {
    out.extend_from_slice(b",,,,,utf-8,\"");
    defuse(words.as_bytes(), out);
    quote(words.as_bytes(), out);
    out.extend_from_slice(b"\"\r\n");
}

/// Writes an apostrophe if the cell would be a formula, or begins with an apostrophe already.
fn defuse(text: &[u8], out: &mut Vec<u8>) {
    let is_dangerous = match text {
        [b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r' | b'\n' | b'\'', ..] => true,
        // The same in full width, which some spreadsheets take as well.
        _ => ["＝", "＋", "－", "＠"].iter().any(|sign| text.starts_with(sign.as_bytes())),
    };
    if is_dangerous {
        out.push(b'\'');
    }
}
