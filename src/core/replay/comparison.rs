//! The answers that were captured beside those that come now, told apart while they come.
//!
//! Both are taken in their order, by a hash of type and payload. Where they differ, the nearest place is looked for at
//! which they agree again: as few messages behind as can be, and of several such places the one from which they agree for
//! longest. What lies before it is paired, and the rest of it missing or extra. A library for differences wants both
//! texts whole and grows with their product when they have nothing in common; this holds a window of either side, decides
//! a few messages later, and takes the same time for each.

use std::cmp::Reverse;
use std::collections::VecDeque;
use std::hash::{DefaultHasher, Hasher};
use std::ops::Range;

use crate::log::{Kind, Seq, Store};
use crate::message::{DataType, Message};

/// So many differences are listed, the others only counted.
pub const MOST_LISTED: usize = 100;

/// The two are looked through for a place at which they agree for so many messages; if there is none, they are paired.
const WINDOW: usize = 500;

/// So many more messages than needed have to be there before it is decided.
const MARGIN: usize = 4;

/// For so many messages it is looked how long the two agree.
const LONGEST_RUN: usize = 32;

/// A difference, with the rows in the log that is replayed and in that of the connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Difference {
    /// Another message came than was captured.
    Changed {
        /// The captured one.
        captured: Seq,
        /// The one that came.
        now: Seq,
    },
    /// A captured message didn't come.
    Missing(Seq),
    /// A message came that wasn't captured.
    Extra(Seq),
}

/// How the answers compare so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// They came as they were captured.
    pub same: u64,
    /// Others came in their place.
    pub changed: u64,
    /// They didn't come.
    pub missing: u64,
    /// They weren't captured.
    pub extra: u64,
    /// They are waited for, or not decided yet.
    pub awaited: u64,
    /// They had gone from the log before they were compared.
    pub gone: u64,
}

/// When a difference is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// When nothing that may still come can tell it better.
    Sure,
    /// By what is there.
    Now,
}

#[derive(Clone, Copy, Debug)]
struct Answer {
    seq: Seq,
    hash: u64,
}

impl Answer {
    fn new(seq: Seq, message: &Message<'_>) -> Self {
        let mut hasher = DefaultHasher::new();
        hasher.write_u8(match message.data_type {
            DataType::Text => 0,
            DataType::Binary => 1,
        });
        hasher.write(message.payload);
        Self { seq, hash: hasher.finish() }
    }
}

/// Captured answers and those that come now.
#[derive(Debug)]
pub struct Comparison {
    /// The captured rows that are waited for and haven't been read yet.
    unread: Range<Seq>,
    /// How many answers were among them when they were counted.
    unread_count: u64,
    /// Those that have been read and aren't decided, at most [`WINDOW`].
    captured: VecDeque<Answer>,
    /// What came and isn't decided.
    came: VecDeque<Answer>,
    /// Among so many of either there is none that is like one of the other.
    searched: usize,
    counts: Counts,
    differences: Vec<Difference>,
}

impl Comparison {
    /// Nothing is waited for yet; what will be comes from that row on.
    pub fn new(start: Seq) -> Self {
        Self {
            unread: start..start,
            unread_count: 0,
            captured: VecDeque::new(),
            came: VecDeque::new(),
            searched: 0,
            counts: Counts::default(),
            differences: Vec::new(),
        }
    }

    /// From now on the answers before that row are waited for, and no others.
    pub fn await_until(&mut self, store: &Store, end: Seq) {
        let kept = self.captured.partition_point(|answer| answer.seq < end);
        self.captured.truncate(kept);
        self.unread = self.unread.start..end.max(self.unread.start);
        self.unread_count = answers(store, self.unread.clone()).count() as u64;
    }

    /// Takes in a message that came.
    pub fn hear(&mut self, seq: Seq, message: &Message<'_>) {
        self.came.push_back(Answer::new(seq, message));
    }

    /// Whether every message that was captured or came has been told of.
    pub fn is_decided(&self) -> bool {
        self.counts().awaited == 0 && self.came.is_empty()
    }

    /// How they compare so far.
    pub fn counts(&self) -> Counts {
        Counts { awaited: self.captured.len() as u64 + self.unread_count, ..self.counts }
    }

    /// The first differences.
    pub fn differences(&self) -> &[Difference] {
        &self.differences
    }

    /// Compares what came since.
    pub fn decide(&mut self, store: &Store, when: When) {
        loop {
            self.read(store);
            match (self.captured.front(), self.came.front()) {
                (_, None) => return,
                (None, Some(_)) => self.pass(0, 1),
                (Some(captured), Some(now)) if captured.hash == now.hash => {
                    self.captured.pop_front();
                    self.came.pop_front();
                    self.searched = 0;
                    self.counts.same += 1;
                }
                (Some(_), Some(_)) => match self.meeting(when) {
                    Some((captured, came)) => self.pass(captured, came),
                    None => return,
                },
            }
        }
    }

