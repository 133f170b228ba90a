//! Where the rows are kept: append-only chunks with a limit in bytes.
//!
//! A row is a small fixed entry, its payload lies in its chunk's buffer. Beyond the limit the oldest rows go, a whole
//! chunk at a time, and are counted: since the log was last cleared, rows added = rows kept + rows evicted, always.
//! A chunk is small beside the least limit, so that little more goes than has to. The store knows nothing of filters or
//! of the screen.

use std::collections::VecDeque;
use std::ops::Range;

use super::{Body, Describe, Kind, Row, Seq};
use crate::conn::Notice;
use crate::message::{DataType, Message, Role};
use crate::time::{Micros, Span};

/// How many bytes a log keeps, entries and payloads together, unless told otherwise: 256 MB.
pub const DEFAULT_LIMIT: usize = 256_000_000;

/// How many bytes a chunk has at most, entries and payloads together; a larger message has a chunk of its own.
const CHUNK_BYTES: usize = 128 * 1024;

/// What a message is to the keep-alive, without the round trip, for which an entry has no room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Data,
    Ping,
    Pong,
}

/// What a row's bytes mean.
#[derive(Clone, Copy, Debug)]
enum Content {
    Sent(DataType, Part),
    Received(DataType, Part),
    /// A packed [`Notice`] in a row of that kind.
    Error,
    Info,
}

/// A row as a filter looks at it: nothing is unpacked.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Glance<'a> {
    pub seq: Seq,
    pub at: Micros,
    pub kind: Kind,
    /// Text or binary; nothing for a notice.
    pub data_type: Option<DataType>,
    /// Whether it is a ping or a pong.
    pub is_keep_alive: bool,
    /// The payload of a message, or a notice, packed.
    pub payload: &'a [u8],
}

impl Glance<'_> {
    /// The words of a notice; nothing for a message.
    pub fn words(&self, describe: &Describe) -> Option<String> {
        if self.data_type.is_some() {
            return None;
        }
        Some(self.notice().map(|notice| describe(&notice)).unwrap_or_default())
    }

    /// The notice; nothing for a message.
    pub fn notice(&self) -> Option<Notice> {
        if self.data_type.is_some() { None } else { postcard::from_bytes(self.payload).ok() }
    }
}

#[derive(Debug)]
struct Entry {
    at: Micros,
    /// Where the payload ends in the chunk's buffer; it starts where the one before it ends.
    end: u32,
    content: Content,
}

#[derive(Debug)]
struct Chunk {
    first: Seq,
    entries: Vec<Entry>,
    bytes: Vec<u8>,
    /// The round trips of the pongs among the rows; there are few.
    round_trips: Vec<(Seq, Span)>,
}

impl Chunk {
    fn starting_at(first: Seq) -> Self {
        Self { first, entries: Vec::new(), bytes: Vec::new(), round_trips: Vec::new() }
    }

    fn size(&self) -> usize {
        self.bytes.len() + size_of_val(&*self.entries) + size_of_val(&*self.round_trips)
    }

    fn has_room_for(&self, row: usize) -> bool {
        self.size() + row <= CHUNK_BYTES
    }

    /// No row will be added any more: gives back what was taken for more of them, since only what is used is counted.
    fn close(&mut self) {
        self.entries.shrink_to_fit();
        self.bytes.shrink_to_fit();
        self.round_trips.shrink_to_fit();
    }

