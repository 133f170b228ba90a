//! A button that opens a menu (ARIA Authoring Practices, "Menu Button"): arrows move, Enter chooses, Escape leaves.

use leptos::ev::{FocusEvent, KeyboardEvent, MouseEvent};
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};

use super::{Glyph, Icon, live, on};

/// One line of a menu.
pub enum MenuItem {
    /// Does something, and the menu is over.
    Action(Signal<String>, Box<dyn Fn()>),
    /// Is on or off, and the menu stays.
    Switch(Signal<String>, Signal<bool>, Box<dyn Fn(bool)>),
    /// One of several of which one is chosen, and the menu stays.
    Choice(Signal<String>, Signal<bool>, Box<dyn Fn()>),
    /// Sets those before apart from those behind.
    Line,
}

/// The items that the keys move between.
const ITEMS: &str = "[role^=menuitem]";

/// As wide a menu may be, in CSS pixels.
const WIDEST: f64 = 280.0;

/// The button with its menu.
#[component]
pub fn MenuButton(
    /// The word on the button, which is also the menu's name.
    word: Signal<String>,
    /// What is in the menu, made when it is opened.
    items: Box<dyn Fn() -> Vec<MenuItem> + Send + Sync>,
) -> impl IntoView {
    let is_open = RwSignal::new(false);
    // Where there is no room at the left, it opens to the right.
    let opens_right = RwSignal::new(false);
    let (button, frame) = (NodeRef::<html::Button>::new(), NodeRef::<html::Div>::new());
    let focus_button = move || {
        if let Some(button) = button.get_untracked() {
            // It fails only for elements that can't have the focus.
            let _ = button.focus();
        }
    };
    let open = move || {
        let edge = frame.get_untracked().map(|frame| frame.get_bounding_client_rect().right());
        opens_right.set(edge.is_some_and(|edge| edge < WIDEST));
        is_open.set(true);
        request_animation_frame(move || step(frame, |_, _| 0));
    };
    let on_key = on(move |event: KeyboardEvent| {
        match (event.key().as_str(), is_open.get_untracked()) {
            ("ArrowDown", false) => open(),
            ("ArrowDown", true) => step(frame, |at, count| at.map_or(0, |at| (at + 1) % count)),
            ("ArrowUp", true) => step(frame, |at, count| at.unwrap_or(0).checked_sub(1).unwrap_or(count - 1)),
            ("Home", true) => step(frame, |_, _| 0),
            ("End", true) => step(frame, |_, count| count - 1),
            ("Escape", true) => {
                is_open.set(false);
                focus_button();
            }
            _ => return,
        }
        event.prevent_default();
    });
    // Whatever takes the focus away from it ends the menu: a click elsewhere, or Tab.
    let on_leave = on(move |event: FocusEvent| {
        let next = event.related_target().and_then(|target| target.dyn_into::<Node>().ok());
        let frame = frame.get_untracked();
        if !frame.is_some_and(|frame| next.is_some_and(|next| frame.contains(Some(&next)))) {
            is_open.set(false);
        }
    });
    let close = move || {
        is_open.set(false);
        focus_button();
    };
    let items = StoredValue::new_local(items);
    let lines = move || {
        is_open.get().then(|| {
            let items = items.with_value(|items| untrack(items));
            view! {
                <div class="menu" class:opens-right=opens_right role="menu" aria-label=word tabindex="-1">
                    {items.into_iter().map(|item| line(item, close)).collect_view()}
                </div>
            }
        })
    };
    view! {
        <div class="menu-frame" node_ref=frame on:keydown=on_key on:focusout=on_leave>
            <button
                class="button is-quiet"
                type="button"
                aria-haspopup="menu"
                aria-expanded=live(move || is_open.get().to_string())
                node_ref=button
                on:click=on(move |_: MouseEvent| if is_open.get_untracked() { is_open.set(false) } else { open() })
            >
                {word}
                <Icon glyph=Glyph::More />
            </button>
            {lines}
        </div>
    }
}

fn line(item: MenuItem, close: impl Fn() + 'static) -> AnyView {
    let (role, word, is_on, act): (_, _, _, Box<dyn Fn()>) = match item {
        MenuItem::Line => return view! { <div class="menu-line" role="separator"></div> }.into_any(),
        MenuItem::Action(word, act) => {
            let act = move || {
                // The focus is back before the deed, which may give it to something else.
                close();
                act();
            };
            ("menuitem", word, None, Box::new(act))
        }
        MenuItem::Switch(word, is_on, set) => {
            ("menuitemcheckbox", word, Some(is_on), Box::new(move || set(!is_on.get_untracked())))
        }
        MenuItem::Choice(word, is_on, act) => ("menuitemradio", word, Some(is_on), act),
    };
    let checked = live(move || is_on.map(|is_on| is_on.get().to_string()));
    view! {
        <button
            class="menu-item"
            type="button"
            role=role
            tabindex="-1"
            aria-checked=checked
            on:click=on(move |_: MouseEvent| act())
        >
            {word}
        </button>
    }
    .into_any()
}

/// Gives the focus to another item, chosen by the place of the one that has it, if one has, and how many there are.
fn step(frame: NodeRef<html::Div>, choose: impl Fn(Option<usize>, usize) -> usize) {
    let Some(items) = frame.get_untracked().and_then(|frame| frame.query_selector_all(ITEMS).ok()) else {
        return;
    };
    let all: Vec<HtmlElement> =
        (0..items.length()).filter_map(|index| items.get(index)?.dyn_into().ok()).collect();
    let active = document().active_element();
    let at = all.iter().position(|item| active.as_ref().is_some_and(|active| *active == **item));
    if !all.is_empty()
        && let Some(item) = all.get(choose(at, all.len()))
    {
        // It fails only for elements that can't have the focus.
        let _ = item.focus();
    }
}
