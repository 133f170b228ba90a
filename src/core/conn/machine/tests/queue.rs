//! Messages that wait for their time, through what happens to the connection.

use expect_test::expect;

use super::run::{Run, policy, reconnecting};
use crate::conn::Policy;
use crate::conn::machine::{Effect, Input};
use crate::message::Message;
use crate::time::{Micros, Span};
use crate::wire::SendId;

fn after(id: u32, millis: u64, text: &'static str) -> Input<'static> {
    Input::SendAfter(SendId(id), Span(millis * 1000), Message::text(text))
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
fn each_is_sent_so_long_after_the_one_before() {
    let run = open(policy())
        .user(after(1, 0, "a"))
        .user(after(2, 100, "b"))
        .user(after(3, 0, "c"))
        .user(after(4, 50, "d"))
        .until(500)
        .user(after(5, 1000, "e"))
        .until(2000);
    check(
        &run,
        &expect![[r#"
            0.000 send 1 "a"
            0.100 send 2 "b"
            0.100 send 3 "c"
            0.150 send 4 "d"
            1.150 send 5 "e""#]],
    );
}

#[test]
fn lateness_does_not_add_up() {
    let run = open(policy())
        .user(after(1, 100, "a"))
        .user(after(2, 100, "b"))
        .late_at(130)
        .until(300)
        // It was due at 0.25, and comes too late for that.
        .user(after(3, 50, "c"))
        .user(after(4, 100, "d"))
        .until(400);
    check(
        &run,
        &expect![[r#"
            0.130 send 1 "a"
            0.200 send 2 "b"
            0.300 send 3 "c"
            0.350 send 4 "d""#]],
    );
}

#[test]
fn what_is_dropped_is_refused_and_the_next_one_counts_from_now() {
    let run = open(policy())
        .user(after(1, 100, "a"))
        .user(after(2, 100, "b"))
        .until(150)
        .user(Input::DropQueued)
        .user(Input::DropQueued)
        .until(1000)
        .user(after(3, 100, "c"))
        .until(2000);
    check(
        &run,
        &expect![[r#"
            0.100 send 1 "a"
            0.150 | Refused(SendId(2))
            1.100 send 3 "c""#]],
    );
}

#[test]
fn what_was_slept_over_does_not_leave_in_a_burst() {
    let run = open(policy())
        .user(after(1, 100, "a"))
        .user(after(2, 100, "b"))
        .user(after(3, 100, "c"))
        .sleeps_until(60_000)
        .user(after(4, 100, "d"))
        .until(61_000)
        // Nothing waits, and what comes next is no later for the sleep.
        .sleeps_until(90_000)
        .user(after(5, 100, "e"))
        .until(91_000);
    check(
        &run,
        &expect![[r#"
            60.000 | slept 60.000
            60.000 send 1 "a"
            60.100 send 2 "b"
            60.200 send 3 "c"
            60.300 send 4 "d"
            90.000 | slept 29.000
            90.100 send 5 "e""#]],
    );
}

#[test]
fn a_sleep_that_nothing_was_due_in_puts_nothing_off() {
    let run = open(policy()).user(after(1, 10_000, "a")).sleeps_until(5000).until(20_000);
    check(
        &run,
        &expect![[r#"
            5.000 | slept 5.000
            10.000 send 1 "a""#]],
    );
}

#[test]
fn nothing_waits_for_another_connection() {
    let run = open(reconnecting())
        .user(after(1, 100, "a"))
        .user(after(2, 3000, "b"))
        .until(500)
        .ends(1006, false)
        .user(after(3, 0, "c"))
        .until(1500)
        .opens()
        .until(5000)
        .user(after(4, 10, "d"))
        .until(6000)
        .user(after(5, 1000, "e"))
        .closes();
    check(
        &run,
        &expect![[r#"
            0.100 send 1 "a"
            0.500 | ended Lost 1006 "so", lasted 0.500, 0 in, 0 out
            0.500 | waiting for attempt 1 at 1.500
            0.500 | Refused(SendId(2))
            0.500 | Refused(SendId(3))
            1.500 | connecting, attempt 1
            1.500 open socket 3 to ws://a/
            1.500 | opened v1
            5.010 send 4 "d"
            6.000 | Closing
            6.000 close Some(1000) "bye"
            6.000 | Refused(SendId(5))"#]],
    );
}

#[test]
fn what_is_late_leaves_in_turns() {
    let mut run = open(policy());
    let big: &'static str = "m".repeat(3_000_000).leak();
    for id in 0..2500 {
        run = run.user(after(id, 1, if id < 4 { big } else { "m" }));
    }
    let mut turn = |at: u64| {
        let effects = run.machine.handle(Micros(at), Input::Time);
        effects.iter().filter(|effect| matches!(effect, Effect::SendQueued(..))).count()
    };
    // Two of the big ones, the other two with what there is room for beside them, and the rest.
    assert_eq!(
        [turn(10_000_000), turn(10_000_000), turn(10_001_000), turn(10_002_000), turn(10_003_000)],
        [2, 0, 1000, 1000, 498]
    );
    assert_eq!(run.machine.queued(), 0);
}
