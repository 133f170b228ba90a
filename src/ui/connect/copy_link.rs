//! A link that brings somebody else to the same place.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::i18n::{say, use_words};
use crate::state::{Session, screen};
use crate::ui::parts::{Glyph, Icon, live, on};
use crate::ui::words;

/// The button, and what came of pressing it.
#[component]
pub fn CopyLink(session: Session) -> impl IntoView {
    let i18n = use_words();
    let said = RwSignal::new(None::<String>);
    let copy = on(move |_: MouseEvent| match untrack(|| session.page_link()) {
        Ok(link) => spawn_local(async move {
            let is_copied = screen::copy(&link).await;
            // The tab may have been closed meanwhile.
            let _ = said.try_set(Some(if is_copied {
                say!(i18n, link.copied)
            } else {
                say!(i18n, link.not_copied)
            }));
        }),
        Err(problem) => said.set(Some(words::link_problem(i18n, problem))),
    });
    let label = live(move || say!(i18n, link.copy));
    view! {
        <button class="button is-quiet is-square" type="button" aria-label=label title=label on:click=copy>
            <Icon glyph=Glyph::Chain />
        </button>
        <span class="connect-said" role="status" hidden=live(move || said.with(Option::is_none))>
            {said}
        </span>
    }
}
