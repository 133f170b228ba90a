//! Lists of close codes as people write them: `1000, 1008, 4000–4999`.
//!
//! The list is kept in the order in which it was typed and shown in one notation. What it is for, such as the codes
//! after which there is no point in trying again, is the caller's to know.

use crate::codec::Place;

/// Close codes, each alone or in a range; none at all is a list, too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeList(Vec<(u16, u16)>);

/// What is wrong with a list of close codes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodeListProblem {
    /// Neither a number nor two with a hyphen between them.
    NotACode {
        /// The item as typed.
        item: String,
        /// Where it begins.
        place: Place,
    },
    /// A number below 1000 or above 4999.
    OutOfRange {
        /// The item as typed.
        item: String,
        /// Where it begins.
        place: Place,
    },
    /// A range whose end comes before its beginning.
    Backwards {
        /// The item as typed.
        item: String,
        /// Where it begins.
        place: Place,
    },
}

impl CodeList {
    /// Reads a list: numbers and ranges, with commas or white space or both between them.
    ///
    /// A range has a hyphen or an en dash, which may have white space around it.
    ///
    /// # Errors
    /// The first item that doesn't fit, with its place.
    pub fn parse(text: &str) -> Result<CodeList, CodeListProblem> {
        let mut ranges = Vec::new();
        let mut at = 0;
        loop {
            at += length_while(&text[at..], is_separator);
            if at == text.len() {
                return Ok(CodeList(ranges));
            }
            let end = at + item_length(&text[at..]);
            let item = &text[at..end];
            let described = || (item.to_owned(), Place::at_byte(text, at));
            let range = item.split_once(DASHES).unwrap_or((item, item));
            let (Some(first), Some(last)) = (number(range.0.trim()), number(range.1.trim())) else {
                let (item, place) = described();
                return Err(CodeListProblem::NotACode { item, place });
            };
            if ![first, last].iter().all(|code| (1000..=4999).contains(code)) {
                let (item, place) = described();
                return Err(CodeListProblem::OutOfRange { item, place });
            }
            if first > last {
                let (item, place) = described();
                return Err(CodeListProblem::Backwards { item, place });
            }
            ranges.push((first, last));
            at = end;
        }
    }

    /// Whether a close code is meant.
    pub fn contains(&self, code: u16) -> bool {
        self.0.iter().any(|(first, last)| (*first..=*last).contains(&code))
    }

    /// The list in the notation that [`CodeList::parse`] reads back.
    pub fn shown(&self) -> String {
        let mut text = String::new();
        for (first, last) in &self.0 {
            if !text.is_empty() {
                text.push_str(", ");
            }
            text.push_str(&first.to_string());
            if last != first {
                text.push('–');
                text.push_str(&last.to_string());
            }
        }
        text
    }
}

/// The codes with which a server says that it is done or that the client is at fault: 1000, 1008, 4000–4999.
impl Default for CodeList {
    fn default() -> Self {
        CodeList(vec![(1000, 1000), (1008, 1008), (4000, 4999)])
    }
}

/// The hyphen and the en dash.
const DASHES: [char; 2] = ['-', '–'];

fn is_separator(character: char) -> bool {
    character == ',' || character.is_whitespace()
}

/// How long the item is with which `text` begins: up to the next separator, but white space around a dash is a part
/// of the item.
fn item_length(text: &str) -> usize {
    let mut end = length_while(text, |character| !is_separator(character));
    loop {
        let next = end + length_while(&text[end..], char::is_whitespace);
        let joined = text[..end].ends_with(DASHES) || text[next..].starts_with(DASHES);
        let longer = next + length_while(&text[next..], |character| !is_separator(character));
        if !joined || longer == next {
            return end;
        }
        end = longer;
    }
}

fn length_while(text: &str, belongs: impl Fn(char) -> bool) -> usize {
    text.find(|character| !belongs(character)).unwrap_or(text.len())
}

/// The number, or one beyond all codes if it is longer than any.
fn number(text: &str) -> Option<u16> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.parse().unwrap_or(u16::MAX))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{CodeList, CodeListProblem};
    use crate::codec::Place;

    #[track_caller]
    fn check(text: &str, shown: &str) {
        assert_eq!(CodeList::parse(text).map(|list| list.shown()), Ok(shown.to_owned()), "{text:?}");
    }

    #[track_caller]
    fn check_error(text: &str, item: &str, column: usize, problem: fn(String, Place) -> CodeListProblem) {
        let place = Place { offset: column - 1, line: 1, column };
        assert_eq!(CodeList::parse(text), Err(problem(item.to_owned(), place)), "{text:?}");
    }

    #[test]
    fn reads_what_people_write() {
        check("", "");
        check(" ,, ", "");
        check("1000, 1008, 4000–4999", "1000, 1008, 4000–4999");
        check("1000 1008,4000-4999,", "1000, 1008, 4000–4999");
        check("4000 - 4999\n3000 –3999 1001- 1002 1000", "4000–4999, 3000–3999, 1001–1002, 1000");
        check("1000-1000, 1000", "1000, 1000");
    }

    #[test]
    fn names_the_item_that_does_not_fit() {
        let not_a_code = |item, place| CodeListProblem::NotACode { item, place };
        let out_of_range = |item, place| CodeListProblem::OutOfRange { item, place };
        let backwards = |item, place| CodeListProblem::Backwards { item, place };
        check_error("1000, ก, x", "ก", 7, not_a_code);
        check_error("4000–", "4000–", 1, not_a_code);
        check_error("4000 – , 1000", "4000 –", 1, not_a_code);
        check_error("-4000", "-4000", 1, not_a_code);
        check_error("4000-4001-4002", "4000-4001-4002", 1, not_a_code);
        check_error("+1000", "+1000", 1, not_a_code);
        check_error("1000;1001", "1000;1001", 1, not_a_code);
        check_error("1000 999", "999", 6, out_of_range);
        check_error("4000-5000", "4000-5000", 1, out_of_range);
        check_error("99999999999999999999", "99999999999999999999", 1, out_of_range);
        check_error("4999 – 4000", "4999 – 4000", 1, backwards);
    }

    #[test]
    fn the_default_stops_at_what_trying_again_will_not_mend() {
        let list = CodeList::default();
        for (code, expected) in [
            (999, false),
            (1000, true),
            (1006, false),
            (1008, true),
            (3999, false),
            (4000, true),
            (4999, true),
            (5000, false),
        ] {
            assert_eq!(list.contains(code), expected, "{code}");
        }
        check(&list.shown(), "1000, 1008, 4000–4999");
    }

    proptest! {
        #[test]
        fn what_is_shown_is_read_back(ends in prop::collection::vec((1000..5000_u16, 1000..5000_u16), 0..5)) {
            let list = CodeList(ends.into_iter().map(|(a, b)| (a.min(b), a.max(b))).collect());
            prop_assert_eq!(CodeList::parse(&list.shown()), Ok(list));
        }

        #[test]
        fn any_text_has_an_answer(text in "[0-9 ,–-]{0,20}|\\PC{0,10}") {
            let _ = CodeList::parse(&text);
        }
    }
}
