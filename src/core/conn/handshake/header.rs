//! What may be a header of the handshake.

use serde::{Deserialize, Serialize};

use crate::codec::Place;
use crate::conn::diagnosis::Browser;
use crate::conn::subprotocols::is_token_character;

/// A header as it goes over the wire.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeaderLine {
    /// Its name, in any case.
    pub name: String,
    /// Its value.
    pub value: String,
}

/// What is wrong with the name of a header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameProblem {
    /// A character that no name has (RFC 9110 §5.6.2).
    BadCharacter {
        /// The character.
        character: char,
        /// Where it is.
        place: Place,
    },
    /// Somebody else sets it.
    Taken(Owner),
}

/// Who sets a header that can't be set here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// The browser: without it, or with another value, there is no handshake.
    Browser,
    /// The box with the sub-protocols: a browser refuses a choice that it hasn't offered itself.
    Subprotocols,
}

/// What is wrong with the value of a header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueProblem {
    /// There is none, and Firefox sends no such header.
    Empty,
    /// A character that isn't printable ASCII: Chromium sends it as UTF-8, Firefox leaves the header out.
    BadCharacter {
        /// The character.
        character: char,
        /// Where it is.
        place: Place,
    },
}

/// What is wrong with the name of a header, if anything is. Which names a browser doesn't let go was found by trying
/// (Chromium 156, Firefox 153; `tests/e2e/cases/extension_limits.rs`).
pub fn name_problem(name: &str, browser: Browser) -> Option<NameProblem> {
    if let Some((at, character)) = name.char_indices().find(|(_, character)| !is_token_character(*character))
    {
        return Some(NameProblem::BadCharacter { character, place: Place::at_byte(name, at) });
    }
    match name.to_ascii_lowercase().as_str() {
        "sec-websocket-key" | "sec-websocket-extensions" | "connection" | "upgrade" => {
            Some(NameProblem::Taken(Owner::Browser))
        }
        "host" if browser == Browser::Firefox => Some(NameProblem::Taken(Owner::Browser)),
        "sec-websocket-protocol" => Some(NameProblem::Taken(Owner::Subprotocols)),
        _ => None,
    }
}

/// What is wrong with a value, if anything is. White space around it doesn't belong to it (RFC 9110 §5.5).
pub fn value_problem(value: &str) -> Option<ValueProblem> {
    if value.trim().is_empty() {
        return Some(ValueProblem::Empty);
    }
    let is_bad = |character: char| character != '\t' && !matches!(character, ' '..='~');
    let (at, character) = value.char_indices().find(|(_, character)| is_bad(*character))?;
    Some(ValueProblem::BadCharacter { character, place: Place::at_byte(value, at) })
}

/// The headers with each name once: a rule of the browser sets a header, so of two with a name only one would go.
/// Values of the same name are a list (RFC 9110 §5.3), and cookies have their own way (RFC 6265 §4.2.1).
pub fn join(headers: impl IntoIterator<Item = HeaderLine>) -> Vec<HeaderLine> {
    let mut all: Vec<HeaderLine> = Vec::new();
    for header in headers {
        match all.iter_mut().find(|other| other.name.eq_ignore_ascii_case(&header.name)) {
            Some(first) => {
                first.value.push_str(if header.name.eq_ignore_ascii_case("cookie") { "; " } else { ", " });
                first.value.push_str(&header.value);
            }
            None => all.push(header),
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_go() {
        for name in
            ["Authorization", "X-Custom-Header", "Origin", "Cookie", "User-Agent", "sec-custom", "a!#"]
        {
            assert_eq!(name_problem(name, Browser::Firefox), None, "{name}");
        }
        assert_eq!(name_problem("Host", Browser::Chromium), None);
    }

    #[test]
    fn names_that_do_not() {
        let taken = |name| name_problem(name, Browser::Chromium);
        assert_eq!(taken("Sec-WebSocket-Key"), Some(NameProblem::Taken(Owner::Browser)));
        assert_eq!(taken("SEC-websocket-protocol"), Some(NameProblem::Taken(Owner::Subprotocols)));
        assert_eq!(name_problem("Host", Browser::Firefox), Some(NameProblem::Taken(Owner::Browser)));
        for (name, bad, at) in [("X Y", ' ', 1), ("X:", ':', 1), ("é", 'é', 0), ("X\n", '\n', 1)] {
            let place = Place::at_byte(name, at);
            assert_eq!(taken(name), Some(NameProblem::BadCharacter { character: bad, place }), "{name:?}");
        }
    }

    #[test]
    fn values() {
        for value in ["a", " a\tb ", "Bearer a.b-c~"] {
            assert_eq!(value_problem(value), None, "{value:?}");
        }
        assert_eq!(value_problem(" "), Some(ValueProblem::Empty));
        for (value, bad) in [("a\nb", '\n'), ("a\r", '\r'), ("aé", 'é'), ("\u{7f}", '\u{7f}'), ("\0", '\0')]
        {
            let problem = value_problem(value);
            assert!(
                matches!(problem, Some(ValueProblem::BadCharacter { character, .. }) if character == bad),
                "{value:?}"
            );
        }
    }

    #[test]
    fn one_name_goes_once() {
        let line = |name: &str, value: &str| HeaderLine { name: name.to_owned(), value: value.to_owned() };
        assert_eq!(
            join([line("X", "1"), line("Cookie", "a=1"), line("x", "2"), line("COOKIE", "b=2")]),
            [line("X", "1, 2"), line("Cookie", "a=1; b=2")]
        );
    }
}
