//! Two payloads beside each other, line by line: what is gone, what is new, and a few lines around.
//!
//! JSON is compared as it is printed on several lines, bytes that are no text as their dumps. What is too large to be
//! compared while somebody waits is refused.

use similar::DiffTag;
use similar::algorithms::{Capture, Replace, myers};

use super::{hex, json};

/// The largest payload that is compared, in bytes.
pub const MOST_BYTES: usize = 256 * 1024;

/// The most lines that are compared: with two texts that have nothing in common the time grows with their product.
pub const MOST_LINES: usize = 3000;

/// How many lines that are the same are shown around a difference.
const CONTEXT: usize = 3;

/// The most of a line that is shown, in bytes.
const LONGEST: usize = 2000;

/// Where a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// In both payloads.
    Both,
    /// Only in the older.
    Old,
    /// Only in the newer.
    New,
    /// Lines that are the same have been left out here.
    Gap,
}

/// A line of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Compared {
    /// Where it is.
    pub side: Side,
    /// Its text; of a gap there is none.
    pub text: String,
}

/// What distinguishes two payloads; no lines if nothing does. Nothing if they are too large.
pub fn compare(old: &[u8], new: &[u8]) -> Option<Vec<Compared>> {
    if old == new {
        return Some(Vec::new());
    }
    if old.len().max(new.len()) > MOST_BYTES {
        return None;
    }
    let (old, new) = both(old, new);
    let (old, new): (Vec<_>, Vec<_>) = (old.lines().collect(), new.lines().collect());
    if old.len().max(new.len()) > MOST_LINES {
        return None;
    }
    let mut lines = Vec::new();
    let mut found = Replace::new(Capture::new());
    // The crate's own way in would bring its other algorithms along. Nothing in this one fails.
    let _ = myers::diff_deadline_raw(&mut found, &old[..], 0..old.len(), &new[..], 0..new.len(), None);
    for group in found.into_inner().into_grouped_ops(CONTEXT) {
        let is_cut = group.first().is_some_and(|op| op.old_range().start > 0);
        if is_cut || !lines.is_empty() {
            lines.push(Compared { side: Side::Gap, text: String::new() });
        }
        for op in group {
            let mut push = |side, part: &[&str]| {
                lines.extend(part.iter().map(|line| Compared { side, text: cut(line) }));
            };
            match op.tag() {
                DiffTag::Equal => push(Side::Both, &old[op.old_range()]),
                DiffTag::Delete | DiffTag::Insert | DiffTag::Replace => {
                    push(Side::Old, &old[op.old_range()]);
                    push(Side::New, &new[op.new_range()]);
                }
            }
        }
    }
    Some(lines)
}

/// Both in the form in which they are compared.
fn both(old: &[u8], new: &[u8]) -> (String, String) {
    match (std::str::from_utf8(old), std::str::from_utf8(new)) {
        (Ok(old), Ok(new)) => match (json::pretty(old), json::pretty(new)) {
            (Ok(old), Ok(new)) if old != new => (old, new),
            (_, _) => (old.to_owned(), new.to_owned()),
        },
        (_, _) => (dump(old), dump(new)),
    }
}

/// The offset would make every line behind an inserted byte differ, and stands on no line for that reason.
fn dump(bytes: &[u8]) -> String {
    let line = |bytes: &[u8]| {
        let line = hex::dump_line(bytes, 0);
        format!("{:<48}  {}\n", line.hex, line.ascii)
    };
    bytes.chunks(hex::DUMP_WIDTH).map(line).collect()
}

fn cut(line: &str) -> String {
    let mut shown = line[..line.floor_char_boundary(LONGEST)].to_owned();
    if shown.len() < line.len() {
        shown.push('…');
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::{Compared, MOST_BYTES, MOST_LINES, Side, compare};

    #[track_caller]
    fn check(old: &[u8], new: &[u8], expected: &[&str]) {
        let sign = |Compared { side, text }: Compared| match side {
            Side::Both => format!("  {text}"),
            Side::Old => format!("- {text}"),
            Side::New => format!("+ {text}"),
            Side::Gap => String::from("…"),
        };
        let lines: Vec<_> = compare(old, new).unwrap().into_iter().map(sign).collect();
        assert_eq!(lines, expected);
    }

    #[test]
    fn json_is_compared_as_it_is_printed() {
        check(
            br#"{"a":1,"b":[1,2]}"#,
            br#"{"a":1.0,"b":[1,2]}"#,
            &["  {", "-   \"a\": 1,", "+   \"a\": 1.0,", "    \"b\": [", "      1,", "      2"],
        );
    }

    #[test]
    fn text_is_compared_line_by_line() {
        check(b"one\ntwo", b"one\nthree\ntwo", &["  one", "+ three", "  two"]);
        check(b"", b"new", &["+ new"]);
        check(b"the same", b"the same", &[]);
        let many = |middle: &str| format!("{}{middle}\n{}", "x\n".repeat(10), "y\n".repeat(10));
        check(
            many("old").as_bytes(),
            many("new").as_bytes(),
            &["…", "  x", "  x", "  x", "- old", "+ new", "  y", "  y", "  y"],
        );
    }

    #[test]
    fn json_that_differs_in_white_space_alone_is_compared_as_it_is() {
        check(b"[1]", b"[ 1]", &["- [1]", "+ [ 1]"]);
    }

    #[test]
    fn bytes_are_compared_as_their_dumps() {
        check(
            b"\xff0",
            b"\xff1",
            &[
                "- ff 30                                             .0",
                "+ ff 31                                             .1",
            ],
        );
    }

    #[test]
    fn what_is_too_large_is_refused() {
        assert_eq!(compare(&vec![b'a'; MOST_BYTES + 1], b"b"), None);
        assert_eq!(compare("a\n".repeat(MOST_LINES + 1).as_bytes(), b"b"), None);
        assert!(compare("a\n".repeat(MOST_LINES).as_bytes(), "b\n".repeat(MOST_LINES).as_bytes()).is_some());
        let long = compare("a".repeat(100_000).as_bytes(), "b".repeat(100_000).as_bytes()).unwrap();
        assert!(long.iter().all(|line| line.text.len() < 3000));
    }
}
