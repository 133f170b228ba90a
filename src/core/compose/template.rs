//! Text with variables, which are filled in at the moment of sending: `{"id":"{{uuid}}","at":{{timestamp}}}`.
//!
//! A text is read once, when it is typed, and all mistakes are found then; filling can't fail. Where the values come
//! from, the clock, the random numbers, what was received and what the user has set, is the caller's, in [`Filling`].

mod escape;

use std::ops::Range;

use super::variable::{self, Variable};
use super::{Meaning, Values};
use crate::codec::Place;
use crate::codec::json::{Path, PathProblem};
use crate::time::Micros;

/// A text, and the variables in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    source: String,
    pieces: Vec<Piece>,
}

/// A part of the source, by its bytes; of a `\{{` only the braces.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(Range<usize>),
    Variable(Range<usize>, Variable),
}

/// What the variables are filled with.
#[derive(Debug)]
pub struct Filling<'a> {
    /// The time of sending.
    pub now: Micros,
    /// Where the random values come from. They are for telling messages apart, not for secrets.
    pub rng: &'a mut fastrand::Rng,
    /// The number of this message.
    pub seq: u64,
    /// The text by which the answer to this message is known.
    pub nonce: &'a str,
    /// For each of [`Template::last_paths`] of which there is a value, the value as it was received, raw JSON.
    pub last: &'a [(Path, String)],
    /// The values of the user's own variables.
    pub own: &'a Values,
}

/// Why a text can't be sent with its variables filled in, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateError {
    /// The first `{` of the variable; for a bad path the place in it.
    pub place: Place,
    /// What is wrong there.
    pub kind: TemplateProblem,
}

/// What is wrong with a variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplateProblem {
    /// `{{` without a `}}` behind it.
    Unclosed,
    /// No variable has this name, neither a built-in one nor one of the user's own.
    UnknownName(String),
    /// The variable takes no argument.
    NeedlessArgument,
    /// `random` without a range of whole numbers such as `1-6`, or with one that goes backwards.
    BadRange,
    /// `random_hex` without a number of digits from 1 to 4096.
    BadDigits,
    /// `bytes` without a number of bytes from 1 to 4096.
    BadBytes,
    /// `bytes` in a text; only hexadecimal and base64 can say any bytes.
    BytesInText,
    /// `char` without the hexadecimal number of a character.
    BadCharacter,
    /// `last` without a path, or with one that isn't right.
    BadPath(PathProblem),
}

const OPENING: &str = "{{";
const CLOSING: &str = "}}";

impl Template {
    /// Reads a text with variables, `{{name}}` or `{{name:argument}}`, that is meant in this way.
    ///
    /// `\{{` stands for `{{`; a backslash before a variable is written `{{char:5c}}`. A `}}` alone is text. The
    /// variables are:
    ///
    /// | | |
    /// |---|---|
    /// | `uuid` | a random UUID (RFC 9562 §5.4) |
    /// | `timestamp`, `timestamp_ms` | whole seconds, milliseconds since the epoch |
    /// | `iso` | the time in UTC, to the millisecond, as in ISO 8601 |
    /// | `seq` | the number of the message |
    /// | `random:1-6` | a whole number from the first to the second, both included, negative ones too |
    /// | `random_hex:16` | so many hex digits |
    /// | `bytes:16` | so many random bytes, where the text is hexadecimal or base64 |
    /// | `nonce` | the text by which the answer is known |
    /// | `char:1e` | the character with this number |
    /// | `last:$.a` | raw JSON that was received last at this path, else `null` |
    ///
    /// Any other name that [`Values::is_name`] is a variable of the user's own.
    ///
    /// # Errors
    /// The first variable that doesn't fit.
    pub fn parse(text: &str, meaning: Meaning) -> Result<Template, TemplateError> {
        let mut pieces = Vec::new();
        // Where the text begins that is no piece yet, and from where on braces are looked for.
        let (mut plain, mut at) = (0, 0);
        while let Some(offset) = text[at..].find(OPENING) {
            let start = at + offset;
            let inside = start + OPENING.len();
            if text[at..start].ends_with('\\') {
                pieces.push(Piece::Text(plain..start - 1));
                (plain, at) = (start, inside);
                continue;
            }
            let fail = |at, kind| TemplateError { place: Place::at_byte(text, at), kind };
            let length =
                text[inside..].find(CLOSING).ok_or_else(|| fail(start, TemplateProblem::Unclosed))?;
            let variable = variable::read(&text[inside..inside + length], meaning)
                .map_err(|(at, kind)| fail(at.map_or(start, |at| inside + at), kind))?;
            at = inside + length + CLOSING.len();
            pieces.push(Piece::Text(plain..start));
            pieces.push(Piece::Variable(start..at, variable));
            plain = at;
        }
        pieces.push(Piece::Text(plain..text.len()));
        Ok(Template { source: text.to_owned(), pieces })
    }