    fn glances(&self, seqs: Range<Seq>) -> impl DoubleEndedIterator<Item = Glance<'_>> {
        let index = |seq: Seq| usize::try_from(seq.0.saturating_sub(self.first.0)).unwrap_or(usize::MAX);
        let end = index(seqs.end).min(self.entries.len());
        (index(seqs.start).min(end)..end).map(|index| self.glance(index))
    }

    fn glance(&self, index: usize) -> Glance<'_> {
        let entry = &self.entries[index];
        let start = index.checked_sub(1).map_or(0, |before| self.entries[before].end as usize);
        let (kind, message) = match entry.content {
            Content::Sent(data_type, part) => (Kind::Sent, Some((data_type, part))),
            Content::Received(data_type, part) => (Kind::Received, Some((data_type, part))),
            Content::Error => (Kind::Error, None),
            Content::Info => (Kind::Info, None),
        };
        Glance {
            seq: Seq(self.first.0 + index as u64),
            at: entry.at,
            kind,
            data_type: message.map(|(data_type, _)| data_type),
            is_keep_alive: message.is_some_and(|(_, part)| part != Part::Data),
            payload: &self.bytes[start..entry.end as usize],
        }
    }

    fn row(&self, seq: Seq) -> Option<Row<'_>> {
        let index = usize::try_from(seq.0.checked_sub(self.first.0)?).ok()?;
        let entry = self.entries.get(index)?;
        let start = index.checked_sub(1).map_or(0, |before| self.entries[before].end as usize);
        let payload = self.bytes.get(start..entry.end as usize)?;
        let message = |data_type, part| {
            let role = match part {
                Part::Data => Role::Data,
                Part::Ping => Role::Ping,
                Part::Pong => Role::Pong(self.round_trip(seq)),
            };
            Body::Message(Message { data_type, payload }, role)
        };
        let (kind, body) = match entry.content {
            Content::Sent(data_type, part) => (Kind::Sent, message(data_type, part)),
            Content::Received(data_type, part) => (Kind::Received, message(data_type, part)),
            Content::Error => (Kind::Error, Body::Notice(postcard::from_bytes(payload).ok()?)),
            Content::Info => (Kind::Info, Body::Notice(postcard::from_bytes(payload).ok()?)),
        };
        Some(Row { seq, at: entry.at, kind, body })
    }

    fn round_trip(&self, seq: Seq) -> Option<Span> {
        let index = self.round_trips.binary_search_by_key(&seq, |(seq, _)| *seq).ok()?;
        Some(self.round_trips[index].1)
    }
}

/// The rows of one session.
#[derive(Debug)]
pub struct Store {
    chunks: VecDeque<Chunk>,
    next: Seq,
    kept: usize,
    evicted: u64,
    /// How many bytes the chunks have together.
    size: usize,
    limit: usize,
}

impl Default for Store {
    fn default() -> Self {
        Self::with_limit(DEFAULT_LIMIT)
    }
}

impl Store {
    /// An empty store that keeps at most `limit` bytes; the newest chunk stays whatever its size.
    pub fn with_limit(limit: usize) -> Self {
        Self { chunks: VecDeque::new(), next: Seq(1), kept: 0, evicted: 0, size: 0, limit }
    }

    /// How many bytes are kept at most.
    pub fn limit(&self) -> usize {
        self.limit
    }

    /// Changes the limit. What is beyond a lower one goes at once.
    pub fn set_limit(&mut self, limit: usize) {
        self.limit = limit;
        self.evict();
    }

    /// Adds a message that was sent.
    pub fn push_sent(&mut self, at: Micros, role: Role, message: Message<'_>) -> Seq {
        self.push(at, Content::Sent(message.data_type, part(role)), message.payload, None)
    }

    /// Adds a message that was received.
    pub fn push_received(&mut self, at: Micros, role: Role, message: Message<'_>) -> Seq {
        let round_trip = match role {
            Role::Pong(round_trip) => round_trip,
            Role::Data | Role::Ping => None,
        };
        self.push(at, Content::Received(message.data_type, part(role)), message.payload, round_trip)
    }

    /// Adds a notice, if it is one that makes a row.
    pub fn push_notice(&mut self, at: Micros, notice: &Notice) -> Option<Seq> {
        let content = match notice.row()? {
            Kind::Error => Content::Error,
            Kind::Info => Content::Info,
            Kind::Sent | Kind::Received => return None,
        };
        Some(self.push(at, content, &postcard::to_allocvec(notice).ok()?, None))
    }

