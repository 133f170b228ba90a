//! Socket.IO 2 to 4 (<https://socket.io/docs/v4/socket-io-protocol/>) in the framing of
//! [Engine.IO](https://socket.io/docs/v4/engine-io-protocol/) 3 and 4: a digit for the transport, a digit for the packet,
//! and then, each only where it is needed, a count of attachments, a namespace, an id and JSON. The attachments follow
//! as binary messages of their own, in version 3 of the framing with a byte of 4 in front. No frame has the version.

use std::borrow::Cow;

use super::json::list;
use super::{Act, Facts, LONGEST_NAME, Link, Way};
use crate::codec::json::members::text;

/// What of each way is still to come.
#[derive(Clone, Debug, Default)]
pub(super) struct SocketIo {
    sent: Awaited,
    received: Awaited,
    version: Version,
}

/// The version of Engine.IO.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Version {
    Three,
    #[default]
    Four,
}

/// The attachments of an event that are still to come.
#[derive(Clone, Debug, Default)]
struct Awaited {
    count: usize,
    event: String,
    channel: Option<String>,
}

impl SocketIo {
    pub(super) fn read<'m>(&mut self, way: Way, message: &'m str) -> Option<Facts<'m>> {
        let mut characters = message.chars();
        let kind = characters.next()?;
        let rest = characters.as_str();
        self.version = version(way, message).unwrap_or(self.version);
        let (act, event) = match (kind, rest) {
            ('4', _) => return self.packet(way, rest),
            ('0', _) if rest.starts_with('{') => (Act::Connection, "open"),
            ('1', "") => (Act::Connection, "close"),
            ('2', "" | "probe") => (Act::Heartbeat, "ping"),
            ('3', "" | "probe") => (Act::Heartbeat, "pong"),
            ('5', "") => (Act::Connection, "upgrade"),
            ('6', "") => (Act::Heartbeat, "noop"),
            _ => return None,
        };
        Some(Facts::new(act, event).carrying(Some(rest).filter(|rest| !rest.is_empty())))
    }

    /// An attachment. It has nothing to be known by but that one is to come.
    pub(super) fn read_binary<'m>(&mut self, way: Way, bytes: &'m [u8]) -> Option<Facts<'m>> {
        let bytes = match self.version {
            Version::Three => bytes.strip_prefix(b"\x04").unwrap_or(bytes),
            Version::Four => bytes,
        };
        let awaited = self.awaited(way);
        awaited.count = awaited.count.checked_sub(1)?;
        let channel = awaited.channel.clone().map(Cow::Owned);
        let facts = Facts::new(Act::Event, awaited.event.clone()).about(channel);
        Some(Facts { payload: Some(Cow::Borrowed(bytes)), ..facts })
    }

    fn packet<'m>(&mut self, way: Way, packet: &'m str) -> Option<Facts<'m>> {
        let kind = packet.chars().next()?;
        let mut rest = packet.get(1..)?;
        let mut attachments = 0;
        if matches!(kind, '5' | '6') {
            let (count, behind) = rest.split_once('-')?;
            (attachments, rest) = (count.parse().ok()?, behind);
        }
        let mut channel = None;
        if rest.starts_with('/') {
            let (name, behind) = rest.split_once(',').unwrap_or((rest, ""));
            // Version 2 lets a query follow the name.
            let name = name.split('?').next().unwrap_or(name);
            (channel, rest) = (Some(Cow::Borrowed(name)), behind);
        }
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (id, data) = rest.split_at(digits);
        let id = (!id.is_empty()).then_some(Cow::Borrowed(id));
        let data = Some(data).filter(|data| !data.is_empty());
        // Version 2 has a text for an error.
        let is_plain = data.is_none_or(|data| data.starts_with(['{', '"']));
        let facts = match kind {
            '0' | '1' | '4' if !is_plain => return None,
            '0' => Facts::new(Act::Connection, "connect"),
            '1' => Facts::new(Act::Connection, "disconnect"),
            '2' | '5' => {
                let name = data.and_then(|data| list(data)?.first().and_then(|name| text(name)))?;
                let act = if id.is_some() { Act::Call } else { Act::Event };
                Facts::new(act, name).linked(Link::Asks, id)
            }
            '3' | '6' => Facts::new(Act::Answer, "ack").linked(Link::Answers, id),
            '4' => Facts::new(Act::Error, "connect_error"),
            _ => return None,
        };
        let kept = |name: &str| name[..name.floor_char_boundary(LONGEST_NAME)].to_owned();
        let event = facts.event.as_deref().map(kept).unwrap_or_default();
        *self.awaited(way) = Awaited { count: attachments, event, channel: channel.as_deref().map(kept) };
        Some(facts.about(channel).carrying(data))
    }

    fn awaited(&mut self, way: Way) -> &mut Awaited {
        match way {
            Way::Sent => &mut self.sent,
            Way::Received => &mut self.received,
        }
    }
}

/// What a frame tells of the version: in 3 it is clients who ping, and a server greets without an id.
fn version(way: Way, message: &str) -> Option<Version> {
    match (way, message) {
        (Way::Sent, "2") | (Way::Received, "3" | "40") => Some(Version::Three),
        (Way::Received, "2") | (Way::Sent, "3") => Some(Version::Four),
        _ => None,
    }
}
