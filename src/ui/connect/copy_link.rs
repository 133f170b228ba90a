//! A link that brings somebody else to the same place.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wirebench_core::link::LinkProblem;

use crate::i18n::{say, use_words, word};
use crate::state::Session;
use crate::state::page_link::LinkCopied;
use crate::ui::parts::{Glyph, Icon, live, on};
use crate::ui::words;

/// The button.
#[component]
pub fn CopyLink(session: Session) -> impl IntoView {
    let i18n = use_words();
    let label = word!(i18n, link.copy);
    view! {
        <button
            class="button is-quiet is-square"
            type="button"
            aria-label=label
            title=label
            on:click=on(move |_: MouseEvent| session.copy_link())
        >
            <Icon glyph=Glyph::Chain />
        </button>
    }
}

/// What came of pressing it.
#[component]
pub fn LinkLine(session: Session) -> impl IntoView {
    let i18n = use_words();
    let said = live(move || {
        session.link_copied.get().map(|copied| match copied {
            LinkCopied::Done => say!(i18n, link.copied),
            LinkCopied::Failed => say!(i18n, link.not_copied),
            LinkCopied::Refused(LinkProblem::TooLong { .. }) => say!(i18n, link.too_much),
            LinkCopied::Refused(problem) => words::link_problem(i18n, problem),
        })
    });
    let dismiss = on(move |_: MouseEvent| session.link_copied.set(None));
    view! {
        <p class="connect-said" role="status" hidden=live(move || said.with(Option::is_none))>
            {said}
            <button
                class="button is-quiet is-square"
                type="button"
                aria-label=word!(i18n, saved.dismiss)
                on:click=dismiss
            >
                <Icon glyph=Glyph::Cross />
            </button>
        </p>
    }
}
