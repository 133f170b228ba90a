//! What was used lately, to be looked through and used again: messages, and addresses.

use std::sync::Arc;

use leptos::ev::{Event, MouseEvent};
use leptos::prelude::*;
use wirebench_core::compose::{Draft, Meaning};
use wirebench_core::saved::history::{Entry, History};

use crate::i18n::{use_words, word};
use crate::state::store::Shared;
use crate::state::{Session, Workbench};
use crate::ui::parts::{Dialog, Glyph, IconButton, anew, focus, live, on};

/// How much of an entry is shown, in characters.
const SHOWN: usize = 200;

/// The messages that were sent lately; a click puts one into the composer.
#[component]
pub fn SentMessages(session: Session) -> impl IntoView {
    let i18n = use_words();
    let library = expect_context::<Workbench>().library;
    let choose = Arc::new(move |entry: Entry| {
        session.composer.recall(Draft { text: entry.text, meaning: entry.meaning.unwrap_or(Meaning::Text) });
        request_animation_frame(|| focus("message"));
    });
    view! { <HistoryDialog title=word!(i18n, history.messages) history=library.sent choose /> }
}

/// The addresses that connections were made to lately; a click fills one in.
#[component]
pub fn Addresses(session: Session) -> impl IntoView {
    let i18n = use_words();
    let library = expect_context::<Workbench>().library;
    let choose = Arc::new(move |entry: Entry| {
        session.type_address(entry.text);
        request_animation_frame(|| focus("url"));
    });
    view! { <HistoryDialog title=word!(i18n, history.addresses) history=library.addresses choose /> }
}

#[component]
fn HistoryDialog(
    title: Signal<String>,
    history: Shared<History>,
    choose: Arc<dyn Fn(Entry) + Send + Sync>,
) -> impl IntoView {
    let i18n = use_words();
    let sidebar = expect_context::<Workbench>().sidebar;
    let words = RwSignal::new(String::new());
    let close = move || sidebar.form.set(None);
    let found = live(move || {
        words.with(|words| history.with(|history| history.matching(words).cloned().collect::<Vec<_>>()))
    });
    let item = move |entry: Entry| {
        let shown: String = entry.text.chars().take(SHOWN).collect();
        let (text, choose) = (entry.text.clone(), Arc::clone(&choose));
        let on_choose = move |_: MouseEvent| {
            close();
            choose(entry.clone());
        };
        let remove = move || history.forget(&text);
        view! {
            <li class="history-item">
                <button class="history-text" type="button" on:click=on(on_choose)>{shown}</button>
                <IconButton glyph=Glyph::Cross label=word!(i18n, history.remove) act=Box::new(remove) />
            </li>
        }
    };
    view! {
        <Dialog title=title on_cancel=close>
            <div class="history">
                <input
                    class="input"
                    type="search"
                    autofocus=true
                    autocomplete="off"
                    spellcheck="false"
                    aria-label=word!(i18n, history.search)
                    placeholder=word!(i18n, history.search)
                    prop:value=words
                    on:input=on(move |event: Event| words.set(event_target_value(&event)))
                />
                <p class="form-note" hidden=live(move || found.with(|found| !found.is_empty()))>
                    {word!(i18n, history.empty)}
                </p>
                <ul class="history-list">{anew(Box::new(move || Some(found.get().into_iter().map(&item).collect_view().into_any())))}</ul>
            </div>
            <div class="dialog-buttons">
                <button
                    class="button is-quiet form-aside"
                    type="button"
                    on:click=on(move |_: MouseEvent| history.clear())
                >
                    {word!(i18n, history.clear)}
                </button>
                <button class="button" type="button" on:click=on(move |_: MouseEvent| close())>
                    {word!(i18n, settings.close)}
                </button>
            </div>
        </Dialog>
    }
}
