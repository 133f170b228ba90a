//! What a message costs when somebody looks at it: a screen of a hex dump, and JSON laid out.

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use wirebench_core::codec::{hex, json};

use crate::samples;

const MEGABYTE: usize = 1_000_000;
/// As many lines as fit on a large screen.
const LINES: usize = 60;

/// The lines of a dump that are on screen.
#[divan::bench]
fn hex_dump_lines(bencher: Bencher) {
    let bytes: Vec<u8> = (0..=u8::MAX).cycle().take(LINES * hex::DUMP_WIDTH).collect();
    bencher.counter(BytesCount::of_slice(&bytes)).bench_local(|| {
        for (line, number) in black_box(&bytes).chunks(hex::DUMP_WIDTH).zip(0..) {
            black_box(hex::dump_line(line, number * hex::DUMP_WIDTH));
        }
    });
}

/// One megabyte of JSON, laid out.
#[divan::bench]
fn json_pretty(bencher: Bencher) {
    let text = samples::json(MEGABYTE);
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| json::pretty(black_box(&text)));
}

/// The same, only read.
#[divan::bench]
fn json_check(bencher: Bencher) {
    let text = samples::json(MEGABYTE);
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| json::check(black_box(&text)));
}
