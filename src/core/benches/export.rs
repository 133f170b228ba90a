//! A log on its way into a file: what a million rows cost is what decides how long somebody waits.

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use wirebench_core::export::{Export, Format, Notices, Progress, Wish};
use wirebench_core::log::{Mask, Seq, Store};
use wirebench_core::message::{Message, Role};
use wirebench_core::time::Micros;

use crate::samples;

/// What the page writes in a slice, more or less.
const SLICE: usize = 1_000_000;

fn write(format: Format, store: &Store, out: &mut Vec<u8>) {
    let wish = Wish {
        format,
        filter: None,
        notices: Notices::With,
        from: Seq(0),
        end: Some(store.next()),
        mask: Mask::default(),
        utc_offset: 0,
        now: Micros(0),
        address: String::new(),
    };
    let mut export = Export::new(wish, store);
    while export.step(store, samples::EYES, SLICE, out) == Progress::More {
        black_box(&out);
        out.clear();
    }
}

/// A feed, in messages of a hundred bytes; the bytes are those of the payloads.
#[divan::bench(args = Format::ALL)]
fn export_feed(bencher: Bencher, format: Format) {
    let store = samples::store();
    let mut out = Vec::new();
    bencher
        .counter(ItemsCount::new(samples::COUNT))
        .counter(BytesCount::new(samples::COUNT * 100))
        .bench_local(|| write(format, black_box(&store), &mut out));
}

/// One large message of text.
#[divan::bench(args = Format::ALL)]
fn export_large_text(bencher: Bencher, format: Format) {
    let text = samples::json(10_000_000);
    large(bencher, format, Message::text(&text));
}

/// The same as bytes, which are written as base64 or as a hex dump.
#[divan::bench(args = Format::ALL)]
fn export_large_binary(bencher: Bencher, format: Format) {
    let text = samples::json(10_000_000);
    large(bencher, format, Message::binary(text.as_bytes()));
}

fn large(bencher: Bencher, format: Format, message: Message<'_>) {
    let mut store = Store::default();
    store.push_received(Micros(0), Role::Data, message);
    let mut out = Vec::new();
    bencher
        .counter(BytesCount::of_slice(message.payload))
        .bench_local(|| write(format, black_box(&store), &mut out));
}
