//! Which rows are shown: the numbers of those that match the filter, in order.
//!
//! A new filter looks at the rows that are there from the newest to the oldest, in steps, so that what is on screen is
//! right at once. Rows that are added are looked at as they come, rows that are evicted are forgotten, and no row is
//! looked at twice:
//!
//! ```text
//!     store   first ……………… below ………………………………… seen …………… next
//!             not looked at   │ looked at, backwards  │  not looked at
//!                             └ older, then newer ────┘
//! ```

use super::{Eyes, Filter, Seq, Store};

/// What a row costs besides its payload, in bytes of payload.
const ROW_COST: usize = 64;

/// The rows that match, by their numbers.
#[derive(Debug)]
pub struct View {
    filter: Filter,
    /// The rows that match of those that were there before, backwards: the newest first.
    older: Vec<Seq>,
    /// The rows that match of those that came since.
    newer: Vec<Seq>,
    /// How many of `newer`, from its start, were evicted and wait to be taken out.
    gone: usize,
    /// The rows from here on were looked at, up to `seen`.
    below: Seq,
    /// The first row that came since and hasn't been looked at.
    seen: Seq,
}

impl View {
    /// A view that has looked at nothing yet.
    pub fn new(filter: Filter, store: &Store) -> Self {
        let (older, newer) = (Vec::new(), Vec::new());
        // Where everything is shown the store's own numbers are the view.
        let below = if filter.is_all() { store.first() } else { store.next() };
        Self { filter, older, newer, gone: 0, below, seen: store.next() }
    }

    /// The filter.
    pub fn filter(&self) -> &Filter {
        &self.filter
    }

    /// Takes in what was added to, and what has gone from, the store since the last call.
    pub fn extend(&mut self, store: &Store, eyes: Eyes<'_>) {
        if !self.filter.is_all() {
            let (filter, added) = (&self.filter, store.glances(self.seen..store.next()));
            self.newer.extend(added.filter(|row| filter.matches(row, eyes)).map(|row| row.seq));
            self.forget(store.first());
        }
        self.seen = store.next();
    }

    fn forget(&mut self, first: Seq) {
        let kept = self.older.partition_point(|seq| *seq >= first);
        self.older.truncate(kept);
        self.gone += self.newer[self.gone..].partition_point(|seq| *seq < first);
        // Taking out a few at a time would move the rest each time.
        if self.gone > self.newer.len() / 2 {
            self.newer.drain(..self.gone);
            self.gone = 0;
        }
    }

    /// Looks at more of the rows that were there before: as many as have so many bytes, at least one.
    pub fn search(&mut self, store: &Store, eyes: Eyes<'_>, bytes: usize) {
        let mut left = bytes;
        for row in store.glances(Seq(0)..self.below).rev() {
            if self.filter.matches(&row, eyes) {
                self.older.push(row.seq);
            }
            self.below = row.seq;
            left = left.saturating_sub(row.payload.len() + ROW_COST);
            if left == 0 {
                break;
            }
        }
    }

    /// Whether every row that was there before has been looked at.
    pub fn is_searched(&self, store: &Store) -> bool {
        self.below <= store.first()
    }

    /// How many rows match, as far as is known.
    pub fn len(&self, store: &Store) -> usize {
        if self.filter.is_all() { store.len() } else { self.older.len() + self.newer.len() - self.gone }
    }

    /// The number of the row at that place among the matching ones, from 0.
    pub fn seq(&self, store: &Store, index: usize) -> Option<Seq> {
        if self.filter.is_all() {
            return (index < store.len()).then(|| Seq(store.first().0 + index as u64));
        }
        match self.older.len().checked_sub(index + 1) {
            Some(from_oldest) => self.older.get(from_oldest).copied(),
            None => self.newer.get(self.gone + index - self.older.len()).copied(),
        }
    }

    /// The place among the matching ones of that row, or of the next one if it doesn't match.
    pub fn index(&self, store: &Store, seq: Seq) -> usize {
        if self.filter.is_all() {
            return usize::try_from(seq.0.saturating_sub(store.first().0))
                .unwrap_or(usize::MAX)
                .min(store.len());
        }
        let after = self.older.partition_point(|other| *other >= seq);
        let among_newer = self.newer[self.gone..].partition_point(|other| *other < seq);
        self.older.len() - after + among_newer
    }
}

#[cfg(test)]
mod tests;
