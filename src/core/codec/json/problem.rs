//! What can be wrong with a text that should be JSON.
//!
//! The habits that people bring from JavaScript and other notations have kinds of their own, so that the page can
//! name the habit rather than say "unexpected character".

use crate::codec::Place;

/// Why a text is not JSON, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonError {
    /// The character that the reader could not take, or the end of the text; some kinds say otherwise.
    pub place: Place,
    /// What is wrong there.
    pub kind: JsonProblem,
}

/// What is wrong with a JSON text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum JsonProblem {
    /// There is nothing but white space.
    Empty,
    /// The text begins with U+FEFF, which RFC 8259 §8.1 forbids to send. It is invisible in an editor.
    ByteOrderMark,
    /// A character that can't be where it is.
    UnexpectedCharacter {
        /// The character.
        found: char,
        /// What could be there.
        expected: Expected,
    },
    /// The text ends too early.
    UnexpectedEnd {
        /// What is still to come.
        expected: Expected,
    },
    /// A comma behind the last item or member; the place is that of the comma.
    TrailingComma,
    /// `//` or `/*`.
    Comment,
    /// A string or key in single quotes; the place is that of the first.
    SingleQuotes,
    /// A key without quotes; the place is that of its first character.
    UnquotedKey(String),
    /// `NaN` or `Infinity`, with or without a sign; the place is that of its first character.
    NotFinite,
    /// A bare word other than `true`, `false`, `null`; the place is that of its first character.
    UnknownWord(String),
    /// A string without its closing quote; the place is that of the opening one.
    UnclosedString,
    /// A character below U+0020 in a string, such as a line break or tab, which must be escaped.
    ControlCharacter(char),
    /// A backslash before a character that can't be escaped; the place is that of the backslash.
    UnknownEscape(char),
    /// A `\u` that isn't followed by four hex digits; the place is that of the backslash.
    BadUnicodeEscape,
    /// A number such as `007`; the place is that of the first zero.
    LeadingZero,
    /// A number such as `+1`.
    LeadingPlus,
    /// A number without a digit where one must be: `-`, `.5`, `1.`, `1e`; the place is where the digit would be.
    MissingDigit,
}

/// What the grammar allows at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// A value; right behind a `[` also a `]`.
    Value,
    /// A key in double quotes; right behind a `{` also a `}`.
    Key,
    /// A colon behind a key.
    Colon,
    /// A comma or `]`.
    CommaOrBracket,
    /// A comma or `}`.
    CommaOrBrace,
    /// Nothing but white space: the value is complete.
    End,
}
