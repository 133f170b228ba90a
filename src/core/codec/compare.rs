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

/// How much of a line that differs further behind is shown before the difference, in bytes.
const LEAD: usize = 100;

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
    let (old, new) = (Text::new(&old), Text::new(&new));
    if old.0.len().max(new.0.len()) > MOST_LINES {
        return None;
    }
    let mut lines = Vec::new();
    let mut found = Replace::new(Capture::new());
    // The crate's own way in would bring its other algorithms along. Nothing in this one fails.
    let _ =
        myers::diff_deadline_raw(&mut found, &old.0[..], 0..old.0.len(), &new.0[..], 0..new.0.len(), None);
    for group in found.into_inner().into_grouped_ops(CONTEXT) {
        let is_cut = group.first().is_some_and(|op| op.old_range().start > 0);
        if is_cut || !lines.is_empty() {
            lines.push(Compared { side: Side::Gap, text: String::new() });
        }
        for op in group {
            let (gone, come) = (op.old_range(), op.new_range());
            match op.tag() {
                DiffTag::Equal => {
                    let both = old.0[gone].iter().map(|line| apart(line.trim_end_matches('\n'), &[]));
                    lines.extend(both.map(|text| Compared { side: Side::Both, text }));
                }
                DiffTag::Delete | DiffTag::Insert | DiffTag::Replace => {
                    let removed = gone.clone().map(|at| old.distinct(at, &new, &new.0[come.clone()]));
                    lines.extend(removed.map(|text| Compared { side: Side::Old, text }));
                    let added = come.clone().map(|at| new.distinct(at, &old, &old.0[gone.clone()]));
                    lines.extend(added.map(|text| Compared { side: Side::New, text }));
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

/// One of the two, in lines that still have their breaks.
struct Text<'a>(Vec<&'a str>);

impl<'a> Text<'a> {
    fn new(text: &'a str) -> Self {
        Self(text.split_inclusive('\n').collect())
    }

    /// The last line, if it ends without a break.
    fn open_end(&self) -> Option<&'a str> {
        self.0.last().copied().filter(|line| !line.ends_with('\n'))
    }

    /// A line that is in this text alone, so that it looks like none of the lines in its place in the other one.
    fn distinct(&self, at: usize, other: &Self, instead: &[&str]) -> String {
        let line = self.0[at];
        let Some(whole) = line.strip_suffix('\n') else { return apart(line, instead) };
        let is_last = at + 1 == self.0.len();
        let mut shown = apart(whole, instead);
        if other.open_end().is_some_and(|end| is_last || end == whole) {
            shown.push('␊');
        }
        shown
    }
}

/// What of a line is shown, with its carriage returns: if it is too long, from where it differs from the others.
fn apart(line: &str, others: &[&str]) -> String {
    let same = |other: &&str| line.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
    let is_long = line.len() > LONGEST;
    let same = if is_long { others.iter().map(same).max().unwrap_or(0) } else { 0 };
    cut(line, if same < LONGEST { 0 } else { same - LEAD }).replace('\r', "␍")
}

/// So much of a line as is shown, from that byte on.
fn cut(line: &str, from: usize) -> String {
    let from = line.floor_char_boundary(from);
    let end = line.floor_char_boundary(from + LONGEST);
    let mark = |is_cut| if is_cut { "…" } else { "" };
    [mark(from > 0), &line[from..end], mark(end < line.len())].concat()
}

#[cfg(test)]
mod tests {
    use super::{Compared, LEAD, LONGEST, MOST_BYTES, MOST_LINES, Side, compare};

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
    fn a_line_break_that_differs_is_shown() {
        check(b"a", b"a\n", &["- a", "+ a␊"]);
        check(b"a", b"b\n", &["- a", "+ b␊"]);
        check(b"a\n", b"a\n\n", &["  a", "+ "]);
        check(b"one\ntwo", b"one", &["- one␊", "- two", "+ one"]);
        check(b"a\r\nb", b"a\nb", &["- a␍", "+ a", "  b"]);
        check(b"a\rb", b"ab", &["- a␍b", "+ ab"]);
        check(br#"{"a":1}"#, b"{\"a\":1}\n", &[r#"- {"a":1}"#, r#"+ {"a":1}␊"#]);
    }

    /// All short texts against each other: what is read on the two sides differs as soon as a byte does.
    #[test]
    fn what_differs_never_looks_the_same() {
        let mut texts = vec![String::new()];
        for length in 0..4 {
            let longest: Vec<_> = texts.iter().filter(|text| text.len() == length).cloned().collect();
            texts.extend(longest.iter().flat_map(|text| ["a", "\r", "\n"].map(|end| format!("{text}{end}"))));
        }
        for (old, new) in texts.iter().flat_map(|old| texts.iter().map(move |new| (old, new))) {
            let lines = compare(old.as_bytes(), new.as_bytes()).unwrap();
            let read = |side| {
                let of_side = lines.iter().filter(move |line| line.side == side || line.side == Side::Both);
                of_side.map(|line| line.text.as_str()).collect::<Vec<_>>()
            };
            assert_eq!(old == new, read(Side::Old) == read(Side::New), "{old:?} and {new:?}: {lines:?}");
        }
    }

    #[test]
    fn a_long_line_is_cut_around_the_difference() {
        let line = |at: usize| format!("{}ü{}", "x".repeat(at), "y".repeat(5000));
        let around = |at: usize| {
            let start = "x".repeat(if at < LONGEST { at } else { LEAD });
            let rest = "y".repeat(LONGEST - start.len() - "ü".len());
            format!("{}{start}ü{rest}…", if at < LONGEST { "" } else { "…" })
        };
        let (near, far) = (line(100), line(4000));
        check(near.as_bytes(), b"", &[&format!("- {}", around(100))]);
        let other = far.replace('ü', "ł");
        let expected = [format!("- {}", around(4000)), format!("+ {}", around(4000).replace('ü', "ł"))];
        check(far.as_bytes(), other.as_bytes(), &expected.each_ref().map(String::as_str));
        // Wherever the line that it differs from stands among those in its place.
        let moved = compare(format!("one\n{far}").as_bytes(), format!("{other}\ntwo").as_bytes()).unwrap();
        assert!(moved[1].text.starts_with('…') && moved[2].text.starts_with('…'), "{moved:?}");
        let end = compare("x".repeat(3000).as_bytes(), format!("{}\n", "x".repeat(3000)).as_bytes()).unwrap();
        assert_eq!(end[1].text, format!("{}␊", end[0].text));
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
