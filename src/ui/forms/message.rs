//! Saving a message, and changing one that is saved.

use leptos::ev::{Event, SubmitEvent};
use leptos::prelude::*;
use wirebench_core::compose::{Draft, Meaning};
use wirebench_core::saved::{ItemId, SavedMessage};

use super::name::{EditButtons, NAME_ID, NameFields, Naming};
use crate::i18n::{say, use_words, word};
use crate::state::{Session, Workbench};
use crate::ui::parts::{Dialog, live, on};

/// Saves what is in the composer.
#[component]
pub fn SaveMessage(session: Session) -> impl IntoView {
    let typed = untrack(|| session.composer.typed());
    typed.map(|draft| {
        view! { <MessageForm id=None name=String::new() group=String::new() connection=None draft /> }
    })
}

/// Changes a saved message.
#[component]
pub fn EditMessage(id: ItemId) -> impl IntoView {
    let library = expect_context::<Workbench>().library;
    untrack(|| library.messages.get(id)).map(|SavedMessage { name, group, connection, draft, .. }| {
        view! { <MessageForm id=Some(id) name group connection draft /> }
    })
}

#[component]
fn MessageForm(
    /// Which message it is; nothing for a new one.
    id: Option<ItemId>,
    name: String,
    group: String,
    connection: Option<ItemId>,
    draft: Draft,
) -> impl IntoView {
    let i18n = use_words();
    let Workbench { library, sidebar, .. } = expect_context();
    let messages = library.messages;
    let naming = Naming::new(name, group);
    let connection = RwSignal::new(connection);
    let text = RwSignal::new(draft.text);
    let meaning = RwSignal::new(draft.meaning);
    let close = move || sidebar.form.set(None);
    let add = move |name: String, group: String| {
        let draft = Draft { text: text.get_untracked(), meaning: meaning.get_untracked() };
        let connection = connection.get_untracked();
        messages.add(|rank| SavedMessage { name, group, connection, rank, draft }).is_some()
    };
    let done = move |is_done: bool| if is_done { close() } else { naming.refuse(i18n) };
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some((name, group)) = naming.checked(i18n) else { return };
        let draft = Draft { text: text.get_untracked(), meaning: meaning.get_untracked() };
        let Some(id) = id else { return done(add(name, group)) };
        match untrack(|| messages.get(id)) {
            Some(saved) => {
                let connection = connection.get_untracked();
                done(messages.put(id, SavedMessage { name, group, connection, draft, ..saved }));
            }
            None => naming.is_gone(i18n),
        }
    };
    let duplicate = move || {
        if let Some((name, group)) = naming.checked(i18n) {
            done(add(say!(i18n, saved.copy_of, name = name), group));
        }
    };
    let title =
        live(
            move || {
                if id.is_some() { say!(i18n, saved.edit_message) } else { say!(i18n, saved.save_message) }
            },
        );
    // The first choice is all connections, the others are those that are saved.
    let choices = untrack(|| library.connections.named());
    let ids: Vec<ItemId> = choices.iter().map(|(id, _)| *id).collect();
    let on_belongs = move |event: Event| {
        let index = event_target_value(&event).parse::<usize>().ok();
        connection.set(index.and_then(|index| ids.get(index).copied()));
    };
    let option = move |(index, (id, name)): (usize, (ItemId, String))| {
        let is_chosen = live(move || connection.get() == Some(id));
        view! { <option value=index.to_string() prop:selected=is_chosen>{name}</option> }
    };
    let meaning_option = move |one: Meaning| {
        let word = live(move || match one {
            Meaning::Text => say!(i18n, composer.text),
            Meaning::Json => say!(i18n, composer.json),
            Meaning::Hex => say!(i18n, composer.hex),
            Meaning::Base64 => say!(i18n, composer.base64),
        });
        view! { <option prop:selected=live(move || meaning.get() == one)>{word}</option> }
    };
    let on_meaning = move |event: Event| {
        let index = event_target::<web_sys::HtmlSelectElement>(&event).selected_index();
        if let Some(one) = usize::try_from(index).ok().and_then(|index| Meaning::ALL.get(index)) {
            meaning.set(*one);
        }
    };
    view! {
        <Dialog title=title chosen=NAME_ID on_cancel=close>
            <form class="form" novalidate=true on:submit=on(on_submit)>
                <NameFields naming groups=untrack(|| messages.group_names()) />
                <div class="field">
                    <label class="field-label" for="saved-belongs">{word!(i18n, saved.belongs)}</label>
                    <select class="input" id="saved-belongs" on:change=on(on_belongs)>
                        <option value="" prop:selected=live(move || connection.get().is_none())>
                            {word!(i18n, saved.all_connections)}
                        </option>
                        {choices.into_iter().enumerate().map(option).collect_view()}
                    </select>
                </div>
                <div class="field">
                    <label class="field-label" for="saved-format">{word!(i18n, saved.format)}</label>
                    <select class="input" id="saved-format" on:change=on(on_meaning)>
                        {Meaning::ALL.map(meaning_option).collect_view()}
                    </select>
                </div>
                <div class="field">
                    <label class="field-label" for="saved-text">{word!(i18n, saved.content)}</label>
                    <textarea
                        class="input is-payload form-message"
                        id="saved-text"
                        rows="5"
                        spellcheck="false"
                        autocomplete="off"
                        prop:value=text
                        on:input=on(move |event: Event| text.set(event_target_value(&event)))
                    ></textarea>
                </div>
                <EditButtons can_duplicate=id.is_some() duplicate close />
            </form>
        </Dialog>
    }
}
