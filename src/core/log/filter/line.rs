//! A filter as one line of text: `kind:received type:text size:>1k /re/ -heartbeat $.type=tick`.
//!
//! Terms are separated by white space, and all of them must hold. A line always means something: a term that can't be
//! read is taken as the text it is, and the first such term is told with its place.

mod print;

use std::ops::{Range, RangeInclusive};

use super::{Condition, Filter, Needle, Pattern, Test};
use crate::codec::Place;
use crate::codec::hex::{self, HexProblem};
use crate::codec::json::path::{self, PathProblem};
use crate::log::Kind;
use crate::message::DataType;
use crate::number::{self, Limits};
use crate::time::{DAY, Span};

/// Why a term of a line is taken as the text it is, and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineError {
    /// Where the trouble is in the line.
    pub place: Place,
    /// What is wrong there.
    pub problem: LineProblem,
}

/// What is wrong with a term.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineProblem {
    /// A quote without its second one.
    UnclosedQuote,
    /// Not one of the words that this key takes: those.
    NotOneOf(&'static str),
    /// Not a size.
    Size,
    /// Not a time of day, or a range of them.
    Time,
    /// Not bytes in hex.
    Hex(HexProblem),
    /// Not a path into JSON.
    Path(PathProblem),
    /// A value in JSON is only compared for being the same.
    Comparison,
    /// Nothing behind the `=`.
    MissingValue,
    /// Nothing behind the `:`.
    MissingName,
    /// Not a regular expression, in the words of the engine.
    Pattern(String),
}

type Failure = (usize, LineProblem);

const KINDS: &[(&str, Kind)] =
    &[("sent", Kind::Sent), ("received", Kind::Received), ("error", Kind::Error), ("info", Kind::Info)];
const TYPES: &[(&str, DataType)] = &[("text", DataType::Text), ("binary", DataType::Binary)];

impl Filter {
    /// Adds the conditions that a line means, and tells what in it couldn't be read. Cases count if `minds_case`, until
    /// the line says otherwise: `case:on` and `case:off` hold for the terms behind them.
    pub fn add_line(&mut self, line: &str, mut minds_case: bool) -> Option<LineError> {
        let mut problem = None;
        let mut at = 0;
        loop {
            at += line[at..].len() - line[at..].trim_start().len();
            if at == line.len() {
                return problem;
            }
            let excludes =
                line[at..].starts_with('-') && line[at + 1..].starts_with(|c: char| !c.is_whitespace());
            let start = at + usize::from(excludes);
            let term = Term { line, minds_case };
            let test = match term.read(start) {
                Ok((end, Meant::Test(test))) => {
                    at = end;
                    Some(test)
                }
                Ok((end, Meant::Case(counts))) => {
                    (at, minds_case) = (end, counts);
                    None
                }
                Err((place, trouble)) => {
                    problem =
                        problem.or(Some(LineError { place: Place::at_byte(line, place), problem: trouble }));
                    at = term.word_end(start);
                    Some(Test::Text(Needle::new(&line[start..at], minds_case)))
                }
            };
            self.conditions.extend(test.map(|test| Condition { excludes, test }));
        }
    }
}

/// Reads the terms of a line.
#[derive(Clone, Copy)]
struct Term<'t> {
    line: &'t str,
    minds_case: bool,
}

/// What a term is.
enum Meant {
    Test(Test),
    /// Whether cases count in the terms behind it.
    Case(bool),
}

