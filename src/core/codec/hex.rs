//! Hex: what people type or paste as bytes, and bytes as people read them.
//!
//! It takes the notations that tools print (`68 69`, `6869`, `0x68, 0x69`, `\x68\x69`, `68:69`) in any mixture. It
//! does not pad or split: a byte is two digits that stand together, because in `1 23` nobody can know which digit
//! is missing.

use std::fmt::Write;

use super::Place;

/// How many bytes one line of a hex dump shows.
pub const DUMP_WIDTH: usize = 16;

/// Why a text is not hex, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HexError {
    /// The character that the reader could not take.
    pub place: Place,
    /// What is wrong there.
    pub kind: HexProblem,
}

/// What is wrong with a hex text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HexProblem {
    /// Neither a digit, nor a separator, nor a prefix.
    UnexpectedCharacter(char),
    /// One digit without its second; `0xA` is one too, for it may be a cut off `0xA0` as well as `0x0A`.
    HalfByte,
    /// A `0x` or `\x` with no digit behind it.
    PrefixAlone,
}

/// Reads bytes from hex digits in either case.
///
/// Between bytes there may be white space of any kind, line breaks, commas and colons; before a byte, or a run of
/// bytes, `0x` or `\x`. A text without any byte is an empty message.
///
/// # Errors
/// The first thing that doesn't fit, with its place.
pub fn decode(text: &str) -> Result<Vec<u8>, HexError> {
    let mut bytes = Vec::with_capacity(text.len() / 2);
    let mut characters = text.char_indices().peekable();
    // Where a prefix begins that still waits for its first digit.
    let mut prefix = None;
    let fail = |at, kind| Err(HexError { place: Place::at_byte(text, at), kind });

    while let Some((at, character)) = characters.next() {
        let may_be_prefix = prefix.is_none() && matches!(character, '0' | '\\');
        if may_be_prefix && characters.next_if(|(_, next)| matches!(next, 'x' | 'X')).is_some() {
            prefix = Some(at);
            continue;
        }
        let Some(high) = digit(character) else {
            if !is_separator(character) {
                return fail(at, HexProblem::UnexpectedCharacter(character));
            }
            if let Some(prefix) = prefix {
                return fail(prefix, HexProblem::PrefixAlone);
            }
            continue;
        };
        prefix = None;
        match characters.next() {
            None => return fail(at, HexProblem::HalfByte),
            Some((next_at, next)) => match digit(next) {
                Some(low) => bytes.push(high << 4 | low),
                None if is_separator(next) || next == '\\' => return fail(at, HexProblem::HalfByte),
                None => return fail(next_at, HexProblem::UnexpectedCharacter(next)),
            },
        }
    }
    match prefix {
        Some(at) => fail(at, HexProblem::PrefixAlone),
        None => Ok(bytes),
    }
}

/// Bytes as lower-case pairs of digits with one space between them, which [`decode`] reads back.
pub fn encode(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 3);
    push_pairs(&mut text, bytes);
    text
}

/// One line of a hex dump, in its three columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DumpLine {
    /// The position of the first byte: at least eight hex digits.
    pub offset: String,
    /// The bytes as by [`encode`], with a wider gap after the eighth.
    pub hex: String,
    /// One character per byte: printable ASCII as itself, anything else as a full stop.
    pub ascii: String,
}

/// Prints one line of a dump, for `bytes_of_line` that begin `offset` bytes into the message.
///
/// The caller cuts the message into pieces of [`DUMP_WIDTH`] bytes, so that a list may print only the lines on
/// screen. A longer piece gives a longer line.
pub fn dump_line(bytes_of_line: &[u8], offset: usize) -> DumpLine {
    let mut hex = String::with_capacity(bytes_of_line.len() * 3 + 1);
    for half in bytes_of_line.chunks(DUMP_WIDTH / 2) {
        if !hex.is_empty() {
            hex.push_str("  ");
        }
        push_pairs(&mut hex, half);
    }
    let printable = |byte: &u8| if matches!(byte, b' '..=b'~') { char::from(*byte) } else { '.' };
    DumpLine { offset: format!("{offset:08x}"), hex, ascii: bytes_of_line.iter().map(printable).collect() }
}

fn push_pairs(text: &mut String, bytes: &[u8]) {
    for (index, byte) in bytes.iter().enumerate() {
        let gap = if index == 0 { "" } else { " " };
        // Writing to a string can't fail.
        let _ = write!(text, "{gap}{byte:02x}");
    }
}

fn digit(character: char) -> Option<u8> {
    character.to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

fn is_separator(character: char) -> bool {
    character.is_whitespace() || matches!(character, ',' | ':')
}

#[cfg(test)]
mod tests;
