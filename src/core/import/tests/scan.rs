//! The scanner cuts the same parts out wherever the pieces end.

use crate::import::ProblemKind;
use crate::import::scan::{Scanner, Taker};
use crate::import::shape::{Level, Part};

#[derive(Debug, Default, PartialEq)]
struct Seen(Vec<String>);

impl Taker for Seen {
    fn part(&mut self, part: Part, value: &[u8], line: u64) {
        self.0.push(format!("{line} {part:?} {}", String::from_utf8_lossy(value)));
    }

    fn left(&mut self, level: Level) {
        self.0.push(format!("{level:?}"));
    }

    fn problem(&mut self, line: u64, kind: ProblemKind) {
        self.0.push(format!("{line} {kind:?}"));
    }
}

#[track_caller]
fn check(text: &str, expected: &[&str]) {
    for size in [1, 2, 3, 7, text.len() + 1] {
        let mut seen = Seen::default();
        let mut scanner = Scanner::default();
        for piece in text.as_bytes().chunks(size) {
            scanner.feed(piece, &mut seen);
        }
        assert_eq!(seen.0, expected, "in pieces of {size}");
    }
}

#[test]
fn parts_are_cut_out_as_they_are_written() {
    check(
        " [ 1 ,\n\"a\\\"]\" , {\"b\":[ {} , \"}\" ]}\n,true]",
        &[r"1 Item 1", r#"2 Item "a\"]""#, r#"2 Item {"b":[ {} , "}" ]}"#, "3 Item true", "List"],
    );
    check(
        r#"{"skip":{"rows":[1]},"rows":[{"é":1},[]],"rows":7,"lo\u0067":{}, "count":12 }"#,
        &[r#"1 Row {"é":1}"#, "1 Row []", "Rows", "1 Own(Count) 12", "Top"],
    );
}

#[test]
fn where_the_form_breaks_off_is_told_once() {
    check("[1}\n2", &["1 Item 1", "1 Broken"]);
    check("{\"rows\":[1],\n3:4}", &["1 Row 1", "Rows", "2 Broken"]);
    check("{\"rows\" [1]}", &["1 Broken"]);
    check("[1]\n \n2\n3", &["1 Item 1", "List", "3 AfterEnd"]);
    check("]", &["1 Broken"]);
}

#[test]
fn a_torn_item_is_over_with_its_line() {
    check(
        "[\n{\"a\":\"b},\n \"c\":1},\n{\"d\":2},\n{\n\"e\":\"f\n},\n3]",
        &["2 Item {\"a\":\"b},", "4 Item {\"d\":2}", "5 Item {\n\"e\":\"f\n}", "8 Item 3", "List"],
    );
}
