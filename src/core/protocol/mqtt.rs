//! MQTT [3.1.1](https://docs.oasis-open.org/mqtt/mqtt/v3.1.1/os/mqtt-v3.1.1-os.html) and
//! [5](https://docs.oasis-open.org/mqtt/mqtt/v5.0/os/mqtt-v5.0-os.html) over WebSocket (§6): packets in binary messages,
//! which may hold several of them, and may end in the middle of one.

use std::borrow::Cow;
use std::collections::HashMap;

use super::{Act, Facts, LONGEST_NAME, Link, Way};

/// More topic aliases than these aren't remembered.
const MOST: usize = 1000;

/// A packet with more bytes isn't kept until it is whole: it is read as far as it is there.
const MOST_KEPT: usize = 64 * 1024;

/// What a connection has agreed on, and what of a packet is still to come.
#[derive(Clone, Debug, Default)]
pub(super) struct Mqtt {
    /// Whether it said that it is version 5, whose packets have properties.
    is_five: bool,
    sent: Direction,
    received: Direction,
}

#[derive(Clone, Debug, Default)]
struct Direction {
    /// The beginning of a packet whose end belongs to a later message.
    begun: Vec<u8>,
    /// How many bytes of a packet that isn't kept belong to later messages.
    left: usize,
    /// Topics by their alias (version 5, §3.3.2.3.4).
    aliases: HashMap<u16, String>,
}

impl Mqtt {
    /// The same with nothing still to come.
    pub(super) fn for_one(&self) -> Self {
        let only = |of: &Direction| Direction { aliases: of.aliases.clone(), ..Direction::default() };
        Self { is_five: self.is_five, sent: only(&self.sent), received: only(&self.received) }
    }

    /// The facts of the first packet that ends in a message.
    pub(super) fn read<'m>(&mut self, way: Way, bytes: &'m [u8]) -> Option<Facts<'m>> {
        let direction = self.direction(way);
        let passed = direction.left.min(bytes.len());
        direction.left -= passed;
        let bytes = &bytes[passed..];
        if direction.begun.is_empty() {
            return self.packets(way, bytes);
        }
        let mut begun = std::mem::take(&mut direction.begun);
        begun.extend_from_slice(bytes);
        if is_to_be_kept(&begun) {
            direction.begun = begun;
            return None;
        }
        self.packets(way, &begun).map(Facts::owned)
    }

    /// The facts of the first of some packets. If the last one isn't whole, its beginning is kept.
    fn packets<'m>(&mut self, way: Way, mut rest: &'m [u8]) -> Option<Facts<'m>> {
        let mut first = None;
        let mut count = 0_usize;
        while let Some((&head, behind)) = rest.split_first() {
            if is_to_be_kept(rest) {
                self.direction(way).begun = rest.to_vec();
                break;
            }
            let (length, body) = variable(behind)?;
            let (body, behind) = body.split_at(body.len().min(length));
            self.direction(way).left = length - body.len();
            rest = behind;
            let facts = self.packet(way, head, body)?;
            first.get_or_insert(facts);
            count += 1;
        }
        let more = count.checked_sub(1)?;
        first.map(|facts| Facts { more, ..facts })
    }

    fn direction(&mut self, way: Way) -> &mut Direction {
        match way {
            Way::Sent => &mut self.sent,
            Way::Received => &mut self.received,
        }
    }

    fn packet<'m>(&mut self, way: Way, head: u8, body: &'m [u8]) -> Option<Facts<'m>> {
        let id = || body.first_chunk().map(|bytes| Cow::Owned(u16::from_be_bytes(*bytes).to_string()));
        let answers = |event: &'static str| Some(Facts::new(Act::Answer, event).linked(Link::Answers, id()));
        match head >> 4 {
            1 => self.connect(body),
            2 => {
                // The code of success is 0 in both versions (§3.2.2.3, §3.2.2.2).
                let act = if body.get(1) == Some(&0) { Act::Answer } else { Act::Error };
                Some(Facts::new(act, "CONNACK").linked(Link::Answers, Some("connect".into())))
            }
            3 => self.publish(way, head, body),
            4 => answers("PUBACK"),
            5 => answers("PUBREC"),
            // The same side goes on with the packet that it has begun.
            6 => Some(Facts::new(Act::Answer, "PUBREL").linked(Link::None, id())),
            7 => answers("PUBCOMP"),
            8 => self.about_topics("SUBSCRIBE", body),
            9 => answers("SUBACK"),
            10 => self.about_topics("UNSUBSCRIBE", body),
            11 => answers("UNSUBACK"),
            12 => Some(Facts::new(Act::Heartbeat, "PINGREQ").linked(Link::Asks, Some("ping".into()))),
            13 => Some(Facts::new(Act::Heartbeat, "PINGRESP").linked(Link::Answers, Some("ping".into()))),
            14 => Some(Facts::new(Act::Connection, "DISCONNECT")),
            15 => Some(Facts::new(Act::Connection, "AUTH")),
            _ => None,
        }
    }

    fn connect<'m>(&mut self, body: &'m [u8]) -> Option<Facts<'m>> {
        let (_, rest) = string(body)?;
        let (&level, rest) = rest.split_first()?;
        self.is_five = level >= 5;
        // Flags and keep-alive.
        let rest = self.behind_properties(rest.get(3..)?)?;
        let client = string(rest).map(|(name, _)| Cow::Borrowed(name));
        Some(Facts::new(Act::Connection, "CONNECT").about(client).linked(Link::Asks, Some("connect".into())))
    }

    fn publish<'m>(&mut self, way: Way, head: u8, body: &'m [u8]) -> Option<Facts<'m>> {
        let (topic, mut rest) = string(body)?;
        let mut id = None;
        if head & 0b110 != 0 {
            let (bytes, behind) = rest.split_first_chunk()?;
            (id, rest) = (Some(Cow::Owned(u16::from_be_bytes(*bytes).to_string())), behind);
        }
        let properties = rest;
        let payload = self.behind_properties(rest)?;
        let properties = &properties[..properties.len() - payload.len()];
        let topic = self.topic(way, topic, alias(properties));
        let act = if id.is_some() { Act::Call } else { Act::Event };
        let facts = Facts::new(act, "PUBLISH").about(topic).linked(Link::Asks, id);
        let payload = (!payload.is_empty()).then_some(Cow::Borrowed(payload));
        Some(Facts { payload, ..facts })
    }

    /// The topic as it is named, or as it was when its alias was given.
    fn topic<'m>(&mut self, way: Way, topic: &'m str, alias: Option<u16>) -> Option<Cow<'m, str>> {
        let aliases = &mut self.direction(way).aliases;
        if topic.is_empty() {
            return aliases.get(&alias?).cloned().map(Cow::Owned);
        }
        if let Some(alias) = alias
            && aliases.len() < MOST
            && topic.len() <= LONGEST_NAME
        {
            aliases.insert(alias, topic.to_owned());
        }
        Some(Cow::Borrowed(topic))
    }

    /// A packet with an id and topics; the first one is told.
    fn about_topics<'m>(&self, event: &'static str, body: &'m [u8]) -> Option<Facts<'m>> {
        let (id, rest) = body.split_first_chunk()?;
        let id = Cow::Owned(u16::from_be_bytes(*id).to_string());
        let topic = string(self.behind_properties(rest)?).map(|(topic, _)| Cow::Borrowed(topic));
        Some(Facts::new(Act::Subscription, event).about(topic).linked(Link::Asks, Some(id)))
    }

    fn behind_properties<'m>(&self, bytes: &'m [u8]) -> Option<&'m [u8]> {
        if !self.is_five {
            return Some(bytes);
        }
        let (length, rest) = variable(bytes)?;
        rest.get(length..)
    }
}

