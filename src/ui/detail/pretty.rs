//! JSON on several lines; only those in sight are printed.

use leptos::prelude::*;
use wirebench_core::codec::json::Document;
use wirebench_core::size;

use super::lines::Lines;
use super::reel::Reel;
use crate::i18n::{say, use_words, word};
use crate::state::{Log, Reading};

/// The document that is read, as lines.
#[component]
pub fn PrettyView(log: Log, reading: Reading) -> impl IntoView {
    let i18n = use_words();
    let count = Memo::new(move |_| reading.with(Document::line_count).unwrap_or(0));
    let reel = Reel::new(count.into());
    Effect::new(move |_| {
        log.selected.track();
        reel.rewind();
    });
    let read = move |first: usize, count: usize| {
        let mut text = String::new();
        for line in reading.with(|document| document.lines(first, count)).unwrap_or_default() {
            text.push_str(&line.text);
            if line.left_out > 0 {
                text.push_str(&say!(i18n, detail.left_out, size = size::bytes(line.left_out as u64)));
            }
            text.push('\n');
        }
        text
    };
    view! { <Lines log test_id="detail-pretty" label=word!(i18n, detail.pretty_lines) reel read=Box::new(read) /> }
}
