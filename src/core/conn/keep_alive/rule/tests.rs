//! Rules as a table of messages that answer and messages that don't.

use proptest::prelude::*;

use super::{Matcher, PongRule, RuleProblem};
use crate::compose::Meaning;
use crate::message::Message;

const PING: &[u8] = b"hi\xff";
const NONCE: &str = "n7";

#[track_caller]
fn check(rule: &PongRule, meaning: Meaning, answers: &[&[u8]], others: &[&[u8]]) {
    let matcher = Matcher::compile(rule, meaning).unwrap();
    for (payloads, expected) in [(answers, true), (others, false)] {
        for payload in payloads {
            let message = Message::binary(payload);
            assert_eq!(
                matcher.answers(message, PING, NONCE),
                expected,
                "{rule:?} {}",
                payload.escape_ascii()
            );
        }
    }
}

#[test]
fn each_rule_knows_its_answers() {
    let equals = |text: &str| PongRule::Equals(text.to_owned());
    let contains = |text: &str| PongRule::Contains(text.to_owned());
    let matches = |text: &str| PongRule::Matches(text.to_owned());
    let field = |path: &str, value: &str| PongRule::Field { path: path.to_owned(), value: value.to_owned() };

    check(&PongRule::Nothing, Meaning::Text, &[], &[b"", b"x", PING]);
    check(&PongRule::Any, Meaning::Text, &[b"", b"x", b"\xff"], &[]);
    check(&equals("pong"), Meaning::Text, &[b"pong"], &[b"", b"pong ", b"Pong"]);
    check(&equals("d0 00"), Meaning::Text, &[b"d0 00"], &[b"\xd0\x00"]);
    check(&equals("d0 00"), Meaning::Hex, &[b"\xd0\x00"], &[b"d0 00", b"\xd0"]);
    check(&equals("0AA="), Meaning::Base64, &[b"\xd0\x00"], &[b"0AA="]);
    check(&contains("on"), Meaning::Json, &[b"pong", b"on", b"\xffon"], &[b"", b"o", b"no"]);
    check(&contains("ff00"), Meaning::Hex, &[b"a\xff\x00"], &[b"\xff", b"\x00\xff"]);
    check(&contains(""), Meaning::Text, &[b"", b"x"], &[]);
    check(
        &matches("^p.n+g$"),
        Meaning::Hex,
        &[b"pong", "p😀nng".as_bytes()],
        &[b"pongs", b"png", b"p\xffng"],
    );
    check(&matches(r"\d"), Meaning::Text, &[b"a1"], &[b"", b"a"]);
    check(
        &field("$.op", "11"),
        Meaning::Text,
        &[b"{\"op\": 11}", b"{\"op\":\"11\"}"],
        &[b"", b"11", b"{\"op\":1}", b"{\"op\":11", b"\xff"],
    );
    check(&PongRule::SameBytes, Meaning::Text, &[PING], &[b"", b"hi", b"hi\xff\xff"]);
    check(&PongRule::Nonce, Meaning::Text, &[b"n7", b"[\"n7\"]\xff"], &[b"", b"n", b"n 7"]);
}

#[test]
fn an_empty_nonce_is_in_no_message() {
    let matcher = Matcher::compile(&PongRule::Nonce, Meaning::Text).unwrap();
    assert!(!matcher.answers(Message::text("x"), b"x", ""));
}

#[test]
fn says_what_is_wrong_with_a_rule() {
    let column = |rule: &PongRule, meaning| {
        let problem: RuleProblem = Matcher::compile(rule, meaning).unwrap_err();
        problem.place().map(|place| place.column)
    };
    assert_eq!(column(&PongRule::Equals("d0 0".to_owned()), Meaning::Hex), Some(4));
    assert_eq!(column(&PongRule::Contains("a!".to_owned()), Meaning::Base64), Some(2));
    assert_eq!(column(&PongRule::Matches("a(".to_owned()), Meaning::Text), None);
    let field = PongRule::Field { path: "$..a".to_owned(), value: String::new() };
    assert_eq!(column(&field, Meaning::Hex), Some(3));
}

fn rule() -> impl Strategy<Value = PongRule> {
    prop_oneof![
        Just(PongRule::Nothing),
        Just(PongRule::Any),
        "\\PC{0,4}".prop_map(PongRule::Equals),
        "[0-9a-f ]{0,4}".prop_map(PongRule::Contains),
        r"[-a0.*+?()\[\]{},|\\^$dD]{0,8}".prop_map(PongRule::Matches),
        ("[a.$\\[0\\]]{0,4}", "[a0]{0,2}").prop_map(|(path, value)| PongRule::Field { path, value }),
        Just(PongRule::SameBytes),
        Just(PongRule::Nonce),
    ]
}

proptest! {
    #[test]
    fn any_message_has_an_answer(
        rule in rule(),
        meaning in prop::sample::select(vec![Meaning::Text, Meaning::Json, Meaning::Hex, Meaning::Base64]),
        payload in prop_oneof![prop::collection::vec(any::<u8>(), 0..20), "\\PC{0,9}|[\\[\\]{}:,\"a0]{0,9}".prop_map(String::into_bytes)],
        nonce in "[a0]{0,2}",
    ) {
        if let Ok(matcher) = Matcher::compile(&rule, meaning) {
            let _ = matcher.answers(Message::binary(&payload), b"ping", &nonce);
        }
    }
}
