//! The start of a payload on one line, safe to look at.
//!
//! Only for the list: what hides, moves or breaks text is made visible here; the detail pane shows the payload itself.

use std::fmt::Write;

use super::Filter;
use crate::codec::hex;
use crate::message::{DataType, Message};

/// What is found so far from the start of a payload, in bytes, is brought into sight, with so much before it.
const FAR: usize = 80;
const BEFORE: usize = 24;
/// How far is looked for it; a screen has many rows.
const FARTHEST: usize = 16 * 1024;

/// A message on one line: its start, or the part in which the filter finds what it looks for; and whether there is more
/// behind. It has `max` characters (bytes, for binary) at most.
pub fn preview(message: Message<'_>, filter: &Filter, max: usize) -> (String, bool) {
    let found = filter
        .first_highlight(Message { payload: &message.payload[..boundary(message, FARTHEST)], ..message });
    let start = found.filter(|at| *at > FAR).map_or(0, |at| boundary(message, at - BEFORE));
    let (line, more) = start_of(Message { payload: &message.payload[start..], ..message }, max);
    (if start > 0 { format!("…{line}") } else { line }, more)
}

/// That byte's place, or that of the character that it is a part of.
fn boundary(message: Message<'_>, at: usize) -> usize {
    let mut at = at.min(message.payload.len());
    while message.data_type == DataType::Text
        && message.payload.get(at).is_some_and(|byte| byte & 0xc0 == 0x80)
        && at > 0
    {
        at -= 1;
    }
    at
}

/// The first `max` characters (bytes, for binary) of a message on one line, and whether there is more.
///
/// Line breaks and control characters become their pictures (U+2400…), characters that change the direction of the
/// text around them (Unicode Bidirectional Algorithm, UAX #9) or show nothing become their code in brackets.
fn start_of(message: Message<'_>, max: usize) -> (String, bool) {
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

/// Adds a character to a line of text so that it can be seen and moves nothing around it; see the start of a preview.
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
    use super::{preview, start_of};
    use crate::log::Filter;
    use crate::message::Message;

    #[test]
    fn it_is_one_visible_line() {
        let check = |text: &str, max, expected: (&str, bool)| {
            assert_eq!(start_of(Message::text(text), max), (expected.0.to_owned(), expected.1), "{text:?}");
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
        assert_eq!(start_of(Message::binary(&[0, 1, 255]), 2), ("00 01".to_owned(), true));
        assert_eq!(start_of(Message::binary(&[]), 2), (String::new(), false));
    }

    #[test]
    fn what_is_found_is_in_it() {
        let check = |line: &str, message, expected: (&str, bool)| {
            let mut filter = Filter::default();
            assert_eq!(filter.add_line(line, false), None);
            assert_eq!(preview(message, &filter, 30), (expected.0.to_owned(), expected.1), "{line}");
        };
        let text = format!("{}needle{}", "é".repeat(100), "x".repeat(100));
        check("needle", Message::text(&text), ("…ééééééééééééneedlexxxxxxxxxxxx", true));
        check("/n.e/", Message::text(&text), ("…ééééééééééééneedlexxxxxxxxxxxx", true));
        check("-needle", Message::text(&text), ("éééééééééééééééééééééééééééééé", true));
        check("needle", Message::text("a needle"), ("a needle", false));
        let bytes: Vec<u8> = (0..=255).collect();
        let shown = (176..206).map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().join(" ");
        check("hex:c8c9", Message::binary(&bytes), (&format!("…{shown}"), true));
    }

    #[test]
    fn a_million_characters_cost_no_more_than_the_start() {
        let (line, more) = start_of(Message::text(&"é".repeat(1_000_000)), 100);
        assert_eq!((line.chars().count(), more), (100, true));
    }
}
