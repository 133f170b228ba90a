//! What an HTTP archive says of one connection besides its messages: the handshake and the end.
//!
//! A browser shows pages nothing of the handshake but what was offered and chosen, so those are the only headers, unless
//! the page was an extension's.

use std::fmt::Write;

use super::NO_ADDRESS;
use super::uri::uri;
use crate::codec::json::value::{Writer, list};
use crate::conn::handshake::{Handshake, HeaderLine};
use crate::conn::{Ending, Notice, Target};
use crate::log::Describe;
use crate::time::{Micros, Span};

/// A connection.
#[derive(Debug)]
pub(super) struct Entry {
    target: Target,
    started: Micros,
    /// When it opened, and with what; nothing if it didn't.
    opened: Option<Opened>,
    /// What could be seen of its handshake.
    handshake: Option<Handshake>,
    /// How it ended in words, and whether that was a fault.
    end: Option<End>,
    messages: u64,
    /// The last that is known of it.
    last: Micros,
}

#[derive(Debug)]
struct Opened {
    at: Micros,
    subprotocol: String,
    extensions: String,
}

#[derive(Debug)]
struct End {
    words: String,
    is_expected: bool,
}

impl Entry {
    /// A connection that begins.
    pub fn connecting(target: &Target, at: Micros) -> Self {
        Self {
            target: target.clone(),
            started: at,
            opened: None,
            handshake: None,
            end: None,
            messages: 0,
            last: at,
        }
    }

    /// A connection that was there before all rows, so nothing is known of its handshake.
    pub fn before_all(address: &str, at: Micros) -> Self {
        Self::connecting(&Target { address: address.to_owned(), subprotocols: Vec::new() }, at)
    }

    /// Whether there were messages.
    pub fn has_messages(&self) -> bool {
        self.messages > 0
    }

    /// Takes in that there was a message.
    pub fn message(&mut self, at: Micros) {
        self.messages += 1;
        self.last = self.last.max(at);
    }

    /// Takes in a notice, if it says something that an archive can have.
    pub fn notice(&mut self, at: Micros, notice: &Notice, describe: &Describe) {
        match notice {
            Notice::Opened { subprotocol, extensions } => {
                let (subprotocol, extensions) = (subprotocol.clone(), extensions.clone());
                self.opened = Some(Opened { at, subprotocol, extensions });
                self.last = self.last.max(at);
            }
            Notice::Ended(ending) => self.end(at, describe(notice), ending),
            Notice::Forbidden => {
                self.end.get_or_insert_with(|| End { words: describe(notice), is_expected: false });
            }
            Notice::Handshake(handshake) => self.handshake = Some(handshake.clone()),
            Notice::Connecting { .. }
            | Notice::Broken { .. }
            | Notice::Closing
            | Notice::Unsent(_)
            | Notice::Waiting { .. }
            | Notice::Stopped
            | Notice::GaveUp(_)
            | Notice::Slept(_) => {}
        }
    }

    fn end(&mut self, at: Micros, words: String, ending: &Ending) {
        self.end = Some(End { words, is_expected: ending.is_expected() });
        self.last = self.last.max(at);
    }

    /// All members but the messages, as an object.
    pub fn members(&self) -> String {
        let total = self.last.since(self.started);
        let wait = self.opened.as_ref().map_or(
            // Without an opening all of it was the handshake, or there was none to be seen.
            if self.messages > 0 { Span(0) } else { total },
            |opened| opened.at.since(self.started),
        );
        let receive = Span(total.0.saturating_sub(wait.0));
        let mut started = String::new();
        // Writing into a string doesn't fail.
        let _ = self.started.write_iso(&mut started);
        let mut out = Writer::new();
        out.text("startedDateTime", &started);
        out.written("time", &millis(total));
        out.written("request", &self.request());
        out.written("response", &self.response());
        out.written("cache", "{}");
        let timings = format!(
            "{{\"blocked\":-1,\"dns\":-1,\"connect\":-1,\"ssl\":-1,\"send\":0,\"wait\":{},\"receive\":{}}}",
            millis(wait),
            millis(receive)
        );
        out.written("timings", &timings);
        out.text_if_any("comment", self.end.as_ref().map_or("", |end| &end.words));
        out.end()
    }

    fn request(&self) -> String {
        let address = uri(&self.target.address);
        let query = address.split_once('?').map_or("", |(_, query)| query);
        let parameters = query.split('&').filter(|parameter| !parameter.is_empty());
        let parameters = parameters.map(|parameter| {
            let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
            pair(name, value)
        });
        let mut out = Writer::new();
        out.text("method", "GET");
        out.text("url", if address.is_empty() { NO_ADDRESS } else { &address });
        out.text("httpVersion", "HTTP/1.1");
        let offered = [("Sec-WebSocket-Protocol", self.target.subprotocols.join(", "))];
        let named = offered.iter().map(|(name, value)| (*name, value.as_str()));
        out.written("headers", &headers(self.handshake.as_ref().map(|seen| &seen.request), named));
        out.written("queryString", &list(parameters, ","));
        out.written("cookies", "[]");
        out.written("headersSize", "-1");
        out.number("bodySize", 0);
        out.end()
    }

    fn response(&self) -> String {
        let seen = self.handshake.as_ref().filter(|seen| seen.is_refused());
        let is_open = self.opened.is_some() || self.messages > 0;
        let (subprotocol, extensions) = self
            .opened
            .as_ref()
            .map_or(("", ""), |opened| (opened.subprotocol.as_str(), opened.extensions.as_str()));
        let mut out = Writer::new();
        let (status, reason) = match seen {
            Some(seen) => (seen.status, seen.reason.as_str()),
            None if is_open => (101, "Switching Protocols"),
            None => (0, ""),
        };
        out.number("status", u64::from(status));
        out.text("statusText", reason);
        out.text("httpVersion", if status == 0 { "" } else { "HTTP/1.1" });
        let named = [("Sec-WebSocket-Protocol", subprotocol), ("Sec-WebSocket-Extensions", extensions)];
        out.written(
            "headers",
            &headers(self.handshake.as_ref().map(|seen| &seen.response), named.into_iter()),
        );
        out.written("cookies", "[]");
        out.written("content", "{\"size\":0,\"mimeType\":\"x-unknown\"}");
        out.text("redirectURL", "");
        out.written("headersSize", "-1");
        out.written("bodySize", "-1");
        out.written("_transferSize", "0");
        match self.end.as_ref().filter(|end| !end.is_expected) {
            Some(end) => out.text("_error", &end.words),
            None => out.written("_error", "null"),
        }
        out.end()
    }
}

/// Those that were seen, or else those that are known to have been there and have a value.
fn headers<'a>(seen: Option<&Vec<HeaderLine>>, known: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    match seen.filter(|seen| !seen.is_empty()) {
        Some(seen) => list(seen.iter().map(|header| pair(&header.name, &header.value)), ","),
        None => {
            list(known.filter(|(_, value)| !value.is_empty()).map(|(name, value)| pair(name, value)), ",")
        }
    }
}

fn pair(name: &str, value: &str) -> String {
    let mut out = Writer::new();
    out.text("name", name);
    out.text("value", value);
    out.end()
}

/// Milliseconds with three decimals.
fn millis(span: Span) -> String {
    let mut text = String::new();
    // Writing into a string doesn't fail.
    let _ = write!(text, "{}.{:03}", span.0 / 1000, span.0 % 1000);
    text
}