/// Whether it is the beginning of a packet, which is read when it is whole.
fn is_to_be_kept(bytes: &[u8]) -> bool {
    match bytes.get(1..).and_then(variable) {
        Some((length, body)) => body.len() < length && length <= MOST_KEPT,
        None => bytes.len() < 5,
    }
}

/// A number in one to four bytes, the lowest seven bits first (§2.2.3).
pub(super) fn variable(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut value = 0;
    for (index, byte) in bytes.iter().take(4).enumerate() {
        value |= usize::from(byte & 0x7f) << (7 * index);
        if byte & 0x80 == 0 {
            return Some((value, &bytes[index + 1..]));
        }
    }
    None
}

/// A text with its length in two bytes (§1.5.3).
fn string(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let (length, rest) = bytes.split_first_chunk()?;
    let (text, rest) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
    Some((std::str::from_utf8(text).ok()?, rest))
}

/// The topic alias among the properties of a PUBLISH, with their length in front; it is found where it comes before
/// those of variable length, as libraries write it, or is the only one.
fn alias(properties: &[u8]) -> Option<u16> {
    let (_, mut rest) = variable(properties)?;
    loop {
        let (&kind, behind) = rest.split_first()?;
        rest = match kind {
            35 => return behind.first_chunk().map(|bytes| u16::from_be_bytes(*bytes)),
            // Whether the payload is text, how long it holds, which subscription it is for.
            1 => behind.get(1..)?,
            2 => behind.get(4..)?,
            11 => variable(behind)?.1,
            // Content type, response topic, correlation data.
            3 | 8 | 9 => behind.get(2 + usize::from(u16::from_be_bytes(*behind.first_chunk()?))..)?,
            // A name and a value.
            38 => {
                let behind = behind.get(2 + usize::from(u16::from_be_bytes(*behind.first_chunk()?))..)?;
                behind.get(2 + usize::from(u16::from_be_bytes(*behind.first_chunk()?))..)?
            }
            _ => return None,
        };
    }
}
