//! Action Cable, sub-protocol `actioncable-v1-json`
//! ([protocol](https://docs.anycable.io/misc/action_cable_protocol)): a channel is named by a text that is JSON itself.

use std::borrow::Cow;

use super::json::Object;
use super::{Act, Facts, Link};

pub(super) fn read(text: &str) -> Option<Facts<'_>> {
    let object = Object::read(text)?;
    let identifier = object.text("identifier");
    let (event, act, link) = match (object.text("command"), object.text("type")) {
        (Some(command), _) => match command.as_ref() {
            "subscribe" | "unsubscribe" => (command, Act::Subscription, Link::Asks),
            "message" => (command, Act::Event, Link::None),
            _ => return None,
        },
        (None, Some(kind)) => match kind.as_ref() {
            "welcome" | "disconnect" => (kind, Act::Connection, Link::None),
            "ping" => (kind, Act::Heartbeat, Link::None),
            "confirm_subscription" => (kind, Act::Answer, Link::Answers),
            "reject_subscription" => (kind, Act::Error, Link::Answers),
            _ => return None,
        },
        (None, None) => {
            object.get("message").filter(|_| identifier.is_some())?;
            ("message".into(), Act::Event, Link::None)
        }
    };
    let payload = object.get("data").or_else(|| object.get("message"));
    let channel = identifier.as_deref().and_then(channel);
    Some(Facts::new(act, event).about(channel).linked(link, identifier).carrying(payload))
}

fn channel<'t>(identifier: &str) -> Option<Cow<'t, str>> {
    Object::read(identifier)?.text("channel").map(|name| Cow::Owned(name.into_owned()))
}
