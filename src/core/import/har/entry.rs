//! What an entry of a HAR log says of its connection.

use std::borrow::Cow;

use super::super::number;
use super::super::shape::{Field, Level};
use crate::codec::json::members::{items, members, text};
use crate::conn::{EndedBy, Ending, Notice, Target};
use crate::export::NO_ADDRESS;
use crate::log::{Kind, Traffic};
use crate::time::{Micros, Span};

/// No close frame came (RFC 6455 §7.1.5).
const NO_CLOSE_FRAME: u16 = 1006;

/// An entry, as far as it is known.
#[derive(Debug, Default)]
pub struct Entry {
    started: Option<Micros>,
    /// How long it took, for a connection that failed.
    time: Span,
    is_called_websocket: bool,
    address: String,
    offered: Vec<String>,
    status: u16,
    chosen: String,
    extensions: String,
    failure: Option<Failure>,
    closed: Option<Closed>,
    /// Whether there is a list of messages.
    pub has_messages: bool,
    known: Known,
    /// The time of the last message.
    pub last: Option<Micros>,
    traffic: Traffic,
}

/// Which parts of an entry are over.
#[derive(Debug, Default)]
struct Known {
    request: bool,
    response: bool,
}

/// That a connection failed, in the words of who has written the file.
#[derive(Debug)]
struct Failure {
    words: String,
    at: Option<Micros>,
}

/// How HTTP Toolkit says that a connection was closed.
#[derive(Debug)]
struct Closed {
    code: u16,
    reason: String,
    at: Option<Micros>,
}

impl Entry {
    /// Takes a member.
    pub fn take(&mut self, field: Field, value: &str) {
        let said = || text(value).unwrap_or_default();
        match field {
            Field::Started => self.started = text(value).and_then(|iso| Micros::read_iso(&iso)),
            Field::Time => self.time = Span(number::millis(value).map_or(0, |time| time.0)),
            Field::ResourceType => self.is_called_websocket = said().eq_ignore_ascii_case("websocket"),
            Field::Address => self.address = said().into_owned(),
            Field::Offered => header(value, "sec-websocket-protocol", |names| {
                self.offered.extend(names.split(',').map(|name| name.trim().to_owned()));
            }),
            Field::Status => self.status = value.parse().unwrap_or(0),
            Field::Answered => {
                header(value, "sec-websocket-protocol", |name| name.trim().clone_into(&mut self.chosen));
                header(value, "sec-websocket-extensions", |names| {
                    names.trim().clone_into(&mut self.extensions);
                });
            }
            // The one of the entry and that of its response; either may be empty.
            Field::Failure => {
                if let Some(words) = text(value).filter(|words| !words.is_empty()) {
                    self.failure.get_or_insert(Failure { words: words.into_owned(), at: None });
                }
            }
            Field::Closed => self.closed = closed(value),
        }
    }

    /// Whether it is a WebSocket connection, with messages or without.
    pub fn is_websocket(&self) -> bool {
        let scheme = self.address.get(..3).unwrap_or_default();
        self.has_messages
            || self.is_called_websocket
            || scheme.eq_ignore_ascii_case("ws:")
            || scheme.eq_ignore_ascii_case("wss")
    }

    /// Whether all is known that belongs before the messages.
    pub fn is_known(&self) -> bool {
        self.started.is_some() && self.known.request && self.known.response
    }

    /// A part of it is over.
    pub fn left(&mut self, level: Level) {
        self.known.request |= level == Level::Request;
        self.known.response |= level == Level::Response;
    }

    /// When it began.
    pub fn begun(&self) -> Option<Micros> {
        self.started
    }

    /// The notices that belong before the messages.
    pub fn beginning(&self) -> Vec<Notice> {
        let mut notices = Vec::new();
        if !self.address.is_empty() && self.address != NO_ADDRESS {
            let target = Target { address: self.address(), subprotocols: self.offered.clone() };
            notices.push(Notice::Connecting { target, attempt: 0 });
        }
        if self.is_opened() {
            notices.push(Notice::Opened {
                subprotocol: self.chosen.clone(),
                extensions: self.extensions.clone(),
            });
        }
        notices
    }

