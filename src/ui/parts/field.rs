//! A line to type into, with its label above and what is wrong with it below.

use leptos::ev::Event;
use leptos::prelude::*;

use super::{Problem, described_by, invalid, on};

/// What distinguishes one field from another.
#[derive(Clone, Copy)]
pub struct FieldKind {
    /// The id of the input.
    pub id: &'static str,
    /// The id of the sentence about what is wrong.
    pub problem_id: &'static str,
    /// The class of the whole field.
    pub class: &'static str,
    /// What is typed into it.
    pub input: Input,
}

/// What is typed into a field. It decides about the keyboard of a phone, and about nothing else: an input of the type
/// "number" hides from the page what isn't one.
#[derive(Clone, Copy)]
pub enum Input {
    /// Any text.
    Text,
    /// An address.
    Url,
    /// A whole number.
    Number,
    /// A number with decimals.
    Decimal,
}

impl Input {
    fn mode(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Url => "url",
            Self::Number => "numeric",
            Self::Decimal => "decimal",
        }
    }
}

/// A labelled input.
#[component]
pub fn Field(
    kind: FieldKind,
    /// The accessible name, shown above.
    label: Signal<String>,
    /// What stands in the empty input.
    placeholder: Signal<String>,
    /// What is typed.
    #[prop(into)]
    value: Signal<String>,
    /// Called with what is typed.
    on_type: impl Fn(String) + 'static,
    /// What is wrong, while something is.
    #[prop(into)]
    problem: Signal<Option<String>>,
) -> impl IntoView {
    labelled(kind, label, placeholder, value, Box::new(on_type), problem)
}

/// One copy for all, not one for each listener.
fn labelled(
    kind: FieldKind,
    label: Signal<String>,
    placeholder: Signal<String>,
    value: Signal<String>,
    on_type: Box<dyn Fn(String)>,
    problem: Signal<Option<String>>,
) -> AnyView {
    view! {
        <div class=format!("field {}", kind.class)>
            <label class="field-label" for=kind.id>
                {label}
            </label>
            <input
                class="input is-payload"
                id=kind.id
                type="text"
                inputmode=kind.input.mode()
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                placeholder=placeholder
                aria-invalid=invalid(problem)
                aria-describedby=described_by(problem, kind.problem_id)
                prop:value=value
                on:input=on(move |event: Event| on_type(event_target_value(&event)))
            />
            <Problem id=kind.problem_id text=problem />
        </div>
    }
    .into_any()
}
