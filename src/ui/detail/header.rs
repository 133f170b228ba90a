//! Which row is looked at, and what can be done with it.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::content::whole;
use crate::i18n::{say, use_words, word};
use crate::state::{Log, screen};
use crate::ui::parts::{Glyph, IconButton, live, on};

/// The row's number and facts, and the buttons to copy it and to close the pane.
#[component]
pub fn DetailHeader(
    log: Log,
    /// When it happened and how large it is.
    facts: Signal<String>,
    /// Closes the pane.
    on_close: impl Fn() + 'static,
) -> impl IntoView {
    let i18n = use_words();
    // The rows that the browser did and didn't copy; another row is neither.
    let copied = RwSignal::new(None);
    let refused = RwSignal::new(None);
    let is_refused = live(move || refused.get().is_some() && refused.get() == log.selected.get());
    let copy = on(move |_: MouseEvent| {
        let seq = log.selected.get_untracked();
        let Some(text) = seq.and_then(|seq| log.with_row(seq, |row| whole(i18n, &row))) else { return };
        spawn_local(async move {
            let was_copied = screen::copy(&text).await;
            copied.set(seq.filter(|_| was_copied));
            refused.set(seq.filter(|_| !was_copied));
        });
    });
    let copy_word = live(move || {
        let is_copied = copied.get().is_some() && copied.get() == log.selected.get();
        if is_copied { say!(i18n, detail.copied) } else { say!(i18n, detail.copy) }
    });
    let title = live(move || say!(i18n, detail.title, seq = log.selected.get().map_or(0, |seq| seq.0)));
    let close_word = word!(i18n, detail.close);
    view! {
        <header class="detail-header">
            <h2 class="detail-title">{title}</h2>
            <span class="detail-facts">{facts}</span>
            <button class="button is-quiet" type="button" on:click=copy>
                {copy_word}
            </button>
            <IconButton glyph=Glyph::Cross label=close_word act=Box::new(on_close) />
        </header>
        <p class="problem" aria-live="polite" hidden=live(move || !is_refused.get())>
            {word!(i18n, detail.not_copied)}
        </p>
    }
}
