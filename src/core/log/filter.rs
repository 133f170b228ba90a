//! Which rows are wanted: by what they are, and by what is in them.
//!
//! A filter is the conjunction of its conditions. It looks at one row and remembers nothing; [`super::View`] applies it
//! to a whole log.

mod line;
mod needle;
mod pattern;
mod search;
#[cfg(test)]
mod tests;

use std::ops::{Range, RangeInclusive};

pub use line::{LineError, LineProblem};
pub use needle::Needle;
pub use pattern::Pattern;
pub use search::{Search, SearchProblems};

use super::store::Glance;
use super::{Describe, Digest, Kind, Told};
use crate::codec::hex;
use crate::codec::json::{self, Path};
use crate::message::{DataType, Message};
use crate::time::{DAY, Micros};

/// The filter of the Thai manual: everything, or one kind of row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Show {
    /// Every row.
    #[default]
    All,
    /// Only what was sent.
    Sent,
    /// Only what was received.
    Received,
    /// Only what went wrong.
    Errors,
}

impl Show {
    fn matches(self, kind: Kind) -> bool {
        match self {
            Self::All => true,
            Self::Sent => kind == Kind::Sent,
            Self::Received => kind == Kind::Received,
            Self::Errors => kind == Kind::Error,
        }
    }
}

/// Which rows are shown: those for which everything holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// By their kind.
    pub show: Show,
    /// Whether pings and pongs are left out, and what else is a heart-beat.
    pub hides_pings: bool,
    /// Whether rows about the connection are left out.
    pub hides_info: bool,
    /// By what they are and what is in them.
    pub conditions: Vec<Condition>,
}

/// A test, or its opposite.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// Whether the rows for which the test holds are left out.
    pub excludes: bool,
    /// The test.
    pub test: Test,
}

/// What may be asked of a row. What only messages have holds for no notice.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// Whether it is of that kind.
    Kind(Kind),
    /// Whether it is a ping or a pong, or else a heart-beat.
    Ping,
    /// Whether a text is in the name that its protocol gives it.
    Event(Needle),
    /// Whether a text is in the name of what it is about.
    Channel(Needle),
    /// Whether it is text or binary.
    Type(DataType),
    /// Whether its payload has so many bytes.
    Size(RangeInclusive<u64>),
    /// Whether it happened at that time of day, in microseconds since midnight. A range that ends before it begins
    /// goes over midnight.
    Time(Range<u64>),
    /// Whether a text is in it.
    Text(Needle),
    /// Whether a regular expression matches a part of it.
    Regex(Pattern),
    /// Whether these bytes are in it.
    Bytes(Needle),
    /// Whether it is JSON with something at that path.
    Field {
        /// The path.
        path: Path,
        /// The path as it was typed.
        typed: String,
        /// The value, as [`json::means`] takes it, or any.
        wanted: Option<String>,
        /// Whether it is any other value that is wanted.
        is_not: bool,
    },
}

/// What a row is looked at with, apart from the filter itself.
#[derive(Clone, Copy)]
pub struct Eyes<'a> {
    /// The words for a notice, as they stand on screen.
    pub describe: &'a Describe,
    /// How far the user's clock is ahead of UTC, in minutes.
    pub utc_offset: i32,
    /// What the rows say in their application protocol, if that is known.
    pub digest: Option<&'a Digest>,
}

impl<'a> Eyes<'a> {
    fn told(self, row: &Glance<'_>) -> Option<Told<'a>> {
        self.digest?.told(row.seq)
    }

    fn is_heartbeat(self, row: &Glance<'_>) -> bool {
        row.is_keep_alive || self.digest.is_some_and(|digest| digest.is_heartbeat(row.seq))
    }
}

impl Filter {
    /// Whether it depends on what rows say in their protocol.
    pub fn minds_protocol(&self) -> bool {
        let minds = |test: &Test| matches!(test, Test::Ping | Test::Event(_) | Test::Channel(_));
        self.hides_pings || self.conditions.iter().any(|condition| minds(&condition.test))
    }

    /// Whether every row is shown.
    pub fn is_all(&self) -> bool {
        *self == Self::default()
    }

    pub(crate) fn matches(&self, row: &Glance<'_>, eyes: Eyes<'_>) -> bool {
        self.show.matches(row.kind)
            && !(self.hides_pings && eyes.is_heartbeat(row))
            && !(self.hides_info && row.kind == Kind::Info)
            && self.conditions.iter().all(|condition| condition.test.holds(row, eyes) != condition.excludes)
    }

    /// The parts of a text that are looked for, in their order, at most `most` of them, none over another. Of bytes
    /// that are shown in hex, those that are looked for.
    pub fn highlights(&self, text: &str, is_hex: bool, most: usize) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        for condition in self.conditions.iter().filter(|condition| !condition.excludes) {
            condition.test.highlights(text, is_hex, most, &mut found);
        }
        let mut apart: Vec<Range<usize>> = Vec::new();
        for range in found {
            let after = apart.partition_point(|other| other.start <= range.start);
            let is_apart = after.checked_sub(1).is_none_or(|before| apart[before].end <= range.start)
                && apart.get(after).is_none_or(|next| range.end <= next.start);
            if is_apart {
                apart.insert(after, range);
            }
        }
        apart.truncate(most);
        apart
    }

