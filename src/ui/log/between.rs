//! The time between two rows that are chosen.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wirebench_core::log::Seq;

use super::copy::CopyMenu;
use super::list::LOG_ID;
use crate::i18n::{Words, say, use_words, word};
use crate::state::{Log, Session};
use crate::ui::parts::{Glyph, Icon, focus, live, on};

/// The line that tells it, while two rows are chosen.
#[component]
pub fn BetweenLine(session: Session) -> impl IntoView {
    let i18n = use_words();
    let log = session.log;
    let pair = Memo::new(move |_| log.pair());
    let text = live(move || pair.get().and_then(|(first, second)| between(i18n, log, first, second)));
    let label = word!(i18n, log.unmark);
    let unmark = on(move |_: MouseEvent| {
        // The button goes with the line; the focus would be lost with it.
        focus(LOG_ID);
        log.mark(None);
    });
    view! {
        <div class="log-line" hidden=live(move || pair.get().is_none())>
            <span data-testid="log-between" aria-live="polite">
                {text}
            </span>
            <CopyMenu session />
            <button class="button is-quiet is-square" type="button" aria-label=label title=label on:click=unmark>
                <Icon glyph=Glyph::Cross />
            </button>
        </div>
    }
}

fn between(i18n: Words, log: Log, first: Seq, second: Seq) -> Option<String> {
    let span = log.with_store(|store| store.between(first, second))?.exact();
    Some(match second.0 - first.0 {
        1 => say!(i18n, log.between_next, span = span, first = first.0, second = second.0),
        count => say!(i18n, log.between, span = span, first = first.0, second = second.0, count = count),
    })
}
