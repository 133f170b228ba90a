//! The store: nothing is lost without being counted, and what is kept is kept as it came.

use proptest::prelude::*;

use super::{CHUNK_BYTES, Chunk, Entry, Store};
use crate::conn::Notice;
use crate::log::{Body, Kind, Seq};
use crate::message::{Message, Role};
use crate::time::{Micros, Span};

#[test]
fn an_entry_has_16_bytes_and_32_with_a_round_trip() {
    assert_eq!(size_of::<Entry>(), 16);
    assert_eq!(size_of::<(Seq, Span)>(), 16);
}

#[test]
fn rows_come_back_as_they_went_in() {
    let mut store = Store::default();
    assert_eq!(store.push_sent(Micros(1), Role::Data, Message::text("ส่ง")), Seq(1));
    assert_eq!(store.push_received(Micros(2), Role::Pong(Some(Span(7))), Message::binary(&[0, 255])), Seq(2));
    assert_eq!(store.push_notice(Micros(3), &Notice::Slept(Span(9))), Some(Seq(3)));
    assert_eq!(store.push_notice(Micros(4), &Notice::Closing), None);

    let bodies: Vec<_> =
        (1..=4).map(|n| store.row(Seq(n)).map(|row| (row.kind, row.at.0, row.body))).collect();
    assert_eq!(
        bodies,
        [
            Some((Kind::Sent, 1, Body::Message(Message::text("ส่ง"), Role::Data))),
            Some((Kind::Received, 2, Body::Message(Message::binary(&[0, 255]), Role::Pong(Some(Span(7)))))),
            Some((Kind::Info, 3, Body::Notice(Notice::Slept(Span(9))))),
            None,
        ]
    );
}

#[test]
fn it_knows_whether_there_are_messages() {
    let mut store = Store::default();
    store.push_notice(Micros(1), &Notice::Stopped);
    assert!(!store.has_messages());
    store.push_sent(Micros(2), Role::Data, Message::text(""));
    assert!(store.has_messages());
    store.clear();
    assert!(!store.has_messages());
}

#[test]
fn clearing_keeps_the_numbers_going() {
    let mut store = Store::default();
    store.push_sent(Micros(1), Role::Data, Message::text("a"));
    store.clear();
    assert!(store.is_empty());
    assert_eq!((store.row(Seq(1)), store.first()), (None, Seq(2)));
    assert_eq!(store.push_sent(Micros(2), Role::Data, Message::text("b")), Seq(2));
}

#[test]
fn one_message_larger_than_the_limit_is_kept_until_the_next_chunk() {
    let mut store = Store::with_limit(1000);
    store.push_received(Micros(1), Role::Data, Message::binary(&vec![7; 3_000_000]));
    assert_eq!((store.len(), store.evicted()), (1, 0));
    store.push_received(Micros(2), Role::Data, Message::text("next"));
    assert_eq!((store.len(), store.evicted(), store.first()), (1, 1, Seq(2)));
}

/// A payload that tells which row it belongs to.
fn filled(row: usize, size: usize) -> Vec<u8> {
    vec![u8::try_from(row % 251).unwrap(); size]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn added_is_kept_plus_evicted_and_every_kept_row_is_whole(
        sizes in prop::collection::vec(prop_oneof![0usize..200, 100_000usize..1_500_000], 1..60),
        limit in 1usize..4_000_000
    ) {
        let mut store = Store::with_limit(limit);
        for (n, size) in sizes.iter().enumerate() {
            let seq = store.push_received(Micros(n as u64), Role::Data, Message::binary(&filled(n, *size)));
            prop_assert_eq!(seq, Seq(n as u64 + 1));
            prop_assert_eq!(store.len() as u64 + store.evicted(), n as u64 + 1);
            prop_assert_eq!(store.first().0, store.evicted() + 1);
        }
        prop_assert!(store.size <= limit || store.chunks.len() == 1);
        let glances: Vec<Seq> = store.glances(Seq(0)..Seq(u64::MAX)).map(|row| row.seq).collect();
        prop_assert_eq!(glances, (store.first().0..store.next().0).map(Seq).collect::<Vec<_>>());
        for n in 1..store.next().0 {
            let row = store.row(Seq(n));
            prop_assert_eq!(row.is_some(), n >= store.first().0);
            if let Some(row) = row {
                let index = usize::try_from(n - 1).unwrap();
                let expected = filled(index, sizes[index]);
                prop_assert_eq!(row.body, Body::Message(Message::binary(&expected), Role::Data));
            }
        }
    }
}

/// The least limit that can be set.
const LEAST: usize = 1_000_000;

#[test]
fn a_small_limit_keeps_more_than_half_of_it() {
    let mut store = Store::with_limit(LEAST);
    for n in 0..30_000 {
        store.push_received(Micros(n), Role::Data, Message::binary(&[7; 100]));
        let is_full = store.evicted() > 0;
        assert!(
            store.size <= LEAST && (!is_full || store.size > LEAST - CHUNK_BYTES),
            "{} bytes",
            store.size
        );
    }
    assert_eq!(store.len() as u64 + store.evicted(), 30_000);
}

#[test]
fn a_lower_limit_evicts_at_once_and_a_higher_one_brings_nothing_back() {
    let mut store = Store::default();
    for n in 0..30_000 {
        store.push_received(Micros(n), Role::Data, Message::binary(&[7; 100]));
    }
    assert_eq!((store.len(), store.evicted()), (30_000, 0));
    store.set_limit(LEAST);
    let kept = store.len();
    assert!((LEAST - CHUNK_BYTES..=LEAST).contains(&(kept * 116)), "{kept} rows");
    assert_eq!(kept as u64 + store.evicted(), 30_000);
    store.set_limit(2 * LEAST);
    assert_eq!((store.len(), store.limit()), (kept, 2 * LEAST));
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Push(usize),
    Pong,
    Notice,
    Limit(usize),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        6 => (0usize..300).prop_map(Step::Push),
        3 => (10_000usize..400_000).prop_map(Step::Push),
        1 => (900_000usize..1_500_000).prop_map(Step::Push),
        1 => Just(Step::Pong),
        1 => Just(Step::Notice),
        2 => (LEAST..4 * LEAST).prop_map(Step::Limit),
    ];
    prop::collection::vec(step, 1..80)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn whatever_is_pushed_and_limited_stays_within_the_limit_and_is_counted(steps in steps()) {
        let payload = vec![7; 1_500_000];
        let mut store = Store::with_limit(LEAST);
        let mut added = 0;
        for step in steps {
            match step {
                Step::Push(size) => store.push_sent(Micros(0), Role::Data, Message::binary(&payload[..size])),
                Step::Pong => store.push_received(Micros(0), Role::Pong(Some(Span(1))), Message::text("pong")),
                Step::Notice => store.push_notice(Micros(0), &Notice::Stopped).unwrap(),
                Step::Limit(limit) => {
                    store.set_limit(limit);
                    Seq(added)
                }
            };
            added += u64::from(!matches!(step, Step::Limit(_)));
            prop_assert_eq!(store.len() as u64 + store.evicted(), added);
            prop_assert_eq!(store.first().0 + store.len() as u64, store.next().0);
            prop_assert_eq!(store.size, store.chunks.iter().map(Chunk::size).sum::<usize>());
            // Only the newest message may be larger than the limit.
            prop_assert!(store.size <= store.limit() || store.len() == 1, "{} of {}", store.size, store.limit());
        }
    }
}
