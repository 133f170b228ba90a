//! Paths: how they are read, and what they find.

use proptest::prelude::*;
use serde_json::Value;

use crate::codec::json::{Path, PathProblem, find, means};

#[track_caller]
fn check(text: &str, path: &str, expected: Option<&str>) {
    assert_eq!(find(text, &Path::parse(path).unwrap()), expected, "{path} in {text}");
}

#[track_caller]
fn check_error(path: &str, column: usize, kind: PathProblem) {
    let error = Path::parse(path).unwrap_err();
    assert_eq!((error.place.column, error.kind), (column, kind), "{path:?}");
}

#[test]
fn finds_members_and_items() {
    let text = r#" {"a": {"b": [10, {"c": "x"}, [ 1 , 2 ]]}, "": 0, "odd key": true, "a.b": null} "#;
    check(text, "$", Some(text.trim()));
    check(text, "$.a.b[0]", Some("10"));
    check(text, "a.b[1].c", Some("\"x\""));
    check(text, " $['a'][\"b\"][ 2 ] ", Some("[ 1 , 2 ]"));
    check(text, "a.b[2][1]", Some("2"));
    check(text, "$[\"\"]", Some("0"));
    check(text, "[\"odd key\"]", Some("true"));
    check(text, "['a.b']", Some("null"));
    check("7", "$", Some("7"));
    check("[[0],[1]]", "[1][0]", Some("1"));
    check("[[[5]]]", "$[0][0][0]", Some("5"));
    check(r#"{"$ref":1}"#, "$ref", Some("1"));
    check(r#"{"$ref":1}"#, "$.$ref", Some("1"));
    check(r#"{"ก":{"😀":2}}"#, "ก.😀", Some("2"));
}

#[test]
fn finds_nothing_where_nothing_is() {
    for path in ["a", "$[0]", "a[0]", "b.c", "b[1]", "b[4294967295]", "d.a", "c.a"] {
        check(r#"{"b":[{"a":1}],"c":"a","d":[["a"]],"e":{"a":1}}"#, path, None);
    }
    check("[[1],[2,3]]", "[0][1]", None);
    check("[{\"a\":1},{}]", "[1].a", None);
    check("", "$", None);
    check("{\"a\":1", "a", None);
    check("{\"a\":1}x", "a", None);
}

#[test]
fn the_last_of_a_repeated_key_counts() {
    check(r#"{"a":1,"a":2}"#, "a", Some("2"));
    check(r#"{"a":1,"\u0061":[2]}"#, "a", Some("[2]"));
    check(r#"{"a":{"b":1},"a":{}}"#, "a.b", None);
    check(r#"{"a":{"b":1},"a":5}"#, "a.b", None);
    check(r#"{"a":{"b":1},"c":{"b":2}}"#, "a.b", Some("1"));
    check(r#"{"a":[1],"a":[3,4]}"#, "a[1]", Some("4"));
}

#[test]
fn depth_is_no_matter() {
    let deep = "[".repeat(100_000) + &"]".repeat(100_000);
    check(&deep, "$[0][0][1]", None);
    check(&deep, "$", Some(&deep));
}

#[test]
fn points_at_what_is_no_path() {
    check_error("", 1, PathProblem::Empty);
    check_error("  ", 1, PathProblem::Empty);
    check_error("$.", 3, PathProblem::MissingKey);
    check_error("$..a", 3, PathProblem::MissingKey);
    check_error(".a", 1, PathProblem::MissingKey);
    check_error("a..b", 3, PathProblem::MissingKey);
    check_error("$.*", 3, PathProblem::UnexpectedCharacter('*'));
    check_error("a b", 2, PathProblem::UnexpectedCharacter(' '));
    check_error("ก]", 2, PathProblem::UnexpectedCharacter(']'));
    check_error("$a.b[0]c", 8, PathProblem::UnexpectedCharacter('c'));
    check_error("a[0", 2, PathProblem::UnclosedBracket);
    check_error("a[", 2, PathProblem::UnclosedBracket);
    check_error("a[\"b\"", 2, PathProblem::UnclosedBracket);
    check_error("a[\"b\" x]", 7, PathProblem::UnexpectedCharacter('x'));
    check_error("a[\"b]", 3, PathProblem::BadString);
    check_error("a['b]", 3, PathProblem::BadString);
    check_error("a['b\\'']", 3, PathProblem::BadString);
    check_error("a[\"\\ud800\"]", 3, PathProblem::BadString);
    for bracket in ["a[]", "a[-1]", "a[+1]", "a[1:2]", "a[*]", "a[x]", "a[99999999999]", "a[?(@.b)]"] {
        check_error(bracket, 2, PathProblem::NeitherItemNorKey);
    }
}

#[test]
fn a_value_means_what_is_typed() {
    let check = |value, wanted, expected| assert_eq!(means(value, wanted), expected, "{value} {wanted:?}");
    check("\"pong\"", "pong", true);
    check("\"pong\"", "\"pong\"", true);
    check("\"p\\u006fng\"", "pong", true);
    check("\"\\ud800\"", "\u{fffd}", false);
    check("11", " 11 ", true);
    check("11.0", "11", false);
    check("null", "null", true);
    check("\"null\"", "null", true);
    check("\" a \"", " a ", true);
    check("{\"a\":1}", "{\"a\":1}", true);
    check("\"", "", false);
}

/// Objects with few different keys, so that some are repeated, and arrays.
fn json() -> impl Strategy<Value = String> {
    "[1-9]".prop_recursive(4, 32, 3, |inner| {
        let member = ("[ab]", inner.clone()).prop_map(|(key, value)| format!("\"{key}\": {value}"));
        prop_oneof![
            prop::collection::vec(inner, 0..3).prop_map(|items| format!("[{}]", items.join(", "))),
            prop::collection::vec(member, 0..4).prop_map(|members| format!("{{{}}}", members.join(", "))),
        ]
    })
}

proptest! {
    #[test]
    fn any_text_is_a_path_or_none(path in r#"[$.\[\]"'\\a0 ก*]{0,10}"#, text in r#"[\[\]{},:"a0]{0,10}"#) {
        if let Ok(path) = Path::parse(&path) {
            let _ = find(&text, &path);
        }
    }

    #[test]
    fn finds_what_serde_finds(text in json(), steps in prop::collection::vec(0..3_usize, 0..4)) {
        let path: String = steps.iter().map(|step| [".a", "[0]", "[1]"][*step]).collect();
        let pointer: String = steps.iter().map(|step| ["/a", "/0", "/1"][*step]).collect();
        let value: Value = serde_json::from_str(&text).unwrap();
        let found = find(&text, &Path::parse(&format!("${path}")).unwrap());
        let found = found.map(|value| serde_json::from_str::<Value>(value).unwrap());
        prop_assert_eq!(found.as_ref(), value.pointer(&pointer), "{} {}", text, path);
    }
}