    /// Nothing more comes: what is still waited for is missing.
    pub fn give_up(&mut self, store: &Store) {
        self.decide(store, When::Now);
        while let Some(answer) = self.captured.pop_front() {
            self.tell(Difference::Missing(answer.seq));
        }
        let mut found = 0;
        for (seq, _) in answers(store, self.unread.clone()) {
            self.tell(Difference::Missing(seq));
            found += 1;
        }
        self.counts.gone += self.unread_count.saturating_sub(found);
        self.unread_count = 0;
        self.unread.start = self.unread.end;
    }

    /// Fills the window of what was captured.
    fn read(&mut self, store: &Store) {
        let wanted = WINDOW - self.captured.len().min(WINDOW);
        if wanted == 0 || self.unread.is_empty() {
            return;
        }
        let before = self.captured.len();
        let next = answers(store, self.unread.clone()).take(wanted);
        self.captured.extend(next.map(|(seq, message)| Answer::new(seq, &message)));
        let read = self.captured.len() - before;
        self.unread_count = self.unread_count.saturating_sub(read as u64);
        if read < wanted {
            self.counts.gone += self.unread_count;
            self.unread_count = 0;
            self.unread.start = self.unread.end;
        } else if let Some(last) = self.captured.back() {
            self.unread.start = Seq(last.seq.0 + 1);
        }
    }

    /// How many of either lie before the place at which they agree again; nothing while that may still be told better.
    fn meeting(&mut self, when: When) -> Option<(usize, usize)> {
        let shells = match when {
            When::Sure => self.came.len().saturating_sub(MARGIN).min(WINDOW),
            When::Now => self.captured.len().max(self.came.len()),
        };
        while self.searched < shells {
            if let Some(place) = self.nearest(self.searched) {
                self.searched = 0;
                return Some(place);
            }
            self.searched += 1;
        }
        match when {
            When::Sure if shells < WINDOW => None,
            // They have nothing in common as far as is looked.
            When::Sure | When::Now => {
                self.searched = self.searched.saturating_sub(1);
                Some((1, 1))
            }
        }
    }

    /// Of the places with so many messages before them on one side, and no more on the other, the one from which the two
    /// agree for longest.
    fn nearest(&self, distance: usize) -> Option<(usize, usize)> {
        let of_captured = (0..=distance).map(|came| (distance, came));
        let of_came = (0..distance).map(|captured| (captured, distance));
        let places = of_captured.chain(of_came).filter(|place| self.agree(*place));
        places.max_by_key(|place| (self.run(*place), Reverse(place.0.abs_diff(place.1))))
    }

    /// Whether the two agree there.
    fn agree(&self, (captured, came): (usize, usize)) -> bool {
        let both = (self.captured.get(captured), self.came.get(came));
        matches!(both, (Some(captured), Some(now)) if captured.hash == now.hash)
    }

    /// For how many messages the two agree from there on.
    fn run(&self, (captured, came): (usize, usize)) -> usize {
        (0..LONGEST_RUN).take_while(|on| self.agree((captured + on, came + on))).count()
    }

    /// Tells of so many messages that they differ.
    fn pass(&mut self, captured: usize, came: usize) {
        for index in 0..captured.max(came) {
            let old = if index < captured { self.captured.pop_front() } else { None };
            let new = if index < came { self.came.pop_front() } else { None };
            match (old, new) {
                (Some(old), Some(new)) => {
                    self.tell(Difference::Changed { captured: old.seq, now: new.seq });
                }
                (Some(old), None) => self.tell(Difference::Missing(old.seq)),
                (None, Some(new)) => self.tell(Difference::Extra(new.seq)),
                (None, None) => {}
            }
        }
    }

    fn tell(&mut self, difference: Difference) {
        let count = match difference {
            Difference::Changed { .. } => &mut self.counts.changed,
            Difference::Missing(_) => &mut self.counts.missing,
            Difference::Extra(_) => &mut self.counts.extra,
        };
        *count += 1;
        if self.differences.len() < MOST_LISTED {
            self.differences.push(difference);
        }
    }
}

/// The received messages among these rows.
fn answers(store: &Store, rows: Range<Seq>) -> impl Iterator<Item = (Seq, Message<'_>)> {
    store.data_rows(rows).filter(|row| row.kind == Kind::Received).map(|row| (row.seq, row.message))
}

#[cfg(test)]
mod tests;
