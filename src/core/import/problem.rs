//! What is wrong with a file, and where.
//!
//! These are facts without words; the page says them in the user's language. A file may have a problem on every line,
//! so only the first ones are kept, and all are counted.

use std::borrow::Cow;

use crate::codec::json::{JsonProblem, members};

/// How many problems are told one by one.
pub const MAX_TOLD: usize = 100;

/// Something wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The line at which it begins, from 1.
    pub line: u64,
    /// What it is.
    pub kind: ProblemKind,
}

/// What can be wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// There is nothing in it.
    Empty,
    /// It is compressed with gzip, and has to be unpacked first.
    Gzip,
    /// It is no text in UTF-8: a picture, an archive, a text in UTF-16.
    NotText,
    /// It has saved connections and messages, and is imported with those.
    Saved,
    /// It is JSON, but no log that is known.
    Unknown,
    /// A newer version of this program has written it.
    Newer {
        /// Its version.
        version: u64,
    },
    /// The JSON breaks off from its form so that nothing behind it can be read.
    Broken,
    /// The file ends in the middle.
    CutOff,
    /// There is more behind the end of the log.
    AfterEnd,
    /// The file says that it has so many rows, but so many were found, whole or not.
    Count {
        /// How many it says.
        said: u64,
        /// How many there are.
        found: u64,
    },
    /// The row is no JSON.
    NotJson(JsonProblem),
    /// This member of the row is missing, or isn't what it should be.
    Member(String),
    /// The message has this opcode, which is neither that of text nor that of binary.
    Opcode(String),
    /// The row isn't UTF-8.
    NotUtf8,
    /// The row is longer than what is read, in bytes.
    TooLong {
        /// The most that is read.
        limit: usize,
    },
}

impl ProblemKind {
    /// Whether a row is left out for it.
    pub fn costs_a_row(&self) -> bool {
        match self {
            Self::NotJson(_) | Self::Member(_) | Self::Opcode(_) | Self::NotUtf8 | Self::TooLong { .. } => {
                true
            }
            Self::Empty
            | Self::Gzip
            | Self::NotText
            | Self::Saved
            | Self::Unknown
            | Self::Newer { .. }
            | Self::Broken
            | Self::CutOff
            | Self::AfterEnd
            | Self::Count { .. } => false,
        }
    }
}

/// The problems of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems {
    told: Vec<Problem>,
    count: u64,
    left_out: u64,
}

impl Problems {
    /// The first [`MAX_TOLD`], in their order.
    pub fn told(&self) -> &[Problem] {
        &self.told
    }

    /// How many there are in all.
    pub fn count(&self) -> u64 {
        self.count
    }

    /// How many rows are left out for them.
    pub fn left_out(&self) -> u64 {
        self.left_out
    }

    pub(super) fn add(&mut self, line: u64, kind: ProblemKind) {
        self.count += 1;
        self.left_out += u64::from(kind.costs_a_row());
        if self.told.len() < MAX_TOLD {
            self.told.push(Problem { line, kind });
        }
    }
}

/// What a member stands for that has to be a text.
pub(super) fn needed_text<'v>(name: &str, value: &'v str) -> Result<Cow<'v, str>, ProblemKind> {
    members::text(value).ok_or_else(|| ProblemKind::Member(name.to_owned()))
}
