//! Where a message is written and sent.

mod draft;
mod file;

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wirebench_core::conn::Status;

use self::draft::DraftBox;
use self::file::FileBox;
use super::parts::{Choice, Problem, RadioGroup, live, on};
use super::words;
use crate::i18n::{use_words, word};
use crate::state::{Composer, Encoding, Format, Session};

/// The id of the sentence about what is wrong with the message.
const PROBLEM_ID: &str = "message-problem";

/// The composer of a session.
#[component]
pub fn ComposerPane(session: Session) -> impl IntoView {
    let i18n = use_words();
    let composer = session.composer;
    let choice = move |format: Format, word: Signal<String>| {
        let is_chosen = live(move || composer.format.get() == format);
        Choice::new(word, is_chosen, move || composer.choose_format(format))
    };
    let formats = vec![
        choice(Format::Text, word!(i18n, composer.text)),
        choice(Format::Json, word!(i18n, composer.json)),
        choice(Format::Binary, word!(i18n, composer.binary)),
    ];
    let problem: Signal<Option<String>> = Memo::new(move |_| {
        let refused = composer.refusal.get().map(|refusal| words::refusal(i18n, refusal));
        refused.or_else(|| session.draft_problem().map(|error| words::draft_error(i18n, error)))
    })
    .into();
    let is_connected = live(move || session.status.with(Status::is_connected));
    view! {
        <section class="composer" aria-label=word!(i18n, composer.label)>
            <div class="composer-bar">
                <RadioGroup label=word!(i18n, composer.format) name="format" choices=formats />
                <div hidden=live(move || composer.format.get() != Format::Binary)>
                    <EncodingChoice composer />
                </div>
                <button
                    class="button is-quiet"
                    type="button"
                    hidden=live(move || composer.format.get() != Format::Json)
                    on:click=on(move |_: MouseEvent| composer.format_json())
                >
                    {word!(i18n, composer.format_json)}
                </button>
                <button
                    class="button is-quiet composer-ping"
                    type="button"
                    title=word!(i18n, composer.ping_hint)
                    on:click=on(move |_: MouseEvent| session.ping())
                >
                    {word!(i18n, composer.ping)}
                </button>
            </div>
            <div class="composer-line">
                <FileBox composer problem />
                <DraftBox session problem />
                <button
                    class="button composer-send"
                    class:is-primary=is_connected
                    type="button"
                    on:click=on(move |_: MouseEvent| session.send())
                >
                    {word!(i18n, composer.send)}
                </button>
            </div>
            <Problem id=PROBLEM_ID text=problem />
        </section>
    }
}

/// How bytes are written down.
#[component]
fn EncodingChoice(composer: Composer) -> impl IntoView {
    let i18n = use_words();
    let choice = move |encoding: Encoding, word: Signal<String>| {
        let is_chosen = live(move || composer.encoding.get() == encoding);
        Choice::new(word, is_chosen, move || composer.choose_encoding(encoding))
    };
    let choices = vec![
        choice(Encoding::Hex, word!(i18n, composer.hex)),
        choice(Encoding::Base64, word!(i18n, composer.base64)),
        choice(Encoding::File, word!(i18n, composer.file)),
    ];
    view! { <RadioGroup label=word!(i18n, composer.encoding) name="encoding" choices /> }
}
