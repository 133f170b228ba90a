//! [STOMP](https://stomp.github.io/stomp-specification-1.2.html) 1.0 to 1.2: a command, headers, an empty line, a body
//! and a NUL. A line feed alone is a heart-beat (§“Heart-beating”).

use std::borrow::Cow;

use super::{Act, Facts, Link};

pub(super) fn read(text: &str) -> Option<Facts<'_>> {
    let begin = text.trim_start_matches(['\r', '\n']);
    if begin.is_empty() {
        return (!text.is_empty()).then(|| Facts::new(Act::Heartbeat, "heart-beat"));
    }
    let (command, rest) = line(begin)?;
    let (act, link) = match command {
        "CONNECT" | "STOMP" | "CONNECTED" | "DISCONNECT" => (Act::Connection, None),
        "SUBSCRIBE" | "UNSUBSCRIBE" => (Act::Subscription, None),
        "SEND" | "MESSAGE" | "BEGIN" | "COMMIT" | "ABORT" => (Act::Event, None),
        "ACK" | "NACK" => (Act::Answer, Some("id")),
        "RECEIPT" => (Act::Answer, Some("receipt-id")),
        "ERROR" => (Act::Error, Some("receipt-id")),
        _ => return None,
    };
    let mut frame = Frame::default();
    let mut rest = rest;
    loop {
        let (header, behind) = line(rest)?;
        rest = behind;
        if header.is_empty() {
            break;
        }
        let (name, value) = header.split_once(':')?;
        frame.take(name, value);
    }
    let answered =
        link.and_then(|name| if name == "id" { frame.id.clone() } else { frame.receipt_id.clone() });
    // A message that wants to be acknowledged says under which id; it may have the headers of whoever sent it, too.
    let asked = if command == "MESSAGE" { frame.ack } else { frame.receipt.or(frame.ack) };
    let (link, id) = match (answered, asked) {
        (Some(id), _) => (Link::Answers, Some(id)),
        (None, Some(asked)) => (Link::Asks, Some(asked)),
        (None, None) => (Link::None, frame.id.or(frame.subscription)),
    };
    let body = rest.split('\0').next().filter(|body| !body.is_empty());
    let channel = frame.destination.or(frame.message);
    Some(Facts::new(act, command).about(channel).linked(link, id).carrying(body))
}

/// The headers that matter. Of a repeated one the first counts (§“Repeated Header Entries”).
#[derive(Default)]
struct Frame<'t> {
    destination: Option<Cow<'t, str>>,
    id: Option<Cow<'t, str>>,
    ack: Option<Cow<'t, str>>,
    subscription: Option<Cow<'t, str>>,
    receipt: Option<Cow<'t, str>>,
    receipt_id: Option<Cow<'t, str>>,
    message: Option<Cow<'t, str>>,
}

impl<'t> Frame<'t> {
    fn take(&mut self, name: &str, value: &'t str) {
        let place = match name {
            "destination" => &mut self.destination,
            "id" => &mut self.id,
            "ack" => &mut self.ack,
            "subscription" => &mut self.subscription,
            "receipt" => &mut self.receipt,
            "receipt-id" => &mut self.receipt_id,
            "message" => &mut self.message,
            _ => return,
        };
        place.get_or_insert_with(|| unescaped(value));
    }
}

/// A line without its end, and what is behind it.
fn line(text: &str) -> Option<(&str, &str)> {
    let (line, rest) = text.split_once('\n')?;
    Some((line.strip_suffix('\r').unwrap_or(line), rest))
}

/// What a value stands for (§“Value Encoding”).
fn unescaped(value: &str) -> Cow<'_, str> {
    if !value.contains('\\') {
        return Cow::Borrowed(value);
    }
    let mut out = String::with_capacity(value.len());
    let mut characters = value.chars();
    while let Some(character) = characters.next() {
        if character != '\\' {
            out.push(character);
            continue;
        }
        match characters.next() {
            Some('n') => out.push('\n'),
            Some('r') => out.push('\r'),
            Some('c') => out.push(':'),
            Some('\\') | None => out.push('\\'),
            Some(other) => out.extend(['\\', other]),
        }
    }
    Cow::Owned(out)
}