    /// Proxies write the address as that of the request by HTTP, which it is, too.
    fn address(&self) -> String {
        for (http, ws) in [("https://", "wss://"), ("http://", "ws://")] {
            if let Some(rest) = self.address.strip_prefix(http) {
                return format!("{ws}{rest}");
            }
        }
        self.address.clone()
    }

    /// Counts a message.
    pub fn count(&mut self, at: Option<Micros>, kind: Kind, bytes: usize) {
        let flow = match kind {
            Kind::Sent => &mut self.traffic.sent,
            Kind::Received | Kind::Error | Kind::Info => &mut self.traffic.received,
        };
        flow.messages += 1;
        flow.bytes += bytes as u64;
        self.last = at.or(self.last);
    }

    /// One of its messages says that it failed, in the words of who has written the file.
    pub fn failed(&mut self, words: String, at: Option<Micros>) {
        self.failure = Some(Failure { words, at: at.or(self.last) });
    }

    /// How it ended, and when, as far as it says.
    pub fn ending(&self) -> Option<(Option<Micros>, Ending)> {
        let over = self.started.map(|started| started + self.time);
        if let Some(Closed { code, reason, at }) = &self.closed {
            let at = at.or(self.last).or(over);
            let by = if *code == NO_CLOSE_FRAME { EndedBy::Lost } else { EndedBy::Server };
            return Some((at, self.ending_by(by, *code, reason, at)));
        }
        let was_open = self.is_opened() || self.last.is_some();
        let was_refused = !was_open && self.status != 0;
        let (words, at) = match &self.failure {
            Some(Failure { words, at }) => (words.as_str(), *at),
            None if was_refused => ("", None),
            None => return None,
        };
        let at = at.or(self.last).or(over);
        let by = if was_open { EndedBy::Lost } else { EndedBy::NeverOpened };
        Some((at, self.ending_by(by, NO_CLOSE_FRAME, words, at)))
    }

    fn ending_by(&self, by: EndedBy, code: u16, reason: &str, at: Option<Micros>) -> Ending {
        let never_opened = by == EndedBy::NeverOpened;
        let took = at.zip(self.started).map(|(at, started)| at.since(started));
        Ending {
            by,
            code,
            reason: reason.to_owned(),
            clean: code != NO_CLOSE_FRAME,
            lasted: took.filter(|_| !never_opened),
            handshake: took.filter(|_| never_opened).unwrap_or_default(),
            traffic: self.traffic,
        }
    }

    /// The handshake succeeded, over HTTP/1.1 or over HTTP/2 (RFC 8441 §5).
    fn is_opened(&self) -> bool {
        self.status == 101 || self.status == 200 && self.has_messages
    }
}

/// Hands out the values of a header in a list of headers.
fn header(headers: &str, wanted: &str, mut each: impl FnMut(&str)) {
    items(headers, &mut |item| {
        let (mut name, mut value) = (Cow::default(), Cow::default());
        // A header that isn't an object has no name.
        let _ = members(item, |key, written| match key {
            "name" => name = text(written).unwrap_or_default(),
            "value" => value = text(written).unwrap_or_default(),
            _ => {}
        });
        if name.eq_ignore_ascii_case(wanted) && !value.is_empty() {
            each(&value);
        }
    });
}

/// Either an object, or a word for that there was no close frame.
fn closed(value: &str) -> Option<Closed> {
    if value == "null" {
        return None;
    }
    let mut closed = Closed { code: NO_CLOSE_FRAME, reason: String::new(), at: None };
    // What isn't an object has no code.
    let _ = members(value, |key, value| match key {
        "code" => closed.code = value.parse().unwrap_or(NO_CLOSE_FRAME),
        "reason" => closed.reason = text(value).unwrap_or_default().into_owned(),
        "timestamp" => closed.at = number::seconds(value),
        _ => {}
    });
    Some(closed)
}
