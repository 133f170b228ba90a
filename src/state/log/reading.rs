//! How the list of a log is read: at its end or further up, paused or not, with one or two rows chosen, and with times
//! told from somewhere.

use leptos::prelude::*;
use wirebench_core::log::{Seq, TimeShown};
use wirebench_core::time::Micros;

use super::Log;

impl Log {
    /// Whether the list stays at its end.
    pub fn is_following(self) -> bool {
        self.left_at.get().is_none()
    }

    /// From now on the list stays at its end.
    pub fn follow(self) {
        if self.left_at.get_untracked().is_some() {
            self.left_at.set(None);
        }
    }

    /// From now on the list stays where it is.
    pub fn stay(self) {
        if self.left_at.get_untracked().is_none() {
            let next = self.rows.with_value(|rows| rows.store.next());
            self.left_at.set(Some(self.held_at.get_untracked().unwrap_or(next)));
        }
    }

    /// The list begins at its start, and no row that comes is news.
    pub fn begin_at_start(self) {
        self.left_at.set(Some(Seq(u64::MAX)));
    }

    /// How many matching rows came since the list stays where it is.
    pub fn unseen(self) -> usize {
        self.changed.track();
        let (Some(left_at), held_at) = (self.left_at.get(), self.held_at.get()) else { return 0 };
        self.rows.with_value(|rows| rows.shown(held_at).saturating_sub(rows.view.index(&rows.store, left_at)))
    }

    /// Whether the list is paused.
    pub fn is_paused(self) -> bool {
        self.held_at.get().is_some()
    }

    /// From now on the list shows no new rows.
    pub fn pause(self) {
        self.held_at.set(Some(self.rows.with_value(|rows| rows.store.next())));
    }

    /// The list shows every row again.
    pub fn resume(self) {
        self.held_at.set(None);
    }

    /// Chooses a row alone.
    pub fn select(self, seq: Option<Seq>) {
        self.marked.set(None);
        self.selected.set(seq);
    }

    /// Chooses a row beside the one that is chosen, or alone if there is none.
    pub fn mark(self, seq: Option<Seq>) {
        match self.selected.get_untracked() {
            Some(selected) => self.marked.set(seq.filter(|seq| *seq != selected)),
            None => self.select(seq),
        }
    }

    /// The two rows that are chosen, the older one first; nothing if there are fewer, or one has gone.
    pub fn pair(self) -> Option<(Seq, Seq)> {
        let (one, other) = (self.selected.get()?, self.marked.get()?);
        self.is_kept(one.min(other)).then(|| (one.min(other), one.max(other)))
    }

    /// Whether a row is one of those that are chosen.
    pub fn is_chosen(self, seq: Seq) -> bool {
        self.selected.get().is_some_and(|selected| selected == seq || self.marked.get() == Some(seq))
    }

    /// The row that was chosen last.
    pub fn active(self) -> Option<Seq> {
        let selected = self.selected.get()?;
        Some(self.marked.get().unwrap_or(selected))
    }

    /// When that began which the time of a row is told from, by its number and its place among the matching ones;
    /// nothing where the time of day is told.
    pub fn origin(self, seq: Seq, index: usize) -> Option<Micros> {
        match self.times.get() {
            TimeShown::OfDay => None,
            TimeShown::SinceOpening => {
                self.changed.track();
                self.rows.with_value(|rows| rows.openings.of(seq))
            }
            TimeShown::SincePrevious => {
                let previous = self.seq_at(index.checked_sub(1)?)?;
                self.with_row(previous, |row| row.at)
            }
        }
    }
}
