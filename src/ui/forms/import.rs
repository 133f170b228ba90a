//! Taking in a file: choosing it, seeing what it would change, and changing it.

use leptos::ev::{Event, MouseEvent};
use leptos::prelude::*;
use wirebench_core::saved::transfer::{Import, Plan, Summary};

use crate::i18n::{Words, say, use_words, word};
use crate::state::Workbench;
use crate::state::transfer::Stage;
use crate::ui::parts::{Dialog, live, on};
use crate::ui::words;

/// As many names are shown of what is in a file; the rest is counted.
const SHOWN: usize = 100;

/// The dialog.
#[component]
pub fn ImportDialog() -> impl IntoView {
    let i18n = use_words();
    let Workbench { importing, sidebar, .. } = expect_context();
    let stage = importing.stage;
    let close = move || {
        sidebar.form.set(None);
        importing.begin_anew();
    };
    let on_file = move |event: Event| {
        let input: web_sys::HtmlInputElement = event_target(&event);
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            importing.read_file(file);
        }
    };
    let on_paste = move |event: Event| {
        let text = event_target_value(&event);
        if text.is_empty() { importing.begin_anew() } else { importing.read(&text) }
    };
    let is_chosen = live(move || stage.with(|stage| matches!(stage, Stage::Read(..))));
    let is_done = live(move || stage.with(|stage| matches!(stage, Stage::Done(_))));
    let said = live(move || {
        stage.with(|stage| match stage {
            Stage::Choosing | Stage::Read(..) => None,
            Stage::Reading => Some(say!(i18n, import.reading)),
            Stage::Refused(refusal) => Some(words::import_refusal(i18n, refusal)),
            Stage::Done(plan) => Some(done(i18n, plan)),
        })
    });
    let is_refused = live(move || stage.with(|stage| matches!(stage, Stage::Refused(_))));
    let summary = move || match stage.get() {
        Stage::Read(import, plan) => Some(contents(i18n, &import, &plan)),
        Stage::Choosing | Stage::Reading | Stage::Refused(_) | Stage::Done(_) => None,
    };
    view! {
        <Dialog title=word!(i18n, import.title) on_cancel=close>
            <div class="form">
                <div class="form" hidden=is_done>
                    <div class="field">
                        <label class="field-label" for="import-file">{word!(i18n, import.file)}</label>
                        <input id="import-file" type="file" accept=".json,application/json" on:change=on(on_file) />
                    </div>
                    <div class="field">
                        <label class="field-label" for="import-text">{word!(i18n, import.text)}</label>
                        <textarea
                            class="input is-payload"
                            id="import-text"
                            rows="2"
                            spellcheck="false"
                            autocomplete="off"
                            placeholder=word!(i18n, import.hint)
                            on:input=on(on_paste)
                        ></textarea>
                    </div>
                </div>
                <p class:problem=is_refused role="status" hidden=live(move || said.with(Option::is_none))>{said}</p>
                {summary}
            </div>
            <div class="dialog-buttons">
                <button class="button" type="button" on:click=on(move |_: MouseEvent| close())>
                    {live(move || if is_done.get() { say!(i18n, settings.close) } else { say!(i18n, saved.cancel) })}
                </button>
                <button
                    class="button is-primary"
                    type="button"
                    hidden=live(move || !is_chosen.get())
                    on:click=on(move |_: MouseEvent| importing.apply())
                >
                    {word!(i18n, import.apply)}
                </button>
            </div>
        </Dialog>
    }
}

fn done(i18n: Words, plan: &Plan) -> String {
    say!(i18n, import.done, added = plan.added.len(), replaced = plan.replaced.len(), kept = plan.kept.len())
}

/// What is in a file: whose it is, and what it would add, replace and leave as it is.
fn contents(i18n: Words, import: &Import, plan: &Plan) -> impl IntoView + use<> {
    let names = |all: &[Summary]| {
        let named = all.iter().take(SHOWN).map(|item| words::item(i18n, item));
        more(i18n, named.collect(), all.len())
    };
    let left_out =
        import.left_out.iter().take(SHOWN).map(|left_out| words::left_out(i18n, left_out)).collect();
    let parts = [
        (say!(i18n, import.added, count = plan.added.len()), names(&plan.added)),
        (say!(i18n, import.replaced, count = plan.replaced.len()), names(&plan.replaced)),
        (say!(i18n, import.kept, count = plan.kept.len()), names(&plan.kept)),
        (
            say!(i18n, import.left_out, count = import.left_out.len()),
            more(i18n, left_out, import.left_out.len()),
        ),
    ];
    let part = |(title, names): (String, Vec<String>)| {
        (!names.is_empty()).then(|| {
            let name = |name: String| view! { <li>{name}</li> };
            let is_short = names.len() <= 10;
            view! {
                <details class="import-part" open=is_short>
                    <summary>{title}</summary>
                    <ul class="import-names">{names.into_iter().map(name).collect_view()}</ul>
                </details>
            }
        })
    };
    view! {
        <div class="import-summary" data-testid="import-summary">
            <p>{words::source(i18n, import.source)}</p>
            {parts.map(part).collect_view()}
        </div>
    }
}

fn more(i18n: Words, mut names: Vec<String>, all: usize) -> Vec<String> {
    if all > names.len() {
        names.push(say!(i18n, import.more, count = all - names.len()));
    }
    names
}
