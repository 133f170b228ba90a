//! The row beside another: which other one, and what distinguishes the two.

use leptos::prelude::*;
use wirebench_core::codec::compare::{Compared, MOST_BYTES, MOST_LINES, Side, compare};
use wirebench_core::log::Seq;
use wirebench_core::size;

use super::content::payload;
use crate::i18n::{Words, say, use_words, word};
use crate::state::Log;
use crate::ui::parts::{DiffLines, Field, FieldKind, Input, live};

/// How far back is looked for a row to compare with.
const LOOK_BACK: u64 = 10_000;

const ROW_FIELD: FieldKind = FieldKind {
    id: "compare-row",
    problem_id: "compare-row-problem",
    class: "diff-row",
    input: Input::Number,
};

/// The row before that one which went the same way, as it is typed into the field.
pub fn row_before(log: Log, seq: Seq) -> String {
    let kind = log.with_row(seq, |row| row.kind);
    let is_same = |before: &u64| log.with_row(Seq(*before), |row| row.kind) == kind;
    let oldest = seq.0.saturating_sub(LOOK_BACK).max(1);
    (oldest..seq.0).rev().find(is_same).map(|seq| seq.to_string()).unwrap_or_default()
}

/// What distinguishes the selected row from another.
#[component]
pub fn CompareView(
    log: Log,
    /// The number of the other row, as typed.
    other: RwSignal<String>,
) -> impl IntoView {
    let i18n = use_words();
    let found = Memo::new(move |_| Found::of(i18n, log, other));
    let problem = live(move || match found.get() {
        Found::NoRow => Some(say!(i18n, detail.no_such_row)),
        Found::TooLarge | Found::Lines(_) => None,
    });
    let summary = live(move || match found.get() {
        Found::NoRow => String::new(),
        Found::TooLarge => {
            let bytes = size::bytes(MOST_BYTES as u64);
            say!(i18n, detail.too_large_to_compare, bytes = bytes, lines = size::grouped(MOST_LINES as u64))
        }
        Found::Lines(lines) if lines.is_empty() => say!(i18n, detail.same),
        Found::Lines(lines) => {
            let count = |side| lines.iter().filter(|line| line.side == side).count();
            let (removed, added) = (count(Side::Old), count(Side::New));
            say!(i18n, detail.differences, removed = removed, added = added)
        }
    });
    let lines = live(move || match found.get() {
        Found::NoRow | Found::TooLarge => Vec::new(),
        Found::Lines(lines) => lines,
    });
    view! {
        <div class="diff-bar">
            <Field
                kind=ROW_FIELD
                label=word!(i18n, detail.other_row)
                placeholder=live(String::new)
                value=other
                on_type=move |text| other.set(text)
                problem
            />
            <p class="diff-summary" data-testid="diff-summary" aria-live="polite">{summary}</p>
        </div>
        <DiffLines label=word!(i18n, detail.diff_label) lines />
    }
}

/// What comparing has found.
#[derive(Clone, PartialEq)]
enum Found {
    NoRow,
    TooLarge,
    Lines(Vec<Compared>),
}

impl Found {
    fn of(i18n: Words, log: Log, other: RwSignal<String>) -> Self {
        let bytes = |seq| log.with_row(seq, |row| payload(i18n, &row, <[u8]>::to_vec));
        let other = other.with(|text| text.trim().parse().ok()).map(Seq);
        let Some(seq) = log.selected.get() else { return Self::NoRow };
        match (other.and_then(bytes), bytes(seq)) {
            (Some(old), Some(new)) => compare(&old, &new).map_or(Self::TooLarge, Self::Lines),
            (_, None) | (None, _) => Self::NoRow,
        }
    }
}
