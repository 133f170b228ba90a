//! Which rows are written and when: slice by slice, while the log goes on.
//!
//! Rows may go from the log while it is read. What can't be written any more is counted, so the file says what it lacks:
//!
//! ```text
//!     asked for   from ……………………………………………………………… end
//!     log                     first ……………………………… next
//!     rows        evicted │ written │ missed │ next to be looked at
//! ```

mod message;

use super::layout::{Destination, Heeds, Layout, Sum, Title, layout};
use super::{Notices, Wish};
use crate::conn::Notice;
use crate::log::form::Head;
use crate::log::{Body, Eyes, Filter, Glance, Mask, Seq, Store};
use message::{Open, State};

/// What a row costs that isn't written, besides its payload, in bytes of what is written.
const ROW_COST: usize = 16;

/// A log that is being written.
pub struct Export {
    filter: Option<Filter>,
    notices: Notices,
    mask: Mask,
    title: Title,
    layout: Box<dyn Layout>,
    stage: Stage,
    /// The first row that was to be looked at and still was there.
    start: Seq,
    /// The first row that hasn't been looked at.
    next: Seq,
    end: Option<Seq>,
    sum: Sum,
}

/// How far it is.
enum Stage {
    Begin,
    Rows,
    /// In the middle of a message.
    Inside(Open),
    Over,
}

/// What a step has come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// There is more to be written.
    More,
    /// All rows that are there are written, and more may come.
    CaughtUp,
    /// All is written.
    Done,
}

impl Export {
    /// Nothing is written yet. What has gone from the store already is counted.
    pub fn new(wish: Wish, store: &Store) -> Self {
        Self::to(Destination::File, wish, store)
    }

    pub(super) fn to(destination: Destination, wish: Wish, store: &Store) -> Self {
        let Wish { format, filter, notices, from, end, mask, utc_offset, now, address } = wish;
        let filter = filter.filter(|filter| !filter.is_all());
        let title = Title {
            exported: now,
            utc_offset,
            address: mask.text(&address),
            filter: mask.text(&filter.as_ref().map(Filter::line).unwrap_or_default()),
            is_masked: !mask.is_empty(),
        };
        let start = from.max(store.first());
        // Before these, none was there since the log was last cleared.
        let oldest = Seq(store.first().0.saturating_sub(store.evicted()));
        let evicted = start.min(end.unwrap_or(start)).0.saturating_sub(from.max(oldest).0);
        Self {
            filter,
            notices,
            mask,
            title,
            layout: layout(format, destination),
            stage: Stage::Begin,
            start,
            next: start,
            end,
            sum: Sum { evicted, ..Sum::default() },
        }
    }

    /// Writes more, about `budget` bytes, behind what is in `out`.
    pub fn step(&mut self, store: &Store, eyes: Eyes<'_>, budget: usize, out: &mut Vec<u8>) -> Progress {
        let mut purse = Purse { left: budget.max(1) };
        loop {
            if purse.left == 0 {
                return Progress::More;
            }
            match std::mem::replace(&mut self.stage, Stage::Rows) {
                Stage::Begin => purse.pay(out, |out| self.layout.begin(&self.title, out)),
                Stage::Inside(open) => {
                    let payload = open.payload_in(store);
                    self.go_on(open, payload, &mut purse, out);
                }
                Stage::Rows => {
                    self.skip_missed(store);
                    let stop = self.end.unwrap_or(store.next()).min(store.next());
                    if self.next < stop {
                        self.rows(store, eyes, stop, &mut purse, out);
                    } else if self.end.is_none_or(|end| self.next < end) {
                        return Progress::CaughtUp;
                    } else {
                        self.layout.end(&self.sum, out);
                        self.stage = Stage::Over;
                        return Progress::Done;
                    }
                }
                Stage::Over => {
                    self.stage = Stage::Over;
                    return Progress::Done;
                }
            }
        }
    }

