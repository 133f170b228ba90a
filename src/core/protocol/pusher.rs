//! [Pusher Channels](https://pusher.com/docs/channels/library_auth_reference/pusher-websockets-protocol/), protocol 7.

use std::borrow::Cow;

use super::json::{Object, carried};
use super::{Act, Facts, Link};

pub(super) fn read(text: &str) -> Option<Facts<'_>> {
    let object = Object::read(text)?;
    let event = object.text("event")?;
    let data = object.get("data");
    // A subscription and its end name their channel in their data, and everything else beside it.
    let inner = || data.and_then(Object::read)?.text("channel").map(|name| Cow::Owned(name.into_owned()));
    let channel = object.text("channel").or_else(inner);
    let (act, link) = match event.as_ref() {
        "pusher:connection_established" => (Act::Connection, Link::None),
        "pusher:signin" => (Act::Connection, Link::Asks),
        "pusher:signin_success" => (Act::Connection, Link::Answers),
        "pusher:ping" => (Act::Heartbeat, Link::Asks),
        "pusher:pong" => (Act::Heartbeat, Link::Answers),
        "pusher:subscribe" => (Act::Subscription, Link::Asks),
        "pusher:unsubscribe" | "pusher_internal:member_added" | "pusher_internal:member_removed" => {
            (Act::Subscription, Link::None)
        }
        "pusher_internal:subscription_succeeded" => (Act::Answer, Link::Answers),
        "pusher:subscription_error" => (Act::Error, Link::Answers),
        "pusher:error" => (Act::Error, Link::None),
        _ => (Act::Event, Link::None),
    };
    // What is about no channel is waited for one at a time.
    let id = match act {
        Act::Connection => Some("signin".into()),
        Act::Heartbeat => Some("ping".into()),
        Act::Subscription | Act::Event | Act::Call | Act::Answer | Act::Error => channel.clone(),
    };
    let facts = Facts::new(act, event).about(channel).linked(link, id.filter(|_| link != Link::None));
    Some(Facts { payload: data.map(carried), ..facts })
}
