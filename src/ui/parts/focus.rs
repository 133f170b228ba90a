//! Moving the keyboard's focus.

use std::cell::RefCell;

use leptos::prelude::{document, request_animation_frame};
use leptos::wasm_bindgen::JsCast;
use web_sys::{HtmlElement, HtmlInputElement, ScrollIntoViewOptions, ScrollLogicalPosition};

/// Scrolls as little as needed to bring the element with that id into sight.
pub fn reveal(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        options.set_inline(ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Focuses the element with that id, if it is there.
pub fn focus(id: &str) {
    let element = document().get_element_by_id(id).and_then(|element| element.dyn_into::<HtmlElement>().ok());
    if let Some(element) = element {
        // It fails only for elements that can't have the focus, and then the focus stays where it is.
        let _ = element.focus();
    }
}

/// Focuses the field with that id, and chooses all that is in it.
pub fn choose(id: &str) {
    focus(id);
    let input = document().get_element_by_id(id);
    if let Some(input) = input.and_then(|input| input.dyn_into::<HtmlInputElement>().ok()) {
        input.select();
    }
}

thread_local! {
    /// What had the focus before each of the dialogs that are open.
    static OPENERS: RefCell<Vec<HtmlElement>> = const { RefCell::new(Vec::new()) };
}

/// Remembers what has the focus, for [`give_back`].
pub fn remember() {
    let element = document().active_element().and_then(|element| element.dyn_into::<HtmlElement>().ok());
    OPENERS.with_borrow_mut(|openers| openers.extend(element));
}

/// Whether nothing has the focus, because what had it has gone.
fn is_lost() -> bool {
    let body = document().body();
    document().active_element().is_none_or(|now| body.is_some_and(|body| *body == now))
}

/// Focuses the element with that id before the next frame, if nothing has the focus then.
pub fn focus_if_lost(id: &'static str) {
    request_animation_frame(move || {
        if is_lost() {
            focus(id);
        }
    });
}

/// Gives the focus back to what had it, or what has come in its place, unless something else has it by then.
pub fn give_back() {
    let Some(opener) = OPENERS.with_borrow_mut(Vec::pop) else { return };
    request_animation_frame(move || {
        let is_lost = is_lost();
        if is_lost && opener.is_connected() {
            // It fails only for elements that can't have the focus, and then nothing has it.
            let _ = opener.focus();
        } else if is_lost && !opener.id().is_empty() {
            focus(&opener.id());
        }
    });
}

/// Takes the focus from whatever has it.
pub fn blur() {
    let element = document().active_element().and_then(|element| element.dyn_into::<HtmlElement>().ok());
    if let Some(element) = element {
        // It fails for no element.
        let _ = element.blur();
    }
}
