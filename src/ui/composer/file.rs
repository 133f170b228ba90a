//! The box for a file whose bytes are sent.

use leptos::ev::{Event, MouseEvent};
use leptos::prelude::*;
use wirebench_core::size;

use super::PROBLEM_ID;
use crate::i18n::{say, use_words, word};
use crate::state::Composer;
use crate::ui::parts::{described_by, invalid, live, on};

/// The chosen file, or the wish for one.
#[component]
pub fn FileBox(composer: Composer, problem: Signal<Option<String>>) -> impl IntoView {
    let i18n = use_words();
    let chosen = move || {
        composer.file.get().map(|file| {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a size is a whole number"
            )]
            let size = size::bytes(file.size() as u64);
            say!(i18n, composer.file_chosen, name = file.name(), size = size)
        })
    };
    let text = live(move || chosen().unwrap_or_else(|| say!(i18n, composer.no_file)));
    let on_change = on(move |event: Event| {
        let input: web_sys::HtmlInputElement = event_target(&event);
        // Leaving the browser's chooser without a choice keeps the file that was chosen before.
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            composer.choose_file(file);
        }
    });
    view! {
        <div class="composer-file" hidden=live(move || !composer.sends_file())>
            <label class="button composer-file-button">
                <span aria-hidden="true">{word!(i18n, composer.choose_file)}</span>
                <input
                    class="off-screen"
                    type="file"
                    aria-label=word!(i18n, composer.file)
                    aria-invalid=invalid(problem)
                    aria-describedby=described_by(problem, PROBLEM_ID)
                    // Or choosing the same file again, when it has changed on disk, would be no change.
                    on:click=on(move |event: MouseEvent| {
                        event_target::<web_sys::HtmlInputElement>(&event).set_value("");
                    })
                    on:change=on_change
                />
            </label>
            <span class="composer-file-name">{text}</span>
        </div>
    }
}
