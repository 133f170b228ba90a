//! One slot of the tree's pool: shows whichever value lies at its place.

use leptos::attr::custom::custom_attribute;
use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wirebench_core::codec::json::{Container, Item, Line, Name, Node, Value};
use wirebench_core::list::Window;
use wirebench_core::size;

use super::reel::shift;
use super::tree::toggle;
use crate::i18n::{Words, say, use_words};
use crate::state::Reading;
use crate::ui::parts::{live, on, pixels};

/// How many levels are indented; deeper ones stand below each other.
const INDENTED_LEVELS: usize = 24;

/// How far a level is indented, in CSS pixels.
const INDENT: f64 = 14.0;

/// A slot of the pool, by its number.
#[component]
pub fn TreeRow(
    reading: Reading,
    number: usize,
    window: Memo<Window>,
    items: Memo<Vec<Item>>,
    selected: RwSignal<Node>,
) -> impl IntoView {
    let i18n = use_words();
    let place = Memo::new(move |_| window.get().place(number));
    let item = Memo::new(move |_| items.with(|items| items.get(number).cloned()));
    let row = move || place.get().map(|place| place.index);
    let of =
        move |read: fn(&Item) -> Option<String>| live(move || item.with(|item| item.as_ref().and_then(read)));
    let is_selected = live(move || {
        let node = item.with(|item| item.as_ref().map(|item| item.node));
        (node == Some(selected.get())).to_string()
    });
    let on_click = on(move |_: MouseEvent| {
        if let Some(node) = item.with_untracked(|item| item.as_ref().map(|item| item.node)) {
            selected.set(node);
        }
    });
    let on_twist = on(move |_: MouseEvent| {
        if let Some(row) = untrack(row) {
            toggle(reading, row);
        }
    });
    let indent = live(move || {
        let level = item.with(|item| item.as_ref().map_or(1, |item| item.level.min(INDENTED_LEVELS)));
        pixels((u8::try_from(level).map_or(0.0, f64::from) - 1.0) * INDENT)
    });
    view! {
        <div
            class="tree-row"
            role="treeitem"
            hidden=live(move || item.with(Option::is_none))
            id=live(move || row().map(row_id))
            data-testid="tree-row"
            {..custom_attribute("aria-level", of(|item| Some(item.level.to_string())))}
            aria-expanded=of(expanded)
            aria-posinset=of(|item| Some(item.position.to_string()))
            aria-setsize=of(|item| Some(item.siblings.map_or(String::from("-1"), |count| count.to_string())))
            aria-selected=is_selected
            style:transform=live(move || place.get().map(|place| shift(place.top)))
            on:click=on_click
        >
            <span class="tree-indent" style:inline-size=indent></span>
            <span class="tree-twist" data-testid="tree-twist" aria-hidden="true" on:click=on_twist>
                {of(|item| expanded(item).map(|is_open| if is_open == "true" { "▾" } else { "▸" }.to_owned()))}
            </span>
            <span class="tree-name">{of(name)}</span>
            <span class="tree-value">
                {live(move || item.with(|item| item.as_ref().map(|item| value(i18n, item))))}
            </span>
            <span class="tree-count">
                {live(move || item.with(|item| item.as_ref().and_then(|item| count(i18n, item))))}
            </span>
        </div>
    }
}

/// The id of a row of the tree.
pub fn row_id(row: usize) -> String {
    format!("tree-row-{row}")
}

fn expanded(item: &Item) -> Option<String> {
    match &item.value {
        Value::Scalar(_) => None,
        Value::Container { is_unfolded, .. } => Some(is_unfolded.to_string()),
    }
}

fn name(item: &Item) -> Option<String> {
    match &item.name {
        Name::Outermost => None,
        Name::Key(key) => Some(format!("{key}: ")),
        Name::Number(number) => Some(format!("{number}: ")),
    }
}

fn value(i18n: Words, item: &Item) -> String {
    match &item.value {
        Value::Scalar(Line { text, left_out: 0 }) => text.clone(),
        Value::Scalar(Line { text, left_out }) => {
            text.clone() + &say!(i18n, detail.left_out, size = size::bytes(*left_out as u64))
        }
        Value::Container { container, is_unfolded: true, .. } => match container {
            Container::Array => String::from("[ ]"),
            Container::Object => String::from("{ }"),
        },
        Value::Container { preview, .. } => preview.clone(),
    }
}

/// How many items an array or object has, once that is known.
fn count(i18n: Words, item: &Item) -> Option<String> {
    match &item.value {
        Value::Container { items: Some(1), .. } => Some(say!(i18n, detail.one_item)),
        Value::Container { items: Some(items), .. } => {
            Some(say!(i18n, detail.items, count = size::grouped(*items as u64)))
        }
        Value::Container { items: None, .. } => Some(String::from("…")),
        Value::Scalar(_) => None,
    }
}
