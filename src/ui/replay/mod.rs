//! The replay of a log: over which connection and how fast, how it goes, and how the answers compare.

mod differences;
mod form;
mod pair;
mod progress;

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use self::differences::Differences;
use self::form::ReplayForm;
use self::progress::{ReplayCounts, ReplayProgress};
use super::parts::{When, live, on};
use crate::i18n::{use_words, word};
use crate::state::Session;

const PANE_ID: &str = "replay";

/// The button that shows what there is to choose.
#[component]
pub fn ReplayToggle(session: Session) -> impl IntoView {
    let i18n = use_words();
    let is_open = session.replaying.is_open;
    view! {
        <button
            class="button is-quiet is-toggle"
            type="button"
            aria-expanded=live(move || is_open.get().to_string())
            aria-controls=live(move || is_open.get().then(|| PANE_ID.to_owned()))
            on:click=on(move |_: MouseEvent| is_open.update(|is_open| *is_open = !*is_open))
        >
            {word!(i18n, replay.label)}
        </button>
    }
}

/// The pane under the toolbar of the log, while it is open or something is replayed.
#[component]
pub fn ReplayPane(session: Session) -> impl IntoView {
    let i18n = use_words();
    let replaying = session.replaying;
    let is_open = replaying.is_open;
    let is_shown = live(move || is_open.get() || replaying.is_running());
    view! {
        <When holds=is_shown>
            <section class="replay" id=PANE_ID aria-label=word!(i18n, replay.label)>
                <ReplayForm session />
                <ReplayProgress session />
                <div class="replay-result" hidden=live(move || !is_open.get())>
                    <ReplayCounts session />
                    <Differences session />
                </div>
            </section>
        </When>
    }
}
