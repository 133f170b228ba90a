//! Captured answers and what comes instead, as words; and what must hold whatever comes.

use proptest::prelude::*;

use super::{Comparison, Counts, Difference, MOST_LISTED, WINDOW, When};
use crate::log::{Seq, Store};
use crate::message::{Message, Role};
use crate::time::Micros;

fn store(words: &[&str]) -> Store {
    let mut store = Store::default();
    for word in words {
        store.push_received(Micros(0), Role::Data, Message::text(word));
        store.push_received(Micros(0), Role::Pong(None), Message::text("not compared"));
        store.push_sent(Micros(0), Role::Data, Message::text("neither"));
    }
    store
}

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

/// All that is captured is waited for.
fn begin(store: &Store) -> Comparison {
    let mut comparison = Comparison::new(store.first());
    comparison.await_until(store, store.next());
    comparison
}

fn compare(captured: &[&str], came: &[&str]) -> Comparison {
    let store = store(captured);
    let mut comparison = begin(&store);
    for (seq, word) in (1..).zip(came) {
        comparison.hear(Seq(seq), &Message::text(word));
        comparison.decide(&store, When::Sure);
    }
    comparison.give_up(&store);
    assert!(comparison.is_decided());
    comparison
}

/// The counts of same, changed, missing and extra, and the differences by the words that are captured and come.
#[track_caller]
fn check(captured: &str, came: &str, counts: [u64; 4], differences: &[&str]) {
    let (captured, came) = (words(captured), words(came));
    let comparison = compare(&captured, &came);
    let Counts { same, changed, missing, extra, awaited, gone } = comparison.counts();
    let told = comparison.differences().iter().map(|difference| {
        let old = |seq: Seq| captured[usize::try_from(seq.0).unwrap() / 3];
        let new = |seq: Seq| came[usize::try_from(seq.0).unwrap() - 1];
        match difference {
            Difference::Changed { captured, now } => format!("{}→{}", old(*captured), new(*now)),
            Difference::Missing(seq) => format!("−{}", old(*seq)),
            Difference::Extra(seq) => format!("+{}", new(*seq)),
        }
    });
    assert_eq!(told.collect::<Vec<_>>(), differences, "{captured:?} and {came:?}");
    assert_eq!(([same, changed, missing, extra], awaited, gone), (counts, 0, 0), "{captured:?} and {came:?}");
}

#[test]
fn one_difference_is_told_as_it_is() {
    check("a b c d", "a b c d", [4, 0, 0, 0], &[]);
    check("a b c d", "a x c d", [3, 1, 0, 0], &["b→x"]);
    check("a b c d", "x b c d", [3, 1, 0, 0], &["a→x"]);
    check("a b c d", "a b c x", [3, 1, 0, 0], &["d→x"]);
    check("a b c d", "a c d", [3, 0, 1, 0], &["−b"]);
    check("a b c d", "b c d", [3, 0, 1, 0], &["−a"]);
    check("a b c d", "a b c", [3, 0, 1, 0], &["−d"]);
    check("a b c d", "a x b c d", [4, 0, 0, 1], &["+x"]);
    check("a b c d", "a b c d x", [4, 0, 0, 1], &["+x"]);
    check("a b c d e f", "b a c d e f", [5, 0, 1, 1], &["+b", "−b"]);
}

#[test]
fn nothing_is_like_nothing() {
    check("", "", [0, 0, 0, 0], &[]);
    check("", "x y", [0, 0, 0, 2], &["+x", "+y"]);
    check("a b", "", [0, 0, 2, 0], &["−a", "−b"]);
    check("a b c", "x y z", [0, 3, 0, 0], &["a→x", "b→y", "c→z"]);
    check("a b c", "x", [0, 1, 2, 0], &["a→x", "−b", "−c"]);
    check("a", "x y z", [0, 1, 0, 2], &["a→x", "+y", "+z"]);
}

#[test]
fn among_messages_that_are_the_same_the_one_that_differs_is_found() {
    check("ok ok X ok ok ok end", "ok ok ok ok ok end", [6, 0, 1, 0], &["−X"]);
    check("ok ok X ok ok ok end", "ok ok Y ok ok ok end", [6, 1, 0, 0], &["X→Y"]);
    check("ok ok ok ok ok end", "ok ok X ok ok ok end", [6, 0, 0, 1], &["+X"]);
    check("ok ok ok ok end", "ok ok ok end", [4, 0, 1, 0], &["−ok"]);
    check("a b c", "b b c", [2, 1, 0, 0], &["a→b"]);
    check("a b b c", "b b c", [3, 0, 1, 0], &["−a"]);
    check("ok 1 ok 2 ok 3", "ok x ok y ok z", [3, 3, 0, 0], &["1→x", "2→y", "3→z"]);
}

#[test]
fn several_differences_are_told_apart() {
    check("a b c d e f g h", "a x c e f y g h", [6, 1, 1, 1], &["b→x", "−d", "+y"]);
    check("a b c d e f g h", "x y z e f g h", [4, 3, 1, 0], &["a→x", "b→y", "c→z", "−d"]);
}

#[test]
fn a_type_is_a_difference_and_an_empty_message_a_message() {
    let store = store(&["", "a"]);
    let mut comparison = begin(&store);
    comparison.hear(Seq(1), &Message::text(""));
    comparison.hear(Seq(2), &Message::binary(b"a"));
    comparison.give_up(&store);
    assert_eq!((comparison.counts().same, comparison.counts().changed), (1, 1));
}

