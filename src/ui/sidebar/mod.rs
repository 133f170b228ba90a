//! What is saved, beside the sessions: connections and messages, to be chosen, sent, changed and moved.

mod items;

use leptos::ev::{Event, MouseEvent};
use leptos::prelude::*;
use wirebench_core::saved::order::{Group, Item};
use wirebench_core::saved::{ItemId, SavedConnection, SavedMessage};

use self::items::{Entry, ItemList, Kind, item_id};
use super::parts::{Glyph, Icon, IconButton, focus, live, on};
use crate::i18n::{say, use_words, word};
use crate::state::Workbench;
use crate::state::sidebar::Form;

/// The id of the box for what is looked for.
const SEARCH_ID: &str = "saved-search";
/// The id of the button that brings back a connection.
pub const UNDO_CONNECTION: &str = "undo-connection";
/// The id of the button that brings back a message.
const UNDO_MESSAGE: &str = "undo-message";

/// The sidebar.
#[component]
pub fn SidebarPane() -> impl IntoView {
    let i18n = use_words();
    let Workbench { sidebar, library, .. } = expect_context();
    let workbench = expect_context::<Workbench>();
    let connections = live(move || {
        let connected = workbench.connected();
        let entry = |(id, item): (ItemId, SavedConnection)| Entry {
            id,
            is_marked: connected.contains(&id),
            hint: item.profile.address,
            name: item.name,
        };
        entries(library.connections.groups(&sidebar.words.get()), entry)
    });
    let messages = live(move || {
        let shown = workbench.active().and_then(|session| session.saved.get());
        // A message whose connection was deleted belongs to all.
        let is_for_it = |item: &SavedMessage| {
            item.connection
                .filter(|id| library.connections.get(*id).is_some())
                .is_none_or(|id| Some(id) == shown)
        };
        let entry = |(id, item): (ItemId, SavedMessage)| Entry {
            id,
            is_marked: false,
            hint: item.draft.text.chars().take(HINT).collect(),
            name: item.name,
        };
        let mut groups = library.messages.groups(&sidebar.words.get());
        for (_, items) in &mut groups {
            items.retain(|(_, item)| is_for_it(item));
        }
        groups.retain(|(_, items)| !items.is_empty());
        entries(groups, entry)
    });
    let on_search = on(move |event: Event| sidebar.words.set(event_target_value(&event)));
    let open = move |form: Form| on(move |_: MouseEvent| sidebar.form.set(Some(form)));
    view! {
        <aside class="sidebar" aria-label=word!(i18n, saved.label) hidden=live(move || !sidebar.is_shown())>
            <div class="sidebar-content">
            <input
                class="input"
                type="search"
                id=SEARCH_ID
                aria-label=word!(i18n, saved.search)
                placeholder=word!(i18n, saved.search)
                autocomplete="off"
                spellcheck="false"
                prop:value=sidebar.words
                on:input=on_search
            />
            <section class="saved" aria-label=word!(i18n, saved.connections)>
                <div class="saved-head">
                    <h2 class="saved-title">{word!(i18n, saved.connections)}</h2>
                    <button class="button is-quiet" type="button" on:click=open(Form::SaveConnection)>
                        <Icon glyph=Glyph::Plus />
                        {word!(i18n, saved.save_connection)}
                    </button>
                </div>
                <ItemList kind=Kind::Connections groups=connections />
                <Undo
                    id=UNDO_CONNECTION
                    name=live(move || library.connections.deleted())
                    undo=move || library.connections.undo()
                    keep=move || library.connections.forget_deleted()
                />
            </section>
            <section class="saved" aria-label=word!(i18n, saved.messages)>
                <div class="saved-head">
                    <h2 class="saved-title">{word!(i18n, saved.messages)}</h2>
                </div>
                <ItemList kind=Kind::Messages groups=messages />
                <Undo
                    id=UNDO_MESSAGE
                    name=live(move || library.messages.deleted())
                    undo=move || library.messages.undo()
                    keep=move || library.messages.forget_deleted()
                />
            </section>
            <div class="sidebar-foot">
                <button class="button is-quiet" type="button" on:click=on(move |_: MouseEvent| workbench.importing.open())>
                    {word!(i18n, saved.import)}
                </button>
                <button class="button is-quiet" type="button" on:click=open(Form::Export)>
                    {word!(i18n, saved.export)}
                </button>
            </div>
            </div>
        </aside>
    }
}

/// How much of a message its hint shows, in characters.
const HINT: usize = 300;

fn entries<T: Item>(
    groups: Vec<Group<T>>,
    entry: impl Fn((ItemId, T)) -> Entry,
) -> Vec<(String, Vec<Entry>)> {
    let of_group = |(name, items): Group<T>| (name, items.into_iter().map(&entry).collect());
    groups.into_iter().map(of_group).collect()
}

/// What was deleted last, and the way back.
#[component]
fn Undo(
    id: &'static str,
    name: Signal<Option<String>>,
    undo: impl Fn() -> Option<ItemId> + 'static,
    keep: impl Fn() + 'static,
) -> impl IntoView {
    let i18n = use_words();
    let text = live(move || name.get().map(|name| say!(i18n, saved.deleted, name = name)));
    // What is pressed is gone then, and the focus would be lost with it.
    let undo = move |_: MouseEvent| {
        if let Some(id) = undo() {
            request_animation_frame(move || focus(&item_id(id)));
        }
    };
    let dismiss = move || {
        keep();
        focus(SEARCH_ID);
    };
    view! {
        <p class="saved-undo" role="status" hidden=live(move || name.with(Option::is_none))>
            <span class="saved-undo-text">{text}</span>
            <button class="button is-quiet" type="button" id=id on:click=on(undo)>
                {word!(i18n, saved.undo)}
            </button>
            <IconButton glyph=Glyph::Cross label=word!(i18n, saved.dismiss) act=Box::new(dismiss) />
        </p>
    }
}