impl Term<'_> {
    /// The term at `start` and where it ends.
    fn read(self, start: usize) -> Result<(usize, Meant), Failure> {
        let rest = &self.line[start..];
        let (end, test) = if rest.starts_with('"') {
            let end = self.quoted_end(start)?;
            (end, self.text(&unquoted(&self.line[start..end])))
        } else if let Some((end, source, has_i)) = self.regex(start) {
            let pattern = Pattern::new(&source, self.minds_case && !has_i);
            (end, Test::Regex(pattern.map_err(|words| (start, LineProblem::Pattern(words)))?))
        } else if rest.starts_with("$.") || rest.starts_with("$[") {
            return self.field(start).map(|(end, test)| (end, Meant::Test(test)));
        } else {
            let end = self.word_end(start);
            let word = &self.line[start..end];
            let test = match word.split_once(':') {
                Some(("case", value)) => {
                    let counts = one_of(&[("on", true), ("off", false)], value, start + 5, "on, off")?;
                    return Ok((end, Meant::Case(counts)));
                }
                Some(("hex", value)) if value.starts_with('"') => {
                    let end = self.quoted_end(start + 4)?;
                    let test = bytes(&unquoted(&self.line[start + 4..end]), start + 5)?;
                    return Ok((end, Meant::Test(test)));
                }
                Some((key @ ("event" | "channel"), _)) => {
                    let (end, needle) = self.name(start + key.len() + 1)?;
                    let test = if key == "event" { Test::Event(needle) } else { Test::Channel(needle) };
                    return Ok((end, Meant::Test(test)));
                }
                Some((key, value)) => keyed(key, value, start + key.len() + 1)?,
                None => None,
            };
            (end, test.unwrap_or_else(|| self.text(word)))
        };
        Ok((end, Meant::Test(test)))
    }

    /// The name at `from`, in quotes if there is white space in it, and where it ends.
    fn name(self, from: usize) -> Result<(usize, Needle), Failure> {
        let end = match self.line[from..].chars().next() {
            None => return Err((from, LineProblem::MissingName)),
            Some(first) if first.is_whitespace() => return Err((from, LineProblem::MissingName)),
            Some('"') => self.quoted_end(from)?,
            Some(_) => self.word_end(from),
        };
        let typed = &self.line[from..end];
        let text = if typed.starts_with('"') { unquoted(typed) } else { typed.to_owned() };
        Ok((end, Needle::new(&text, self.minds_case)))
    }

    fn text(self, text: &str) -> Test {
        Test::Text(Needle::new(text, self.minds_case))
    }

    fn word_end(self, start: usize) -> usize {
        start + self.line[start..].find(char::is_whitespace).unwrap_or(self.line.len() - start)
    }

    /// The end of the quoted text that begins at `start`.
    fn quoted_end(self, start: usize) -> Result<usize, Failure> {
        let mut is_escaped = false;
        for (at, character) in self.line[start + 1..].char_indices() {
            match character {
                '"' if !is_escaped => return Ok(start + 1 + at + 1),
                '\\' => is_escaped = !is_escaped,
                _ => is_escaped = false,
            }
        }
        Err((start, LineProblem::UnclosedQuote))
    }

    /// The regular expression at `start`, between slashes, the end of its term, and whether an `i` is behind it. A path
    /// such as `/api/users` is none. Between the slashes `\/` is a slash.
    fn regex(self, start: usize) -> Option<(usize, String, bool)> {
        let inside = self.line[start..].strip_prefix('/')?;
        let mut source = String::new();
        let mut characters = inside.char_indices();
        while let Some((at, character)) = characters.next() {
            if character == '\\' {
                let (_, escaped) = characters.next()?;
                source.extend((escaped != '/').then_some('\\'));
                source.push(escaped);
                continue;
            }
            if character == '/' && at > 0 {
                let behind = &inside[at + 1..];
                let has_i = behind.starts_with('i');
                let behind = &behind[usize::from(has_i)..];
                if behind.is_empty() || behind.starts_with(char::is_whitespace) {
                    return Some((self.line.len() - behind.len(), source, has_i));
                }
            }
            source.push(character);
        }
        None
    }

    /// The path at `start` with the value that it is compared with.
    fn field(self, start: usize) -> Result<(usize, Test), Failure> {
        let end = self.path_end(start);
        let read = path::read(&self.line[start..end]);
        let path = read.map_err(|(at, problem)| (start + at, LineProblem::Path(problem)))?;
        let typed = self.line[start..end].to_owned();
        let behind = self.line[end..].trim_start();
        let (operator, is_not) = match behind.as_bytes() {
            [b'=', b'=', ..] => (2, false),
            [b'=', ..] => (1, false),
            [b'!', b'=', ..] => (2, true),
            [b'<' | b'>', ..] => return Err((self.line.len() - behind.len(), LineProblem::Comparison)),
            _ => return Ok((end, Test::Field { path, typed, wanted: None, is_not: false })),
        };
        let from = self.line.len() - behind[operator..].trim_start().len();
        let end = match self.line[from..].chars().next() {
            None => return Err((from, LineProblem::MissingValue)),
            Some('"') => self.quoted_end(from)?,
            Some(_) => self.word_end(from),
        };
        let wanted = Some(self.line[from..end].to_owned());
        Ok((end, Test::Field { path, typed, wanted, is_not }))
    }

    /// The end of a path: white space or an operator outside of quotes.
    fn path_end(self, start: usize) -> usize {
        let mut quote = None;
        let mut is_escaped = false;
        for (at, character) in self.line[start..].char_indices() {
            let escapes = quote == Some('"') && character == '\\' && !is_escaped;
            let was_escaped = std::mem::replace(&mut is_escaped, escapes);
            match quote {
                Some(_) if was_escaped => {}
                Some(open) => quote = quote.filter(|_| character != open),
                None if matches!(character, '"' | '\'') => quote = Some(character),
                None if character.is_whitespace() || matches!(character, '=' | '!' | '<' | '>') => {
                    return start + at;
                }
                None => {}
            }
        }
        self.line.len()
    }
}

