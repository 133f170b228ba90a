//! Logs of before, offered where there is no row yet: nothing moves when they are found, a moment after the start.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use crate::i18n::{say, use_words, word};
use crate::state::{Session, Workbench};
use crate::ui::parts::{live, on};
use crate::ui::words;

/// What there is of before, while nobody has dealt with it.
#[component]
pub fn Offer(session: Session) -> impl IntoView {
    let i18n = use_words();
    let workbench = expect_context::<Workbench>();
    let offered = workbench.offered;
    let text = live(move || {
        offered.with(|offered| match offered.as_slice() {
            [] => String::new(),
            [log] => say!(i18n, logs.offer, name = words::visible(&log.label)),
            all => say!(i18n, logs.offer_many, count = all.len()),
        })
    });
    let is_hidden = live(move || {
        session.captured.is_some() || session.log.counts().total > 0 || offered.with(Vec::is_empty)
    });
    view! {
        <div class="log-offer" hidden=is_hidden>
            <p role="status">{text}</p>
            <button
                class="button"
                type="button"
                on:click=on(move |_: MouseEvent| workbench.open_offered())
            >
                {word!(i18n, logs.offer_open)}
            </button>
            <button
                class="button is-quiet"
                type="button"
                on:click=on(move |_: MouseEvent| workbench.dismiss_offered())
            >
                {word!(i18n, saved.dismiss)}
            </button>
        </div>
    }
}
