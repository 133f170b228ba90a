//! The hex dump of a payload: only the lines in sight are printed, so a hundred megabytes open at once.

use std::fmt::Write;

use leptos::prelude::*;
use wirebench_core::codec::hex;

use super::content::payload;
use super::lines::Lines;
use super::reel::Reel;
use crate::i18n::{use_words, word};
use crate::state::Log;
use crate::ui::parts::live;

/// The row that is selected, as a dump.
#[component]
pub fn HexView(log: Log) -> impl IntoView {
    let i18n = use_words();
    let size = Memo::new(move |_| {
        let seq = log.selected.get()?;
        log.with_row(seq, |row| payload(i18n, &row, <[u8]>::len))
    });
    let reel = Reel::new(live(move || size.get().unwrap_or(0).div_ceil(hex::DUMP_WIDTH)));
    Effect::new(move |_| {
        log.selected.track();
        reel.rewind();
    });
    let read = move |first: usize, count: usize| {
        let seq = log.selected.get();
        let print = |bytes: &[u8]| dump(bytes, first, count);
        seq.and_then(|seq| log.with_row(seq, |row| payload(i18n, &row, print))).unwrap_or_default()
    };
    view! { <Lines log test_id="detail-hex" label=word!(i18n, detail.hex_lines) reel read=Box::new(read) /> }
}

/// So many lines of a dump from that one on.
fn dump(bytes: &[u8], first: usize, count: usize) -> String {
    let mut text = String::new();
    for (number, line) in bytes.chunks(hex::DUMP_WIDTH).enumerate().skip(first).take(count) {
        let line = hex::dump_line(line, number * hex::DUMP_WIDTH);
        // Writing into a string doesn't fail.
        let _ = writeln!(text, "{}  {:<48}  {}", line.offset, line.hex, line.ascii);
    }
    text
}
