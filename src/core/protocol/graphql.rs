//! GraphQL: [graphql-transport-ws](https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md), and the older
//! [graphql-ws](https://github.com/apollographql/subscriptions-transport-ws/blob/master/PROTOCOL.md) of
//! subscriptions-transport-ws. Their messages have the same shape, and few names mean different things.

use super::json::Object;
use super::{Act, Facts, Link};

pub(super) fn read(text: &str) -> Option<Facts<'_>> {
    let object = Object::read(text)?;
    let event = object.text("type")?;
    let (act, link) = match event.as_ref() {
        "connection_init" | "connection_ack" | "connection_terminate" => (Act::Connection, Link::None),
        "connection_error" => (Act::Error, Link::None),
        "ping" | "pong" | "ka" => (Act::Heartbeat, Link::None),
        "subscribe" | "start" => (Act::Call, Link::Asks),
        "next" | "data" => (Act::Answer, Link::Answers),
        "error" => (Act::Error, Link::Answers),
        // It ends the answers, or the server is told to end them.
        "complete" => (Act::Subscription, Link::Answers),
        "stop" => (Act::Subscription, Link::None),
        _ => return None,
    };
    let payload = object.get("payload");
    let operation = payload.and_then(Object::read).and_then(|payload| payload.text("operationName"));
    Some(Facts::new(act, event).about(operation).linked(link, object.id("id")).carrying(payload))
}
