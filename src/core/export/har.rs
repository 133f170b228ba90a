//! An HTTP archive (HAR 1.2) as Chrome's developer tools write it: an entry a connection, its messages in
//! `_webSocketMessages`.
//!
//! A connection begins with the notice that says so, whatever rows are wanted. What an entry says of the end is known
//! only behind its messages, so these stand before the request; the order of members means nothing in JSON. What is
//! known of a connection is kept in [`entry`].

mod entry;
mod uri;

use super::layout::{Facts, Heeds, Sum, Title};
use super::payload::Encoding;
use crate::codec::digits::{number, padded};
use crate::codec::json::value::Writer;
use crate::conn::Notice;
use crate::log::form::{Head, Shape};
use crate::log::{Describe, Kind};
use entry::Entry;

/// Stands for an address that isn't known, since a request has to have one.
pub(crate) const NO_ADDRESS: &str = "about:blank";

#[derive(Debug, Default)]
pub(super) struct Layout {
    /// The address of messages whose connection began before all rows.
    address: String,
    is_masked: bool,
    entry: Option<Entry>,
    /// Whether an entry stands before the next one.
    has_entries: bool,
}

impl Layout {
    fn begin_entry(&mut self, entry: Entry, out: &mut Vec<u8>) {
        self.end_entry(out);
        out.extend_from_slice(if self.has_entries { b",\n" } else { b"\n" });
        out.extend_from_slice(b"{\"_resourceType\":\"websocket\",\"_webSocketMessages\":[");
        self.has_entries = true;
        self.entry = Some(entry);
    }

    fn end_entry(&mut self, out: &mut Vec<u8>) {
        if let Some(entry) = self.entry.take() {
            out.extend_from_slice(b"],\n");
            let rest = entry.members();
            // The members are those of an object that is open already.
            out.extend_from_slice(rest.strip_prefix('{').unwrap_or(&rest).as_bytes());
        }
    }
}

impl super::layout::Layout for Layout {
    fn begin(&mut self, title: &Title, out: &mut Vec<u8>) {
        self.address.clone_from(&title.address);
        self.is_masked = title.is_masked;
        let mut creator = Writer::new();
        creator.text("name", "Wirebench");
        creator.text("version", env!("CARGO_PKG_VERSION"));
        out.extend_from_slice(b"{\"log\":{\"version\":\"1.2\",\"creator\":");
        out.extend_from_slice(creator.end().as_bytes());
        out.extend_from_slice(b",\"pages\":[],\"entries\":[");
    }

    fn open(&mut self, facts: &Facts, _payload: &[u8], out: &mut Vec<u8>) -> Encoding {
        if self.entry.is_none() {
            self.begin_entry(Entry::before_all(&self.address, facts.head.at), out);
        }
        if let Some(entry) = &mut self.entry {
            out.extend_from_slice(if entry.has_messages() { b",\n" } else { b"\n" });
            entry.message(facts.head.at);
        }
        out.extend_from_slice(match facts.head.kind {
            Kind::Sent => b"{\"type\":\"send\",\"time\":".as_slice(),
            Kind::Received | Kind::Error | Kind::Info => b"{\"type\":\"receive\",\"time\":",
        });
        // Seconds, as the developer tools have them.
        number(out, facts.head.at.0 / 1_000_000);
        out.push(b'.');
        padded(out, facts.head.at.0 % 1_000_000, 6);
        match facts.shape {
            Shape::Text => {
                out.extend_from_slice(b",\"opcode\":1,\"data\":\"");
                Encoding::Json
            }
            // Text that isn't UTF-8 can only be carried as binary.
            Shape::Base64 => {
                out.extend_from_slice(b",\"opcode\":2,\"data\":\"");
                Encoding::Base64
            }
        }
    }

    fn close(&mut self, missing: usize, out: &mut Vec<u8>) {
        out.push(b'"');
        if missing > 0 {
            out.extend_from_slice(b",\"_cut\":");
            number(out, missing as u64);
        }
        out.push(b'}');
    }

    fn notice(&mut self, head: Head, notice: &Notice, describe: &Describe, out: &mut Vec<u8>) {
        match notice {
            Notice::Connecting { target, attempt: _ } => {
                self.begin_entry(Entry::connecting(target, head.at), out);
            }
            Notice::Opened { .. }
            | Notice::Broken { .. }
            | Notice::Closing
            | Notice::Unsent(_)
            | Notice::Ended(_)
            | Notice::Waiting { .. }
            | Notice::Stopped
            | Notice::GaveUp(_)
            | Notice::Slept(_)
            | Notice::Forbidden
            | Notice::Handshake(_) => {
                if let Some(entry) = &mut self.entry {
                    entry.notice(head.at, notice, describe);
                }
            }
        }
    }

    fn end(&mut self, sum: &Sum, out: &mut Vec<u8>) {
        self.end_entry(out);
        let mut comment = sum.sentence();
        if self.is_masked {
            comment.push_str("; secrets are replaced by •••");
        }
        let mut last = Writer::new();
        last.text("comment", &comment);
        let last = last.end();
        out.extend_from_slice(b"\n],");
        out.extend_from_slice(last.strip_prefix('{').unwrap_or(&last).as_bytes());
        out.extend_from_slice(b"}\n");
    }

    fn heeds(&self) -> Heeds {
        Heeds::All
    }
}