    /// From the next row on, this is hidden.
    pub fn hide(&mut self, mask: Mask) {
        self.mask = mask;
    }

    /// No row from that one on is written any more. With it a recording ends.
    pub fn end_at(&mut self, seq: Seq) {
        self.end = Some(seq);
    }

    /// How many rows were written; of a HAR, messages.
    pub fn rows_written(&self) -> u64 {
        self.sum.rows
    }

    /// How many rows had gone from the log before they could be written, be it before or since it began.
    pub fn rows_lost(&self) -> u64 {
        self.sum.lost()
    }

    /// How many rows were looked at, and how many there are to look at, as far as is known.
    pub fn looked_at(&self, store: &Store) -> (u64, u64) {
        let end = self.end.unwrap_or(store.next());
        (self.next.0.saturating_sub(self.start.0), end.0.saturating_sub(self.start.0))
    }

    /// Counts the rows that were to be looked at and aren't there any more.
    fn skip_missed(&mut self, store: &Store) {
        let there = store.first().min(self.end.unwrap_or(store.first()));
        self.sum.missed += there.0.saturating_sub(self.next.0);
        self.next = self.next.max(there);
    }

    /// Looks at rows until there are no more of them, there is nothing left to spend, or a message takes longer.
    fn rows(&mut self, store: &Store, eyes: Eyes<'_>, stop: Seq, purse: &mut Purse, out: &mut Vec<u8>) {
        for glance in store.glances(self.next..stop) {
            self.next = Seq(glance.seq.0 + 1);
            if !self.wants(&glance, eyes) {
                purse.spend(ROW_COST + if self.filter.is_some() { glance.payload.len() } else { 0 });
            } else if let Some(open) = Open::new(&glance, store, &self.mask) {
                self.go_on(open, Some(glance.payload), purse, out);
            } else {
                purse.pay(out, |out| self.notice(&glance, store, eyes, out));
            }
            if purse.left == 0 || matches!(self.stage, Stage::Inside(_)) {
                break;
            }
        }
    }

    fn wants(&self, row: &Glance<'_>, eyes: Eyes<'_>) -> bool {
        if row.data_type.is_none() {
            match (self.layout.heeds(), self.notices) {
                (Heeds::All, _) => return true,
                (Heeds::Chosen, Notices::Without) => return false,
                (Heeds::Chosen, Notices::With) => {}
            }
        }
        self.filter.as_ref().is_none_or(|filter| filter.matches(row, eyes))
    }

    fn notice(&mut self, row: &Glance<'_>, store: &Store, eyes: Eyes<'_>, out: &mut Vec<u8>) {
        let Some(Body::Notice(notice)) = store.row(row.seq).map(|row| row.body) else { return };
        let notice: Notice = if self.mask.is_empty() { notice } else { self.mask.notice(&notice) };
        self.layout.notice(Head { seq: row.seq, at: row.at, kind: row.kind }, &notice, eyes.describe, out);
        match self.layout.heeds() {
            Heeds::Chosen => self.sum.rows += 1,
            Heeds::All => {}
        }
    }

    /// Writes more of a message, whose payload is this unless it has gone.
    fn go_on(&mut self, mut open: Open, payload: Option<&[u8]>, purse: &mut Purse, out: &mut Vec<u8>) {
        match open.go_on(payload, &mut *self.layout, purse, out) {
            State::More => self.stage = Stage::Inside(open),
            State::Written => self.sum.rows += 1,
            State::Gone => self.sum.missed += 1,
        }
    }
}

/// What may still be written in a step.
#[derive(Debug)]
struct Purse {
    left: usize,
}

impl Purse {
    fn spend(&mut self, bytes: usize) {
        self.left = self.left.saturating_sub(bytes);
    }

    /// Spends what this writes.
    fn pay(&mut self, out: &mut Vec<u8>, write: impl FnOnce(&mut Vec<u8>)) {
        let before = out.len();
        write(out);
        self.spend(out.len() - before);
    }
}
