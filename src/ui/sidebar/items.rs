//! A list of saved items by their groups. Each can be chosen, changed, deleted and moved, by pointer or keyboard.

use leptos::ev::{DragEvent, Event, KeyboardEvent, MouseEvent};
use leptos::html::Li;
use leptos::prelude::*;
use wirebench_core::saved::ItemId;
use wirebench_core::saved::order::Move;

use super::UNDO_MESSAGE;
use crate::i18n::{say, use_words, word};
use crate::state::Workbench;
use crate::state::sidebar::Form;
use crate::ui::connect::CONNECT_ID;
use crate::ui::parts::{Glyph, IconButton, anew, focus, live, on};

/// What the items are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Saved connections.
    Connections,
    /// Saved messages.
    Messages,
}

/// An item as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// By what it is known.
    pub id: ItemId,
    /// Its name.
    pub name: String,
    /// What is behind the name.
    pub hint: String,
    /// Whether it is connected now.
    pub is_marked: bool,
}

/// The list, or a sentence while it is empty.
#[component]
pub fn ItemList(kind: Kind, groups: Signal<Vec<(String, Vec<Entry>)>>) -> impl IntoView {
    let i18n = use_words();
    let sidebar = expect_context::<Workbench>().sidebar;
    // What changes elsewhere, such as a message that is typed, doesn't make the list anew.
    let groups = Memo::new(move |_| groups.get());
    let dragged = RwSignal::new(None::<ItemId>);
    // The list is made anew when anything of it changes, and what was folded stays so.
    let folded = RwSignal::new(Vec::<String>::new());
    let emptiness = live(move || match kind {
        Kind::Connections | Kind::Messages if !sidebar.words.with(String::is_empty) => {
            say!(i18n, saved.not_found)
        }
        Kind::Connections => say!(i18n, saved.no_connections),
        Kind::Messages => say!(i18n, saved.no_messages),
    });
    let item = move |entry: Entry| view! { <ItemRow kind entry dragged /> };
    let group = move |(name, entries): (String, Vec<Entry>)| {
        let list = view! { <ul class="saved-list">{entries.into_iter().map(item).collect_view()}</ul> };
        let toggled = name.clone();
        let is_open = folded.with_untracked(|folded| !folded.contains(&name));
        if name.is_empty() {
            list.into_any()
        } else {
            view! {
                <details
                    class="saved-group"
                    open=is_open
                    on:toggle=on(move |event: Event| fold(folded, &event, &toggled))
                >
                    <summary class="saved-group-name">{name}</summary>
                    {list}
                </details>
            }
            .into_any()
        }
    };
    view! {
        <p class="saved-empty" hidden=live(move || groups.with(|groups| !groups.is_empty()))>{emptiness}</p>
        {anew(Box::new(move || Some(groups.get().into_iter().map(group).collect_view().into_any())))}
    }
}

/// Remembers whether a group is folded.
fn fold(folded: RwSignal<Vec<String>>, event: &Event, name: &str) {
    let is_open = event_target::<web_sys::Element>(event).has_attribute("open");
    folded.update_untracked(|folded| {
        folded.retain(|other| other != name);
        folded.extend((!is_open).then(|| name.to_owned()));
    });
}

