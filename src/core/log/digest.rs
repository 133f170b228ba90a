//! What the messages of a log say in their application protocol, as far as rows and filters need it: the name and the
//! channel of each, and which answer belongs to which request. Whatever else there is to know is read again from the
//! message.
//!
//! Rows are taken in from the oldest to the newest, because readers remember what went before on a connection, and are
//! forgotten when the store has forgotten them.

mod names;
mod recognition;

use std::collections::{BTreeMap, HashMap, VecDeque};

use self::names::{Name, Names};
pub use self::recognition::Recognition;
use super::store::Glance;
use super::{Body, Kind, Row, Seq, Store};
use crate::conn::Notice;
use crate::message::Message;
use crate::protocol::{Act, Facts, LONGEST_NAME, Link, Protocol, Reader, Way};

/// About as many requests wait for an answer at most; of more, the oldest are given up.
const MOST_ASKED: u64 = 20_000;

/// What a row costs besides its payload, in bytes of payload.
const ROW_COST: usize = 64;

/// A log, read in one protocol.
#[derive(Debug)]
pub struct Digest {
    reader: Reader,
    names: Names,
    /// The row that the first of `entries` is about.
    first: Seq,
    entries: VecDeque<Entry>,
    /// The newest request of each way under each id.
    asked: HashMap<(Way, String), Seq>,
    /// The request of each answer.
    requests: BTreeMap<Seq, Seq>,
    /// The first answer to each request.
    answers: BTreeMap<Seq, Seq>,
    has_heartbeats: bool,
}

/// What is known of a row.
#[derive(Clone, Copy, Debug, Default)]
struct Entry {
    /// Nothing if the row isn't of the protocol.
    act: Option<Act>,
    event: Name,
    channel: Name,
}

/// What a row says in its protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told<'d> {
    /// What it does.
    pub act: Act,
    /// What the protocol calls it; empty if it has no name.
    pub event: &'d str,
    /// What it is about; empty if that is nothing.
    pub channel: &'d str,
    /// The request that it answers.
    pub request: Option<Seq>,
    /// Its first answer.
    pub answer: Option<Seq>,
}

impl Digest {
    /// Of a log of which nothing is read yet.
    pub fn new(protocol: Protocol) -> Self {
        Self::by(protocol.reader())
    }

    /// The same by a reader that has something to read with.
    pub fn by(reader: Reader) -> Self {
        Self {
            reader,
            names: Names::default(),
            first: Seq(0),
            entries: VecDeque::new(),
            asked: HashMap::new(),
            requests: BTreeMap::new(),
            answers: BTreeMap::new(),
            has_heartbeats: false,
        }
    }

    /// The protocol.
    pub fn protocol(&self) -> Protocol {
        self.reader.protocol()
    }

    /// Whether the protocol's own heart-beats are among the rows.
    pub fn has_heartbeats(&self) -> bool {
        self.has_heartbeats
    }

    /// What a row says; nothing if it isn't of the protocol, or hasn't been taken in.
    pub fn told(&self, seq: Seq) -> Option<Told<'_>> {
        let Entry { act, event, channel } = *self.entry(seq)?;
        Some(Told {
            act: act?,
            event: self.names.text(event),
            channel: self.names.text(channel),
            request: self.requests.get(&seq).copied(),
            answer: self.answers.get(&seq).copied(),
        })
    }

    /// All facts of a row, as far as it has them alone and the connection is known.
    pub fn facts<'m>(&self, row: &Row<'m>) -> Option<Facts<'m>> {
        match (&row.body, row.kind) {
            (Body::Message(message, _), Kind::Sent) => self.reader.for_one().read(Way::Sent, *message),
            (Body::Message(message, _), Kind::Received) => {
                self.reader.for_one().read(Way::Received, *message)
            }
            (Body::Message(..) | Body::Notice(_), _) => None,
        }
    }

    /// Whether a row is a heart-beat of the protocol.
    pub(super) fn is_heartbeat(&self, seq: Seq) -> bool {
        self.entry(seq).is_some_and(|entry| entry.act == Some(Act::Heartbeat))
    }

    /// Whether every row has been taken in.
    pub fn is_whole(&self, store: &Store) -> bool {
        self.next() >= store.next()
    }

    /// Takes in more rows, as many as have so many bytes, and forgets those that the store has forgotten.
    pub fn extend(&mut self, store: &Store, bytes: usize) {
        self.forget(store.first());
        let mut left = bytes;
        for row in store.glances(self.next()..store.next()) {
            let entry = self.read(&row);
            self.entries.push_back(entry);
            left = left.saturating_sub(row.payload.len() + ROW_COST);
            if left == 0 {
                break;
            }
        }
    }

    fn next(&self) -> Seq {
        Seq(self.first.0 + self.entries.len() as u64)
    }

    fn entry(&self, seq: Seq) -> Option<&Entry> {
        self.entries.get(usize::try_from(seq.0.checked_sub(self.first.0)?).ok()?)
    }

    fn forget(&mut self, first: Seq) {
        let gone = usize::try_from(first.0.saturating_sub(self.first.0)).unwrap_or(usize::MAX);
        self.entries.drain(..gone.min(self.entries.len()));
        self.first = self.first.max(first);
        if self.entries.is_empty() {
            self.names = Names::default();
        }
        for links in [&mut self.requests, &mut self.answers] {
            while let Some(oldest) = links.first_entry()
                && *oldest.key() < first
            {
                oldest.remove();
            }
        }
    }

    fn read(&mut self, row: &Glance<'_>) -> Entry {
        let (way, data_type) = match (row.kind, row.data_type) {
            (Kind::Sent, Some(data_type)) => (Way::Sent, data_type),
            (Kind::Received, Some(data_type)) => (Way::Received, data_type),
            (Kind::Sent | Kind::Received | Kind::Error | Kind::Info, _) => {
                if let Some(Notice::Connecting { .. }) = row.notice() {
                    self.reader = self.reader.anew();
                    self.asked.clear();
                }
                return Entry::default();
            }
        };
        let message = Message { data_type, payload: row.payload };
        let Some(facts) = self.reader.read(way, message) else { return Entry::default() };
        let mut act = facts.act;
        if let Some(request) = link(&facts, way, row.seq, &mut self.asked) {
            self.requests.insert(row.seq, request);
            if request >= self.first {
                self.answers.entry(request).or_insert(row.seq);
            }
            if self.is_heartbeat(request) && act == Act::Answer {
                act = Act::Heartbeat;
            }
        }
        if act == Act::Heartbeat && facts.more > 0 {
            act = Act::Event;
        }
        self.has_heartbeats |= act == Act::Heartbeat;
        let mut name = |text: Option<&str>| text.map(|text| self.names.name(text)).unwrap_or_default();
        Entry { act: Some(act), event: name(facts.event.as_deref()), channel: name(facts.channel.as_deref()) }
    }
}

/// Notes a request, or finds the one that is answered.
fn link(facts: &Facts<'_>, way: Way, seq: Seq, asked: &mut HashMap<(Way, String), Seq>) -> Option<Seq> {
    let id = facts.id.as_deref().filter(|id| id.len() <= LONGEST_NAME)?;
    match facts.link {
        Link::None => None,
        Link::Answers => asked.get(&(way.other(), id.to_owned())).copied(),
        Link::Asks => {
            if asked.len() as u64 >= MOST_ASKED {
                // Each row asks at most once, so half of them stay at most.
                asked.retain(|_, request| request.0 + MOST_ASKED / 2 > seq.0);
            }
            asked.insert((way, id.to_owned()), seq);
            None
        }
    }
}

#[cfg(test)]
mod tests;
