//! Where the readers put what they find: rows go to whoever asked for them, the rest is kept.

use super::{Facts, ProblemKind, Problems, Source};
use crate::log::{Body, Kind, Row, Seq};
use crate::message::{Message, Role};
use crate::time::Micros;

/// What has been found in a file so far, besides its rows.
#[derive(Debug)]
pub(super) struct Found {
    pub source: Option<Source>,
    pub facts: Facts,
    pub problems: Problems,
    /// How many rows have been handed out.
    pub rows: u64,
    /// The time of rows that have none.
    pub now: Micros,
}

/// What has been found, and who takes the rows.
pub(super) struct Out<'o> {
    pub found: &'o mut Found,
    pub take: &'o mut dyn FnMut(&Row<'_>),
}

impl Out<'_> {
    /// Hands out a row that has a number of its own.
    pub fn row(&mut self, row: &Row<'_>) {
        self.found.rows += 1;
        if let Body::Notice(notice) = &row.body {
            self.found.facts.learn(notice);
        }
        (self.take)(row);
    }

    /// Hands out a row under the next number. Times stay as they are, even if they go backwards: the order of a file is
    /// that in which things happened, and clocks are set.
    pub fn next(&mut self, at: Option<Micros>, kind: Kind, body: Body<'_>) {
        let seq = Seq(self.found.rows + 1);
        self.row(&Row { seq, at: at.unwrap_or(self.found.now), kind, body });
    }

    /// Hands out a message that is nothing but that.
    pub fn message(&mut self, at: Option<Micros>, kind: Kind, message: Message<'_>) {
        self.next(at, kind, Body::Message(message, Role::Data));
    }

    pub fn problem(&mut self, line: u64, kind: ProblemKind) {
        self.found.problems.add(line, kind);
    }
}
