//! Saving what is saved as a file: which of it, and what becomes of secrets.

use leptos::ev::{Event, MouseEvent};
use leptos::prelude::*;
use wirebench_core::saved::ItemId;
use wirebench_core::saved::transfer::{Choice, Secrets};

use crate::i18n::{say, use_words, word};
use crate::state::Workbench;
use crate::ui::parts::{self, Dialog, RadioGroup, live, on};

/// The dialog.
#[component]
pub fn ExportDialog() -> impl IntoView {
    let i18n = use_words();
    let Workbench { library, sidebar, .. } = expect_context();
    let close = move || sidebar.form.set(None);
    let secrets = RwSignal::new(Secrets::Placeholders);
    let connections = Choosing::new(untrack(|| library.connections.named()));
    let messages = Choosing::new(untrack(|| library.messages.named()));
    let save = move || {
        let choice = if connections.is_all() && messages.is_all() {
            Choice::All
        } else {
            Choice::Only { connections: connections.chosen(), messages: messages.chosen() }
        };
        library.export(&choice, secrets.get_untracked());
        close();
    };
    let choice = move |one: Secrets, word: Signal<String>| {
        parts::Choice::new(word, live(move || secrets.get() == one), move || secrets.set(one))
    };
    let choices = move || {
        vec![
            choice(Secrets::Placeholders, word!(i18n, export.names_only)),
            choice(Secrets::With, word!(i18n, export.with)),
            choice(Secrets::Without, word!(i18n, export.without)),
        ]
    };
    let has_secrets = library.has_secrets();
    let note = live(move || match secrets.get() {
        Secrets::Placeholders => say!(i18n, export.names_only_note),
        Secrets::With => say!(i18n, export.with_note),
        Secrets::Without => say!(i18n, export.without_note),
    });
    view! {
        <Dialog title=word!(i18n, export.title) on_cancel=close>
            <div class="form">
                <fieldset class="form-choices">
                    <legend class="field-label">{word!(i18n, saved.connections)}</legend>
                    {connections.boxes()}
                </fieldset>
                <fieldset class="form-choices">
                    <legend class="field-label">{word!(i18n, saved.messages)}</legend>
                    {messages.boxes()}
                </fieldset>
                <p class="form-note">{word!(i18n, export.note)}</p>
                <div class="field" hidden=!has_secrets>
                    <span class="field-label">{word!(i18n, export.secrets)}</span>
                    <RadioGroup label=word!(i18n, export.secrets) name="secrets" choices=choices() />
                    <p class="form-note">{note}</p>
                </div>
            </div>
            <div class="dialog-buttons">
                <button class="button" type="button" on:click=on(move |_: MouseEvent| close())>
                    {word!(i18n, saved.cancel)}
                </button>
                <button class="button is-primary" type="button" on:click=on(move |_: MouseEvent| save())>
                    {word!(i18n, export.save)}
                </button>
            </div>
        </Dialog>
    }
}

/// Which items of a list are to be in the file; copies are the same.
#[derive(Clone, Copy)]
struct Choosing {
    items: StoredValue<Vec<(ItemId, String)>>,
    left_out: RwSignal<Vec<ItemId>>,
}

impl Choosing {
    /// All of them.
    fn new(items: Vec<(ItemId, String)>) -> Self {
        Self { items: StoredValue::new(items), left_out: RwSignal::new(Vec::new()) }
    }

    fn is_all(self) -> bool {
        self.left_out.with_untracked(Vec::is_empty)
    }

    fn chosen(self) -> Vec<ItemId> {
        let left_out = self.left_out.get_untracked();
        self.items
            .with_value(|items| items.iter().map(|(id, _)| *id).filter(|id| !left_out.contains(id)).collect())
    }

    /// A box to tick for each.
    fn boxes(self) -> impl IntoView {
        let left_out = self.left_out;
        let item = move |(id, name): (ItemId, String)| {
            let is_in = live(move || !left_out.with(|out| out.contains(&id)));
            let switch = on(move |event: Event| {
                let is_in = event_target_checked(&event);
                left_out.update(|out| if is_in { out.retain(|other| *other != id) } else { out.push(id) });
            });
            view! {
                <label class="check">
                    <input type="checkbox" prop:checked=is_in on:change=switch />
                    {name}
                </label>
            }
        };
        self.items.get_value().into_iter().map(item).collect_view()
    }
}
