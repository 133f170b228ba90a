//! The box for what is typed.

use leptos::ev::{Event, KeyboardEvent};
use leptos::prelude::*;

use super::PROBLEM_ID;
use crate::i18n::{say, use_words, word};
use crate::state::looking_back::Back;
use crate::state::{Encoding, Format, Session};
use crate::ui::parts::{described_by, invalid, is_plain_enter, is_taken_by_input_method, live, on};

/// From this many bytes on a draft is long.
const LONG: usize = 20_000;

/// How many lines the box grows to by itself.
const MOST_ROWS: usize = 12;

/// The box. In text Enter sends; in JSON and bytes, which have lines of their own, Ctrl+Enter does.
#[component]
pub fn DraftBox(session: Session, problem: Signal<Option<String>>) -> impl IntoView {
    let i18n = use_words();
    let composer = session.composer;
    let hint = live(move || match (composer.format.get(), composer.encoding.get()) {
        (Format::Text, _) => say!(i18n, composer.text_hint),
        (Format::Json, _) => say!(i18n, composer.json_hint),
        (Format::Binary, Encoding::Base64) => say!(i18n, composer.base64_hint),
        (Format::Binary, Encoding::Hex | Encoding::File) => say!(i18n, composer.hex_hint),
    });
    // Finding out the direction of a long line takes Chromium seven times as long as showing it.
    let direction = live(move || {
        let is_short = composer.draft().with(|draft| draft.len() < LONG);
        is_short.then(|| "auto".to_owned())
    });
    // The browser's own way of growing with the content (`field-sizing`) takes twice as long for a line of 1 MB.
    let rows = live(move || {
        let lines = composer.draft().with(|draft| draft.split('\n').take(MOST_ROWS).count());
        lines.max(2).to_string()
    });
    let on_key = on(move |event: KeyboardEvent| {
        let is_composing = is_taken_by_input_method(&event);
        let back = match event.key().as_str() {
            "ArrowUp" => Some(Back::Older),
            "ArrowDown" => Some(Back::Newer),
            _ => None,
        };
        if let Some(back) = back
            && !is_composing
            && session.look_back(back)
        {
            return event.prevent_default();
        }
        if !is_plain_enter(&event) {
            return;
        }
        let with_modifier = event.ctrl_key() || event.meta_key();
        if with_modifier || composer.format.get_untracked() == Format::Text {
            event.prevent_default();
            session.send();
        }
    });
    view! {
        <textarea
            class="input is-payload composer-draft"
            id="message"
            rows=rows
            dir=direction
            autocomplete="off"
            autocapitalize="none"
            spellcheck="false"
            aria-label=word!(i18n, composer.message)
            placeholder=hint
            aria-invalid=invalid(problem)
            aria-describedby=described_by(problem, PROBLEM_ID)
            hidden=live(move || composer.sends_file())
            prop:value=live(move || composer.draft().get())
            on:input=on(move |event: Event| composer.type_in(event_target_value(&event)))
            on:keydown=on_key
        ></textarea>
    }
}
