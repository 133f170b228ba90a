//! The answers that differ, one line each; a line opens what distinguishes the two.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wirebench_core::log::{Body, Row, Seq, preview};
use wirebench_core::replay::{Difference, MOST_LISTED};
use wirebench_core::size::grouped;

use super::pair::Pair;
use crate::i18n::{Words, say, use_words, word};
use crate::state::{Log, Session, Workbench};
use crate::ui::parts::{live, on};

/// How much of a message stands on a line; what doesn't fit is cut off by its edge.
const PREVIEW: usize = 120;

/// The list, and the one that is opened.
#[component]
pub fn Differences(session: Session) -> impl IntoView {
    let i18n = use_words();
    let replaying = session.replaying;
    let workbench = expect_context::<Workbench>();
    // A list begins with none, so its length tells one from another.
    let listed = Memo::new(move |_| replaying.going.get().map_or(0, |going| going.listed));
    let opened = RwSignal::new(None::<usize>);
    // Where what came lies, while that tab is there.
    let answers = move || {
        let id = replaying.going.get_untracked()?.answered_in;
        workbench.sessions().into_iter().find(|session| session.id == id).map(|session| session.log)
    };
    let more = live(move || {
        let counts = replaying.progress().map(|now| now.counts).unwrap_or_default();
        let more = (counts.changed + counts.missing + counts.extra).saturating_sub(MOST_LISTED as u64);
        (more > 0).then(|| say!(i18n, replay.more, count = grouped(more)))
    });
    let line = move |(index, difference): (usize, Difference)| {
        let toggle = on(move |_: MouseEvent| {
            opened.update(|opened| *opened = Some(index).filter(|_| *opened != Some(index)));
        });
        let text = sample(session.log, untrack(answers), difference);
        view! {
            <li>
                <button
                    class="replay-difference"
                    type="button"
                    data-testid="replay-difference"
                    aria-expanded=live(move || (opened.get() == Some(index)).to_string())
                    on:click=toggle
                >
                    <span class="replay-difference-kind">{live(move || title(i18n, difference))}</span>
                    <span class="replay-difference-text" dir="auto">{text}</span>
                </button>
            </li>
        }
    };
    let lines = move || {
        listed.track();
        replaying.differences().into_iter().enumerate().map(line).collect_view()
    };
    let pair = move || {
        let opened_one = opened.get().filter(|index| *index < listed.get())?;
        let difference = *replaying.differences().get(opened_one)?;
        Some(view! { <Pair captured=session.log now=answers() difference opened /> })
    };
    view! {
        <ul
            class="replay-list"
            aria-label=word!(i18n, replay.differences)
            hidden=live(move || listed.get() == 0)
        >
            {lines}
        </ul>
        <p class="replay-more" hidden=live(move || more.with(Option::is_none))>{more}</p>
        {pair}
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
