//! A filter, written as the line that means it.

use std::fmt::Write;

use super::{KINDS, TYPES};
use crate::codec::hex;
use crate::log::filter::{Condition, Filter, Show, Test};
use crate::time::{DAY, Span};

impl Filter {
    /// The whole filter as one line, which [`Self::add_line`] reads back.
    pub fn line(&self) -> String {
        let mut line = String::new();
        match self.show {
            Show::All => {}
            Show::Sent => line.push_str("kind:sent "),
            Show::Received => line.push_str("kind:received "),
            Show::Errors => line.push_str("kind:error "),
        }
        if self.hides_pings {
            line.push_str("-is:ping ");
        }
        if self.hides_info {
            line.push_str("-kind:info ");
        }
        let mut minds_case = false;
        for Condition { excludes, test } in &self.conditions {
            if let Some(counts) = test.minds_case().filter(|counts| *counts != minds_case) {
                line.push_str(if counts { "case:on " } else { "case:off " });
                minds_case = counts;
            }
            if *excludes {
                line.push('-');
            }
            test.write(&mut line);
            line.push(' ');
        }
        line.pop();
        line
    }
}

impl Test {
    /// Whether cases count, where they could.
    fn minds_case(&self) -> Option<bool> {
        match self {
            Test::Text(needle) | Test::Event(needle) | Test::Channel(needle) => Some(needle.minds_case()),
            Test::Regex(pattern) => Some(pattern.minds_case()),
            Test::Kind(_)
            | Test::Ping
            | Test::Type(_)
            | Test::Size(_)
            | Test::Time(_)
            | Test::Bytes(_)
            | Test::Field { .. } => None,
        }
    }

    fn write(&self, line: &mut String) {
        // Writing into a string doesn't fail.
        let _ = match self {
            Test::Kind(kind) => write!(line, "kind:{}", name_of(KINDS, kind)),
            Test::Ping => write!(line, "is:ping"),
            Test::Event(needle) => write!(line, "event:{}", name(needle.text())),
            Test::Channel(needle) => write!(line, "channel:{}", name(needle.text())),
            Test::Type(data_type) => write!(line, "type:{}", name_of(TYPES, data_type)),
            Test::Size(range) if *range.end() == u64::MAX => write!(line, "size:>={}", range.start()),
            Test::Size(range) => write!(line, "size:{}..{}", range.start(), range.end()),
            Test::Time(range) => write!(line, "time:{}..{}", clock(range.start), clock(range.end)),
            Test::Text(needle) => {
                write_text(line, needle.text());
                Ok(())
            }
            Test::Regex(pattern) => {
                write_regex(line, pattern.source());
                Ok(())
            }
            Test::Bytes(needle) => write!(line, "hex:\"{}\"", hex::encode(needle.bytes())),
            Test::Field { typed, wanted: None, .. } => write!(line, "{typed}"),
            Test::Field { typed, wanted: Some(wanted), is_not, .. } => {
                // `= =b` is not `==b`.
                let space = if wanted.starts_with('=') { " " } else { "" };
                write!(line, "{typed}{}{space}{wanted}", if *is_not { "!=" } else { "=" })
            }
        };
    }
}

fn name_of<T: PartialEq>(choices: &[(&'static str, T)], value: &T) -> &'static str {
    choices.iter().find(|(_, other)| other == value).map_or("", |(name, _)| *name)
}

/// A time of day; the end of a day is left out.
fn clock(time: u64) -> String {
    if time == DAY.0 { String::new() } else { Span(time).stopwatch() }
}

/// A regular expression as a term, its slashes escaped.
fn write_regex(line: &mut String, source: &str) {
    line.push('/');
    let mut is_escaped = false;
    for character in source.chars() {
        line.extend((character == '/' && !is_escaped).then_some('\\'));
        line.push(character);
        is_escaped = character == '\\' && !is_escaped;
    }
    line.push('/');
}

/// A text as a term: in quotes where it would mean something else without.
fn write_text(line: &mut String, text: &str) {
    let mut alone = Filter::default();
    let problem = alone.add_line(text, false);
    let is_itself = |condition: &Condition| {
        !condition.excludes && matches!(&condition.test, Test::Text(needle) if needle.text() == text)
    };
    // Behind a path, `=` would compare with it; `/` would begin an expression that ends in another term.
    let depends = text.starts_with(['=', '!', '<', '>', '/']);
    if !depends && problem.is_none() && matches!(alone.conditions.as_slice(), [only] if is_itself(only)) {
        line.push_str(text);
        return;
    }
    line.push_str(&quoted(text));
}

/// A name behind its key, in quotes where it would end early without.
fn name(text: &str) -> String {
    let is_plain = !text.is_empty() && !text.starts_with('"') && !text.contains(char::is_whitespace);
    if is_plain { text.to_owned() } else { quoted(text) }
}

/// A text in quotes.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
