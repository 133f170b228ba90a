//! How JSON looks on several lines and on one.

use expect_test::{Expect, expect};

use crate::codec::json::{INDENTED_LEVELS, check, compact, pretty};

#[track_caller]
fn check_pretty(text: &str, expected: &Expect) {
    expected.assert_eq(&pretty(text).unwrap());
}

#[test]
fn indents_by_two_and_keeps_the_tokens() {
    check_pretty(
        r#"{"id":12345678901234567890,"big":1e400,"one":1.0,"s":"a\u00e9\/","a":[],"o":{ },"a":[1,[{"x":null}]]}"#,
        &expect![[r#"
            {
              "id": 12345678901234567890,
              "big": 1e400,
              "one": 1.0,
              "s": "a\u00e9\/",
              "a": [],
              "o": {},
              "a": [
                1,
                [
                  {
                    "x": null
                  }
                ]
              ]
            }"#]],
    );
    check_pretty(" 1.50 ", &expect!["1.50"]);
    check_pretty("[ ]", &expect!["[]"]);
}

#[test]
fn drops_only_white_space() {
    let text = "{ \"a b\" : [ 1.0 ,\n\t\" \\u0041 \" , { } ] , \"a b\" : -0 }";
    assert_eq!(compact(text).as_deref(), Ok(r#"{"a b":[1.0," \u0041 ",{}],"a b":-0}"#));
}

#[test]
fn prints_nothing_of_a_broken_text() {
    assert_eq!(pretty("[1,]"), Err(check("[1,]").unwrap_err()));
    assert_eq!(compact("[1,]"), Err(check("[1,]").unwrap_err()));
}

#[test]
fn indents_only_so_deep() {
    let deep = 100_000;
    let text = "[".repeat(deep) + &"]".repeat(deep);
    let printed = pretty(&text).unwrap();
    let widest = printed.lines().map(str::len).max();
    // The innermost line has both brackets.
    assert_eq!(widest, Some(INDENTED_LEVELS * 2 + 2));
    assert!(printed.len() < text.len() * (INDENTED_LEVELS * 2 + 2));
    assert_eq!(compact(&printed).as_ref(), Ok(&text));
}
