//! The headers of the handshake: rows to type them, and a box to paste them.

use std::sync::Arc;

use leptos::ev::{Event, MouseEvent};
use leptos::prelude::*;
use wirebench_core::conn::handshake::{Pasted, paste};
use wirebench_core::saved::{Header, Pair};

use super::pairs::{PairRows, Rows};
use crate::i18n::{say, use_words, word};
use crate::state::sidebar::Form;
use crate::state::{Session, Workbench, headers};
use crate::ui::parts::{Dialog, live, on};
use crate::ui::words;

const PASTE: &str = "paste-headers";

/// The dialog. What is typed holds at once; there is nothing to save or to discard.
#[component]
pub fn HeadersDialog(session: Session) -> impl IntoView {
    let i18n = use_words();
    let sidebar = expect_context::<Workbench>().sidebar;
    let close = move || sidebar.form.set(None);
    let is_ours = session.handshakes.are_ours();
    let rows =
        session.headers.get_untracked().into_iter().map(|header| (header.pair, header.is_on)).collect();
    let take = Arc::new(move |rows: Vec<(Pair, bool)>| {
        session.set_headers(rows.into_iter().map(|(pair, is_on)| Header { pair, is_on }).collect());
    });
    let problem = Arc::new(move |name: &str, value: &str| {
        session.header_error(name, value).map(|error| words::header_error(i18n, error))
    });
    let pasted = RwSignal::new(Vec::new());
    let note = if is_ours { word!(i18n, headers.extension_note) } else { word!(i18n, headers.page_note) };
    view! {
        <Dialog title=word!(i18n, pairs.headers) on_cancel=close>
            <div class="settings is-pairs">
                <p class="settings-note">{note}</p>
                <PairRows kind=Rows::Headers pairs=rows problem take added=pasted />
                <PasteHeaders pasted />
            </div>
            <div class="dialog-buttons">
                <button
                    class="button is-quiet form-aside"
                    type="button"
                    hidden=is_ours
                    on:click=on(move |_: MouseEvent| sidebar.form.set(Some(Form::Ways)))
                >
                    {word!(i18n, headers.ways)}
                </button>
                <button class="button" type="button" on:click=on(move |_: MouseEvent| close())>
                    {word!(i18n, settings.close)}
                </button>
            </div>
        </Dialog>
    }
}

/// A box for text that has headers in it, which become rows.
#[component]
fn PasteHeaders(pasted: RwSignal<Vec<(Pair, bool)>>) -> impl IntoView {
    let i18n = use_words();
    let text = RwSignal::new(String::new());
    let said = RwSignal::new(None::<String>);
    let add = move |_: MouseEvent| {
        let found = text.with_untracked(|text| paste(text));
        let Pasted { headers, odd } = &found;
        said.set(if !odd.is_empty() {
            let lines: Vec<String> = odd.iter().take(10).map(ToString::to_string).collect();
            Some(say!(i18n, headers.paste_odd, lines = lines.join(", ")))
        } else if headers.is_empty() {
            Some(say!(i18n, headers.paste_nothing))
        } else {
            text.set(String::new());
            None
        });
        pasted.set(headers::rows(&found));
    };
    let is_empty = live(move || text.with(|text| text.trim().is_empty()));
    view! {
        <div class="field">
            <label class="field-label" for=PASTE>{word!(i18n, headers.paste)}</label>
            <textarea
                class="input is-payload form-message"
                id=PASTE
                rows="3"
                autocomplete="off"
                spellcheck="false"
                placeholder=word!(i18n, headers.paste_hint)
                prop:value=text
                on:input=on(move |event: Event| text.set(event_target_value(&event)))
            ></textarea>
            <p class="problem" aria-live="polite" hidden=live(move || said.with(Option::is_none))>{said}</p>
            <button class="button pairs-paste" type="button" disabled=is_empty on:click=on(add)>
                {word!(i18n, headers.paste_add)}
            </button>
        </div>
    }
}
