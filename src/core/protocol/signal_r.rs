//! `SignalR`'s
//! [hub protocol](https://github.com/dotnet/aspnetcore/blob/main/src/SignalR/docs/specs/HubProtocol.md). As JSON it is
//! objects, each with a record separator (U+001E) behind it; the first ones agree on the form. As `MessagePack` it is
//! lists that begin with their type, each with its length in front ("`MessagePack` (`MsgPack`) encoding").

use std::borrow::Cow;

use super::json::{Object, id, list};
use super::mqtt::variable;
use super::{Act, Facts, Link, Way, encoding};
use crate::codec::binary::{Damage, Decoded, msgpack};
use crate::codec::json::members;

/// Ends each message.
const SEPARATOR: char = '\u{1e}';

/// Microsoft's clients put together what they send at once, so the message that links tells the most.
pub(super) fn read(way: Way, text: &str) -> Option<Facts<'_>> {
    let mut records = text.strip_suffix(SEPARATOR)?.split(SEPARATOR);
    let first = one(way, records.next()?)?;
    let more = records.clone().count();
    let linked = records.filter_map(|text| one(way, text)).find(|facts| facts.link != Link::None);
    let facts = linked.filter(|_| first.link == Link::None).unwrap_or(first);
    Some(Facts { more, ..facts })
}

fn one(way: Way, text: &str) -> Option<Facts<'_>> {
    let object = Object::read(text)?;
    let id = object.id("invocationId");
    let Some(kind) = object.get("type") else {
        // The handshake: the client's has the form, the server's nothing or an error.
        let act = if object.get("error").is_some() { Act::Error } else { Act::Connection };
        return Some(Facts::new(act, "handshake").carrying(Some(text)));
    };
    let named = |act| Some(Facts::new(act, object.text("target")?).carrying(object.get("arguments")));
    match kind {
        "1" => Some(named(if id.is_some() { Act::Call } else { Act::Event })?.linked(Link::Asks, id)),
        // Only a client sends the items of a stream without being asked, and ends it without a result.
        "2" if way == Way::Sent => {
            Some(Facts::new(Act::Event, "item").linked(Link::None, id).carrying(object.get("item")))
        }
        "3" if way == Way::Sent && object.get("result").is_none() && object.get("error").is_none() => {
            Some(Facts::new(Act::Event, "completion").linked(Link::None, id))
        }
        "2" => Some(Facts::new(Act::Answer, "item").linked(Link::Answers, id).carrying(object.get("item"))),
        "3" => {
            let error = object.get("error");
            let act = if error.is_some() { Act::Error } else { Act::Answer };
            let payload = error.or_else(|| object.get("result"));
            Some(Facts::new(act, "completion").linked(Link::Answers, id).carrying(payload))
        }
        "4" => Some(named(Act::Call)?.linked(Link::Asks, id)),
        "5" => Some(Facts::new(Act::Subscription, "cancel").linked(Link::None, id)),
        "6" => Some(Facts::new(Act::Heartbeat, "ping")),
        "7" => Some(Facts::new(Act::Connection, "close").carrying(object.get("error"))),
        "8" => Some(Facts::new(Act::Heartbeat, "ack")),
        "9" => Some(Facts::new(Act::Connection, "sequence")),
        _ => None,
    }
}

/// A handshake in a binary message; some clients send it and some servers answer it so.
pub(super) fn handshake(bytes: &[u8]) -> Option<Facts<'_>> {
    let text = bytes.starts_with(b"{").then(|| std::str::from_utf8(bytes).ok())?;
    read(Way::Sent, text?)
}

/// The facts of some messages as [`read`] tells them, each with its length in front.
pub(super) fn read_binary(way: Way, bytes: &[u8]) -> Option<Facts<'_>> {
    if let Some(facts) = handshake(bytes) {
        return Some(facts);
    }
    let (mut rest, mut told, mut count) = (bytes, None::<Facts<'_>>, 0_usize);
    while !rest.is_empty() {
        let (length, body) = variable(rest)?;
        let begin = bytes.len() - body.len();
        let (body, behind) = body.split_at(body.len().min(length));
        match &told {
            None => told = Some(packed(way, body, begin)?),
            Some(first) if first.link == Link::None => {
                told = packed(way, body, begin).filter(|facts| facts.link != Link::None).or(told);
            }
            Some(_) => {}
        }
        (rest, count) = (behind, count + 1);
    }
    told.map(|facts| Facts { more: count - 1, ..facts })
}

/// A message that begins at that byte of its frame.
fn packed<'o>(way: Way, body: &[u8], begin: usize) -> Option<Facts<'o>> {
    let decoded = msgpack::decode(body);
    let damage = decoded.damage.map(|Damage { at, kind }| Damage { at: at + begin, kind });
    let items = list(&decoded.text)?;
    let at = |index: usize| items.get(index).copied().filter(|item| *item != "null");
    let invocation = at(2).and_then(id);
    let answers = |act, event: &'static str, payload| {
        Some(Facts::new(act, event).linked(Link::Answers, invocation.clone()).carrying(payload))
    };
    let calls = |act| {
        let target: Cow<'_, str> = at(3).and_then(members::text)?;
        Some(Facts::new(act, target).linked(Link::Asks, invocation.clone()).carrying(at(4)))
    };
    let facts = match *items.first()? {
        "1" => calls(if invocation.is_some() { Act::Call } else { Act::Event }),
        // As in JSON.
        "2" if way == Way::Sent => {
            Some(Facts::new(Act::Event, "item").linked(Link::None, invocation.clone()).carrying(at(3)))
        }
        "3" if way == Way::Sent && at(3) == Some("2") => {
            Some(Facts::new(Act::Event, "completion").linked(Link::None, invocation.clone()))
        }
        "2" => answers(Act::Answer, "item", at(3)),
        // The kind of result: an error, none, or a value.
        "3" => answers(if at(3) == Some("1") { Act::Error } else { Act::Answer }, "completion", at(4)),
        "4" => calls(Act::Call),
        "5" => Some(Facts::new(Act::Subscription, "cancel").linked(Link::None, invocation.clone())),
        "6" => Some(Facts::new(Act::Heartbeat, "ping")),
        "7" => Some(Facts::new(Act::Connection, "close").carrying(at(1))),
        "8" => Some(Facts::new(Act::Heartbeat, "ack")),
        "9" => Some(Facts::new(Act::Connection, "sequence")),
        _ => return None,
    };
    match facts {
        Some(facts) => Some(Facts { damage, ..facts.owned() }),
        // One that is damaged may lack what it needs.
        None => damage.map(|_| encoding::facts(Decoded { damage, ..decoded.clone() }, None)),
    }
}
