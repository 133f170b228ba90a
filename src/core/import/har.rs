//! HAR logs: the WebSocket connections among their entries, one after the other.
//!
//! An entry says where it connected and what was answered before its messages or behind them; Chromium writes them
//! first. The notices belong before the messages, so messages wait until the rest is known, as long as they are few;
//! those of a long connection are handed out without waiting, and its notices come behind them. Connections that
//! overlap in time stay apart.

mod entry;
mod message;

use super::Source;
use super::out::Out;
use super::shape::{Field, Level};
use crate::codec::json::members::{self, text};
use crate::conn::Notice;
use crate::log::{Body, Kind, Row, Seq, Store};
use crate::time::Micros;
use entry::Entry;
use message::Said;

/// How many bytes of payload wait for the rest of their entry.
const MAX_WAITING: usize = 8_000_000;

/// How far a HAR log has been read.
#[derive(Debug, Default)]
pub(super) struct Har {
    entry: Entry,
    waiting: Waiting,
    notices: Notices,
}

/// The messages that wait.
#[derive(Debug)]
struct Waiting {
    rows: Store,
    bytes: usize,
}

/// Where the notices about the beginning of a connection are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Notices {
    /// They aren't known, and messages wait for them.
    #[default]
    Awaited,
    /// They aren't known, and messages don't wait any more.
    Late,
    Told,
}

impl Default for Waiting {
    fn default() -> Self {
        Self { rows: Store::with_limit(usize::MAX), bytes: 0 }
    }
}

impl Har {
    /// Takes a member of the entry.
    pub fn field(&mut self, field: Field, value: &str) {
        self.entry.take(field, value);
    }

    /// Takes a message of the entry.
    pub fn message(&mut self, value: &str, line: u64, out: &mut Out<'_>) {
        is_one(out);
        self.entry.has_messages = true;
        match message::read(value) {
            Ok((at, Said::Message(kind, payload))) => {
                self.entry.count(at, kind, payload.len());
                self.put(at, kind, Body::Message(payload.as_message(), crate::message::Role::Data), out);
            }
            Ok((at, Said::Failure(words))) => self.entry.failed(words.into_owned(), at),
            Err(problem) => out.problem(line, problem),
        }
    }

    /// The list of messages is over.
    pub fn messages_over(&mut self) {
        self.entry.has_messages = true;
    }

    /// A part of the entry is over.
    pub fn left(&mut self, level: Level) {
        self.entry.left(level);
    }

    /// The entry is over.
    pub fn entry_over(&mut self, out: &mut Out<'_>) {
        is_one(out);
        if !self.entry.is_websocket() {
            out.found.facts.skipped += 1;
        }
        self.end(out);
        *self = Self::default();
    }

    /// The file is over, maybe within an entry.
    pub fn end(&mut self, out: &mut Out<'_>) {
        if !self.entry.is_websocket() {
            return;
        }
        self.hand_out(out);
        if let Some((at, ending)) = self.entry.ending() {
            let notice = Notice::Ended(ending);
            let kind = notice.row().unwrap_or(Kind::Error);
            out.next(at, kind, Body::Notice(notice));
        }
    }

    /// Hands out a row of the entry, or keeps it until its notices are known.
    fn put(&mut self, at: Option<Micros>, kind: Kind, body: Body<'_>, out: &mut Out<'_>) {
        if self.notices == Notices::Awaited && self.entry.is_known() {
            self.hand_out(out);
        }
        if self.notices != Notices::Awaited {
            return out.next(at, kind, body);
        }
        self.waiting.bytes += match &body {
            Body::Message(message, _) => message.payload.len() + size_of::<Row<'_>>(),
            Body::Notice(_) => size_of::<Row<'_>>(),
        };
        self.waiting.rows.push_row(&Row { seq: Seq(0), at: at.unwrap_or(out.found.now), kind, body });
        if self.waiting.bytes > MAX_WAITING {
            self.notices = Notices::Late;
            self.release(out);
        }
    }

    /// Hands out what is known of the beginning, and what waits for it.
    fn hand_out(&mut self, out: &mut Out<'_>) {
        if self.notices != Notices::Told {
            self.notices = Notices::Told;
            for notice in self.entry.beginning() {
                out.next(self.entry.begun(), Kind::Info, Body::Notice(notice));
            }
        }
        self.release(out);
    }

    fn release(&mut self, out: &mut Out<'_>) {
        let Waiting { rows, .. } = std::mem::take(&mut self.waiting);
        for row in (rows.first().0..rows.next().0).filter_map(|seq| rows.row(Seq(seq))) {
            out.next(Some(row.at), row.kind, row.body);
        }
    }
}

/// Takes the name of who has written the file.
pub(super) fn creator(value: &str, out: &mut Out<'_>) {
    let (mut name, mut version) = (String::new(), String::new());
    let said = |value| text(value).unwrap_or_default().into_owned();
    // A creator that isn't an object says nothing.
    let _ = members::members(value, |key, value| match key {
        "name" => name = said(value),
        "version" => version = said(value),
        _ => {}
    });
    let creator = format!("{name} {version}").trim().to_owned();
    out.found.source = Some(Source::Har { creator });
}

/// It is a HAR log, whether or not it says who has written it.
pub(super) fn is_one(out: &mut Out<'_>) {
    out.found.source.get_or_insert_with(|| Source::Har { creator: String::new() });
}
