//! The store: nothing is lost without being counted, and what is kept is kept as it came.

use proptest::prelude::*;

use super::{Chunk, Entry, Store};
use crate::conn::Notice;
use crate::log::{Body, Kind, Seq};
use crate::message::{Message, Role};
use crate::time::{Micros, Span};

#[test]
fn an_entry_has_16_bytes() {
    assert_eq!(size_of::<Entry>(), 16);
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
        let kept: usize = store.chunks.iter().map(Chunk::size).sum();
        let newest = store.chunks.back().map_or(0, Chunk::size);
        prop_assert!(kept <= limit + newest + store.chunks.front().map_or(0, Chunk::size));
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
