//! The start of a payload on one line, safe to look at.
//!
//! Only for the list: what hides, moves or breaks text is made visible here; the detail pane shows the payload itself.

use std::fmt::Write;

use crate::codec::hex;
use crate::message::{DataType, Message};

/// The first `max` characters (bytes, for binary) of a message on one line, and whether there is more.
///
/// Line breaks and control characters become their pictures (U+2400…), characters that change the direction of the
/// text around them (Unicode Bidirectional Algorithm, UAX #9) or show nothing become their code in brackets.
pub fn preview(message: Message<'_>, max: usize) -> (String, bool) {
    match message.data_type {
        DataType::Binary => {
            let shown = &message.payload[..message.payload.len().min(max)];
            (hex::encode(shown), shown.len() < message.payload.len())
        }
        DataType::Text => {
            // A character has at most four bytes, so no more than this needs to be looked at.
            let start = &message.payload[..message.payload.len().min(max * 4)];
            let text = String::from_utf8_lossy(start);
            let mut line = String::new();
            let mut taken = 0;
            for (offset, c) in text.char_indices().take(max) {
                taken = offset + c.len_utf8();
                push_visible(&mut line, c);
            }
            (line, taken < message.payload.len())
        }
    }
}

/// Adds a character to a line of text so that it can be seen and moves nothing around it; see [`preview`].
pub fn push_visible(line: &mut String, c: char) {
    match c {
        '\u{0}'..='\u{1f}' => line.extend(char::from_u32(0x2400 + u32::from(c))),
        '\u{7f}' => line.push('\u{2421}'),
        '\u{80}'..='\u{9f}'
        | '\u{61c}'
        | '\u{200b}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}'
        | '\u{feff}'
        | '\u{e0000}'..='\u{e007f}' => {
            // Writing into a string doesn't fail.
            let _ = write!(line, "[U+{:04X}]", u32::from(c));
        }
        _ => line.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::preview;
    use crate::message::Message;

    #[test]
    fn it_is_one_visible_line() {
        let check = |text: &str, max, expected: (&str, bool)| {
            assert_eq!(preview(Message::text(text), max), (expected.0.to_owned(), expected.1), "{text:?}");
        };
        check("", 10, ("", false));
        check("plain", 5, ("plain", false));
        check("plain!", 5, ("plain", true));
        check("a\r\n\tb\0", 10, ("a␍␊␉b␀", false));
        check("ab\u{202e}cd", 10, ("ab[U+202E]cd", false));
        check("สวัสดี", 3, ("สวั", true));
        check("👩‍👩‍👧", 5, ("👩‍👩‍👧", false));
        check("<b>&amp;</b>", 20, ("<b>&amp;</b>", false));
    }

    #[test]
    fn binary_is_shown_as_hex() {
        assert_eq!(preview(Message::binary(&[0, 1, 255]), 2), ("00 01".to_owned(), true));
        assert_eq!(preview(Message::binary(&[]), 2), (String::new(), false));
    }

    #[test]
    fn a_million_characters_cost_no_more_than_the_start() {
        let (line, more) = preview(Message::text(&"é".repeat(1_000_000)), 100);
        assert_eq!((line.chars().count(), more), (100, true));
    }
}
