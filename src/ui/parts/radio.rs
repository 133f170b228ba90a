//! A choice of a few, as one segmented control: native radio buttons, so arrow keys work as everywhere.

use leptos::ev::Event;
use leptos::prelude::*;

use super::on;

/// One of the choices.
pub struct Choice {
    word: Signal<String>,
    is_chosen: Signal<bool>,
    choose: Box<dyn Fn()>,
}

impl Choice {
    /// A choice with its word, whether it is the one, and what choosing it does.
    pub fn new(word: Signal<String>, is_chosen: Signal<bool>, choose: impl Fn() + 'static) -> Self {
        Self { word, is_chosen, choose: Box::new(choose) }
    }
}

/// A radio group.
#[component]
pub fn RadioGroup(
    /// The accessible name of the group.
    label: Signal<String>,
    /// The name that binds the radio buttons together; unique on the page.
    name: &'static str,
    /// The choices, in order.
    choices: Vec<Choice>,
) -> impl IntoView {
    let radio = move |Choice { word, is_chosen, choose }: Choice| {
        view! {
            <label class="segment">
                <input type="radio" name=name prop:checked=is_chosen on:change=on(move |_: Event| choose()) />
                <span class="segment-word">{word}</span>
            </label>
        }
    };
    view! {
        <div class="segments" role="radiogroup" aria-label=label>
            {choices.into_iter().map(radio).collect_view()}
        </div>
    }
}
