//! Rows on their way out of a log and into it: what is written to files reads it, what is read from files fills it.

use leptos::prelude::*;
use wirebench_core::conn::{Notice, Target};
use wirebench_core::log::{Body, Eyes, Row, Seq, Store};

use super::Log;
use super::searching::eyes;

impl Log {
    /// Reads the rows, with what they are looked at with; nothing if the tab was closed.
    pub fn read<T>(self, read: impl FnOnce(&Store, Eyes<'_>) -> T) -> Option<T> {
        self.words.try_with_value(|words| {
            self.rows.try_with_value(|rows| read(&rows.store, eyes(words, &rows.spoken)))
        })?
    }

    /// Reads all rows, and again when there are others.
    pub fn watch_rows<T>(self, read: impl FnOnce(&Store) -> T) -> T {
        self.changed.track();
        self.with_store(read)
    }

    /// The number that the next row will have.
    pub fn next(self) -> Seq {
        self.rows.with_value(|rows| rows.store.next())
    }

    /// The first row that the list doesn't show, because it is paused or the row hasn't come yet.
    pub fn shown_end(self) -> Seq {
        self.held_at.get_untracked().unwrap_or_else(|| self.next())
    }

    /// Adds a row of another log, under the next number of this one. Nothing on screen changes before [`Self::settle`].
    pub fn take_row(self, row: &Row<'_>) {
        self.rows.update_value(|rows| {
            match &row.body {
                Body::Message(_, role) => rows.note(*role),
                Body::Notice(Notice::Connecting { .. }) => {
                    rows.openings.begin(rows.store.next(), rows.store.first());
                }
                Body::Notice(Notice::Opened { .. }) => rows.openings.open(row.at),
                Body::Notice(_) => {}
            }
            rows.store.push_row(row);
        });
    }

    /// Where the first connection that the rows tell of went; nothing if their start tells of none.
    pub fn first_target(self) -> Option<Target> {
        /// It is said before anything is received.
        const AMONG: u64 = 100;
        self.rows.with_value(|rows| {
            let first = rows.store.first().0;
            (first..rows.store.next().0.min(first + AMONG)).find_map(|seq| {
                match rows.store.row(Seq(seq))?.body {
                    Body::Notice(Notice::Connecting { target, .. }) => Some(target),
                    Body::Notice(_) | Body::Message(..) => None,
                }
            })
        })
    }
}
