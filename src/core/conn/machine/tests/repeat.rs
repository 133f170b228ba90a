//! A message that is sent again and again, through what happens to the connection.

use expect_test::expect;

use super::run::{Run, draft, policy, reconnecting};
use crate::compose::{Draft, Meaning, Outlasts, Repeat, RepeatEnd, RepeatState, Values};
use crate::conn::Policy;
use crate::conn::machine::{Effect, Input};
use crate::time::{Micros, Span};
use crate::wire::Event;

fn every(millis: u64, times: Option<u32>, outlasts: Outlasts) -> Input<'static> {
    repeat("m{{seq}}", millis, times, outlasts)
}

fn repeat(text: &str, millis: u64, times: Option<u32>, outlasts: Outlasts) -> Input<'static> {
    Input::Repeat(draft(text), Repeat { every: Span(millis * 1000), times, outlasts })
}

/// Opened at 0 s.
fn open(policy: Policy) -> Run {
    Run::connect(policy).opens()
}

/// What happened after the connection had opened.
fn check(run: &Run, expected: &expect_test::Expect) {
    expected.assert_eq(&run.lines()[3..].join("\n"));
}

#[test]
fn it_is_sent_at_once_and_then_at_its_times_until_it_is_done() {
    let run = open(policy()).user(every(1000, Some(3), Outlasts::Nothing)).until(60_000);
    check(
        &run,
        &expect![[r#"
            0.000 | repeated 1, 0 late, 0 refused
            0.000 say "m1"
            1.000 | repeated 2, 0 late, 0 refused
            1.000 say "m2"
            2.000 | repeated 3, 0 late, 0 refused, over: Done
            2.000 say "m3""#]],
    );
    let run = open(policy()).user(every(1000, Some(0), Outlasts::Nothing)).until(60_000);
    check(&run, &expect!["0.000 | repeated 0, 0 late, 0 refused, over: Done"]);
}

#[test]
fn it_is_reported_ten_times_a_second_at_most() {
    let run = open(policy()).user(every(1, Some(1001), Outlasts::Nothing)).until(2000);
    let reports = run.lines().iter().filter(|line| line.contains("| repeated")).count();
    let said = run.lines().iter().filter(|line| line.contains("say")).count();
    assert_eq!((reports, said), (11, 1001));
    assert!(run.lines().iter().any(|line| line == "1.000 | repeated 1001, 0 late, 0 refused, over: Done"));
}

#[test]
fn the_user_stops_it_or_repeats_another_one() {
    let run = open(policy())
        .user(every(1000, None, Outlasts::Connection))
        .until(500)
        .user(repeat("n", 1000, None, Outlasts::Connection))
        .until(600)
        .user(Input::StopRepeat)
        .user(Input::StopRepeat)
        .until(60_000);
    check(
        &run,
        &expect![[r#"
            0.000 | repeated 1, 0 late, 0 refused
            0.000 say "m1"
            0.500 | repeated 1, 0 late, 0 refused, over: Stopped
            0.500 | repeated 1, 0 late, 0 refused
            0.500 say "n"
            0.600 | repeated 1, 0 late, 0 refused, over: Stopped"#]],
    );
}

#[test]
fn what_is_due_at_a_late_wake_up_is_sent_together() {
    let run = open(policy()).user(every(100, None, Outlasts::Nothing)).late_at(450);
    check(
        &run,
        &expect![[r#"
            0.000 | repeated 1, 0 late, 0 refused
            0.000 say "m1"
            0.450 | repeated 5, 3 late, 0 refused
            0.450 say "m2"
            0.450 say "m3"
            0.450 say "m4"
            0.450 say "m5""#]],
    );
}

#[test]
fn long_messages_that_are_late_leave_a_few_at_a_time() {
    let text = "m".repeat(3_000_000);
    let mut run = open(policy()).user(repeat(&text, 100, None, Outlasts::Nothing));
    let effects = run.machine.handle(Micros(450_000), Input::Time);
    assert_eq!(effects.iter().filter(|effect| matches!(effect, Effect::Say(..))).count(), 2);
    assert_eq!(run.machine.deadline(), Some(Micros(451_000)));
}

#[test]
fn what_was_slept_over_is_not_made_up_for() {
    let run = open(policy())
        .user(every(10_000, None, Outlasts::Nothing))
        .sleeps_until(5000)
        .until(10_000)
        .sleeps_until(600_000)
        .until(610_000);
    check(
        &run,
        &expect![[r#"
            0.000 | repeated 1, 0 late, 0 refused
            0.000 say "m1"
            5.000 | slept 5.000
            10.000 | repeated 2, 0 late, 0 refused
            10.000 say "m2"
            600.000 | slept 590.000
            610.000 | repeated 3, 0 late, 0 refused
            610.000 say "m3""#]],
    );
}

#[test]
fn it_ends_with_the_connection() {
    let run = open(reconnecting())
        .user(every(1000, None, Outlasts::Nothing))
        .until(1500)
        .ends(1006, false)
        .until(1900);
    check(
        &run,
        &expect![[r#"
            0.000 | repeated 1, 0 late, 0 refused
            0.000 say "m1"
            1.000 | repeated 2, 0 late, 0 refused
            1.000 say "m2"
            1.500 | ended Lost 1006 "so", lasted 1.500, 0 in, 0 out
            1.500 | waiting for attempt 1 at 2.500
            1.500 | repeated 2, 0 late, 0 refused, over: ConnectionEnded"#]],
    );
}

#[test]
fn it_goes_on_after_a_reconnect_if_that_is_wanted() {
    let run = open(reconnecting())
        .user(every(1000, None, Outlasts::Connection))
        .until(500)
        .ends(1006, false)
        .until(2500)
        .opens()
        .until(3000)
        .closes()
        .until(4000);
    check(
        &run,
        &expect![[r#"
            0.000 | repeated 1, 0 late, 0 refused
            0.000 say "m1"
            0.500 | ended Lost 1006 "so", lasted 0.500, 0 in, 0 out
            0.500 | waiting for attempt 1 at 1.500
            1.000 | repeated 1, 0 late, 1 refused
            1.500 | connecting, attempt 1
            1.500 open socket 3 to ws://a/
            2.000 | repeated 1, 0 late, 2 refused
            2.500 | opened v1
            3.000 | repeated 2, 0 late, 2 refused
            3.000 say "m2"
            3.000 | Closing
            3.000 close Some(1000) "bye"
            3.000 | repeated 2, 0 late, 2 refused, over: Stopped"#]],
    );
}

#[track_caller]
fn check_end(run: &Run, expected: Option<RepeatEnd>) {
    let last = run.lines().iter().rev().find(|line| line.contains("| repeated")).expect("a report");
    let over = last.split_once("over: ").map(|(_, why)| why.to_owned());
    assert_eq!(over, expected.map(|why| format!("{why:?}")), "{:#?}", run.lines());
}

#[test]
fn it_goes_on_only_while_there_is_hope() {
    let lasting = || every(10_000, None, Outlasts::Connection);
    let begun = |policy| open(policy).user(lasting()).until(500);
    check_end(&begun(policy()).ends(1006, false), Some(RepeatEnd::ConnectionEnded));
    check_end(&begun(reconnecting()).ends(1006, false), None);
    check_end(&begun(reconnecting()).ends(1006, false).closes(), Some(RepeatEnd::Stopped));
    check_end(&begun(reconnecting()).ends(1006, false).until(1600).closes(), Some(RepeatEnd::Stopped));
    check_end(&begun(reconnecting()).user(connects_anew()), Some(RepeatEnd::Stopped));
    check_end(
        &begun(reconnecting()).ends(1006, false).user(Input::Adjust(policy())),
        Some(RepeatEnd::Stopped),
    );
    let mut once = reconnecting();
    once.reconnect.most = Some(1);
    let failed = begun(once).ends(1006, false).until(1600).ends(1006, false);
    check_end(&failed, Some(RepeatEnd::GaveUp));
    let not_open = Run::connect(reconnecting());
    check_end(&not_open.user(lasting()), None);
    check_end(
        &Run::connect(reconnecting()).user(every(9, None, Outlasts::Nothing)),
        Some(RepeatEnd::ConnectionEnded),
    );
    check_end(&open(policy()).closes().user(lasting()), Some(RepeatEnd::Stopped));
    check_end(&open(policy()).ends(1000, true).user(lasting()), Some(RepeatEnd::ConnectionEnded));
}

fn connects_anew() -> Input<'static> {
    Input::Connect(super::run::target(), reconnecting(), 1)
}

#[test]
fn a_broken_connection_ends_it_before_its_close_is_through() {
    let quiet = || Policy { idle: Some(Span::from_secs(2)), ..reconnecting() };
    check_end(
        &open(quiet()).user(every(1500, None, Outlasts::Nothing)).until(2000),
        Some(RepeatEnd::ConnectionEnded),
    );
    check_end(&open(quiet()).user(every(1500, None, Outlasts::Connection)).until(2000), None);
}

#[test]
fn what_does_not_come_out_right_is_refused_that_time() {
    let hex = Draft { text: "{{digit}}{{seq}}".to_owned(), meaning: Meaning::Hex };
    let with = |digit: &str| Policy { values: Values(vec![("digit".into(), digit.into())]), ..policy() };
    let repeat = Repeat { every: Span::from_secs(1), times: Some(5), outlasts: Outlasts::Nothing };
    let run = open(with("0"))
        .user(Input::Repeat(hex, repeat))
        .until(1500)
        .user(Input::Adjust(with("00")))
        .until(2500)
        .user(Input::Adjust(policy()))
        .until(3500)
        .user(Input::Adjust(with("f")))
        .until(60_000);
    let reports: Vec<&String> = run.lines().iter().filter(|line| line.contains('|')).skip(2).collect();
    expect![[r#"
        [
            "0.000 | repeated 1, 0 late, 0 refused",
            "1.000 | repeated 2, 0 late, 0 refused",
            "2.000 | repeated 2, 0 late, 1 refused",
            "3.000 | repeated 2, 0 late, 2 refused",
            "4.000 | repeated 3, 0 late, 2 refused, over: Done",
        ]"#]]
    .assert_eq(&format!("{reports:#?}"));
}

#[test]
fn it_refers_to_what_was_received_last() {
    let run = open(reconnecting())
        .hears(r#"{"s":1}"#)
        .user(repeat("{{last:$.s}}", 1000, None, Outlasts::Connection))
        .hears(r#"{"s":2}"#)
        .until(1000)
        .ends(1006, false)
        .until(2000)
        .opens()
        .until(3000);
    let said: Vec<&String> = run.lines().iter().filter(|line| line.contains("say")).collect();
    assert_eq!(said, ["0.000 say \"null\"", "1.000 say \"2\"", "3.000 say \"2\""]);
}

#[test]
fn what_the_socket_did_not_take_was_not_sent() {
    let mut run =
        open(policy()).user(every(1000, Some(2), Outlasts::Nothing)).user(Input::Untaken).until(1000);
    let state = |sent, refused, over| RepeatState { sent, late: 0, refused, over };
    let corrected = run.machine.handle(Micros(1_000_000), Input::Untaken);
    assert_eq!(corrected, [Effect::Report(Event::Repeating(state(0, 2, Some(RepeatEnd::Done))))]);
    check(
        &run,
        &expect![[r#"
            0.000 | repeated 1, 0 late, 0 refused
            0.000 say "m1"
            1.000 | repeated 1, 0 late, 1 refused, over: Done
            1.000 say "m2""#]],
    );
}
