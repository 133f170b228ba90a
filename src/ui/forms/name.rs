//! The fields that everything saved has: a name and a group.

use leptos::ev::{Event, MouseEvent};
use leptos::prelude::*;

use crate::i18n::{Words, say, use_words, word};
use crate::ui::parts::{Field, FieldKind, Input, focus, live, on};

/// The id of the name's field.
pub const NAME_ID: &str = "saved-name";

const NAME: FieldKind =
    FieldKind { id: NAME_ID, problem_id: "saved-name-problem", class: "", input: Input::Text };

/// The longest name, in characters.
const LONGEST: usize = 200;

/// Name and group as typed; copies are the same.
#[derive(Clone, Copy)]
pub struct Naming {
    /// The name.
    pub name: RwSignal<String>,
    /// The group.
    pub group: RwSignal<String>,
    problem: RwSignal<Option<String>>,
}

impl Naming {
    /// With this name and group to begin with.
    pub fn new(name: String, group: String) -> Self {
        Self { name: RwSignal::new(name), group: RwSignal::new(group), problem: RwSignal::new(None) }
    }

    /// Name and group, if they will do; else what is wrong is said at the name.
    pub fn checked(self, i18n: Words) -> Option<(String, String)> {
        let name = self.name.with_untracked(|name| name.trim().to_owned());
        let group = self.group.with_untracked(|group| group.trim().to_owned());
        let problem = if name.is_empty() {
            Some(say!(i18n, saved.name_missing))
        } else if name.chars().count() > LONGEST || group.chars().count() > LONGEST {
            Some(say!(i18n, saved.name_long, most = LONGEST))
        } else {
            None
        };
        if problem.is_some() {
            self.problem.set(problem);
            focus(NAME.id);
            return None;
        }
        Some((name, group))
    }

    /// Says that what was to be changed was deleted elsewhere.
    pub fn is_gone(self, i18n: Words) {
        self.problem.set(Some(say!(i18n, saved.gone)));
    }

    /// Says that there was no room for what was to be saved.
    pub fn refuse(self, i18n: Words) {
        self.problem.set(Some(say!(i18n, saved.no_room)));
    }
}

/// The two fields.
#[component]
pub fn NameFields(naming: Naming, groups: Vec<String>) -> impl IntoView {
    let i18n = use_words();
    let type_name = move |text| {
        naming.name.set(text);
        naming.problem.set(None);
    };
    view! {
        <Field
            kind=NAME
            label=word!(i18n, saved.name)
            placeholder=live(String::new)
            value=naming.name
            on_type=type_name
            problem=naming.problem
        />
        <div class="field">
            <label class="field-label" for="saved-group">{word!(i18n, saved.group)}</label>
            <input
                class="input"
                id="saved-group"
                type="text"
                list="saved-groups"
                autocomplete="off"
                placeholder=word!(i18n, saved.no_group)
                prop:value=naming.group
                on:input=on(move |event: Event| naming.group.set(event_target_value(&event)))
            />
            <datalist id="saved-groups">
                {groups.into_iter().map(|name| view! { <option value=name></option> }).collect_view()}
            </datalist>
        </div>
    }
}

/// What can be done with what is typed: another one of it, leaving it, and saving it, which Enter does, too.
#[component]
pub fn EditButtons(
    /// Whether there is one to make another of.
    can_duplicate: bool,
    duplicate: impl Fn() + 'static,
    close: impl Fn() + 'static,
) -> impl IntoView {
    let i18n = use_words();
    view! {
        <div class="dialog-buttons">
            <button
                class="button is-quiet form-aside"
                type="button"
                hidden=!can_duplicate
                on:click=on(move |_: MouseEvent| duplicate())
            >
                {word!(i18n, saved.duplicate)}
            </button>
            <button class="button" type="button" on:click=on(move |_: MouseEvent| close())>
                {word!(i18n, saved.cancel)}
            </button>
            <button class="button is-primary" type="submit">{word!(i18n, saved.save)}</button>
        </div>
    }
}