    /// Adds what a row of another log carries, under this log's next number; nothing if it is a notice that makes no row.
    pub fn push_row(&mut self, row: &Row<'_>) -> Option<Seq> {
        match (&row.body, row.kind) {
            (Body::Message(message, role), Kind::Sent) => Some(self.push_sent(row.at, *role, *message)),
            (Body::Message(message, role), Kind::Received | Kind::Error | Kind::Info) => {
                Some(self.push_received(row.at, *role, *message))
            }
            (Body::Notice(notice), Kind::Sent | Kind::Received | Kind::Error | Kind::Info) => {
                self.push_notice(row.at, notice)
            }
        }
    }

    fn push(&mut self, at: Micros, content: Content, payload: &[u8], round_trip: Option<Span>) -> Seq {
        let seq = self.next;
        let size = payload.len() + size_of::<Entry>() + round_trip.map_or(0, |_| size_of::<(Seq, Span)>());
        if !self.chunks.back().is_some_and(|chunk| chunk.has_room_for(size)) {
            self.chunks.back_mut().into_iter().for_each(Chunk::close);
            self.chunks.push_back(Chunk::starting_at(seq));
        }
        if let Some(chunk) = self.chunks.back_mut() {
            chunk.bytes.extend_from_slice(payload);
            // A browser can't deliver a message of 4 GiB: its strings and buffers end before that.
            let end = u32::try_from(chunk.bytes.len()).unwrap_or(u32::MAX);
            chunk.entries.push(Entry { at, end, content });
            chunk.round_trips.extend(round_trip.map(|span| (seq, span)));
        }
        self.next = Seq(seq.0 + 1);
        self.kept += 1;
        self.size += size;
        self.evict();
        seq
    }

    fn evict(&mut self) {
        while self.size > self.limit && self.chunks.len() > 1 {
            let Some(oldest) = self.chunks.pop_front() else { break };
            self.size -= oldest.size();
            self.kept -= oldest.entries.len();
            self.evicted += oldest.entries.len() as u64;
        }
    }

    /// Forgets every row. The next row's number follows on the last one's.
    pub fn clear(&mut self) {
        self.chunks.clear();
        self.kept = 0;
        self.evicted = 0;
        self.size = 0;
    }

    /// How many rows are kept.
    pub fn len(&self) -> usize {
        self.kept
    }

    /// Whether no row is kept.
    pub fn is_empty(&self) -> bool {
        self.kept == 0
    }

    /// How many rows went because of the limit since the log was last cleared.
    pub fn evicted(&self) -> u64 {
        self.evicted
    }

    /// The number of the oldest row that is kept, or of the next one if there is none.
    pub fn first(&self) -> Seq {
        self.chunks.front().map_or(self.next, |chunk| chunk.first)
    }

    /// The number that the next row will have.
    pub fn next(&self) -> Seq {
        self.next
    }

    /// The row with that number, if it is kept.
    pub fn row(&self, seq: Seq) -> Option<Row<'_>> {
        let after = self.chunks.partition_point(|chunk| chunk.first <= seq);
        self.chunks.get(after.checked_sub(1)?)?.row(seq)
    }

    /// The time between two rows, if both are kept.
    pub fn between(&self, first: Seq, second: Seq) -> Option<Span> {
        Some(self.row(second)?.at.since(self.row(first)?.at))
    }

    /// Whether there is a message among the rows.
    pub fn has_messages(&self) -> bool {
        self.glances(self.first()..self.next).any(|row| row.data_type.is_some())
    }

    /// The rows with these numbers as far as they are kept, at a glance and from either end.
    pub(crate) fn glances(&self, seqs: Range<Seq>) -> impl DoubleEndedIterator<Item = Glance<'_>> {
        let first =
            self.chunks.partition_point(|chunk| chunk.first.0 + chunk.entries.len() as u64 <= seqs.start.0);
        let end = self.chunks.partition_point(|chunk| chunk.first < seqs.end).max(first);
        self.chunks.range(first..end).flat_map(move |chunk| chunk.glances(seqs.clone()))
    }
}

fn part(role: Role) -> Part {
    match role {
        Role::Data => Part::Data,
        Role::Ping => Part::Ping,
        Role::Pong(_) => Part::Pong,
    }
}

#[cfg(test)]
mod tests;
