//! A question that must be answered before going on: the browser's own modal dialog.

use leptos::ev::Event;
use leptos::html;
use leptos::prelude::*;

use super::{choose, give_back, on, remember};

/// A modal dialog, open as long as it is mounted. Escape leaves everything as it was. Afterwards the focus is where it
/// was before.
#[component]
pub fn Dialog(
    /// Its heading, which is also its accessible name.
    title: Signal<String>,
    /// The id of the field that has the focus when it opens, with all of its text chosen, so that typing replaces it;
    /// without one the first of what can have the focus has it.
    #[prop(optional)]
    chosen: Option<&'static str>,
    /// Called when the user leaves it with Escape.
    on_cancel: impl Fn() + 'static,
    children: Children,
) -> impl IntoView {
    remember();
    on_cleanup(give_back);
    let dialog = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        if let Some(dialog) = dialog.get() {
            // It fails only on a dialog that is open already or not in the page.
            let _ = dialog.show_modal();
            if let Some(chosen) = chosen {
                // Fields get their text in a microtask, which was asked for before this one.
                queue_microtask(move || choose(chosen));
            }
        }
    });
    let on_cancel = on(move |event: Event| {
        event.prevent_default();
        on_cancel();
    });
    view! {
        <dialog class="dialog" role="dialog" aria-labelledby="dialog-title" node_ref=dialog on:cancel=on_cancel>
            <h2 class="dialog-title" id="dialog-title">
                {title}
            </h2>
            {children()}
        </dialog>
    }
}