    /// The first of the user's own variables that has no value.
    pub fn unknown(&self, own: &Values) -> Option<TemplateError> {
        self.pieces.iter().find_map(|piece| match piece {
            Piece::Variable(range, Variable::Own(name)) if own.get(name).is_none() => Some(TemplateError {
                place: Place::at_byte(&self.source, range.start),
                kind: TemplateProblem::UnknownName(name.clone()),
            }),
            Piece::Variable(..) | Piece::Text(_) => None,
        })
    }

    /// The text with every variable filled in. A variable of the user's own that has no value stays as it was written;
    /// whether there is one is told by [`Template::unknown`].
    pub fn fill(&self, filling: &mut Filling<'_>) -> String {
        let mut out = String::new();
        for piece in &self.pieces {
            match piece {
                Piece::Text(range) => out.push_str(&self.source[range.clone()]),
                Piece::Variable(range, variable) => {
                    variable.fill(&self.source[range.clone()], &mut out, filling);
                }
            }
        }
        out
    }

    /// Whether it is always the same text.
    pub fn is_fixed(&self) -> bool {
        self.variables().next().is_none()
    }

    /// Whether there are variables of the user's own in it.
    pub fn uses_own(&self) -> bool {
        self.variables().any(|variable| matches!(variable, Variable::Own(_)))
    }

    /// Whether it is one variable of the user's own and nothing else.
    pub fn is_own_alone(&self) -> bool {
        let is_text = |piece: &Piece| matches!(piece, Piece::Text(range) if !range.is_empty());
        self.variables().count() == 1 && self.uses_own() && !self.pieces.iter().any(is_text)
    }

    /// The paths whose last received values are needed; the same one may come twice.
    pub fn last_paths(&self) -> impl Iterator<Item = &Path> {
        self.variables().filter_map(|variable| match variable {
            Variable::Last(path) => Some(path),
            Variable::Uuid
            | Variable::Timestamp
            | Variable::TimestampMs
            | Variable::Iso
            | Variable::Seq
            | Variable::Random { .. }
            | Variable::RandomHex(_)
            | Variable::RandomBase64(_)
            | Variable::Nonce
            | Variable::Character(_)
            | Variable::Own(_) => None,
        })
    }

    /// Whether the nonce is in the text, so that its answer can be known by it.
    pub fn uses_nonce(&self) -> bool {
        self.variables().any(|variable| *variable == Variable::Nonce)
    }

    fn variables(&self) -> impl Iterator<Item = &Variable> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Text(_) => None,
            Piece::Variable(_, variable) => Some(variable),
        })
    }
}

/// A text that isn't a message, such as an address or a header's value, with its variables filled in.
///
/// # Errors
/// The first variable that doesn't fit or has no value.
pub fn fill_in(text: &str, filling: &mut Filling<'_>) -> Result<String, TemplateError> {
    let template = Template::parse(text, Meaning::Text)?;
    match template.unknown(filling.own) {
        Some(error) => Err(error),
        None => Ok(template.fill(filling)),
    }
}

#[cfg(test)]
mod tests;
