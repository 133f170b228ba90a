//! Why the handshake may have failed: what is known, what is likely, and what to try.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wirebench_core::conn::diagnosis::Diagnosis;

use crate::i18n::{Words, say, use_words, word};
use crate::state::{Failure, Session};
use crate::ui::parts::{anew, live, on};
use crate::ui::words;

/// The three lists, while there is a diagnosis.
#[component]
pub fn DiagnosisPanel(session: Session) -> impl IntoView {
    let i18n = use_words();
    let sentences = move |of: fn(&Diagnosis, Words) -> Vec<String>| {
        live(move || session.failure.with(|f| f.diagnosis.as_ref().map(|d| of(d, i18n)).unwrap_or_default()))
    };
    let known = sentences(|d, i18n| d.known.iter().map(|fact| words::known(i18n, fact)).collect());
    let likely = sentences(|d, i18n| d.likely.iter().map(|cause| words::likely(i18n, *cause)).collect());
    let tries = sentences(|d, i18n| d.tries.iter().map(|advice| words::advice(i18n, advice)).collect());
    view! {
        <div
            class="diagnosis"
            data-testid="diagnosis"
            // What comes with every automatic attempt is not read out.
            aria-live=live(move || if session.failure.with(Failure::was_asked) { "polite" } else { "off" }.to_owned())
            hidden=live(move || session.failure.with(|failure| failure.diagnosis.is_none()))
        >
            <Sentences heading=word!(i18n, diagnosis.known) sentences=known />
            <Sentences heading=word!(i18n, diagnosis.likely) sentences=likely />
            <Sentences heading=word!(i18n, diagnosis.tries) sentences=tries />
            <p class="diagnosis-note" hidden=session.handshakes.are_ours()>{word!(i18n, diagnosis.sees_more)}</p>
        </div>
    }
}

/// The button that finds out more, while there is something to find out.
#[component]
pub fn DiagnoseButton(session: Session) -> impl IntoView {
    let i18n = use_words();
    let is_asking = live(move || session.failure.with(Failure::is_asking));
    let action =
        live(
            move || {
                if is_asking.get() { say!(i18n, diagnosis.asking) } else { say!(i18n, diagnosis.action) }
            },
        );
    view! {
        <button
            class="button"
            type="button"
            title=word!(i18n, diagnosis.action_hint)
            aria-disabled=live(move || is_asking.get().to_string())
            hidden=live(move || session.failure.with(|failure| failure.diagnosis.is_none()))
            on:click=on(move |_: MouseEvent| session.diagnose())
        >
            {action}
        </button>
    }
}

/// The button that lets the page see more of the next handshake, where it is an extension's and may not yet.
#[component]
pub fn AccessButton(session: Session) -> impl IntoView {
    let i18n = use_words();
    let is_wanted =
        live(move || session.failure.with(|failure| failure.diagnosis.is_some() && failure.lacks_access));
    view! {
        <button
            class="button"
            type="button"
            title=word!(i18n, diagnosis.give_access_hint)
            hidden=live(move || !is_wanted.get())
            on:click=on(move |_: MouseEvent| session.give_access())
        >
            {word!(i18n, diagnosis.give_access)}
        </button>
    }
}

/// A list under its heading; nothing to see while it is empty.
#[component]
fn Sentences(heading: Signal<String>, sentences: Signal<Vec<String>>) -> impl IntoView {
    let item = |sentence| view! { <li>{sentence}</li> };
    view! {
        <section class="diagnosis-part" hidden=live(move || sentences.with(Vec::is_empty))>
            <h2 class="diagnosis-heading">{heading}</h2>
            <ul class="diagnosis-list">
                {anew(Box::new(move || Some(sentences.get().into_iter().map(item).collect_view().into_any())))}
            </ul>
        </section>
    }
}
