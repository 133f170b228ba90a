//! [Pusher Channels](https://pusher.com/docs/channels/library_auth_reference/pusher-websockets-protocol/), protocol 7.

use std::borrow::Cow;

use super::json::Object;
use super::{Act, Facts, Link};

pub(super) fn read(text: &str) -> Option<Facts<'_>> {
    let object = Object::read(text)?;
    let event = object.text("event")?;
    let data = object.get("data");
    // A subscription and its end name their channel in their data, and everything else beside it.
    let inner = || data.and_then(Object::read)?.text("channel").map(|name| Cow::Owned(name.into_owned()));
    let channel = object.text("channel").or_else(inner);
    let (act, link) = match event.as_ref() {
        "pusher:connection_established" | "pusher:signin" | "pusher:signin_success" => {
            (Act::Connection, Link::None)
        }
        "pusher:ping" | "pusher:pong" => (Act::Heartbeat, Link::None),
        "pusher:subscribe" => (Act::Subscription, Link::Asks),
        "pusher:unsubscribe" => (Act::Subscription, Link::None),
        "pusher_internal:subscription_succeeded" => (Act::Answer, Link::Answers),
        "pusher:subscription_error" => (Act::Error, Link::Answers),
        "pusher:error" => (Act::Error, Link::None),
        _ => (Act::Event, Link::None),
    };
    let id = channel.clone().filter(|_| link != Link::None);
    Some(Facts::new(act, event).about(channel).linked(link, id).carrying(data))
}
