//! Regular expressions, and what must be in a text for one to match at all.
//!
//! The engine is small and takes some microseconds for a row. Most rows lack the plain text that most expressions have
//! in them (`tick` in `"type":\s*"tick"`), and to find that out takes a hundredth of it.

use std::ops::Range;

use regex_lite::{Regex, RegexBuilder};

use super::Needle;

/// So many bytes of a message are looked at; a megabyte would take a tenth of a second.
const FARTHEST: usize = 256 * 1024;

/// A regular expression and how it was typed.
#[derive(Clone, Debug)]
pub struct Pattern {
    source: String,
    minds_case: bool,
    regex: Regex,
    /// What every match has in it.
    needle: Needle,
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        (&self.source, self.minds_case) == (&other.source, other.minds_case)
    }
}

impl Pattern {
    /// Reads a regular expression.
    ///
    /// # Errors
    /// What is wrong with it, in the words of the engine.
    pub fn new(source: &str, minds_case: bool) -> Result<Self, String> {
        let regex = RegexBuilder::new(source).case_insensitive(!minds_case).build();
        let regex = regex.map_err(|error| error.to_string())?;
        let needle = Needle::new(required(source), minds_case);
        Ok(Self { source: source.to_owned(), minds_case, regex, needle })
    }

    /// The expression as it was typed.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Whether `a` and `A` are different.
    pub fn minds_case(&self) -> bool {
        self.minds_case
    }

    /// Whether it matches a part of these bytes, of which the first [`FARTHEST`] are looked at. Where they are no UTF-8
    /// they count as U+FFFD.
    pub fn is_in(&self, bytes: &[u8]) -> bool {
        let start = &bytes[..bytes.len().min(FARTHEST)];
        self.needle.find(start).is_some() && self.regex.is_match(&String::from_utf8_lossy(start))
    }

    /// The parts of a text that it matches, without empty ones.
    pub fn matches(&self, text: &str) -> impl Iterator<Item = Range<usize>> {
        let is_possible = self.needle.find(text.as_bytes()).is_some();
        let start = &text[..text.floor_char_boundary(if is_possible { FARTHEST } else { 0 })];
        self.regex.find_iter(start).map(|found| found.range()).filter(|range| !range.is_empty())
    }
}

/// The longest plain text that every match of the expression has in it; empty if there is none or that isn't plain to
/// see: nothing is looked for in groups and classes, behind a `|` or under flags.
fn required(source: &str) -> &str {
    let bytes = source.as_bytes();
    let (mut longest, mut start, mut at) = (0..0, 0, 0);
    while at < bytes.len() {
        // What ends the plain text, where it goes on, and whether the character before was but an option.
        let (next, drops_last) = match bytes[at] {
            b'|' => return "",
            b'(' | b'[' => match closing(bytes, at) {
                Some(end) => (end, false),
                None => return "",
            },
            b'*' | b'?' | b'{' => (quantifier_end(bytes, at), true),
            // An escape stands for another character, or for more than one.
            b'\\' => (at + 2, false),
            // Of what is repeated once or more, the whole may be optional again: `a+{0,1}`.
            b'+' => (at + 1, bytes.get(at + 1).is_some_and(|next| b"*?{+".contains(next))),
            b'.' | b'^' | b'$' => (at + 1, false),
            _ => {
                at += 1;
                continue;
            }
        };
        let mut end = at;
        if drops_last && end > start {
            end = source.floor_char_boundary(end - 1);
        }
        if end - start > longest.len() {
            longest = start..end;
        }
        // Behind an escape may be its argument: `\x41`, `\u{41}`, `\p{L}`.
        let is_escape = bytes[at] == b'\\' && bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric);
        if is_escape && !bytes.get(at + 1).is_some_and(|c| b"dDsSwWbBAznrt".contains(c)) {
            return "";
        }
        at = next.min(bytes.len());
        start = at;
    }
    if bytes.len() - start > longest.len() {
        longest = start..bytes.len();
    }
    source.get(longest).unwrap_or("")
}

/// The end of a quantifier with its braces and a `?` behind.
fn quantifier_end(bytes: &[u8], start: usize) -> usize {
    if bytes[start] != b'{' {
        return start + 1;
    }
    bytes[start..].iter().position(|byte| *byte == b'}').map_or(bytes.len(), |length| start + length + 1)
}

/// Behind the bracket that closes the group or class at `start`; nothing if it has flags, which may change what is
/// plain.
fn closing(bytes: &[u8], start: usize) -> Option<usize> {
    let (mut groups, mut classes) = (0, 0);
    let mut at = start;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' => at += 1,
            b'[' => {
                classes += 1;
                // A bracket that comes first is one of the class.
                at += usize::from(bytes.get(at + 1) == Some(&b'^'));
                at += usize::from(bytes.get(at + 1) == Some(&b']'));
            }
            b']' if classes > 0 => classes -= 1,
            b'(' if classes == 0 => {
                if bytes.get(at + 1) == Some(&b'?') {
                    return None;
                }
                groups += 1;
            }
            b')' if classes == 0 => groups -= 1,
            _ => {}
        }
        at += 1;
        if (groups, classes) == (0, 0) {
            return Some(at);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Pattern, required};

    #[test]
    fn plain_texts_are_seen() {
        let check = |source, expected| assert_eq!(required(source), expected, "{source}");
        check("tick", "tick");
        check("\"type\":\\s*\"tick\"", "\"type\":");
        check("a|b", "");
        check("(a|b)cd", "cd");
        check("abc?d", "ab");
        check("abж*d", "ab");
        check("ab{2,3}cde", "cde");
        check("a+bc", "bc");
        check("ab+{0}", "a");
        check("ab++*", "a");
        check("^abc$", "abc");
        check("[a-z]+x", "x");
        check("[]a]bc", "bc");
        check("[^]a]bc", "bc");
        check("(?i)abc", "");
        check("\\x41bc", "");
        check("\\.com", "com");
        check("99.9", "99");
        check("", "");
    }

    const PIECES: &[&str] = &[
        "a", "b", "ж", "a++", "ab", ".", "*", "+", "?", "{0,2}", "{2}", "[ab]", "[^a]", "[]a]", "(a|b)",
        "(b*)", "(", ")", "|", r"\.", r"\d", r"\\", "^", "$", "(?i)", "(?:a)", r"\x61",
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn whatever_matches_is_found(
            pieces in prop::collection::vec(prop::sample::select(PIECES), 0..7),
            text in "[abжA1.]{0,12}", minds_case in any::<bool>()
        ) {
            let source = pieces.concat();
            if let Ok(pattern) = Pattern::new(&source, minds_case) {
                prop_assert_eq!(pattern.is_in(text.as_bytes()), pattern.regex.is_match(&text));
            }
        }
    }
}
