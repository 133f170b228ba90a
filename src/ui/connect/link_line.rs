//! What came of copying a link that brings somebody else to the same place.

use leptos::prelude::*;
use wirebench_core::link::LinkProblem;

use crate::i18n::{say, use_words, word};
use crate::state::Session;
use crate::state::page_link::LinkCopied;
use crate::ui::parts::{Glyph, IconButton, focus, live};
use crate::ui::words;

use super::CONNECT_ID;

/// What came of copying one, until the user has read it.
#[component]
pub fn LinkLine(session: Session) -> impl IntoView {
    let i18n = use_words();
    let said = live(move || {
        session.link_copied.get().map(|copied| match copied {
            LinkCopied::Done => say!(i18n, link.copied),
            LinkCopied::Failed => say!(i18n, link.not_copied),
            LinkCopied::Refused(LinkProblem::TooLong { .. }) => say!(i18n, link.too_much),
            LinkCopied::Refused(problem) => {
                say!(i18n, link.not_made, what = words::link_problem(i18n, problem))
            }
        })
    });
    // What is pressed is gone then, and the focus would be lost with it.
    let dismiss = move || {
        session.link_copied.set(None);
        focus(CONNECT_ID);
    };
    view! {
        <p class="connect-said" role="status" hidden=live(move || said.with(Option::is_none))>
            {said}
            <IconButton glyph=Glyph::Cross label=word!(i18n, saved.dismiss) act=Box::new(dismiss) />
        </p>
    }
}
