//! Lines are those of `pretty`, the tree's items those that a parser finds, however small the steps are.

use proptest::prelude::*;
use serde_json::Value as Parsed;

use super::{Document, Item, Line, Name, Progress, Value};
use crate::codec::json::tests::properties::json;
use crate::codec::json::{Container, Path, find, pretty};

fn read(text: &str, budget: usize) -> Document {
    let mut document = Document::new(text.to_owned());
    while !document.is_settled() {
        document.step(budget);
    }
    document
}

fn texts(lines: Vec<Line>) -> Vec<String> {
    lines.into_iter().map(|line| line.text).collect()
}

/// Unfolds everything, a row at a time.
fn unfold_all(document: &mut Document) {
    let mut row = 0;
    while row < document.row_count() {
        document.unfold(row);
        while !document.is_settled() {
            document.step(7);
        }
        row += 1;
    }
}

#[track_caller]
fn check_tree(text: &str, expected: &[(usize, &str, &str)]) {
    let mut document = read(text, 3);
    unfold_all(&mut document);
    let shown: Vec<_> = document
        .items(0, 100)
        .into_iter()
        .map(|item| {
            let name = match item.name {
                Name::Outermost => String::from("$"),
                Name::Key(key) => key,
                Name::Number(number) => number.to_string(),
            };
            let value = match item.value {
                Value::Scalar(line) => line.text,
                Value::Container { container, items, .. } => {
                    format!("{}{}", container.opening(), items.map_or(String::from("?"), |n| n.to_string()))
                }
            };
            (item.level, name, value)
        })
        .collect();
    let shown: Vec<_> = shown.iter().map(|(level, name, value)| (*level, &name[..], &value[..])).collect();
    assert_eq!(shown, expected, "{text}");
}

