//! Strings, numbers and words: where each ends, given where it begins.
//!
//! Positions are bytes of the whole text. A failure says what is wrong and at which byte; the reader makes a place
//! of it.

use super::JsonProblem;

/// A problem and the byte at which it is.
pub(super) type Failure = (usize, JsonProblem);

/// How much of an unknown word is carried to the page, in characters.
const WORD_SHOWN: usize = 32;

/// The end of the string that begins with the quote at `start`.
pub(super) fn string_end(text: &str, start: usize) -> Result<usize, Failure> {
    let bytes = text.as_bytes();
    let mut at = start + 1;
    loop {
        // Every byte of a character beyond ASCII is 0x80 or more, so none is taken for a quote or a backslash.
        match bytes.get(at) {
            None => return Err((start, JsonProblem::UnclosedString)),
            Some(b'"') => return Ok(at + 1),
            Some(b'\\') => at = escape_end(text, start, at)?,
            Some(&byte) if byte < b' ' => return Err((at, JsonProblem::ControlCharacter(char::from(byte)))),
            Some(_) => at += 1,
        }
    }
}

/// The end of the escape at `start` within the string at `string`.
fn escape_end(text: &str, string: usize, start: usize) -> Result<usize, Failure> {
    let mut rest = text[start + 1..].chars();
    match rest.next() {
        None => Err((string, JsonProblem::UnclosedString)),
        Some('"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't') => Ok(start + 2),
        Some('u') => {
            // A lone surrogate such as \ud800 is within the grammar (RFC 8259 §8.2), and servers do send it.
            for _ in 0..4 {
                match rest.next() {
                    None => return Err((string, JsonProblem::UnclosedString)),
                    Some(digit) if digit.is_ascii_hexdigit() => {}
                    Some(_) => return Err((start, JsonProblem::BadUnicodeEscape)),
                }
            }
            Ok(start + 6)
        }
        Some(other) => Err((start, JsonProblem::UnknownEscape(other))),
    }
}

/// The end of the number that begins at `start` with a digit, or with a sign or point that may turn out wrong.
pub(super) fn number_end(text: &str, start: usize) -> Result<usize, Failure> {
    let byte = |at: usize| text.as_bytes().get(at).copied();
    let signed = matches!(byte(start), Some(b'-' | b'+'));
    if signed && matches!(word_at(text, start + 1), "NaN" | "Infinity") {
        return Err((start, JsonProblem::NotFinite));
    }
    if byte(start) == Some(b'+') {
        return Err((start, JsonProblem::LeadingPlus));
    }
    let whole = start + usize::from(signed);
    let mut at = digits_end(text, whole)?;
    if byte(whole) == Some(b'0') && at > whole + 1 {
        return Err((whole, JsonProblem::LeadingZero));
    }
    if byte(at) == Some(b'.') {
        at = digits_end(text, at + 1)?;
    }
    if matches!(byte(at), Some(b'e' | b'E')) {
        at += 1;
        if matches!(byte(at), Some(b'+' | b'-')) {
            at += 1;
        }
        at = digits_end(text, at)?;
    }
    Ok(at)
}

/// The end of the digits at `start`, of which there must be one at least.
fn digits_end(text: &str, start: usize) -> Result<usize, Failure> {
    let count = text.as_bytes()[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    if count == 0 { Err((start, JsonProblem::MissingDigit)) } else { Ok(start + count) }
}

/// The end of `true`, `false` or `null` at `start`.
pub(super) fn word_end(text: &str, start: usize) -> Result<usize, Failure> {
    match word_at(text, start) {
        word @ ("true" | "false" | "null") => Ok(start + word.len()),
        "NaN" | "Infinity" => Err((start, JsonProblem::NotFinite)),
        word => Err((start, JsonProblem::UnknownWord(shown(word)))),
    }
}

/// The bare word at `start`: letters and digits of any script, `_` and `$`, as in a JavaScript identifier.
pub(super) fn word_at(text: &str, start: usize) -> &str {
    let rest = &text[start..];
    let end = rest.find(|character: char| !is_word_character(character)).unwrap_or(rest.len());
    &rest[..end]
}

/// Whether a bare word could begin with, or go on with, `character`.
pub(super) fn is_word_character(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '$')
}

/// The beginning of a word: enough to recognise it, and no megabytes of a text that never was JSON.
pub(super) fn shown(word: &str) -> String {
    word.chars().take(WORD_SHOWN).collect()
}
