//! The JSON form of `SignalR`'s
//! [hub protocol](https://github.com/dotnet/aspnetcore/blob/main/src/SignalR/docs/specs/HubProtocol.md): objects, each
//! with a record separator (U+001E) behind it. The first ones agree on the form.

use super::json::Object;
use super::{Act, Facts, Link, Way};

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
