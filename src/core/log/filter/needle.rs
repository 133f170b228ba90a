//! Finding a text in bytes, millions of times: the whole of what a search does.
//!
//! The rarest byte of the text is looked for with the processor's widest steps (`memchr`), and only where it stands the
//! rest is compared. Both cases of a letter are tried as they are written in UTF-8, so nothing is converted.

use std::ops::Range;

use memchr::{memchr, memchr2};

/// The bytes that feeds are made of, the most frequent first; any other is rarer.
const FREQUENT: &[u8] = b"\" 0e,:at1noi2s3rl5d4678c9u.mp-_ghf{}byvwk[]";

/// A text or bytes to find.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needle {
    text: String,
    minds_case: bool,
    /// The text in lower and in upper case, each character with as many bytes in one as in the other. A letter whose
    /// cases differ in that (`ß`) has only the case in which it was typed.
    lower: Vec<u8>,
    upper: Vec<u8>,
    /// Where each character ends.
    ends: Vec<usize>,
    /// The byte that is looked for, by its place.
    rarest: usize,
}

impl Needle {
    /// What finds this text. An empty one is everywhere.
    pub fn new(text: &str, minds_case: bool) -> Self {
        let (mut lower, mut upper, mut ends) = (Vec::new(), Vec::new(), Vec::new());
        for typed in text.chars() {
            let (low, up) =
                (other_case(typed, typed.to_lowercase()), other_case(typed, typed.to_uppercase()));
            // A third case, as in `ǅ`, is found only as it was typed.
            let has_two = typed == low || typed == up;
            let (low, up) = if minds_case || !has_two { (typed, typed) } else { (low, up) };
            push(&mut lower, low);
            push(&mut upper, up);
            ends.push(lower.len());
        }
        Self::of(text.to_owned(), minds_case, lower, upper, ends)
    }

    /// What finds these bytes. None of them are everywhere.
    pub fn of_bytes(bytes: &[u8]) -> Self {
        Self::of(String::new(), true, bytes.to_vec(), bytes.to_vec(), (1..=bytes.len()).collect())
    }

    fn of(text: String, minds_case: bool, lower: Vec<u8>, upper: Vec<u8>, ends: Vec<usize>) -> Self {
        let rarest = (0..lower.len()).min_by_key(|at| frequency(lower[*at]) + frequency(upper[*at]));
        Self { text, minds_case, lower, upper, ends, rarest: rarest.unwrap_or(0) }
    }

    /// The bytes that are looked for, those of a text in lower case.
    pub fn bytes(&self) -> &[u8] {
        &self.lower
    }

    /// The text as it was typed; empty for bytes.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether `a` and `A` are different.
    pub fn minds_case(&self) -> bool {
        self.minds_case
    }

    /// Where the text first stands in `bytes`.
    pub fn find(&self, bytes: &[u8]) -> Option<Range<usize>> {
        let length = self.lower.len();
        let last = bytes.len().checked_sub(length)?;
        let Some((&low, &up)) = self.lower.get(self.rarest).zip(self.upper.get(self.rarest)) else {
            return Some(0..0);
        };
        // The byte can stand only where the whole text has room around it.
        let place = &bytes[self.rarest..=last + self.rarest];
        let mut at = 0;
        loop {
            let rest = &place[at..];
            at += if low == up { memchr(low, rest) } else { memchr2(low, up, rest) }?;
            if self.is_at(&bytes[at..at + length]) {
                return Some(at..at + length);
            }
            at += 1;
        }
    }

    fn is_at(&self, bytes: &[u8]) -> bool {
        let mut start = 0;
        self.ends.iter().all(|&end| {
            let character = start..end;
            start = end;
            let found = &bytes[character.clone()];
            found == &self.lower[character.clone()] || found == &self.upper[character]
        })
    }
}

/// A character in another case, if it is one character there and has as many bytes.
fn other_case(typed: char, mut cased: impl Iterator<Item = char>) -> char {
    let only = cased.next().filter(|_| cased.next().is_none());
    only.filter(|cased| cased.len_utf8() == typed.len_utf8()).unwrap_or(typed)
}

fn push(bytes: &mut Vec<u8>, character: char) {
    bytes.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
}

/// The greater, the more frequent; of two cases the lower one weighs more.
fn frequency(byte: u8) -> usize {
    FREQUENT.iter().rev().position(|frequent| *frequent == byte).map_or(0, |rank| rank + 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::Needle;

    #[track_caller]
    fn check(needle: &str, text: &str, expected: Option<usize>) {
        let found = Needle::new(needle, false).find(text.as_bytes());
        assert_eq!(found.as_ref().map(|range| range.start), expected, "{needle} in {text}");
        if let Some(range) = found {
            assert!(text.is_char_boundary(range.start) && text.is_char_boundary(range.end));
        }
    }

    #[test]
    fn either_case_is_found() {
        check("tick", "a TICK", Some(2));
        check("TiCk", "a tick", Some(2));
        check("tick", "tic", None);
        check("tick", "ti ck tick", Some(6));
        check("привет", "ПРИВЕТ", Some(0));
        check("ПриВет", "a привет", Some(2));
        check("Ärger", "ärger", Some(0));
        check("", "a", Some(0));
        check("", "", Some(0));
        check("a", "", None);
    }

    #[test]
    fn letters_are_compared_whole() {
        // U+0440 is D1 80, its upper case U+0420 is D0 A0; U+0460 is D1 A0.
        check("р", "ѡ", None);
        // Its upper case has two letters.
        check("ß", "SS", None);
        check("ß", "ß", Some(0));
        check("ǅ", "ǅ", Some(0));
    }

    #[test]
    fn case_matters_if_wanted() {
        let found = |text: &str| Needle::new("Tick", true).find(text.as_bytes());
        assert_eq!((found("a tick"), found("a Tick")), (None, Some(2..6)));
    }

    proptest! {
        #[test]
        fn it_finds_what_the_standard_library_finds(needle in "[ab\" Ж]{0,3}", text in "[ab\" Ж]{0,20}") {
            let found = Needle::new(&needle, true).find(text.as_bytes());
            prop_assert_eq!(found.map(|range| range.start), text.find(&needle));
        }

        #[test]
        fn without_case_it_finds_what_lower_case_has(needle in "[aAbBжЖ]{0,3}", text in "[aAbBжЖ]{0,20}") {
            let found = Needle::new(&needle, false).find(text.as_bytes());
            prop_assert_eq!(found.map(|range| range.start), text.to_lowercase().find(&needle.to_lowercase()));
        }

        #[test]
        fn any_bytes_may_be_searched(needle in ".{0,3}", bytes in prop::collection::vec(any::<u8>(), 0..30)) {
            let found = Needle::new(&needle, true).find(&bytes);
            let expected = bytes.windows(needle.len().max(1)).position(|window| window == needle.as_bytes());
            let expected = if needle.is_empty() { Some(0) } else { expected };
            prop_assert_eq!(found.map(|range| range.start), expected);
        }
    }
}
