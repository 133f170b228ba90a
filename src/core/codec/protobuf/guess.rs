//! What bytes with a length may be, when nobody tells: a text, a message, or bytes.
//!
//! A text without control characters is a text, though many a short one could be a message: `email` would be field 12.
//! The other way round it is rare, because the tags of the fields 1 to 3 are control characters.

use super::{Input, MOST_LEVELS, Wire};

/// What some bytes are taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Guess<'m> {
    Text(&'m str),
    Message,
    Bytes,
}

/// Guesses from the front of a message to its end.
#[derive(Debug, Default)]
pub(super) struct Guesser {
    /// A byte that no text can have. What lies around it isn't looked at again, so that messages in messages cost no more
    /// than their bytes.
    odd: usize,
}

impl Guesser {
    /// What the bytes between two places are.
    pub fn guess<'m>(&mut self, input: &Input<'m>, start: usize, end: usize) -> Guess<'m> {
        let bytes = input.between(start, end);
        if !(start..end).contains(&self.odd) {
            match first_odd(bytes) {
                Ok(text) => return Guess::Text(text),
                Err(at) => self.odd = start + at,
            }
        }
        if is_message(input.within(start, end)) {
            return Guess::Message;
        }
        let is_of_text = |byte: &u8| !byte.is_ascii_control() || byte.is_ascii_whitespace();
        match std::str::from_utf8(bytes) {
            Ok(text) if bytes.iter().all(is_of_text) => Guess::Text(text),
            Ok(_) | Err(_) => Guess::Bytes,
        }
    }
}

/// The first byte that isn't of a text on one line.
fn first_odd(bytes: &[u8]) -> Result<&str, usize> {
    let clean = bytes.iter().position(u8::is_ascii_control).unwrap_or(bytes.len());
    match std::str::from_utf8(&bytes[..clean]) {
        Ok(text) if clean == bytes.len() => Ok(text),
        Ok(_) => Err(clean),
        Err(error) => Err(error.valid_up_to()),
    }
}

/// Whether bytes are fields to their end. What has a length isn't looked into.
fn is_message(mut input: Input<'_>) -> bool {
    let mut groups = Vec::new();
    while input.left() > 0 {
        let began = input.at;
        let Ok(tag) = input.tag() else { return false };
        match tag.wire {
            Wire::GroupStart if groups.len() == MOST_LEVELS => return false,
            Wire::GroupStart => groups.push(tag.number),
            Wire::GroupEnd if groups.pop() != Some(tag.number) => return false,
            Wire::GroupEnd | Wire::Varint | Wire::Fixed64 | Wire::Length | Wire::Fixed32 => {}
        }
        if input.skip(tag.wire, began).is_err() {
            return false;
        }
    }
    groups.is_empty()
}
