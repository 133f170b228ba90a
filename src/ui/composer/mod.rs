//! Where a message is written and sent.

mod draft;
mod file;
mod forms;
mod repeat;

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wirebench_core::conn::Status;

use self::draft::DraftBox;
use self::file::FileBox;
use self::forms::{FormPane, FormToggle};
use self::repeat::{RepeatForm, RepeatLine};
use super::parts::{Choice, Glyph, IconButton, Problem, RadioGroup, focus, live, on};
use super::words;
use crate::i18n::{say, use_words, word};
use crate::state::composer::Refusal;
use crate::state::sidebar::Form;
use crate::state::{Composer, Encoding, Format, Session, Workbench};

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
    let sidebar = expect_context::<Workbench>().sidebar;
    let save = move || {
        if untrack(|| composer.sends_file()) {
            composer.refusal.set(Some(Refusal::FileSaved));
        } else {
            sidebar.form.set(Some(Form::SaveMessage));
        }
    };
    let is_repeat_open = session.repeating.is_open;
    let preview = live(move || session.preview().map(|text| say!(i18n, composer.preview, text = text)));
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
                <FormToggle session />
                <span class="composer-deeds">
                <IconButton glyph=Glyph::Star label=word!(i18n, saved.save_message) act=Box::new(save) />
                <IconButton glyph=Glyph::History label=word!(i18n, history.messages) act=Box::new(move || sidebar.form.set(Some(Form::SentMessages))) />
                <button
                    class="button is-quiet is-toggle"
                    type="button"
                    aria-expanded=live(move || is_repeat_open.get().to_string())
                    on:click=on(move |_: MouseEvent| is_repeat_open.update(|is_open| *is_open = !*is_open))
                >
                    {word!(i18n, repeat.label)}
                </button>
                <button
                    class="button is-quiet"
                    type="button"
                    title=word!(i18n, composer.ping_hint)
                    on:click=on(move |_: MouseEvent| session.ping())
                >
                    {word!(i18n, composer.ping)}
                </button>
                </span>
            </div>
            <FormPane session />
            <RepeatForm session />
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
            <ReplacedLine composer />
            <Problem id=PROBLEM_ID text=problem />
            <p class="composer-preview" data-testid="composer-preview" hidden=live(move || preview.with(Option::is_none))>{preview}</p>
            <RepeatLine session />
        </section>
    }
}

/// What was typed was replaced, and the way back.
#[component]
fn ReplacedLine(composer: Composer) -> impl IntoView {
    let i18n = use_words();
    let bring_back = on(move |_: MouseEvent| {
        composer.bring_back();
        focus("message");
    });
    view! {
        <p class="composer-replaced" aria-live="polite" hidden=live(move || !composer.has_replaced.get())>
            {word!(i18n, composer.replaced)}
            <button class="button" type="button" on:click=bring_back>
                {word!(i18n, composer.bring_back)}
            </button>
        </p>
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
