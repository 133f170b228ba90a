//! Lines for reading: the time by the clock of whoever exports, an arrow, and the message, the rest of it below.
//!
//! Nothing in it can move the cursor of a terminal or turn the direction of a line, so it isn't byte for
//! byte what was sent.

use super::layout::{Destination, Facts, Sum, Title};
use super::payload::{Encoding, INDENT, lines};
use crate::codec::digits::{number, padded};
use crate::conn::Notice;
use crate::log::form::{Head, Shape};
use crate::log::{Describe, Kind};
use crate::message::{DataType, Role};
use crate::time::Micros;
use crate::time::iso::Parts;

#[derive(Debug)]
pub(super) struct Layout {
    destination: Destination,
    utc_offset: i32,
}

impl Layout {
    pub fn new(destination: Destination) -> Self {
        Self { destination, utc_offset: 0 }
    }

    fn time(&self, at: Micros, out: &mut Vec<u8>) {
        Parts::local(at, self.utc_offset).push(out, b' ');
    }

    fn begin_row(&self, head: Head, out: &mut Vec<u8>) {
        self.time(head.at, out);
        out.extend_from_slice(match head.kind {
            Kind::Sent => " ↑ ".as_bytes(),
            Kind::Received => " ↓ ".as_bytes(),
            Kind::Error => b" ! ",
            Kind::Info => b" i ",
        });
    }
}

impl super::layout::Layout for Layout {
    fn begin(&mut self, title: &Title, out: &mut Vec<u8>) {
        self.utc_offset = title.utc_offset;
        match self.destination {
            Destination::File => {}
            Destination::Clipboard => return,
        }
        out.extend_from_slice(b"Wirebench log");
        if !title.address.is_empty() {
            out.extend_from_slice(b" of ");
            lines(title.address.as_bytes(), out);
        }
        out.extend_from_slice(b"\nExported ");
        self.time(title.exported, out);
        zone(title.utc_offset, out);
        if title.is_masked {
            out.extend_from_slice("; secrets are replaced by •••".as_bytes());
        }
        if !title.filter.is_empty() {
            out.extend_from_slice(b"\nOnly rows that match: ");
            lines(title.filter.as_bytes(), out);
        }
        out.extend_from_slice(b"\n\n");
    }

    fn open(&mut self, facts: &Facts, _payload: &[u8], out: &mut Vec<u8>) -> Encoding {
        self.begin_row(facts.head, out);
        match facts.role {
            Role::Data => {}
            Role::Ping => out.extend_from_slice(b"[ping] "),
            Role::Pong(None) => out.extend_from_slice(b"[pong] "),
            Role::Pong(Some(span)) => {
                out.extend_from_slice(b"[pong, ");
                out.extend_from_slice(span.exact().as_bytes());
                out.extend_from_slice(b"] ");
            }
        }
        match facts.shape {
            Shape::Text => Encoding::Lines,
            Shape::Base64 => {
                out.extend_from_slice(match facts.data_type {
                    DataType::Text => b"[text that isn't UTF-8, ".as_slice(),
                    DataType::Binary => b"[binary, ",
                });
                number(out, facts.size as u64);
                out.extend_from_slice(b" B]");
                Encoding::Dump
            }
        }
    }

    fn close(&mut self, missing: usize, out: &mut Vec<u8>) {
        if missing > 0 {
            out.push(b'\n');
            out.extend_from_slice(INDENT);
            out.extend_from_slice(b"[the last ");
            number(out, missing as u64);
            out.extend_from_slice(b" B had gone from the log]");
        }
        out.push(b'\n');
    }

    fn notice(&mut self, head: Head, notice: &Notice, describe: &Describe, out: &mut Vec<u8>) {
        self.begin_row(head, out);
        lines(describe(notice).as_bytes(), out);
        out.push(b'\n');
    }

    fn end(&mut self, sum: &Sum, out: &mut Vec<u8>) {
        match self.destination {
            Destination::File => {
                out.push(b'\n');
                out.extend_from_slice(sum.sentence().as_bytes());
                out.push(b'\n');
            }
            Destination::Clipboard => {}
        }
    }
}

/// How far a clock is ahead of UTC: ` UTC+05:30`.
fn zone(utc_offset: i32, out: &mut Vec<u8>) {
    let minutes = u64::from(utc_offset.unsigned_abs());
    out.extend_from_slice(if utc_offset < 0 { b" UTC-" } else { b" UTC+" });
    padded(out, minutes / 60, 2);
    out.push(b':');
    padded(out, minutes % 60, 2);
}
