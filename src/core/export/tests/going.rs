//! While the log goes on: rows that come, and rows that go.

use super::{EYES, Export, Format, Progress, Wish, finish, records, tree, wish};
use crate::log::{Mask, Seq, Store};
use crate::message::{Message, Role};
use crate::time::Micros;

fn push(store: &mut Store, rows: std::ops::Range<u64>, size: usize) {
    for n in rows {
        let text = format!("{n}{}", "x".repeat(size));
        store.push_received(Micros(n), Role::Data, Message::text(&text));
    }
}

#[test]
fn a_recording_goes_on_until_it_is_ended() {
    let mut store = Store::default();
    push(&mut store, 0..3, 0);
    let mut export =
        Export::new(Wish { from: store.next(), end: None, ..wish(Format::Json, &store) }, &store);
    let mut out = Vec::new();
    assert_eq!(export.step(&store, EYES, 1000, &mut out), Progress::CaughtUp);
    push(&mut store, 3..5, 0);
    assert_eq!(export.step(&store, EYES, 1000, &mut out), Progress::CaughtUp);
    assert_eq!(export.step(&store, EYES, 1000, &mut out), Progress::CaughtUp);
    assert_eq!((export.rows_written(), export.looked_at(&store)), (2, (2, 2)));
    push(&mut store, 5..9, 0);
    export.end_at(Seq(8));
    let file = tree(&finish(&mut export, &store, 50, out));
    let seqs: Vec<_> = file["rows"].as_array().unwrap().iter().map(|row| row["seq"].as_u64()).collect();
    assert_eq!(seqs, [4, 5, 6, 7].map(Some));
    assert_eq!((&file["count"], &file["evicted"], &file["missed"]), (&4.into(), &0.into(), &0.into()));
}

#[test]
fn what_becomes_secret_during_a_recording_is_hidden_from_then_on() {
    let mut store = Store::default();
    push(&mut store, 7..8, 0);
    let mut export = Export::new(Wish { end: None, ..wish(Format::Json, &store) }, &store);
    let mut out = Vec::new();
    assert_eq!(export.step(&store, EYES, 1000, &mut out), Progress::CaughtUp);
    push(&mut store, 7..8, 0);
    export.hide(Mask::new(["7".to_owned()]));
    export.end_at(store.next());
    let file = tree(&finish(&mut export, &store, 1000, out));
    let texts: Vec<_> = file["rows"].as_array().unwrap().iter().map(|row| row["text"].as_str()).collect();
    assert_eq!(texts, ["7", "•••"].map(Some));
}

#[test]
fn a_table_has_a_last_record_about_what_it_lacks() {
    let mut store = Store::with_limit(400_000);
    push(&mut store, 0..2000, 1000);
    let mut export = Export::new(wish(Format::Csv, &store), &store);
    let table = records(&finish(&mut export, &store, 20_000, Vec::new()));
    let last = table.last().unwrap();
    assert_eq!((last.len(), last[0].as_str(), last[2].as_str()), (9, "", "info"));
    let gone = format!("; {} rows had gone from the log before", store.evicted());
    assert!(last[8].ends_with(&gone), "{}", last[8]);
}

#[test]
fn an_end_in_the_past_is_the_end() {
    let mut store = Store::default();
    push(&mut store, 0..3, 0);
    for format in Format::ALL {
        let mut export = Export::new(Wish { end: None, ..wish(format, &store) }, &store);
        let mut out = Vec::new();
        assert_eq!(export.step(&store, EYES, 1000, &mut out), Progress::CaughtUp);
        export.end_at(Seq(1));
        finish(&mut export, &store, 1000, out);
        assert_eq!(export.rows_written(), 3);
    }
}

#[test]
fn what_goes_before_it_is_written_is_counted() {
    let mut store = Store::with_limit(400_000);
    push(&mut store, 0..2000, 1000);
    let evicted = store.evicted();
    assert!(evicted > 0);
    let mut export = Export::new(Wish { end: None, ..wish(Format::Json, &store) }, &store);
    let mut out = Vec::new();
    assert_eq!(export.step(&store, EYES, 20_000, &mut out), Progress::More);
    let written = export.rows_written();
    push(&mut store, 2000..4000, 1000);
    let missed = store.first().0 - 1 - evicted - written;
    assert!(missed > 0);
    export.end_at(store.next());
    let file = tree(&finish(&mut export, &store, 20_000, out));
    let numbers = ["evicted", "missed", "count"].map(|name| file[name].as_u64().unwrap());
    // One was half written when it went.
    let half = file["rows"].as_array().unwrap().iter().filter(|row| row["cut"].is_u64()).count() as u64;
    assert!(half <= 1);
    assert_eq!(numbers, [evicted, missed - half, 4000 - evicted - missed + half]);
    assert_eq!(export.rows_lost(), evicted + missed - half);
}

/// What was cleared before it could be written is missed, too, but what had been cleared before isn't asked for.
#[test]
fn clearing_counts_what_was_waited_for() {
    let mut store = Store::default();
    push(&mut store, 0..3, 0);
    store.clear();
    push(&mut store, 3..5, 0);
    let mut export = Export::new(wish(Format::Json, &store), &store);
    store.clear();
    let file = tree(&finish(&mut export, &store, 1000, Vec::new()));
    assert_eq!(["evicted", "missed", "count"].map(|name| file[name].as_u64()), [0, 2, 0].map(Some));
}

#[test]
fn a_message_that_goes_half_written_is_cut_and_says_so() {
    for (format, message) in [
        (Format::Json, &b"\xff\xfe\xfd"[..]),
        (Format::Csv, "é".as_bytes()),
        (Format::Har, b"ab"),
        (Format::Text, b"ab"),
    ] {
        let payload = message.repeat(100_000);
        let mut store = Store::with_limit(1000);
        store.push_received(Micros(1), Role::Data, Message { payload: &payload, ..Message::text("") });
        let mut export = Export::new(wish(format, &store), &store);
        let mut out = Vec::new();
        while out.len() < 3000 {
            assert_eq!(export.step(&store, EYES, 2000, &mut out), Progress::More);
        }
        push(&mut store, 0..3, 1000);
        let file = finish(&mut export, &store, 1000, out);
        match format {
            Format::Json => {
                let row = &tree(&file)["rows"][0];
                let written = row["base64"].as_str().unwrap().len() / 4 * 3;
                assert_eq!(row["cut"].as_u64().unwrap() + written as u64, payload.len() as u64);
            }
            Format::Csv => assert!(records(&file)[1][8].len() < payload.len()),
            Format::Har => {
                assert!(tree(&file)["log"]["entries"][0]["_webSocketMessages"][0]["_cut"].is_u64());
            }
            Format::Text => assert!(file.contains(" B had gone from the log]")),
        }
    }
}
