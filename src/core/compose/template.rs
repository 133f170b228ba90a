//! Text with variables, which are filled in at the moment of sending: `{"id":"{{uuid}}","at":{{timestamp}}}`.
//!
//! A text is read once, when it is typed, and all mistakes are found then; filling can't fail. Where the values come
//! from, the clock, the random numbers and what was received, is the caller's, in [`Filling`].

use super::variable::{self, Variable};
use crate::codec::Place;
use crate::codec::json::{Path, PathProblem};
use crate::time::Micros;

/// A text, and the variables in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template(Vec<Piece>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Variable(Variable),
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
    /// No variable has this name.
    UnknownName(String),
    /// The variable takes no argument.
    NeedlessArgument,
    /// `random` without a range of whole numbers such as `1-6`, or with one that goes backwards.
    BadRange,
    /// `random_hex` without a number of digits from 1 to 4096.
    BadDigits,
    /// `char` without the hexadecimal number of a character.
    BadCharacter,
    /// `last` without a path, or with one that isn't right.
    BadPath(PathProblem),
}

const OPENING: &str = "{{";
const CLOSING: &str = "}}";

impl Template {
    /// Reads a text with variables, `{{name}}` or `{{name:argument}}`.
    ///
    /// `\{{` stands for `{{`; a backslash before a variable is written `{{char:5c}}`. A `}}` alone is text. The
    /// variables are:
    ///
    /// | | |
    /// |---|---|
    /// | `uuid` | a random UUID (RFC 9562 §5.4) |
    /// | `timestamp`, `timestamp_ms` | whole seconds, milliseconds since the epoch |
    /// | `seq` | the number of the message |
    /// | `random:1-6` | a whole number from the first to the second, both included, negative ones too |
    /// | `random_hex:16` | so many hex digits |
    /// | `nonce` | the text by which the answer is known |
    /// | `char:1e` | the character with this number |
    /// | `last:$.a` | raw JSON that was received last at this path, else `null` |
    ///
    /// # Errors
    /// The first variable that doesn't fit.
    pub fn parse(text: &str) -> Result<Template, TemplateError> {
        let mut pieces = Vec::new();
        let mut literal = String::new();
        let mut at = 0;
        while let Some(offset) = text[at..].find(OPENING) {
            let start = at + offset;
            let before = &text[at..start];
            if let Some(before) = before.strip_suffix('\\') {
                literal.push_str(before);
                literal.push_str(OPENING);
                at = start + OPENING.len();
                continue;
            }
            literal.push_str(before);
            let inside = start + OPENING.len();
            let fail = |at, kind| TemplateError { place: Place::at_byte(text, at), kind };
            let length =
                text[inside..].find(CLOSING).ok_or_else(|| fail(start, TemplateProblem::Unclosed))?;
            let variable = variable::read(&text[inside..inside + length])
                .map_err(|(at, kind)| fail(at.map_or(start, |at| inside + at), kind))?;
            if !literal.is_empty() {
                pieces.push(Piece::Text(std::mem::take(&mut literal)));
            }
            pieces.push(Piece::Variable(variable));
            at = inside + length + CLOSING.len();
        }
        literal.push_str(&text[at..]);
        if !literal.is_empty() {
            pieces.push(Piece::Text(literal));
        }
        Ok(Template(pieces))
    }

    /// The text with every variable filled in.
    pub fn fill(&self, filling: &mut Filling<'_>) -> String {
        let mut out = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Variable(variable) => variable.fill(&mut out, filling),
            }
        }
        out
    }

    /// The whole text if there is no variable in it.
    pub fn fixed(&self) -> Option<&str> {
        match self.0.as_slice() {
            [] => Some(""),
            [Piece::Text(text)] => Some(text),
            [..] => None,
        }
    }

    /// The paths whose last received values are needed; the same one may come twice.
    pub fn last_paths(&self) -> impl Iterator<Item = &Path> {
        self.variables().filter_map(|variable| match variable {
            Variable::Last(path) => Some(path),
            Variable::Uuid
            | Variable::Timestamp
            | Variable::TimestampMs
            | Variable::Seq
            | Variable::Random { .. }
            | Variable::RandomHex(_)
            | Variable::Nonce
            | Variable::Character(_) => None,
        })
    }

    /// Whether the nonce is in the text, so that its answer can be known by it.
    pub fn uses_nonce(&self) -> bool {
        self.variables().any(|variable| *variable == Variable::Nonce)
    }

    fn variables(&self) -> impl Iterator<Item = &Variable> {
        self.0.iter().filter_map(|piece| match piece {
            Piece::Text(_) => None,
            Piece::Variable(variable) => Some(variable),
        })
    }
}

#[cfg(test)]
mod tests;
