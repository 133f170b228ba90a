//! Action Cable, sub-protocol `actioncable-v1-json`
//! ([protocol](https://docs.anycable.io/misc/action_cable_protocol)): a channel is named by a text that is JSON itself,
//! and so is what a client says, with the action that it calls. Nothing answers an action, nor the end of a subscription.

use super::json::{Object, carried};
use super::{Act, Facts, Link};

pub(super) fn read(text: &str) -> Option<Facts<'_>> {
    let object = Object::read(text)?;
    let identifier = object.text("identifier");
    let (event, act, link) = match (object.text("command"), object.text("type")) {
        (Some(command), _) => match command.as_ref() {
            "subscribe" => (command, Act::Subscription, Link::Asks),
            "unsubscribe" => (command, Act::Subscription, Link::None),
            "message" => (object.inside("data", "action").unwrap_or(command), Act::Event, Link::None),
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
    let payload = ["data", "message", "reason"].into_iter().find_map(|name| object.get(name));
    let facts = Facts::new(act, event).about(object.inside("identifier", "channel")).linked(link, identifier);
    Some(Facts { payload: payload.map(carried), ..facts })
}