/// A quoted text without its quotes and the backslashes before quotes and backslashes.
fn unquoted(quoted: &str) -> String {
    let mut text = String::new();
    let mut characters = quoted[1..quoted.len() - 1].chars();
    while let Some(character) = characters.next() {
        text.extend(if character == '\\' { characters.next() } else { Some(character) });
    }
    text
}

/// What a key with a value means; nothing if that is no key. `at` is where the value begins.
fn keyed(key: &str, value: &str, at: usize) -> Result<Option<Test>, Failure> {
    Ok(Some(match key {
        "kind" => Test::Kind(one_of(KINDS, value, at, "sent, received, error, info")?),
        "type" => Test::Type(one_of(TYPES, value, at, "text, binary")?),
        "is" => one_of(&[("ping", Test::Ping)], value, at, "ping")?,
        "size" => Test::Size(sizes(value).ok_or((at, LineProblem::Size))?),
        "time" => Test::Time(times(value).ok_or((at, LineProblem::Time))?),
        "hex" => bytes(value, at)?,
        _ => return Ok(None),
    }))
}

fn one_of<T: Clone>(choices: &[(&str, T)], value: &str, at: usize, all: &'static str) -> Result<T, Failure> {
    let chosen = choices.iter().find(|(name, _)| *name == value);
    chosen.map(|(_, value)| value.clone()).ok_or((at, LineProblem::NotOneOf(all)))
}

fn bytes(value: &str, at: usize) -> Result<Test, Failure> {
    let read = hex::decode(value).map_err(|error| (at + error.place.offset, LineProblem::Hex(error.kind)));
    Ok(Test::Bytes(Needle::of_bytes(&read?)))
}

/// `>1k`, `>=1k`, `<1k`, `<=1k`, `10..20`, `10..`, `..20` or `10`.
fn sizes(text: &str) -> Option<RangeInclusive<u64>> {
    if let Some(least) = text.strip_prefix(">=") {
        Some(size(least)?..=u64::MAX)
    } else if let Some(more_than) = text.strip_prefix('>') {
        Some(size(more_than)?.checked_add(1)?..=u64::MAX)
    } else if let Some(most) = text.strip_prefix("<=") {
        Some(0..=size(most)?)
    } else if let Some(less_than) = text.strip_prefix('<') {
        Some(0..=size(less_than)?.checked_sub(1)?)
    } else if let Some((least, most)) = text.split_once("..").filter(|ends| *ends != ("", "")) {
        let or = |text: &str, open| if text.is_empty() { Some(open) } else { size(text) };
        Some(or(least, 0)?..=or(most, u64::MAX)?)
    } else {
        size(text).map(|size| size..=size)
    }
}

/// A number of bytes, perhaps in thousands (`1.5k`) or millions (`2m`), as sizes are shown.
fn size(text: &str) -> Option<u64> {
    let text = text.to_ascii_lowercase();
    let text = text.strip_suffix('b').unwrap_or(&text);
    let (digits, factor) = if let Some(digits) = text.strip_suffix('k') {
        (digits, 1000)
    } else if let Some(digits) = text.strip_suffix('m') {
        (digits, 1_000_000)
    } else {
        (text, 1)
    };
    let thousandths = number::thousandths(digits, Limits { least: 0, most: u64::MAX / factor }).ok()?;
    Some(thousandths * factor / 1000)
}

/// `14:03..14:05:30`, `14:03..`, `..14:05` or `14:03`, which is that whole minute.
fn times(text: &str) -> Option<Range<u64>> {
    match text.split_once("..") {
        Some(("", "")) => None,
        Some((from, "")) => Some(time(from)?.0..DAY.0),
        Some(("", until)) => Some(0..time(until)?.0),
        Some((from, until)) => Some(time(from)?.0..time(until)?.0),
        None => time(text).map(|(start, length)| start..start + length),
    }
}

/// A time of day, and how long the last unit of it is that was written, in microseconds.
fn time(text: &str) -> Option<(u64, u64)> {
    let mut parts = text.split(':');
    let mut part = |most| parts.next().map(|part| whole(part).filter(|n| *n < most));
    let (hour, minute) = (part(24)??, part(60)??);
    let second = match part(60) {
        None => None,
        Some(second) => Some(second?),
    };
    let length = if second.is_some() { Span::from_secs(1) } else { Span::from_secs(60) };
    let seconds = (hour * 60 + minute) * 60 + second.unwrap_or(0);
    parts.next().is_none().then_some((Span::from_secs(seconds).0, length.0))
}

fn whole(digits: &str) -> Option<u64> {
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok()).flatten()
}
