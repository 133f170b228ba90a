//! A captured answer and the one that came, line by line; of one that has no other, all of it.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wirebench_core::codec::compare::{Compared, MOST_BYTES, MOST_LINES, compare};
use wirebench_core::log::{Body, Seq};
use wirebench_core::replay::Difference;
use wirebench_core::size;

use super::differences::title;
use crate::i18n::{Words, say, use_words, word};
use crate::state::{Log, Session};
use crate::ui::parts::{DiffLines, live, on};

/// What comparing has come to.
#[derive(Clone, PartialEq)]
enum Found {
    /// One of the rows isn't kept any more.
    Gone,
    TooLarge,
    /// The bytes are the same, so it is the type that differs, or there is nothing to see.
    NoLines,
    Lines(Vec<Compared>),
}

/// The difference that is opened.
#[component]
pub fn Pair(
    session: Session,
    /// Whose log has what came.
    answers: Signal<Option<Session>>,
    opened: RwSignal<Option<Difference>>,
) -> impl IntoView {
    let i18n = use_words();
    let now = move || answers.get().map(|session| session.log);
    // A row never changes, so they are compared again only when one has gone.
    let is_kept = Memo::new(move |_| opened.get().is_some_and(|it| is_kept(session.log, now(), it)));
    let found = Memo::new(move |_| {
        let difference = opened.get().filter(|_| is_kept.get());
        difference.map_or(Found::Gone, |difference| find(session.log, now(), difference))
    });
    let heading = live(move || opened.get().map(|it| title(i18n, it)).unwrap_or_default());
    let said = live(move || said(i18n, &found.get(), opened.get()));
    let lines = live(move || match found.get() {
        Found::Lines(lines) => lines,
        Found::Gone | Found::TooLarge | Found::NoLines => Vec::new(),
    });
    let close = on(move |_: MouseEvent| opened.set(None));
    view! {
        <div class="replay-pair" role="group" aria-label=heading>
            <p class="replay-pair-bar">
                <span class="replay-pair-title">{heading}</span>
                <span class="replay-pair-said" aria-live="polite">{said}</span>
                <button class="button is-quiet" type="button" on:click=close>
                    {word!(i18n, replay.close)}
                </button>
            </p>
            <DiffLines label=word!(i18n, replay.lines) lines />
        </div>
    }
}

fn is_kept(captured: Log, now: Option<Log>, difference: Difference) -> bool {
    let has_come = |seq| now.is_some_and(|log| log.is_kept(seq));
    match difference {
        Difference::Changed { captured: old, now: new } => captured.is_kept(old) && has_come(new),
        Difference::Missing(seq) => captured.is_kept(seq),
        Difference::Extra(seq) => has_come(seq),
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

fn said(i18n: Words, found: &Found, difference: Option<Difference>) -> String {
    match (found, difference) {
        (Found::Gone, _) => say!(i18n, replay.row_gone),
        (Found::TooLarge, _) => {
            let bytes = size::bytes(MOST_BYTES as u64);
            say!(i18n, detail.too_large_to_compare, bytes = bytes, lines = size::grouped(MOST_LINES as u64))
        }
        (Found::NoLines, Some(Difference::Changed { .. })) => say!(i18n, replay.other_type),
        (Found::NoLines, Some(Difference::Missing(_) | Difference::Extra(_)) | None) => {
            say!(i18n, log.empty_message)
        }
        (Found::Lines(_), _) => String::new(),
    }
}