#[test]
fn what_may_still_come_is_awaited() {
    let store = store(&["a", "b", "c"]);
    let mut comparison = begin(&store);
    let told = |comparison: &mut Comparison, word: &'static str| {
        comparison.hear(Seq(1), &Message::text(word));
        comparison.decide(&store, When::Sure);
        (comparison.counts().same, comparison.counts().awaited, comparison.differences().len())
    };
    assert_eq!(comparison.counts().awaited, 3);
    assert_eq!(told(&mut comparison, "a"), (1, 2, 0));
    // Whether "b" is missing isn't sure yet.
    assert_eq!(told(&mut comparison, "c"), (1, 2, 0));
    comparison.give_up(&store);
    assert_eq!((comparison.counts().same, comparison.counts().missing), (2, 1));
}

#[test]
fn step_by_step_each_answer_is_told_at_once() {
    let store = store(&["a", "b", "c", "d"]);
    let mut comparison = Comparison::new(Seq(1));
    // The first two.
    comparison.await_until(&store, Seq(6));
    comparison.hear(Seq(1), &Message::text("x"));
    comparison.decide(&store, When::Now);
    assert_eq!((comparison.counts().changed, comparison.counts().awaited), (1, 1));
    comparison.give_up(&store);
    assert_eq!((comparison.counts().missing, comparison.counts().awaited), (1, 0));
    comparison.await_until(&store, Seq(9));
    for word in ["c", "y"] {
        comparison.hear(Seq(2), &Message::text(word));
        comparison.decide(&store, When::Now);
    }
    assert_eq!((comparison.counts().same, comparison.counts().extra), (1, 1));
}

#[test]
fn what_is_not_awaited_any_more_is_not_missing() {
    let store = store(&["a", "b", "c", "d"]);
    let mut comparison = begin(&store);
    comparison.hear(Seq(1), &Message::text("a"));
    comparison.decide(&store, When::Sure);
    comparison.await_until(&store, Seq(5));
    comparison.give_up(&store);
    assert_eq!((comparison.counts().same, comparison.counts().missing), (1, 1));
}

#[test]
fn rows_that_have_gone_are_counted() {
    let mut store = store(&["a"; 2 * WINDOW]);
    let mut comparison = begin(&store);
    comparison.hear(Seq(1), &Message::text("a"));
    comparison.decide(&store, When::Sure);
    store.clear();
    for _ in 0..WINDOW {
        comparison.hear(Seq(2), &Message::text("a"));
    }
    comparison.give_up(&store);
    let Counts { same, missing, extra, gone, .. } = comparison.counts();
    // One more had been read, in the place of the first.
    assert_eq!((same, missing, extra, gone), (WINDOW as u64 + 1, 0, 0, WINDOW as u64 - 1));
}

/// A message for each number, the same for the same.
fn numbered(numbers: impl Iterator<Item = usize>) -> Vec<String> {
    numbers.map(|number| format!("message {number}")).collect()
}

fn counted(captured: &[String], came: &[String]) -> [u64; 4] {
    let captured: Vec<&str> = captured.iter().map(String::as_str).collect();
    let came: Vec<&str> = came.iter().map(String::as_str).collect();
    let Counts { same, changed, missing, extra, .. } = compare(&captured, &came).counts();
    [same, changed, missing, extra]
}

#[test]
fn a_burst_that_is_lost_is_found_to_be_missing() {
    let captured = numbered(0..2000);
    let came = numbered((0..700).chain(1100..2000));
    assert_eq!(counted(&captured, &came), [1600, 0, 400, 0]);
    assert_eq!(counted(&came, &captured), [1600, 0, 0, 400]);
}

#[test]
fn many_that_all_differ_are_paired() {
    let captured = numbered(0..10_000);
    let came = numbered(10_000..20_000);
    assert_eq!(counted(&captured, &came), [0, 10_000, 0, 0]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn every_message_is_told_of_once_and_what_agrees_is_the_same(
        captured in prop::collection::vec(0u8..6, 0..40), came in prop::collection::vec(0u8..6, 0..40)
    ) {
        const WORDS: [&str; 6] = ["a", "b", "c", "d", "e", "f"];
        let word = |numbers: &[u8]| numbers.iter().map(|n| WORDS[usize::from(*n)]).collect::<Vec<_>>();
        let comparison = compare(&word(&captured), &word(&came));
        let Counts { same, changed, missing, extra, .. } = comparison.counts();
        prop_assert_eq!(same + changed + missing, captured.len() as u64);
        prop_assert_eq!(same + changed + extra, came.len() as u64);
        prop_assert_eq!(changed + missing + extra, comparison.differences().len() as u64);
        prop_assert!(comparison.differences().len() <= MOST_LISTED);
        if captured == came {
            prop_assert_eq!(same, captured.len() as u64);
        }
        // The rows of each side are told in order.
        let told = comparison.differences();
        let old = told.iter().filter_map(|difference| match difference {
            Difference::Changed { captured, .. } | Difference::Missing(captured) => Some(*captured),
            Difference::Extra(_) => None,
        });
        let new = told.iter().filter_map(|difference| match difference {
            Difference::Changed { now, .. } | Difference::Extra(now) => Some(*now),
            Difference::Missing(_) => None,
        });
        prop_assert!(old.is_sorted() && new.is_sorted(), "{told:?}");
    }

    #[test]
    fn a_single_edit_among_different_messages_is_told_as_one(
        count in 1usize..60, at in 0usize..60, edit in 0u8..3
    ) {
        let captured = numbered(0..count);
        let mut came = captured.clone();
        let at = at % count;
        let expected = match edit {
            0 => { came[at] = "another".into(); [count as u64 - 1, 1, 0, 0] }
            1 => { came.remove(at); [count as u64 - 1, 0, 1, 0] }
            _ => { came.insert(at, "another".into()); [count as u64, 0, 0, 1] }
        };
        prop_assert_eq!(counted(&captured, &came), expected);
    }
}