/// One item: its name is the button that chooses it.
#[component]
fn ItemRow(kind: Kind, entry: Entry, dragged: RwSignal<Option<ItemId>>) -> impl IntoView {
    let i18n = use_words();
    let workbench = expect_context::<Workbench>();
    let Entry { id, name, hint, is_marked } = entry;
    let row = NodeRef::<Li>::new();
    let over = RwSignal::new(None::<Side>);
    let on_key = on(move |event: KeyboardEvent| {
        let to = match event.key().as_str() {
            "ArrowUp" if event.alt_key() => Move::Up,
            "ArrowDown" if event.alt_key() => Move::Down,
            "Delete" => return delete(workbench, kind, id),
            _ => return,
        };
        event.prevent_default();
        shift(workbench, kind, id, to);
        request_animation_frame(move || focus(&item_id(id)));
    });
    let side = move |event: &DragEvent| {
        let row = row.get_untracked()?;
        let place = row.get_bounding_client_rect();
        let middle = place.top() + place.height() / 2.0;
        Some(if f64::from(event.client_y()) < middle { Side::Before } else { Side::Behind })
    };
    let is_target = move || dragged.with_untracked(|dragged| dragged.is_some_and(|other| other != id));
    let on_over = on(move |event: DragEvent| {
        if is_target() {
            event.prevent_default();
            over.set(side(&event));
        }
    });
    let on_drop = on(move |event: DragEvent| {
        if let (true, Some(side), Some(other)) = (is_target(), side(&event), dragged.get_untracked()) {
            event.prevent_default();
            shift(
                workbench,
                kind,
                other,
                match side {
                    Side::Before => Move::Before(id),
                    Side::Behind => Move::Behind(id),
                },
            );
        }
        over.set(None);
        // The list is made anew then, and the item that was dragged hears of no end.
        dragged.set(None);
    });
    let dragged_name = name.clone();
    let on_drag = on(move |event: DragEvent| {
        dragged.set(Some(id));
        // Firefox drags nothing that carries nothing. It fails only for data that is gone.
        let _ = event.data_transfer().map(|data| data.set_data("text/plain", &dragged_name));
    });
    let title = if hint.is_empty() {
        say!(i18n, saved.move_hint)
    } else {
        format!("{hint}\n{}", say!(i18n, saved.move_hint))
    };
    let on_choose = on(move |_: MouseEvent| choose(workbench, kind, id));
    let mark_id = format!("{}-mark", item_id(id));
    let label = |text: String| live(move || text.clone());
    let (edit, bin) =
        (say!(i18n, saved.edit, name = name.clone()), say!(i18n, saved.delete, name = name.clone()));
    view! {
        <li
            class="saved-item"
            node_ref=row
            draggable="true"
            data-over=live(move || over.get().map(|side| match side {
                Side::Before => "before",
                Side::Behind => "behind",
            }))
            on:dragstart=on_drag
            on:dragend=on(move |_: DragEvent| dragged.set(None))
            on:dragover=on_over
            on:dragleave=on(move |_: DragEvent| over.set(None))
            on:drop=on_drop
        >
            <button
                class="saved-name"
                type="button"
                id=item_id(id)
                title=title
                aria-describedby=is_marked.then(|| mark_id.clone())
                on:click=on_choose
                on:keydown=on_key
            >
                <span class="saved-mark" hidden=!is_marked></span>
                <span class="saved-word">{name.clone()}</span>
            </button>
            <span class="off-screen" id=mark_id.clone() hidden=!is_marked>{word!(i18n, saved.connected)}</span>
            {(kind == Kind::Messages).then(|| {
                let send = say!(i18n, saved.send, name = name.clone());
                view! { <IconButton glyph=Glyph::Up label=label(send) act=Box::new(move || send_now(workbench, id)) /> }
            })}
            <IconButton glyph=Glyph::Pencil label=label(edit) act=Box::new(move || change(workbench, kind, id)) />
            <IconButton glyph=Glyph::Bin label=label(bin) act=Box::new(move || delete(workbench, kind, id)) />
        </li>
    }
}

/// Which half of an item the pointer is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Before,
    Behind,
}

fn choose(workbench: Workbench, kind: Kind, id: ItemId) {
    let Workbench { library, sidebar, .. } = workbench;
    match kind {
        Kind::Connections => {
            if let Some(saved) = untrack(|| library.connections.get(id)) {
                workbench.choose(id, saved);
                sidebar.step_aside();
                request_animation_frame(|| focus(CONNECT_ID));
            }
        }
        Kind::Messages => {
            let session = untrack(|| workbench.active());
            if let Some((saved, session)) = untrack(|| library.messages.get(id)).zip(session) {
                session.composer.recall(saved.draft);
                sidebar.step_aside();
                focus("message");
            }
        }
    }
}

fn send_now(workbench: Workbench, id: ItemId) {
    let session = untrack(|| workbench.active());
    if let Some((saved, session)) = untrack(|| workbench.library.messages.get(id)).zip(session) {
        session.send_draft(saved.draft);
        workbench.sidebar.step_aside();
    }
}

/// The list is made anew when its item has changed; then the focus comes back to the name.
fn change(workbench: Workbench, kind: Kind, id: ItemId) {
    focus(&item_id(id));
    workbench.sidebar.form.set(Some(match kind {
        Kind::Connections => Form::EditConnection(id),
        Kind::Messages => Form::EditMessage(id),
    }));
}

fn shift(workbench: Workbench, kind: Kind, id: ItemId, to: Move) {
    match kind {
        Kind::Connections => workbench.library.connections.shift(id, to),
        Kind::Messages => workbench.library.messages.shift(id, to),
    }
}

/// A connection is asked for, because it is more work to make again; a message can be brought back.
fn delete(workbench: Workbench, kind: Kind, id: ItemId) {
    match kind {
        Kind::Connections => workbench.sidebar.form.set(Some(Form::DeleteConnection(id))),
        Kind::Messages => {
            workbench.library.messages.delete(id);
            // What had the focus is gone.
            request_animation_frame(|| focus(UNDO_MESSAGE));
        }
    }
}

/// The id of the button that chooses an item.
pub fn item_id(id: ItemId) -> String {
    format!("saved-{:x}", id.0)
}
