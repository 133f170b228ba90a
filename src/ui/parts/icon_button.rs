//! A button that shows an icon; its word is there for those who point at it or can't see it.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::{Glyph, Icon, on};

/// A small square button.
#[component]
pub fn IconButton(
    glyph: Glyph,
    /// Its accessible name.
    label: Signal<String>,
    /// What it does.
    act: Box<dyn Fn()>,
) -> impl IntoView {
    view! {
        <button
            class="button is-quiet is-square"
            type="button"
            aria-label=label
            title=label
            on:click=on(move |_: MouseEvent| act())
        >
            <Icon glyph />
        </button>
    }
}
