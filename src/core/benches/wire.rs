//! The way from the worker to the page: a batch as the worker packs it and the page reads it.

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use wirebench_core::message::{Message, Role};
use wirebench_core::time::Micros;
use wirebench_core::wire::{Batch, Event, Report, SessionId, reports};

use crate::samples;

/// As many messages of a hundred bytes as make a batch leave.
const BATCH: u32 = 900;

fn messages() -> Vec<String> {
    (1..=BATCH).map(samples::message).collect()
}

fn pack(messages: &[String]) -> Vec<u8> {
    let mut batch = Batch::default();
    for (text, at) in messages.iter().zip(0..) {
        let event = Event::Received(Role::Data, Message::text(text));
        batch.push(&Report::Session(SessionId(1), Micros(at), event));
    }
    batch.take()
}

/// In the worker.
#[divan::bench]
fn wire_pack(bencher: Bencher) {
    let messages = messages();
    bencher.counter(ItemsCount::new(BATCH)).bench_local(|| pack(black_box(&messages)));
}

/// In the page.
#[divan::bench]
fn wire_unpack(bencher: Bencher) {
    let batch = pack(&messages());
    bencher
        .counter(ItemsCount::new(BATCH))
        .counter(BytesCount::of_slice(&batch))
        .bench_local(|| reports(black_box(&batch)).flatten().count());
}
