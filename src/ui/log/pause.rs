//! What is said while the list is paused: rows go on being received and kept, and so many wait.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wirebench_core::size;

use super::list::LOG_ID;
use crate::i18n::{say, use_words, word};
use crate::state::Log;
use crate::ui::parts::{focus, live, on};

/// That the list is paused, and how many rows wait.
#[component]
pub fn PauseLine(log: Log) -> impl IntoView {
    let i18n = use_words();
    let words = live(move || say!(i18n, log.paused, count = size::grouped(log.counts().waiting as u64)));
    let resume = on(move |_: MouseEvent| {
        // The button goes with the line; the focus would be lost with it.
        focus(LOG_ID);
        log.resume();
    });
    view! {
        <p class="log-line" hidden=live(move || !log.is_paused())>
            <span data-testid="log-waiting" data-value=live(move || log.counts().waiting.to_string())>
                {words}
            </span>
            <button class="button is-quiet" type="button" on:click=resume>
                {word!(i18n, log.resume)}
            </button>
        </p>
    }
}
