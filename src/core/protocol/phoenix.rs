//! Phoenix channels: objects in version 1 of its serializer, lists in version 2
//! (`Phoenix.Socket.V1.JSONSerializer`, `V2.JSONSerializer`), and binary messages with lengths in front in version 2.

use std::borrow::Cow;

use super::json::{Object, id, list};
use super::{Act, Facts, Link};
use crate::codec::json::members::text;

/// A message, whichever version it is written in.
struct Parts<'t> {
    reference: Option<Cow<'t, str>>,
    topic: Cow<'t, str>,
    event: Cow<'t, str>,
    payload: Option<&'t str>,
}

pub(super) fn read(message: &str) -> Option<Facts<'_>> {
    let parts = if let Some(parts) = list(message) {
        let [_, reference, topic, event, payload] = parts[..] else { return None };
        Parts { reference: id(reference), topic: text(topic)?, event: text(event)?, payload: Some(payload) }
    } else {
        let object = Object::read(message)?;
        let (topic, event) = (object.text("topic")?, object.text("event")?);
        Parts { reference: object.id("ref"), topic, event, payload: object.get("payload") }
    };
    Some(facts(parts))
}

fn facts(parts: Parts<'_>) -> Facts<'_> {
    let Parts { reference, topic, event, payload } = parts;
    let failed = || {
        payload.and_then(Object::read).and_then(|reply| reply.text("status")).is_some_and(|it| it == "error")
    };
    let (act, link) = match event.as_ref() {
        "heartbeat" if topic == "phoenix" => (Act::Heartbeat, Link::Asks),
        "phx_join" | "phx_leave" => (Act::Subscription, Link::Asks),
        "phx_reply" if topic == "phoenix" => (Act::Heartbeat, Link::Answers),
        "phx_reply" if failed() => (Act::Error, Link::Answers),
        "phx_reply" => (Act::Answer, Link::Answers),
        "phx_error" => (Act::Error, Link::None),
        "phx_close" => (Act::Subscription, Link::None),
        _ if reference.is_some() => (Act::Call, Link::Asks),
        _ => (Act::Event, Link::None),
    };
    Facts::new(act, event).about(Some(topic)).linked(link, reference).carrying(payload)
}

/// A binary message of version 2: a kind, the lengths of its texts, these texts, and the payload.
pub(super) fn read_binary(bytes: &[u8]) -> Option<Facts<'_>> {
    let (&kind, rest) = bytes.split_first()?;
    // A push comes with a reference only from a client, which nothing in it tells; a reply has its status as event.
    let count = match kind {
        0 | 1 => 4,
        2 => 2,
        _ => return None,
    };
    let (lengths, mut rest) = rest.split_at_checked(count)?;
    let mut texts = Vec::new();
    for length in lengths {
        let (text, behind) = rest.split_at_checked(usize::from(*length))?;
        texts.push(std::str::from_utf8(text).ok()?);
        rest = behind;
    }
    let reference = |text: &'_ str| (!text.is_empty()).then(|| Cow::Owned(text.to_owned()));
    let facts = match (kind, texts.as_slice()) {
        (1, [_, answered, topic, status]) => {
            let act = if *status == "error" { Act::Error } else { Act::Answer };
            Facts::new(act, "phx_reply")
                .about(Some(Cow::Borrowed(*topic)))
                .linked(Link::Answers, reference(answered))
        }
        (0, [_, asked, topic, event]) => {
            let act = if asked.is_empty() { Act::Event } else { Act::Call };
            Facts::new(act, *event).about(Some(Cow::Borrowed(*topic))).linked(Link::Asks, reference(asked))
        }
        (_, [topic, event]) => Facts::new(Act::Event, *event).about(Some(Cow::Borrowed(*topic))),
        _ => return None,
    };
    Some(Facts { payload: Some(Cow::Borrowed(rest)), ..facts })
}
