//! Saving a connection, changing its name, and deleting it.

use leptos::ev::{MouseEvent, SubmitEvent};
use leptos::prelude::*;
use wirebench_core::saved::{ItemId, SavedConnection};

use super::name::{EditButtons, NAME_ID, NameFields, Naming};
use crate::i18n::{say, use_words, word};
use crate::state::{Session, Workbench};
use crate::ui::parts::{Dialog, focus, live, on};
use crate::ui::sidebar::UNDO_CONNECTION;

/// Saves the connection of the shown tab: anew, or in place of the one that the tab came from.
#[component]
pub fn SaveConnection(session: Session) -> impl IntoView {
    let i18n = use_words();
    let Workbench { library, sidebar, .. } = expect_context();
    let connections = library.connections;
    let known = untrack(|| session.saved.get().and_then(|id| Some((id, connections.get(id)?))));
    let naming = match &known {
        Some((_, saved)) => Naming::new(saved.name.clone(), saved.group.clone()),
        None => Naming::new(untrack(|| session.label()).unwrap_or_default(), String::new()),
    };
    let close = move || sidebar.form.set(None);
    let save_new = move || {
        let Some((name, group)) = naming.checked(i18n) else { return };
        let profile = untrack(|| session.profile());
        match connections.add(|rank| SavedConnection { name, group, rank, profile }) {
            Some(id) => {
                session.saved.set(Some(id));
                close();
            }
            None => naming.refuse(i18n),
        }
    };
    let is_known = known.is_some();
    let save = move || {
        // Another window may have moved it meanwhile, or deleted it.
        let now = known.as_ref().and_then(|(id, _)| Some((*id, untrack(|| connections.get(*id))?)));
        let Some((id, saved)) = now else { return save_new() };
        let Some((name, group)) = naming.checked(i18n) else { return };
        let profile = untrack(|| session.profile());
        if connections.put(id, SavedConnection { name, group, profile, ..saved }) {
            close();
        } else {
            naming.refuse(i18n);
        }
    };
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        save();
    };
    let action = live(move || if is_known { say!(i18n, saved.update) } else { say!(i18n, saved.save) });
    view! {
        <Dialog title=word!(i18n, saved.save_connection) chosen=NAME_ID on_cancel=close>
            <form class="form" novalidate=true on:submit=on(on_submit)>
                <NameFields naming groups=untrack(|| connections.group_names()) />
                <p class="form-note">{word!(i18n, saved.connection_note)}</p>
                <div class="dialog-buttons">
                    <button class="button" type="button" on:click=on(move |_: MouseEvent| close())>
                        {word!(i18n, saved.cancel)}
                    </button>
                    <button
                        class="button"
                        type="button"
                        hidden=!is_known
                        on:click=on(move |_: MouseEvent| save_new())
                    >
                        {word!(i18n, saved.save_new)}
                    </button>
                    <button class="button is-primary" type="submit">{action}</button>
                </div>
            </form>
        </Dialog>
    }
}

/// Changes the name and the group of a saved connection, or makes another one like it.
#[component]
pub fn EditConnection(id: ItemId) -> impl IntoView {
    let i18n = use_words();
    let Workbench { library, sidebar, .. } = expect_context();
    let connections = library.connections;
    let saved = untrack(|| connections.get(id));
    let (name, group) =
        saved.as_ref().map(|saved| (saved.name.clone(), saved.group.clone())).unwrap_or_default();
    let address = saved.as_ref().map(|saved| saved.profile.address.clone()).unwrap_or_default();
    let opened = saved;
    let naming = Naming::new(name, group);
    let close = move || sidebar.form.set(None);
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        let Some((name, group)) = naming.checked(i18n) else { return };
        // Another window may have changed the rest meanwhile, or deleted it.
        match untrack(|| connections.get(id)) {
            Some(saved) if connections.put(id, SavedConnection { name, group, ..saved.clone() }) => close(),
            Some(_) => naming.refuse(i18n),
            None => naming.is_gone(i18n),
        }
    };
    let duplicate = move || {
        let Some((name, group)) = naming.checked(i18n) else { return };
        let Some(saved) = untrack(|| connections.get(id)).or_else(|| opened.clone()) else { return };
        let name = say!(i18n, saved.copy_of, name = name);
        match connections.add(|rank| SavedConnection { name, group, rank, ..saved }) {
            Some(_) => close(),
            None => naming.refuse(i18n),
        }
    };
    view! {
        <Dialog title=word!(i18n, saved.edit_connection) chosen=NAME_ID on_cancel=close>
            <form class="form" novalidate=true on:submit=on(on_submit)>
                <NameFields naming groups=untrack(|| connections.group_names()) />
                <p class="form-address">{address}</p>
                <p class="form-note">{word!(i18n, saved.edit_note)}</p>
                <EditButtons can_duplicate=true duplicate close />
            </form>
        </Dialog>
    }
}

/// Asks before a saved connection is deleted.
#[component]
pub fn DeleteConnection(id: ItemId) -> impl IntoView {
    let i18n = use_words();
    let Workbench { library, sidebar, .. } = expect_context();
    let name = untrack(|| library.connections.get(id)).map(|saved| saved.name).unwrap_or_default();
    let body = live(move || say!(i18n, saved.delete_body, name = name.clone()));
    let close = move || sidebar.form.set(None);
    let confirm = move |_: MouseEvent| {
        library.connections.delete(id);
        close();
        request_animation_frame(|| focus(UNDO_CONNECTION));
    };
    view! {
        <Dialog title=word!(i18n, saved.delete_title) on_cancel=close>
            <p>{body}</p>
            <div class="dialog-buttons">
                <button class="button" type="button" on:click=on(move |_: MouseEvent| close())>
                    {word!(i18n, saved.cancel)}
                </button>
                <button class="button is-danger" type="button" on:click=on(confirm)>
                    {word!(i18n, saved.delete_now)}
                </button>
            </div>
        </Dialog>
    }
}
