//! What is refused, how it is named and where it is pointed at.

use crate::codec::json::{Expected, JsonProblem, check};

#[track_caller]
fn accept(text: &str) {
    assert_eq!(check(text), Ok(()), "{text:?}");
}

#[track_caller]
fn refuse(text: &str, (line, column): (usize, usize), expected: JsonProblem) {
    let error = check(text).expect_err(text);
    assert_eq!(((error.place.line, error.place.column), error.kind), ((line, column), expected), "{text:?}");
}

fn unexpected(found: char, expected: Expected) -> JsonProblem {
    JsonProblem::UnexpectedCharacter { found, expected }
}

fn ends(expected: Expected) -> JsonProblem {
    JsonProblem::UnexpectedEnd { expected }
}

#[test]
fn takes_what_the_grammar_takes() {
    for text in
        ["0", "-0", "12345678901234567890", "1.0", "-1.5e+10", "1E400", " \t\r\n null ", "true", "false"]
    {
        accept(text);
    }
    for text in [
        r#""""#,
        r#""สวัสดี 😀""#,
        r#""\"\\\/\b\f\n\r\t\u00e9\uD83D\uDE00""#,
        r#""\ud800""#,
        "\"\u{7f}\u{2028}\"",
    ] {
        accept(text);
    }
    for text in ["[]", "{}", " [ ] ", "[1,[2],{}]", r#"{"a":1,"a":2,"":{"b":[null]}}"#] {
        accept(text);
    }
}

#[test]
fn names_habits_from_other_notations() {
    refuse("\u{feff}{}", (1, 1), JsonProblem::ByteOrderMark);
    refuse("[1,\n 2,\n]", (2, 3), JsonProblem::TrailingComma);
    refuse(r#"{"a":1 , }"#, (1, 8), JsonProblem::TrailingComma);
    refuse("// hi\n{}", (1, 1), JsonProblem::Comment);
    refuse("[1 /* one */]", (1, 4), JsonProblem::Comment);
    refuse("{} // done", (1, 4), JsonProblem::Comment);
    refuse("['a']", (1, 2), JsonProblem::SingleQuotes);
    refuse("{'a':1}", (1, 2), JsonProblem::SingleQuotes);
    refuse("{ key: 1}", (1, 3), JsonProblem::UnquotedKey("key".into()));
    refuse("{1:1}", (1, 2), JsonProblem::UnquotedKey("1".into()));
    refuse("[NaN]", (1, 2), JsonProblem::NotFinite);
    refuse("-Infinity", (1, 1), JsonProblem::NotFinite);
    refuse("[1, +NaN]", (1, 5), JsonProblem::NotFinite);
    refuse("[undefined]", (1, 2), JsonProblem::UnknownWord("undefined".into()));
    refuse("True", (1, 1), JsonProblem::UnknownWord("True".into()));
    refuse("[tru", (1, 2), JsonProblem::UnknownWord("tru".into()));
    refuse("nullx", (1, 1), JsonProblem::UnknownWord("nullx".into()));
    refuse(&"ก".repeat(40), (1, 1), JsonProblem::UnknownWord("ก".repeat(32)));
}

#[test]
fn names_what_is_wrong_with_a_number() {
    refuse("007", (1, 1), JsonProblem::LeadingZero);
    refuse("[-01]", (1, 3), JsonProblem::LeadingZero);
    refuse("+1", (1, 1), JsonProblem::LeadingPlus);
    refuse("[.5]", (1, 2), JsonProblem::MissingDigit);
    refuse("[1.]", (1, 4), JsonProblem::MissingDigit);
    refuse("[1.e5]", (1, 4), JsonProblem::MissingDigit);
    refuse("1e", (1, 3), JsonProblem::MissingDigit);
    refuse("1e+", (1, 4), JsonProblem::MissingDigit);
    refuse("[-]", (1, 3), JsonProblem::MissingDigit);
    refuse("0x10", (1, 2), unexpected('x', Expected::End));
    refuse("[1_000]", (1, 3), unexpected('_', Expected::CommaOrBracket));
}

#[test]
fn names_what_is_wrong_with_a_string() {
    refuse("[\n\"abc]", (2, 1), JsonProblem::UnclosedString);
    refuse(r#""abc\"#, (1, 1), JsonProblem::UnclosedString);
    refuse(r#""abc\u12"#, (1, 1), JsonProblem::UnclosedString);
    refuse("\"a\nb\"", (1, 3), JsonProblem::ControlCharacter('\n'));
    refuse("\"ก\tb\"", (1, 3), JsonProblem::ControlCharacter('\t'));
    refuse(r#""a\qb""#, (1, 3), JsonProblem::UnknownEscape('q'));
    refuse(r#""😀\😀""#, (1, 3), JsonProblem::UnknownEscape('😀'));
    refuse(r#""\u12g4""#, (1, 2), JsonProblem::BadUnicodeEscape);
    refuse(r#""\u๑๒๓๔""#, (1, 2), JsonProblem::BadUnicodeEscape);
}

#[test]
fn says_what_could_be_there() {
    refuse("", (1, 1), JsonProblem::Empty);
    refuse(" \n ", (2, 2), JsonProblem::Empty);
    refuse("[", (1, 2), ends(Expected::Value));
    refuse("[1", (1, 3), ends(Expected::CommaOrBracket));
    refuse("[1,", (1, 4), ends(Expected::Value));
    refuse("{", (1, 2), ends(Expected::Key));
    refuse(r#"{"a""#, (1, 5), ends(Expected::Colon));
    refuse(r#"{"a":"#, (1, 6), ends(Expected::Value));
    refuse(r#"{"a":1"#, (1, 7), ends(Expected::CommaOrBrace));
    refuse("[,]", (1, 2), unexpected(',', Expected::Value));
    refuse("[1,,2]", (1, 4), unexpected(',', Expected::Value));
    refuse("[1}", (1, 3), unexpected('}', Expected::CommaOrBracket));
    refuse(r#"{"a" 1}"#, (1, 6), unexpected('1', Expected::Colon));
    refuse(r#"{"a":}"#, (1, 6), unexpected('}', Expected::Value));
    refuse(r#"{"a":1]"#, (1, 7), unexpected(']', Expected::CommaOrBrace));
    refuse("{,}", (1, 2), unexpected(',', Expected::Key));
    refuse("1 2", (1, 3), unexpected('2', Expected::End));
    refuse("{}\u{feff}", (1, 3), unexpected('\u{feff}', Expected::End));
    refuse("[\u{a0}1]", (1, 2), unexpected('\u{a0}', Expected::Value));
    refuse("]", (1, 1), unexpected(']', Expected::Value));
}

#[test]
fn counts_characters_on_every_line() {
    let text = "{\r\n  \"ชื่อ\": \"สมชาย 😀\",\r\n  \"อายุ\": ๓๐\r\n}";
    refuse(text, (3, 11), JsonProblem::UnknownWord("๓๐".into()));
    assert_eq!(check(text).unwrap_err().place.offset, 35);
}

#[test]
fn takes_any_depth() {
    let deep = 1_000_000;
    let text = "[".repeat(deep);
    assert_eq!(check(&text).unwrap_err().kind, ends(Expected::Value));
    accept(&(text + &"]".repeat(deep)));
}
