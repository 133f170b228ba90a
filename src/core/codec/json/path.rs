//! Paths into JSON: `$.a.b[0]["odd key"]`, or plainly `a.b`.
//!
//! A path leads to one value. What `JSONPath` (RFC 9535) has beyond that, wildcards, slices and filters, is refused
//! where it is written, for it would never find anything. Finding is in [`super::find`].

use super::{lexer, string};
use crate::codec::Place;

/// A way from the outermost value to one inside of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Path(Vec<Step>);

/// A step of a path, from a value into one that it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// To the member of an object with this key.
    Key(String),
    /// To this item of an array, from 0.
    Item(u32),
}

/// Why a text is not a path, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PathError {
    /// The character that the reader could not take, or the end of the text; some kinds say otherwise.
    pub place: Place,
    /// What is wrong there.
    pub kind: PathProblem,
}

/// What is wrong with a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathProblem {
    /// There is nothing but white space.
    Empty,
    /// No key where one must be: behind a full stop, or before one.
    MissingKey,
    /// Between the brackets is neither a number nor a key in quotes; the place is that of the opening bracket.
    NeitherItemNorKey,
    /// A bracket without its closing one; the place is that of the opening one.
    UnclosedBracket,
    /// A key in quotes that is no JSON string, or has a lone surrogate; the place is that of the opening quote.
    BadString,
    /// A character that a key has only in quotes, or that can't be there.
    UnexpectedCharacter(char),
}

impl Path {
    /// Reads a path. White space around it is dropped; `$` alone is the outermost value.
    ///
    /// A key without quotes may have any characters but white space, quotes, brackets, `.` and `*`. In quotes it is a
    /// JSON string; in single quotes, as other tools write it, it has no escapes.
    ///
    /// # Errors
    /// The first thing that doesn't fit, with its place.
    pub fn parse(text: &str) -> Result<Path, PathError> {
        read(text).map_err(|(at, kind)| PathError { place: Place::at_byte(text, at), kind })
    }

    pub(super) fn steps(&self) -> &[Step] {
        &self.0
    }
}

/// A problem and the byte at which it is, for paths that are a part of a longer text.
pub(crate) type Failure = (usize, PathProblem);

/// [`Path::parse`] with places in bytes.
pub(crate) fn read(text: &str) -> Result<Path, Failure> {
    let end = text.trim_end().len();
    let text = &text[..end];
    let mut at = end - text.trim_start().len();
    if at == end {
        return Err((at, PathProblem::Empty));
    }
    let mut steps = Vec::new();
    let rooted =
        text[at..].strip_prefix('$').is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']));
    if rooted {
        at += 1;
    } else if !text[at..].starts_with('[') {
        at = plain_key(text, at, &mut steps)?;
    }
    while let Some(found) = text[at..].chars().next() {
        at = match found {
            '.' => plain_key(text, at + 1, &mut steps)?,
            '[' => bracket(text, at, &mut steps)?,
            other => return Err((at, PathProblem::UnexpectedCharacter(other))),
        };
    }
    Ok(Path(steps))
}

/// Reads the key at `start`, and says where it ends.
fn plain_key(text: &str, start: usize, steps: &mut Vec<Step>) -> Result<usize, Failure> {
    let rest = &text[start..];
    let key = &rest[..rest.find(['.', '[']).unwrap_or(rest.len())];
    let odd = |character: char| character.is_whitespace() || matches!(character, '"' | '\'' | ']' | '*');
    if let Some((at, found)) = key.char_indices().find(|(_, character)| odd(*character)) {
        return Err((start + at, PathProblem::UnexpectedCharacter(found)));
    }
    if key.is_empty() {
        return Err((start, PathProblem::MissingKey));
    }
    steps.push(Step::Key(key.to_owned()));
    Ok(start + key.len())
}

/// Reads what is in the bracket at `start`, and says where the bracket ends.
fn bracket(text: &str, start: usize, steps: &mut Vec<Step>) -> Result<usize, Failure> {
    let inside = start + text[start..].len() - text[start + 1..].trim_start().len();
    let (step, end) = match text.as_bytes().get(inside) {
        None => return Err((start, PathProblem::UnclosedBracket)),
        Some(b'"') => {
            let end = lexer::string_end(text, inside).map_err(|_| (inside, PathProblem::BadString))?;
            let key = string::decode(&text[inside..end]).ok_or((inside, PathProblem::BadString))?;
            (Step::Key(key), end)
        }
        Some(b'\'') => {
            let rest = &text[inside + 1..];
            let length = rest.find(['\'', '\\']).filter(|at| rest[*at..].starts_with('\''));
            let key = &rest[..length.ok_or((inside, PathProblem::BadString))?];
            (Step::Key(key.to_owned()), inside + key.len() + 2)
        }
        Some(_) => {
            let length = text[inside..].find(']').ok_or((start, PathProblem::UnclosedBracket))?;
            let number = text[inside..inside + length].trim_end();
            // A sign is taken by the standard library's reader, too.
            let digits = number.bytes().all(|byte| byte.is_ascii_digit());
            let item = number.parse().ok().filter(|_| digits);
            (Step::Item(item.ok_or((start, PathProblem::NeitherItemNorKey))?), inside + length)
        }
    };
    steps.push(step);
    let closing = text.len() - text[end..].trim_start().len();
    match text[closing..].chars().next() {
        Some(']') => Ok(closing + 1),
        Some(other) => Err((closing, PathProblem::UnexpectedCharacter(other))),
        None => Err((start, PathProblem::UnclosedBracket)),
    }
}
