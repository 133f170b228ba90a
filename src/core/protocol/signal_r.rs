//! The JSON form of `SignalR`'s
//! [hub protocol](https://github.com/dotnet/aspnetcore/blob/main/src/SignalR/docs/specs/HubProtocol.md): objects, each
//! with a record separator (U+001E) behind it. The first ones agree on the form.

use super::json::Object;
use super::{Act, Facts, Link};

/// Ends each message.
const SEPARATOR: char = '\u{1e}';

pub(super) fn read(text: &str) -> Option<Facts<'_>> {
    let records = text.strip_suffix(SEPARATOR)?;
    let mut records = records.split(SEPARATOR);
    let facts = one(records.next()?)?;
    Some(Facts { more: records.count(), ..facts })
}

fn one(text: &str) -> Option<Facts<'_>> {
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
