//! The answers that differ, one line each; a line opens what distinguishes the two.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wirebench_core::log::{Body, Row, Seq, preview};
use wirebench_core::replay::{Difference, MOST_LISTED};
use wirebench_core::size::grouped;

use super::pair::Pair;
use crate::i18n::{Words, say, use_words, word};
use crate::state::{Log, Session, Workbench};
use crate::ui::parts::{When, live, on};

/// How much of a message stands on a line; what doesn't fit is cut off by its edge.
const PREVIEW: usize = 120;

/// The list, and the one that is opened.
#[component]
pub fn Differences(session: Session) -> impl IntoView {
    let i18n = use_words();
    let replaying = session.replaying;
    let workbench = expect_context::<Workbench>();
    let differences = Memo::new(move |_| replaying.differences());
    let opened = RwSignal::new(None::<Difference>);
    // Where what came lies, while that tab is there.
    let answers = Memo::new(move |_| {
        let id = replaying.answered_in.get()?;
        workbench.sessions().into_iter().find(|session| session.id == id)
    });
    Effect::new(move |_| {
        if differences.with(Vec::is_empty) {
            opened.set(None);
        }
    });
    let more = live(move || {
        let counts = replaying.progress.with(|now| now.as_ref().map(|now| now.counts).unwrap_or_default());
        (counts.changed + counts.missing + counts.extra).saturating_sub(MOST_LISTED as u64)
    });
    let line = move |difference: Difference| {
        let toggle = on(move |_: MouseEvent| {
            opened.update(|opened| *opened = Some(difference).filter(|_| *opened != Some(difference)));
        });
        let now = answers.get_untracked().map(|session| session.log);
        view! {
            <li>
                <button
                    class="replay-difference"
                    type="button"
                    data-testid="replay-difference"
                    aria-expanded=live(move || (opened.get() == Some(difference)).to_string())
                    on:click=toggle
                >
                    <span class="replay-difference-kind">{live(move || title(i18n, difference))}</span>
                    <span class="replay-difference-text" dir="auto">{sample(session.log, now, difference)}</span>
                </button>
            </li>
        }
    };
    view! {
        <ul
            class="replay-list"
            aria-label=word!(i18n, replay.differences)
            hidden=live(move || differences.with(Vec::is_empty))
        >
            {move || differences.get().into_iter().map(line).collect_view()}
        </ul>
        <p class="replay-more" hidden=live(move || more.get() == 0)>
            {live(move || say!(i18n, replay.more, count = grouped(more.get())))}
        </p>
        <When holds=live(move || opened.get().is_some())>
            <Pair session answers=answers.into() opened />
        </When>
    }
}

/// What kind of difference it is, and the rows.
pub fn title(i18n: Words, difference: Difference) -> String {
    match difference {
        Difference::Changed { captured, now } => {
            say!(i18n, replay.row_changed, captured = captured.0, now = now.0)
        }
        Difference::Missing(seq) => say!(i18n, replay.row_missing, seq = seq.0),
        Difference::Extra(seq) => say!(i18n, replay.row_extra, seq = seq.0),
    }
}

/// The start of what came, or of what didn't.
fn sample(captured: Log, now: Option<Log>, difference: Difference) -> String {
    let start = |log: Log, seq: Seq| {
        log.with_row(seq, |row: Row<'_>| match row.body {
            Body::Message(message, _) => log.with_filter(|filter| preview(message, filter, PREVIEW).0),
            Body::Notice(_) => String::new(),
        })
    };
    let found = untrack(|| match difference {
        Difference::Changed { now: seq, .. } | Difference::Extra(seq) => now.and_then(|log| start(log, seq)),
        Difference::Missing(seq) => start(captured, seq),
    });
    found.unwrap_or_default()
}
