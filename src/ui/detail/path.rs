//! The way to the value that is selected in the tree, and the buttons that copy it or the value.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wirebench_core::codec::json::{Document, Node};

use crate::i18n::{use_words, word};
use crate::state::{Reading, screen};
use crate::ui::parts::{live, on};

/// What was copied last, or couldn't be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Copied {
    Nothing,
    Path(Node),
    Value(Node),
    Refused(Node),
}

/// The path of the selected value.
#[component]
pub fn PathBar(reading: Reading, selected: RwSignal<Node>) -> impl IntoView {
    let i18n = use_words();
    let path = Memo::new(move |_| reading.with(|document| document.path(selected.get())).unwrap_or_default());
    let copied = RwSignal::new(Copied::Nothing);
    let copy = move |read: fn(&Document, Node) -> String, done: fn(Node) -> Copied| {
        let node = selected.get_untracked();
        let Some(text) = untrack(|| reading.with(|document| read(document, node))) else { return };
        spawn_local(async move {
            let was_copied = screen::copy(&text).await;
            copied.set(if was_copied { done(node) } else { Copied::Refused(node) });
        });
    };
    let word_of = move |done: fn(Node) -> Copied, word: Signal<String>| {
        let done_word = word!(i18n, detail.copied);
        live(move || if copied.get() == done(selected.get()) { done_word.get() } else { word.get() })
    };
    view! {
        <div class="tree-bar">
            <code class="tree-path" dir="ltr" data-testid="tree-path">{path}</code>
            <button
                class="button is-quiet"
                type="button"
                on:click=on(move |_: MouseEvent| copy(Document::path, Copied::Path))
            >
                {word_of(Copied::Path, word!(i18n, detail.copy_path))}
            </button>
            <button
                class="button is-quiet"
                type="button"
                on:click=on(move |_: MouseEvent| copy(|document, node| document.value(node).to_owned(), Copied::Value))
            >
                {word_of(Copied::Value, word!(i18n, detail.copy_value))}
            </button>
        </div>
        <p
            class="problem detail-note"
            aria-live="polite"
            hidden=live(move || copied.get() != Copied::Refused(selected.get()))
        >
            {word!(i18n, detail.not_copied)}
        </p>
    }
}
