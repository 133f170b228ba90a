//! WAMP, basic profile of version 2 (<https://wamp-proto.org/wamp_latest_ietf.html>, “Message Codes”), as JSON,
//! `MessagePack` or CBOR: lists that begin with a code. An event names only its subscription, and an invocation its registration, so what they are
//! about is remembered.

use std::borrow::Cow;
use std::collections::HashMap;

use super::json::{id, list};
use super::{Act, Facts, LONGEST_NAME, Link};
use crate::codec::binary::{cbor, msgpack};
use crate::codec::json::members::text;

/// More subscriptions or registrations than these aren't remembered.
const MOST: usize = 1000;

/// What a connection has subscribed to, and what it has registered.
#[derive(Clone, Debug, Default)]
pub(super) struct Wamp {
    /// The topics and procedures that were asked for, by the id of their request.
    asked: HashMap<String, String>,
    /// The topics, by the id of their subscription.
    topics: HashMap<String, String>,
    /// The procedures, by the id of their registration.
    procedures: HashMap<String, String>,
}

impl Wamp {
    /// A message in one of the two binary encodings. A list of a few items begins with other bytes in the one than in the
    /// other, so it needn't be known which one was agreed on.
    pub(super) fn read_binary<'o>(&mut self, bytes: &[u8]) -> Option<Facts<'o>> {
        let decoded = match bytes.first()? {
            // A list of up to 15 items, with the number of them behind, or up to its end; or a tag before one.
            0x80..=0x8f | 0x98 | 0x9f | 0xd9 => cbor::decode(bytes),
            _ => msgpack::decode(bytes),
        };
        let facts = self.read(&decoded.text)?.owned();
        Some(Facts { damage: decoded.damage, ..facts })
    }

    pub(super) fn read<'m>(&mut self, message: &'m str) -> Option<Facts<'m>> {
        let items = list(message)?;
        let (code, rest) = items.split_first()?;
        let at = |index: usize| rest.get(index).copied();
        let name = |index: usize| at(index).and_then(text);
        let number = |index: usize| at(index).and_then(id);
        let asks = |act, event: &'static str, about: usize, payload: usize| {
            let facts = Facts::new(act, event).about(name(about)).linked(Link::Asks, number(0));
            Some(facts.carrying(at(payload)))
        };
        let answers = |act, event: &'static str, request: usize, payload: usize| {
            Some(Facts::new(act, event).linked(Link::Answers, number(request)).carrying(at(payload)))
        };
        let connection = |event: &'static str, about: usize, payload: usize| {
            Some(Facts::new(Act::Connection, event).about(name(about)).carrying(at(payload)))
        };
        match *code {
            "1" => connection("HELLO", 0, 1),
            "2" => connection("WELCOME", usize::MAX, 1),
            "3" => Some(Facts::new(Act::Error, "ABORT").about(name(1)).carrying(at(0))),
            "4" => connection("CHALLENGE", 0, 1),
            "5" => connection("AUTHENTICATE", usize::MAX, 1),
            "6" => connection("GOODBYE", 1, 0),
            "8" => {
                let facts = Facts::new(Act::Error, "ERROR").about(name(3));
                Some(facts.linked(Link::Answers, number(1)).carrying(at(4)))
            }
            "16" => asks(Act::Event, "PUBLISH", 2, 3),
            "17" => answers(Act::Answer, "PUBLISHED", 0, usize::MAX),
            "32" => {
                remember(&mut self.asked, number(0), name(2));
                asks(Act::Subscription, "SUBSCRIBE", 2, usize::MAX)
            }
            "33" | "65" => {
                let name = number(0).and_then(|request| self.asked.remove(request.as_ref())).map(Cow::Owned);
                let (event, names) = match *code {
                    "33" => ("SUBSCRIBED", &mut self.topics),
                    _ => ("REGISTERED", &mut self.procedures),
                };
                remember(names, number(1), name.clone());
                Some(answers(Act::Answer, event, 0, usize::MAX)?.about(name))
            }
            "34" => asks(Act::Subscription, "UNSUBSCRIBE", usize::MAX, usize::MAX),
            "35" => answers(Act::Answer, "UNSUBSCRIBED", 0, usize::MAX),
            "36" => {
                let topic = number(0).and_then(|subscription| self.topics.get(subscription.as_ref()));
                let facts = Facts::new(Act::Event, "EVENT").about(topic.cloned().map(Cow::Owned));
                Some(facts.carrying(at(3)))
            }
            "48" => asks(Act::Call, "CALL", 2, 3),
            "50" => answers(Act::Answer, "RESULT", 0, 2),
            "64" => {
                remember(&mut self.asked, number(0), name(2));
                asks(Act::Subscription, "REGISTER", 2, usize::MAX)
            }
            "66" => asks(Act::Subscription, "UNREGISTER", usize::MAX, usize::MAX),
            "67" => answers(Act::Answer, "UNREGISTERED", 0, usize::MAX),
            "68" => {
                let procedure = number(1).and_then(|registration| self.procedures.get(registration.as_ref()));
                Some(asks(Act::Call, "INVOCATION", usize::MAX, 3)?.about(procedure.cloned().map(Cow::Owned)))
            }
            "70" => answers(Act::Answer, "YIELD", 0, 2),
            _ => None,
        }
    }
}

fn remember(names: &mut HashMap<String, String>, id: Option<Cow<'_, str>>, name: Option<Cow<'_, str>>) {
    if names.len() < MOST
        && let (Some(id), Some(name)) = (id, name)
        && id.len().max(name.len()) <= LONGEST_NAME
    {
        names.insert(id.into_owned(), name.into_owned());
    }
}
