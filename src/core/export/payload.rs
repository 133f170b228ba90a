//! The bytes of a message, written piece by piece, so that one of a hundred megabytes takes no longer than its slice.
//!
//! Wherever the pieces end, the same comes out: base64 is cut between groups, a dump between lines and text between
//! characters. How a format marks the beginning and the end of a payload is its own business.

use crate::codec::hex::DUMP_WIDTH;
use crate::codec::json::escape::escape;
use crate::log::push_visible;

/// How far everything of a row but its first line is set in from the margin.
pub(super) const INDENT: &[u8] = b"                          ";

/// How a payload is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    /// Text between the quotes of a JSON string.
    Json,
    /// Bytes in base64.
    Base64,
    /// Text between the quotes of a cell.
    Csv,
    /// Text in lines, set in from the second one on, with all that hides or moves text made visible.
    Lines,
    /// Bytes in lines of a hex dump.
    Dump,
}

impl Encoding {
    /// Writes what begins at `at`, about `budget` bytes of it, and tells where the rest begins.
    pub fn piece(self, payload: &[u8], at: usize, budget: usize, out: &mut Vec<u8>) -> usize {
        let whole = |unit: usize, units: usize| at.saturating_add(unit * units.max(1)).min(payload.len());
        match self {
            Self::Json => {
                let end = boundary(payload, at, budget);
                escape(out, &payload[at..end]);
                end
            }
            Self::Base64 => {
                let end = whole(3, budget / 4);
                base64(&payload[at..end], out);
                end
            }
            Self::Csv => {
                let end = boundary(payload, at, budget);
                quote(&payload[at..end], out);
                end
            }
            Self::Lines => {
                let end = boundary(payload, at, budget);
                lines(&payload[at..end], out);
                end
            }
            Self::Dump => {
                let end = whole(DUMP_WIDTH, budget / 100);
                for (line, number) in payload[at..end].chunks(DUMP_WIDTH).zip(0..) {
                    dump(line, at + number * DUMP_WIDTH, out);
                }
                end
            }
        }
    }
}

/// The end of a piece of text from `at` on, of about so many bytes and of whole characters, at least of one.
fn boundary(text: &[u8], at: usize, budget: usize) -> usize {
    let is_start = |end: usize| text.get(end).is_none_or(|byte| byte & 0xc0 != 0x80);
    let mut end = at.saturating_add(budget.max(1)).min(text.len());
    while !is_start(end) {
        end += 1;
    }
    end
}

/// Doubles quotes (RFC 4180 §2.7), and shows NUL as its picture, because spreadsheets end a cell there.
pub(super) fn quote(mut text: &[u8], out: &mut Vec<u8>) {
    // Quotes stand near to each other in JSON, so that looking for them with memchr would begin anew all the time.
    while let Some(at) = text.iter().position(|byte| IN_CELLS[*byte as usize]) {
        out.extend_from_slice(&text[..at]);
        out.extend_from_slice(if text[at] == 0 { "␀".as_bytes() } else { b"\"\"" });
        text = &text[at + 1..];
    }
    out.extend_from_slice(text);
}

/// The bytes that a cell doesn't have as they are, as a table, which is quicker than comparing.
const IN_CELLS: [bool; 256] = {
    let mut special = [false; 256];
    special[b'"' as usize] = true;
    special[0] = true;
    special
};

/// Adds text in which line breaks begin another line that is set in, tabs stay, and all else that has no look of its
/// own or moves what is around it can be seen.
pub(super) fn lines(mut text: &[u8], out: &mut Vec<u8>) {
    let mut shown = String::new();
    while let Some(at) = text.iter().position(|byte| MAY_HIDE[*byte as usize]) {
        out.extend_from_slice(&text[..at]);
        text = &text[at..];
        let length = text[1..].iter().position(|byte| byte & 0xc0 != 0x80).map_or(text.len(), |at| at + 1);
        let (character, rest) = text.split_at(length);
        match std::str::from_utf8(character).ok().and_then(|one| one.chars().next()) {
            Some('\n') => {
                out.push(b'\n');
                out.extend_from_slice(INDENT);
            }
            Some(one) => {
                shown.clear();
                push_visible(&mut shown, one);
                out.extend_from_slice(shown.as_bytes());
            }
            // Only valid UTF-8 is shown so.
            None => out.extend_from_slice("\u{fffd}".as_bytes()),
        }
        text = rest;
    }
    out.extend_from_slice(text);
}

/// The bytes with which a character begins that may have to be made visible: a control character (but not a tab), or
/// one of those that [`push_visible`] knows beyond ASCII.
const MAY_HIDE: [bool; 256] = {
    let mut may = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        may[byte] = true;
        byte += 1;
    }
    may[b'\t' as usize] = false;
    may[0x7f] = true;
    // U+0080 on, U+0600 on, U+2000 on, U+F000 on, U+C0000 on.
    may[0xc2] = true;
    may[0xd8] = true;
    may[0xe2] = true;
    may[0xef] = true;
    may[0xf3] = true;
    may
};

