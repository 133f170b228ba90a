//! The user's variables: those for one connection, and those for all.

use std::sync::Arc;

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wirebench_core::compose::Values;
use wirebench_core::saved::Pair;

use super::pairs::{Judge, PairRows, Rows};
use crate::i18n::{Words, say, use_words, word};
use crate::state::{Session, Workbench};
use crate::ui::parts::{Dialog, live, on};

/// What stands for something else without anybody giving it a value; see `compose::Template`.
const BUILT_IN: &str = "{{uuid}} {{timestamp}} {{timestamp_ms}} {{iso}} {{seq}} {{random:1-100}} {{random_hex:16}} \
    {{bytes:16}} {{char:1e}} {{last:$.s}}";

/// The dialog. What is typed holds at once; there is nothing to save or to discard.
#[component]
pub fn VariablesDialog(session: Session) -> impl IntoView {
    let i18n = use_words();
    let Workbench { library, sidebar, .. } = expect_context();
    let close = move || sidebar.form.set(None);
    let own = session.variables.get_untracked().into_iter().map(|pair| (pair, true)).collect();
    let all = untrack(|| library.variables()).into_iter().map(|pair| (pair, true)).collect();
    let pairs = |rows: Vec<(Pair, bool)>| rows.into_iter().map(|(pair, _)| pair).collect::<Vec<_>>();
    let take_own = Arc::new(move |rows| {
        session.variables.set(pairs(rows));
        session.adjust_values();
    });
    let take_all = Arc::new(move |rows| library.set_variables(&pairs(rows)));
    let belongs = live(move || {
        let name = session.label().unwrap_or_else(|| say!(i18n, app.untitled));
        say!(i18n, pairs.for_one, name = name)
    });
    view! {
        <Dialog title=word!(i18n, pairs.variables) on_cancel=close>
            <div class="settings is-pairs">
                <p class="settings-note">{live(move || say!(i18n, pairs.variables_note, example = "{{name}}", escaped = "\\{{"))}</p>
                <fieldset class="settings-group">
                    <legend class="settings-title">{belongs}</legend>
                    <PairRows kind=Rows::Variables("one") pairs=own problem=name_problem(i18n) take=take_own />
                </fieldset>
                <fieldset class="settings-group">
                    <legend class="settings-title">{word!(i18n, pairs.for_all)}</legend>
                    <PairRows kind=Rows::Variables("all") pairs=all problem=name_problem(i18n) take=take_all />
                </fieldset>
                <p class="settings-note">
                    {word!(i18n, pairs.built_in)} " " <code>{BUILT_IN}</code>
                </p>
            </div>
            <div class="dialog-buttons">
                <button class="button" type="button" on:click=on(move |_: MouseEvent| close())>
                    {word!(i18n, settings.close)}
                </button>
            </div>
        </Dialog>
    }
}

fn name_problem(i18n: Words) -> Judge {
    Arc::new(move |name, _| (!Values::is_name(name)).then(|| say!(i18n, pairs.not_a_name)))
}
