//! Each test and each form of a line.

use proptest::prelude::*;

use super::{Eyes, Filter, LineProblem, Search};
use crate::codec::hex::HexProblem;
use crate::conn::Notice;
use crate::log::{Seq, Show, Store};
use crate::message::{Message, Role};
use crate::time::Micros;

const EYES: Eyes<'static> = Eyes { describe: &|notice| format!("{notice:?}"), utc_offset: 60, digest: None };

fn filter(line: &str) -> Filter {
    let mut filter = Filter::default();
    assert_eq!(filter.add_line(line, false), None, "{line}");
    filter
}

/// Nine rows, a minute apart from 00:00:30 UTC on.
fn store() -> Store {
    let mut store = Store::default();
    let at = |minute: u64| Micros(minute * 60_000_000 + 30_000_000);
    store.push_notice(at(0), &Notice::Stopped);
    store.push_sent(at(1), Role::Ping, Message::text("ping"));
    store.push_received(at(2), Role::Pong(None), Message::text("pong"));
    store.push_received(
        at(3),
        Role::Data,
        Message::text(r#"{"type":"tick","data":{"price":12345678901234567890}}"#),
    );
    store.push_received(at(4), Role::Data, Message::text(r#"{"type": "HeartBeat"}"#));
    store.push_sent(at(5), Role::Data, Message::binary(&[0xde, 0xad, 0, 1]));
    store.push_received(at(6), Role::Data, Message::text(&"x".repeat(1500)));
    store.push_notice(at(7), &Notice::Unsent(5));
    store.push_received(at(8), Role::Data, Message::text("say \"hi\", привет"));
    store
}

#[track_caller]
fn check(line: &str, expected: &[u64]) {
    let (filter, store) = (filter(line), store());
    let rows = store.glances(Seq(0)..store.next()).filter(|row| filter.matches(row, EYES));
    let found: Vec<u64> = rows.map(|row| row.seq.0).collect();
    assert_eq!(found, expected, "{line}");
    // What it is written as means the same.
    let mut again = Filter::default();
    assert_eq!(
        (again.add_line(&filter.line(), false), &again.conditions),
        (None, &filter.conditions),
        "{line}"
    );
}

#[test]
fn lines() {
    check("", &[1, 2, 3, 4, 5, 6, 7, 8, 9]);
    check("kind:received type:text", &[3, 4, 5, 7, 9]);
    check("-kind:info -is:ping", &[4, 5, 6, 7, 8, 9]);
    check("type:binary", &[6]);
    check("size:>1k", &[7]);
    check("size:<=4 -is:ping", &[6]);
    check("size:1.5kb", &[7]);
    check("size:4..30", &[2, 3, 5, 6, 9]);
    check("HEARTBEAT", &[5]);
    check("-heartbeat kind:received", &[3, 4, 7, 9]);
    check("case:on heartbeat", &[]);
    check("p ng", &[2, 3]);
    check("\"say \\\"hi\\\"\"", &[9]);
    check("\"tick\"", &[4]);
    check("ПРИВЕТ", &[9]);
    check("stopped", &[1]);
    check("/p[io]ng/", &[2, 3]);
    check("/P[IO]NG/i", &[2, 3]);
    check("case:on /P[IO]NG/", &[]);
    check("case:on /P[IO]NG/i", &[2, 3]);
    check("case:on HEARTBEAT", &[]);
    check("case:on HeartBeat case:off TYPE", &[5]);
    check("/a\\/ b/", &[]);
    check("/\\\\/", &[]);
    check("size:1000..", &[7]);
    check("size:..4 kind:sent", &[2, 6]);
    check("$.type= =x", &[]);
    check("$.type \"=x\"", &[]);
    check("-/[a-z]/", &[6]);
    check("hex:adde", &[]);
    check("hex:DEAD", &[6]);
    check("hex:\"de ad 00\"", &[6]);
    check("$.type=tick", &[4]);
    check("$.type == \"tick\"", &[4]);
    check("$.type != tick", &[5]);
    check("$.type", &[4, 5]);
    check("-$.type type:text", &[2, 3, 7, 9]);
    check("$.data.price=12345678901234567890", &[4]);
    check("$[\"type\"]=HeartBeat", &[5]);
    // The clock is an hour ahead of UTC.
    check("time:01:03..01:05", &[4, 5]);
    check("time:01:03", &[4]);
    check("time:1:03:30", &[4]);
    check("time:..01:02", &[1, 2]);
    check("time:01:07..", &[8, 9]);
    check("time:01:08..01:01", &[1, 9]);
    check("/api/users", &[]);
    check("http://localhost", &[]);
    check("12:30", &[]);
    check("-", &[]);
}

#[test]
fn what_cannot_be_read_is_told_and_taken_as_text() {
    let check = |line: &str, column: usize, problem: LineProblem| {
        let mut filter = Filter::default();
        let error = filter.add_line(line, false).unwrap_or_else(|| panic!("{line}"));
        assert_eq!((error.place.column, error.problem), (column, problem), "{line}");
        assert!(!filter.is_all(), "{line}");
    };
    check("kind:foo", 6, LineProblem::NotOneOf("sent, received, error, info"));
    check("a type:json", 8, LineProblem::NotOneOf("text, binary"));
    check("size:big", 6, LineProblem::Size);
    check("size:<0", 6, LineProblem::Size);
    check("size:99999999999999999999", 6, LineProblem::Size);
    check("time:25:00", 6, LineProblem::Time);
    check("time:..", 6, LineProblem::Time);
    check("time:1:2:3:4", 6, LineProblem::Time);
    check("\"open", 1, LineProblem::UnclosedQuote);
    check("$.a=", 5, LineProblem::MissingValue);
    check("$.a>5", 4, LineProblem::Comparison);
    check("$.a <5", 5, LineProblem::Comparison);
    check("case:x", 6, LineProblem::NotOneOf("on, off"));
    check("size:..", 6, LineProblem::Size);
    check("hex:\"0g\"", 7, LineProblem::Hex(HexProblem::UnexpectedCharacter('g')));
    check("$.a=\"x", 5, LineProblem::UnclosedQuote);
    let mut filter = Filter::default();
    let error = filter.add_line("/(/ b", false).unwrap();
    assert!(matches!(error.problem, LineProblem::Pattern(_)));
    assert_eq!(filter.line(), "\"/(/\" b");
}

#[test]
fn the_whole_filter_is_written() {
    let mut all = filter("-a size:>=5 $.x!=1 time:14:03..");
    (all.show, all.hides_pings, all.hides_info) = (Show::Received, true, true);
    assert_eq!(all.line(), "kind:received -is:ping -kind:info -a size:>=5 $.x!=1 time:14:03:00..");
}

#[test]
fn highlights_are_apart_and_in_order() {
    let check = |line: &str, text: &str, is_hex, expected: &[&str]| {
        let found = filter(line).highlights(text, is_hex, 3);
        assert_eq!(found.into_iter().map(|range| &text[range]).collect::<Vec<_>>(), expected, "{line}");
    };
    check("b /a+/", "aab a", false, &["aa", "b", "a"]);
    check("ab abc", "abcab", false, &["ab", "ab"]);
    check("-a b", "ab", false, &["b"]);
    check("a", "aaaaa", false, &["a", "a", "a"]);
    check("/x*/ hex:ad", "aa", false, &[]);
    check("hex:ad00 a", "de ad 00", true, &["ad 00"]);
}

proptest! {
    #[test]
    fn the_whole_line_means_what_is_on_screen(
        text in "[a /\\\\i\"=$.]{0,6}|case:on b|[(+]", line in "(case:on |a |/b/i |-x |\\$\\.a ?=? ?){0,4}",
        is_regex in any::<bool>(), minds_case in any::<bool>(), excludes in any::<bool>()
    ) {
        // It is a slash with and without the backslash.
        prop_assume!(!text.contains("\\/"));
        let search = Search { text, is_regex, excludes, minds_case, line, ..Search::default() };
        let (filter, _) = search.filter();
        let mut again = Filter::default();
        again.add_line(&filter.line(), false);
        prop_assert_eq!(&filter.conditions, &again.conditions, "{}", filter.line());
    }

    #[test]
    fn any_line_is_read(line in "[-\"/$.=!a:\\\\ i\\[\\]']{0,12}|.{0,10}|(size|time|hex|kind|is|case):.{0,6}") {
        let mut filter = Filter::default();
        filter.add_line(&line, false);
        let written = filter.line();
        let mut again = Filter::default();
        again.add_line(&written, false);
        prop_assert_eq!(filter.conditions, again.conditions, "{}", written);
    }
}