/// A line of a dump as [`crate::codec::hex::dump_line`] has it, its columns two spaces apart, without a text for each of
/// them: a binary message of ten megabytes has 600,000.
fn dump(bytes: &[u8], offset: usize, out: &mut Vec<u8>) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let pair = |byte: u8| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]];
    out.push(b'\n');
    out.extend_from_slice(INDENT);
    // No message is longer than what four bytes tell.
    for byte in u32::try_from(offset).unwrap_or(u32::MAX).to_be_bytes() {
        out.extend_from_slice(&pair(byte));
    }
    out.extend_from_slice(b"  ");
    // Two digits a byte with a gap behind each, and a wider one behind the eighth; what is missing is blank.
    let mut columns = [b' '; 3 * DUMP_WIDTH + 2];
    for (index, byte) in bytes.iter().take(DUMP_WIDTH).enumerate() {
        let at = 3 * index + usize::from(index >= DUMP_WIDTH / 2);
        columns[at..at + 2].copy_from_slice(&pair(*byte));
    }
    out.extend_from_slice(&columns);
    out.extend(bytes.iter().map(|byte| if matches!(byte, b' '..=b'~') { *byte } else { b'.' }));
}

/// Base64 as `codec::base64` writes it, which makes a text of its own; and the crate behind that isn't made to be
/// compiled for size, so it took nine times as long (`cargo bench -p wirebench-core export`).
fn base64(bytes: &[u8], out: &mut Vec<u8>) {
    const SYMBOLS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    out.reserve(bytes.len().div_ceil(3) * 4);
    let symbol = |bits: u32, from: u32| SYMBOLS[(bits >> from & 63) as usize];
    let (groups, rest) = bytes.as_chunks::<3>();
    for [a, b, c] in groups {
        let bits = u32::from_be_bytes([0, *a, *b, *c]);
        out.extend_from_slice(&[symbol(bits, 18), symbol(bits, 12), symbol(bits, 6), symbol(bits, 0)]);
    }
    match *rest {
        [a] => {
            let bits = u32::from_be_bytes([0, a, 0, 0]);
            out.extend_from_slice(&[symbol(bits, 18), symbol(bits, 12), b'=', b'=']);
        }
        [a, b] => {
            let bits = u32::from_be_bytes([0, a, b, 0]);
            out.extend_from_slice(&[symbol(bits, 18), symbol(bits, 12), symbol(bits, 6), b'=']);
        }
        // A group of three is none that is left over.
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Encoding, base64, dump, lines, quote};
    use crate::codec;
    use crate::log::push_visible;

    #[test]
    fn what_hides_is_seen() {
        let check = |text: &str, expected: &str| {
            let mut out = Vec::new();
            lines(text.as_bytes(), &mut out);
            assert_eq!(
                String::from_utf8(out).unwrap(),
                expected.replace('|', "\n                          ")
            );
        };
        check("a\tb\r\nc\n", "a\tb␍|c|");
        check("\u{1b}[2J\0\u{7f}", "␛[2J␀␡");
        check("ab\u{202e}cd\u{85}é\u{feff}\u{e0041}", "ab[U+202E]cd[U+0085]é[U+FEFF][U+E0041]");
        check("€ ﬁ ؄ 😀", "€ ﬁ ؄ 😀");
    }

    #[test]
    fn cells_have_quotes_doubled() {
        let mut out = Vec::new();
        quote("a\"b\0,\r\n\"".as_bytes(), &mut out);
        assert_eq!(String::from_utf8(out).unwrap(), "a\"\"b␀,\r\n\"\"");
    }

    /// The table of first bytes knows every character that is made visible.
    #[test]
    fn every_character_that_hides_is_looked_at() {
        let (mut seen, mut out) = (String::new(), Vec::new());
        let everywhere = ('\0'..=char::MAX).step_by(251);
        let known = ('\0'..='\u{2fff}').chain('\u{f000}'..='\u{ffff}').chain('\u{e0000}'..='\u{e0fff}');
        for character in known.chain(everywhere) {
            seen.clear();
            out.clear();
            push_visible(&mut seen, character);
            lines(character.encode_utf8(&mut [0; 4]).as_bytes(), &mut out);
            match character {
                '\n' | '\t' => assert_ne!(out, seen.as_bytes()),
                _ => assert_eq!(out, seen.as_bytes(), "{character:?}"),
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn bytes_are_written_as_the_codecs_do(bytes in prop::collection::vec(any::<u8>(), 0..20), offset: u32) {
            let mut out = Vec::new();
            base64(&bytes, &mut out);
            prop_assert_eq!(String::from_utf8(out).unwrap(), codec::base64::encode(&bytes));
            let (line, mut out) = (&bytes[..bytes.len().min(16)], Vec::new());
            dump(line, offset as usize, &mut out);
            let codec::hex::DumpLine { offset, hex, ascii } = codec::hex::dump_line(line, offset as usize);
            let expected = format!("{offset}  {hex:<48}  {ascii}");
            let written = String::from_utf8(out).unwrap();
            prop_assert_eq!(written.trim_start(), expected);
        }

        #[test]
        fn any_budget_writes_the_same(text in "([\\x00-\\x7f]|[é\u{202e}😀]|\n){0,60}", budget in 0_usize..120) {
            for encoding in
                [Encoding::Json, Encoding::Base64, Encoding::Csv, Encoding::Lines, Encoding::Dump]
            {
                let (mut whole, mut pieces, mut at) = (Vec::new(), Vec::new(), 0);
                let payload = text.as_bytes();
                prop_assert_eq!(encoding.piece(payload, 0, 1_000_000, &mut whole), payload.len());
                while at < payload.len() {
                    let next = encoding.piece(payload, at, budget, &mut pieces);
                    prop_assert!(next > at);
                    prop_assert!(next - at <= budget.max(16) + 3);
                    at = next;
                }
                prop_assert_eq!(whole, pieces);
            }
        }
    }
}
