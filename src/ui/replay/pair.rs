//! A captured answer and the one that came, line by line; of one that has no other, all of it.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wirebench_core::codec::compare::{Compared, MOST_BYTES, MOST_LINES, compare};
use wirebench_core::log::{Body, Seq};
use wirebench_core::replay::Difference;
use wirebench_core::size;

use super::differences::title;
use crate::i18n::{Words, say, use_words, word};
use crate::state::Log;
use crate::ui::parts::{DiffLines, live, on};

/// What comparing has come to.
enum Found {
    /// One of the rows isn't kept any more.
    Gone,
    TooLarge,
    /// The bytes are the same, so it is the type that differs, or there is nothing to see.
    NoLines,
    Lines(Vec<Compared>),
}

/// A difference, as it stands when it is opened: rows never change.
#[component]
pub fn Pair(
    captured: Log,
    /// The log that has what came, while it is there.
    now: Option<Log>,
    difference: Difference,
    /// Which one of them is opened.
    opened: RwSignal<Option<usize>>,
) -> impl IntoView {
    let i18n = use_words();
    let found = find(captured, now, difference);
    let (lines, said) = match found {
        Found::Lines(lines) => (lines, None),
        other @ (Found::Gone | Found::TooLarge | Found::NoLines) => (Vec::new(), Some(other)),
    };
    let heading = live(move || title(i18n, difference));
    let said = live(move || said.as_ref().map(|found| said_of(i18n, found, difference)).unwrap_or_default());
    let lines = live(move || lines.clone());
    let close = on(move |_: MouseEvent| opened.set(None));
    view! {
        <div class="replay-pair" role="group" aria-label=heading>
            <p class="replay-pair-bar">
                <span class="replay-pair-title">{heading}</span>
                <span class="replay-pair-said">{said}</span>
                <button class="button is-quiet" type="button" on:click=close>
                    {word!(i18n, replay.close)}
                </button>
            </p>
            <DiffLines label=word!(i18n, replay.lines) lines />
        </div>
    }
}

fn find(captured: Log, now: Option<Log>, difference: Difference) -> Found {
    let bytes = |log: Log, seq: Seq| {
        let read = |body: &Body<'_>| match body {
            Body::Message(message, _) => Some(message.payload.to_vec()),
            Body::Notice(_) => None,
        };
        log.with_row(seq, |row| read(&row.body)).flatten()
    };
    let came = |seq| now.and_then(|log| bytes(log, seq));
    let both = match difference {
        Difference::Changed { captured: old, now: new } => (bytes(captured, old), came(new)),
        Difference::Missing(seq) => (bytes(captured, seq), Some(Vec::new())),
        Difference::Extra(seq) => (Some(Vec::new()), came(seq)),
    };
    let (Some(old), Some(new)) = both else { return Found::Gone };
    match compare(&old, &new) {
        None => Found::TooLarge,
        Some(lines) if lines.is_empty() => Found::NoLines,
        Some(lines) => Found::Lines(lines),
    }
}

fn said_of(i18n: Words, found: &Found, difference: Difference) -> String {
    match (found, difference) {
        (Found::Gone, _) => say!(i18n, replay.row_gone),
        (Found::TooLarge, _) => {
            let bytes = size::bytes(MOST_BYTES as u64);
            say!(i18n, detail.too_large_to_compare, bytes = bytes, lines = size::grouped(MOST_LINES as u64))
        }
        (Found::NoLines, Difference::Changed { .. }) => say!(i18n, replay.other_type),
        (Found::NoLines, Difference::Missing(_) | Difference::Extra(_)) => say!(i18n, log.empty_message),
        (Found::Lines(_), _) => String::new(),
    }
}