#[test]
fn a_tree_has_a_row_for_each_value() {
    check_tree("1.0", &[(1, "$", "1.0")]);
    check_tree("[ ]", &[(1, "$", "[0")]);
    check_tree(
        r#" {"a" : [1, {"b": []}], "a": "x,]", "" : {"":null}} "#,
        &[
            (1, "$", "{3"),
            (2, r#""a""#, "[2"),
            (3, "0", "1"),
            (3, "1", "{1"),
            (4, r#""b""#, "[0"),
            (2, r#""a""#, r#""x,]""#),
            (2, r#""""#, "{1"),
            (3, r#""""#, "null"),
        ],
    );
}

#[test]
fn folding_hides_what_is_inside_and_unfolding_brings_it_back() {
    let mut document = read("[1,[2,[3,4],5],6]", 100);
    assert_eq!(document.row_count(), 4);
    let last = document.node(3).unwrap();
    unfold_all(&mut document);
    assert_eq!(document.row_count(), 9);
    let inner = document.node(4).unwrap();
    assert_eq!(document.path(inner), "$[1][1]");
    document.fold(2);
    assert_eq!((document.row_count(), document.row(inner), document.row(last)), (4, None, Some(3)));
    document.unfold(2);
    assert_eq!((document.row_count(), document.row(inner), document.row(last)), (7, Some(4), Some(6)));
    // Neither does anything twice, nor to a scalar.
    for row in [1, 2] {
        document.unfold(row);
    }
    document.fold(1);
    assert_eq!(document.row_count(), 7);
    document.fold(0);
    assert_eq!((document.row_count(), document.row(last)), (1, None));
    document.unfold(0);
    assert_eq!(document.row_count(), 4);
}

#[test]
fn a_folded_value_shows_how_it_begins() {
    let preview = |text: &str| match read(text, 100).items(0, 1).remove(0).value {
        Value::Container { preview, .. } => preview,
        Value::Scalar(line) => line.text,
    };
    assert_eq!(preview("[ 1,2 , {\"a\":[]}\n]"), "[1, 2, {\"a\": []}]");
    let long = preview(&format!("[{}1]", "1,".repeat(1000)));
    assert!(long.starts_with("[1, 1") && long.ends_with('…') && long.len() < 100, "{long}");
}

#[test]
fn paths_are_read_back() {
    let text = r#"{"a":{"odd key":[1,{"":"x"}],"a\u002eb":2,"ก":3}}"#;
    let mut document = read(text, 100);
    unfold_all(&mut document);
    let nodes: Vec<_> = (0..document.row_count()).filter_map(|row| document.node(row)).collect();
    let paths: Vec<_> = nodes.iter().map(|node| document.path(*node)).collect();
    assert_eq!(
        paths,
        [
            "$",
            "$.a",
            r#"$.a["odd key"]"#,
            r#"$.a["odd key"][0]"#,
            r#"$.a["odd key"][1]"#,
            r#"$.a["odd key"][1][""]"#,
            r#"$.a["a\u002eb"]"#,
            "$.a.ก"
        ]
    );
    for (node, path) in nodes.iter().zip(&paths) {
        assert_eq!(find(text, &Path::parse(path).unwrap()), Some(document.value(*node)), "{path}");
    }
}

#[test]
fn what_is_no_json_is_no_document() {
    for (text, lines) in [("", 0), ("hello", 0), ("[1,\n2,}", 3), ("[1]]", 3)] {
        let document = read(text, 2);
        assert!(matches!(document.progress(), Progress::Failed(_)), "{text}");
        assert!(document.line_count() <= lines, "{text}");
        let _ = (document.lines(0, 10), document.items(0, 10));
    }
}

#[test]
fn a_long_line_is_cut() {
    let long = format!("\"{}\"", "é".repeat(1_000_000));
    let document = read(&format!("[{long},{long},\n1]"), 10_000);
    let lines = document.lines(0, 10);
    assert_eq!(lines.len(), 5);
    assert_eq!(lines[1].text.len() - 2 + lines[1].left_out, long.len() + 1);
    assert!(lines[2].text.chars().count() < 1100);
    assert_eq!(lines[3], Line { text: String::from("  1"), left_out: 0 });
    let items = document.items(0, 10);
    assert!(matches!(&items[2].value, Value::Scalar(line) if line.left_out > 1_999_000), "{:?}", items[2]);
    assert_eq!(document.value(items[2].node), long);
}

#[test]
fn depth_is_no_danger() {
    let deep = 100_000;
    let mut document = read(&("[".repeat(deep) + &"]".repeat(deep)), 1000);
    assert_eq!(document.line_count(), 2 * deep - 1);
    assert_eq!(document.lines(deep - 1, 1)[0].text.trim(), "[]");
    assert_eq!(document.lines(2 * deep - 2, 1)[0].text, "]");
    for row in 0..50 {
        document.unfold(row);
        while !document.is_settled() {
            document.step(100_000);
        }
    }
    assert_eq!(document.row_count(), 51);
    assert_eq!(document.items(50, 1)[0].level, 51);
}

#[test]
fn any_line_and_any_item_of_a_large_text_is_found() {
    let count = 20_000;
    let text: Vec<_> =
        (0..count).map(|n| format!(r#"{{"id":{n},"pad":"{}"}}"#, "x".repeat(n % 97))).collect();
    let text = format!("[{}]", text.join(","));
    let mut document = read(&text, 64 * 1024);
    let all: Vec<_> = pretty(&text).unwrap().lines().map(str::to_owned).collect();
    assert_eq!(document.line_count(), all.len());
    assert_eq!(document.row_count(), 1 + count);
    for at in [0, 1, 127, 128, 40_000, all.len() - 3] {
        assert_eq!(texts(document.lines(at, 3)), all[at..at + 3], "at {at}");
    }
    for at in [1, 32, 33, 12_345, count - 1] {
        let item = document.items(at, 2).remove(0);
        assert_eq!(item.name, Name::Number(at - 1));
        assert!(document.value(item.node).starts_with(&format!(r#"{{"id":{},"#, at - 1)));
        assert_eq!((item.position, item.siblings), (at, Some(count)));
    }
    document.unfold(12_345);
    document.step(1000);
    assert_eq!(document.path(document.node(12_346).unwrap()), "$[12344].id");
    assert_eq!(document.row_count(), 1 + count + 2);
}

#[test]
fn a_large_member_is_there_before_it_is_read_through() {
    let text = format!(r#"{{"data":[{}1],"end":[1,2,3]}}"#, "1,".repeat(100_000));
    let mut document = Document::new(text);
    document.step(1000);
    assert_eq!(document.row_count(), 2);
    let known = |document: &Document| match &document.items(1, 1)[0].value {
        Value::Container { container: Container::Array, items, .. } => *items,
        Value::Container { .. } | Value::Scalar(_) => panic!("it is an array"),
    };
    assert_eq!(known(&document), None);
    while !document.is_settled() {
        document.step(1000);
    }
    assert_eq!((known(&document), document.row_count()), (Some(100_001), 3));
}

/// The values of a text as a parser sees them, from top to bottom.
fn flat(value: &Parsed, level: usize, into: &mut Vec<(usize, Parsed)>) {
    into.push((level, value.clone()));
    match value {
        Parsed::Array(items) => items.iter().for_each(|item| flat(item, level + 1, into)),
        Parsed::Object(members) => members.values().for_each(|member| flat(member, level + 1, into)),
        Parsed::Null | Parsed::Bool(_) | Parsed::Number(_) | Parsed::String(_) => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn lines_are_those_of_pretty(text in json(), budget in 1_usize..40, first in 0_usize..20) {
        let all = pretty(&text).unwrap();
        let all: Vec<_> = all.lines().collect();
        let document = read(&text, budget);
        prop_assert_eq!(document.progress(), &Progress::Read);
        prop_assert_eq!(document.line_count(), all.len());
        let from = first.min(all.len());
        prop_assert_eq!(texts(document.lines(from, 1000)), &all[from..]);
    }

    #[test]
    fn a_document_that_grows_shows_what_stays(text in json()) {
        let all = pretty(&text).unwrap();
        let all: Vec<_> = all.lines().collect();
        let mut document = Document::new(text);
        while !document.is_settled() {
            document.step(1);
            let count = document.line_count();
            prop_assert_eq!(texts(document.lines(0, 1000)), &all[..count]);
            let rows = document.row_count();
            prop_assert_eq!(document.items(0, 1000).len(), rows);
        }
    }

    #[test]
    fn the_tree_has_what_a_parser_finds(text in json(), budget in 1_usize..40) {
        // A parser that keeps only the last of repeated keys, or turns members round, is none to compare with.
        let Ok(parsed) = serde_json::from_str::<Parsed>(&text) else { return Ok(()) };
        let mut expected = Vec::new();
        flat(&parsed, 1, &mut expected);
        let mut document = read(&text, budget);
        unfold_all(&mut document);
        let mut found: Vec<_> = document
            .items(0, 1000)
            .iter()
            .map(|Item { node, level, .. }| (*level, serde_json::from_str(document.value(*node)).unwrap()))
            .collect();
        let order = |one: &(usize, Parsed), other: &(usize, Parsed)| {
            (one.0, one.1.to_string()).cmp(&(other.0, other.1.to_string()))
        };
        found.sort_by(order);
        expected.sort_by(order);
        let has_repeated_keys = found.len() > expected.len();
        prop_assert!(has_repeated_keys || found == expected, "{:?} {:?}", found, expected);
    }

    #[test]
    fn any_text_has_an_answer(text in r#"[\[\]{},:"\\ 1a\nก]{0,24}"#, budget in 1_usize..9) {
        let mut document = Document::new(text);
        for _ in 0..30 {
            document.step(budget);
            let rows = document.row_count();
            for row in 0..rows {
                document.unfold(row);
            }
            let _ = document.lines(0, 100);
            for item in document.items(0, 100) {
                let _ = (document.value(item.node), document.path(item.node));
            }
            document.fold(rows / 2);
        }
    }
}
