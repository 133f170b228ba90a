//! Sub-protocols: the comma-separated list that the user types, made into what the browser takes.
//!
//! The browser throws one and the same `SyntaxError` for a bad and for a repeated sub-protocol. So both are looked for
//! here, where it can be said which one it is.

use crate::codec::Place;

/// What is wrong with a list of sub-protocols.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SubprotocolProblem {
    /// Nothing between two commas, or before the first or behind the last.
    EmptyItem {
        /// Which item it is, from 0.
        index: usize,
        /// The comma that ends it, or the end of the text.
        place: Place,
    },
    /// A character that a sub-protocol can't have.
    BadCharacter {
        /// The sub-protocol as typed.
        item: String,
        /// The character.
        character: char,
        /// The place of the character.
        place: Place,
    },
    /// The same sub-protocol twice. Upper and lower case are different ones, as to the browser.
    Duplicate {
        /// The sub-protocol.
        item: String,
        /// The place where it begins for the second time.
        place: Place,
    },
}

/// Reads sub-protocols, in the order of preference in which they are typed.
///
/// White space around an item is dropped; a text of white space means none. An item is a token of RFC 9110 §5.6.2, as
/// RFC 6455 §4.1 asks, and may be there only once (WHATWG WebSockets, the `WebSocket` constructor).
///
/// # Errors
/// The first item that doesn't fit.
pub fn parse(text: &str) -> Result<Vec<String>, SubprotocolProblem> {
    let mut items: Vec<String> = Vec::new();
    if text.trim().is_empty() {
        return Ok(items);
    }
    let mut start = 0;
    for (index, piece) in text.split(',').enumerate() {
        let end = start + piece.len();
        let item = piece.trim();
        let item_start = end - piece.trim_start().len();
        if item.is_empty() {
            return Err(SubprotocolProblem::EmptyItem { index, place: Place::at_byte(text, end) });
        }
        if let Some((at, character)) =
            item.char_indices().find(|(_, character)| !is_token_character(*character))
        {
            let place = Place::at_byte(text, item_start + at);
            return Err(SubprotocolProblem::BadCharacter { item: item.to_owned(), character, place });
        }
        if items.iter().any(|other| other == item) {
            let place = Place::at_byte(text, item_start);
            return Err(SubprotocolProblem::Duplicate { item: item.to_owned(), place });
        }
        items.push(item.to_owned());
        start = end + 1;
    }
    Ok(items)
}

/// `tchar` of RFC 9110 §5.6.2.
pub(super) fn is_token_character(character: char) -> bool {
    character.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(character)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(parse(text), Ok(expected.iter().map(|item| (*item).to_owned()).collect()), "{text:?}");
    }

    #[track_caller]
    fn check_error(text: &str, column: usize, expected: impl Fn(Place) -> SubprotocolProblem) {
        let place = Place { offset: column - 1, line: 1, column };
        assert_eq!(parse(text), Err(expected(place)), "{text:?}");
    }

    #[test]
    fn takes_none_one_and_several() {
        check("", &[]);
        check(" \t\n", &[]);
        check("chat", &["chat"]);
        check(" v12.stomp ,v11.stomp\n, mqtt ", &["v12.stomp", "v11.stomp", "mqtt"]);
        check("chat,Chat", &["chat", "Chat"]);
        check("!#$%&'*+-.^_`|~09azAZ", &["!#$%&'*+-.^_`|~09azAZ"]);
    }

    #[test]
    fn counts_empty_items() {
        let empty = |index| move |place| SubprotocolProblem::EmptyItem { index, place };
        check_error(",", 1, empty(0));
        check_error(" , a", 2, empty(0));
        check_error("a, ,b", 4, empty(1));
        check_error("a,b,", 5, empty(2));
    }

    #[test]
    fn points_at_what_no_token_has() {
        let bad = |item: &'static str, character| {
            move |place| SubprotocolProblem::BadCharacter { item: item.to_owned(), character, place }
        };
        check_error("a, b c", 5, bad("b c", ' '));
        check_error("a/b", 2, bad("a/b", '/'));
        check_error("ok, \"x\"", 5, bad("\"x\"", '"'));
        check_error("a;b", 2, bad("a;b", ';'));
        check_error("ก", 1, bad("ก", 'ก'));
        check_error("a\u{7f}", 2, bad("a\u{7f}", '\u{7f}'));
    }

    #[test]
    fn finds_what_is_there_twice() {
        let twice = |place| SubprotocolProblem::Duplicate { item: "chat".to_owned(), place };
        check_error("chat, mqtt,  chat", 14, twice);
    }
}
