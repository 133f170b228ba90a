//! Base64, as lenient about the alphabet as it is strict about the bits.
//!
//! Both alphabets of RFC 4648 are taken, even mixed, for they don't contradict each other. What could hide a
//! cut-off or damaged copy is refused: a lone symbol, padding in the wrong place, bits that no byte uses.

use data_encoding::{BASE64, BASE64_NOPAD, DecodeKind};

use super::Place;

/// Why a text is not base64, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Base64Error {
    /// The character that the reader could not take.
    pub place: Place,
    /// What is wrong there.
    pub kind: Base64Problem,
}

/// What is wrong with a base64 text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Base64Problem {
    /// In neither of the two alphabets.
    UnexpectedCharacter(char),
    /// The last symbol stands alone in its group of four: its six bits are too few for a byte.
    LoneSymbol,
    /// A `=` that is not at the end, or too many of them, or too few.
    MisplacedPadding,
    /// The last symbol has bits set that belong to no byte (RFC 4648 §3.5).
    TrailingBits,
    /// A `data:` URL whose header doesn't end in `;base64`; the place is that of its comma.
    NotBase64DataUrl,
}

/// Reads bytes from base64.
///
/// White space and line breaks are ignored, padding may be left out but must be right if it is there, and the text
/// may be a whole `data:…;base64,` URL. A text without any symbol is an empty message.
///
/// # Errors
/// The first thing that doesn't fit, with its place.
pub fn decode(text: &str) -> Result<Vec<u8>, Base64Error> {
    let fail = |at, kind| Base64Error { place: Place::at_byte(text, at), kind };
    let start = payload_start(text).map_err(|comma| fail(comma, Base64Problem::NotBase64DataUrl))?;

    let mut symbols = Vec::with_capacity(text.len() - start);
    let mut last_symbol = start;
    let mut first_padding = None;
    let mut padding = 0;
    for (at, character) in significant(text, start) {
        match standard_symbol(character) {
            None if character == '=' => {
                first_padding.get_or_insert(at);
                padding += 1;
            }
            None => return Err(fail(at, Base64Problem::UnexpectedCharacter(character))),
            Some(symbol) => {
                if let Some(padding) = first_padding {
                    return Err(fail(padding, Base64Problem::MisplacedPadding));
                }
                symbols.push(symbol);
                last_symbol = at;
            }
        }
    }

    let due = match symbols.len() % 4 {
        1 => return Err(fail(last_symbol, Base64Problem::LoneSymbol)),
        over => (4 - over) % 4,
    };
    if let Some(first) = first_padding.filter(|_| padding != due) {
        return Err(fail(first, Base64Problem::MisplacedPadding));
    }

    BASE64_NOPAD.decode(&symbols).map_err(|error| {
        let (at, character) = significant(text, start).nth(error.position).unwrap_or((last_symbol, '='));
        match error.kind {
            DecodeKind::Trailing => fail(at, Base64Problem::TrailingBits),
            // The walk above has already found these three; they are spelled out so that the page still gets a
            // place, and not a panic, if the two ever disagree.
            DecodeKind::Symbol => fail(at, Base64Problem::UnexpectedCharacter(character)),
            DecodeKind::Length => fail(at, Base64Problem::LoneSymbol),
            DecodeKind::Padding => fail(at, Base64Problem::MisplacedPadding),
        }
    })
}

/// Bytes in the standard alphabet, padded, on one line.
pub fn encode(bytes: &[u8]) -> String {
    BASE64.encode(bytes)
}

/// The byte at which the base64 begins: behind the comma of a `data:` URL, else at 0.
///
/// `Err` is the comma of a `data:` URL in another encoding. Without any comma it is no such URL, and the colon will
/// be pointed at as an unexpected character.
fn payload_start(text: &str) -> Result<usize, usize> {
    let is_url = text.trim_start().get(..5).is_some_and(|start| start.eq_ignore_ascii_case("data:"));
    let Some(comma) = text.find(',').filter(|_| is_url) else { return Ok(0) };
    let encoding = text[..comma].rsplit_once(';').map(|(_, encoding)| encoding.trim());
    if encoding.is_some_and(|encoding| encoding.eq_ignore_ascii_case("base64")) {
        Ok(comma + 1)
    } else {
        Err(comma)
    }
}

/// Everything from `start` on that isn't white space, with its byte position.
fn significant(text: &str, start: usize) -> impl Iterator<Item = (usize, char)> {
    text[start..]
        .char_indices()
        .filter(|(_, character)| !character.is_whitespace())
        .map(move |(at, character)| (start + at, character))
}

/// The symbol of the standard alphabet that means the same, or none if it is no symbol.
fn standard_symbol(character: char) -> Option<u8> {
    match character {
        '-' => Some(b'+'),
        '_' => Some(b'/'),
        'A'..='Z' | 'a'..='z' | '0'..='9' | '+' | '/' => u8::try_from(character).ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
