//! What each message of a feed costs in the page: it is kept, it gets its place in the view, and some are shown.

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use wirebench_core::log::{Filter, Show, Store, View, preview};
use wirebench_core::message::{Message, Role};
use wirebench_core::time::Micros;

use crate::samples;

/// A feed into an empty store.
#[divan::bench]
fn store_push_received(bencher: Bencher) {
    let messages = samples::messages();
    bencher.counter(ItemsCount::new(samples::COUNT)).with_inputs(Store::default).bench_local_refs(|store| {
        for (text, at) in messages.iter().zip(0..) {
            store.push_received(Micros(at), Role::Data, Message::text(text));
        }
    });
}

/// A feed past a filter, all of it wanted or none.
#[divan::bench(args = [Show::Received, Show::Sent])]
fn view_extend(bencher: Bencher, show: Show) {
    let store = samples::store();
    let filter = Filter { show, ..Filter::default() };
    bencher
        .counter(ItemsCount::new(samples::COUNT))
        .with_inputs(|| View::new(filter.clone(), &Store::default()))
        .bench_local_refs(|view| view.extend(&store, samples::EYES));
}

/// What a row shows of a message, short and long.
#[divan::bench(args = [100, 1_000_000])]
fn row_preview(bencher: Bencher, size: usize) {
    let text = samples::json(size);
    let filter = Filter::default();
    bencher.bench_local(|| preview(Message::text(black_box(&text)), &filter, 240));
}