    /// Where the first of the parts that are looked for begins in a payload.
    pub fn first_highlight(&self, message: Message<'_>) -> Option<usize> {
        let included = self.conditions.iter().filter(|condition| !condition.excludes);
        let found = included.filter_map(|condition| match (&condition.test, message.data_type) {
            (Test::Text(needle), DataType::Text) => needle.find(message.payload).map(|range| range.start),
            (Test::Regex(pattern), DataType::Text) => {
                let text = std::str::from_utf8(message.payload).ok()?;
                pattern.matches(text).next().map(|range| range.start)
            }
            (Test::Bytes(needle), DataType::Binary) => needle.find(message.payload).map(|range| range.start),
            (
                Test::Text(_)
                | Test::Regex(_)
                | Test::Bytes(_)
                | Test::Kind(_)
                | Test::Ping
                | Test::Event(_)
                | Test::Channel(_)
                | Test::Type(_)
                | Test::Size(_)
                | Test::Time(_)
                | Test::Field { .. },
                DataType::Text | DataType::Binary,
            ) => None,
        });
        found.min()
    }

    /// Whether it looks for something that can be highlighted.
    pub fn has_highlights(&self) -> bool {
        let can = |test: &Test| matches!(test, Test::Text(_) | Test::Regex(_) | Test::Bytes(_));
        self.conditions.iter().any(|condition| !condition.excludes && can(&condition.test))
    }
}

impl Test {
    /// Whether it holds for that row.
    fn holds(&self, row: &Glance<'_>, eyes: Eyes<'_>) -> bool {
        match self {
            Test::Kind(kind) => row.kind == *kind,
            Test::Ping => eyes.is_heartbeat(row),
            Test::Event(needle) => {
                eyes.told(row).is_some_and(|told| needle.find(told.event.as_bytes()).is_some())
            }
            Test::Channel(needle) => {
                eyes.told(row).is_some_and(|told| needle.find(told.channel.as_bytes()).is_some())
            }
            Test::Type(data_type) => row.data_type == Some(*data_type),
            Test::Size(range) => row.data_type.is_some() && range.contains(&(row.payload.len() as u64)),
            Test::Time(range) => is_within(time_of_day(row.at, eyes.utc_offset), range),
            Test::Text(needle) => match row.words(eyes.describe) {
                None => needle.find(row.payload).is_some(),
                Some(words) => needle.find(words.as_bytes()).is_some(),
            },
            Test::Regex(pattern) => match row.words(eyes.describe) {
                None => pattern.is_in(row.payload),
                Some(words) => pattern.is_in(words.as_bytes()),
            },
            Test::Bytes(needle) => row.data_type.is_some() && needle.find(row.payload).is_some(),
            Test::Field { path, wanted, is_not, .. } => {
                let text = row.data_type.and_then(|_| std::str::from_utf8(row.payload).ok());
                let value = text.and_then(|text| json::find(text, path));
                let fits = |value| wanted.as_ref().is_none_or(|wanted| json::means(value, wanted) != *is_not);
                value.is_some_and(fits)
            }
        }
    }

    fn highlights(&self, text: &str, is_hex: bool, most: usize, found: &mut Vec<Range<usize>>) {
        match self {
            Test::Text(needle) if !is_hex && !needle.text().is_empty() => {
                let mut from = 0;
                while found.len() < most
                    && let Some(range) = needle.find(&text.as_bytes()[from..])
                {
                    found.push(from + range.start..from + range.end);
                    from += range.end;
                }
            }
            Test::Regex(pattern) if !is_hex => {
                found.extend(pattern.matches(text).take(most));
            }
            Test::Bytes(needle) if is_hex && !needle.bytes().is_empty() => {
                let wanted = hex::encode(needle.bytes());
                found.extend(text.match_indices(&wanted).map(|(at, _)| at..at + wanted.len()).take(most));
            }
            Test::Text(_)
            | Test::Regex(_)
            | Test::Bytes(_)
            | Test::Kind(_)
            | Test::Ping
            | Test::Event(_)
            | Test::Channel(_)
            | Test::Type(_)
            | Test::Size(_)
            | Test::Time(_)
            | Test::Field { .. } => {}
        }
    }
}

/// Microseconds since midnight, where the clock is so many minutes ahead of UTC.
fn time_of_day(at: Micros, utc_offset: i32) -> u64 {
    let ahead = i64::from(utc_offset) * 60_000_000;
    at.0.saturating_add_signed(ahead) % DAY.0
}

fn is_within(time: u64, range: &Range<u64>) -> bool {
    if range.start <= range.end { range.contains(&time) } else { time >= range.start || time < range.end }
}
