//! What changes on screen, in few types.
//!
//! Leptos makes a copy of its rendering code for every type of closure in a view. These few types hide the closure,
//! which took 22 KB (brotli) off the page.

use leptos::prelude::*;

/// A value that is computed anew when what it reads has changed.
pub fn live<T: Send + Sync + 'static>(compute: impl Fn() -> T + Send + Sync + 'static) -> Signal<T> {
    derived(Box::new(compute))
}

/// One copy for each type of value, not one for each computation.
fn derived<T: Send + Sync + 'static>(compute: Box<dyn Fn() -> T + Send + Sync>) -> Signal<T> {
    Signal::derive(compute)
}

/// A listener for events of the type `E`.
pub fn on<E>(listen: impl FnMut(E) + 'static) -> Box<dyn FnMut(E)> {
    Box::new(listen)
}

/// Shows its children while the condition holds.
#[component]
pub fn When(#[prop(into)] holds: Signal<bool>, children: ChildrenFn) -> impl IntoView {
    // Without the memo the children would be made anew whenever the condition is computed anew.
    let holds = Memo::new(move |_| holds.get());
    anew(Box::new(move || holds.get().then(|| children())))
}

/// A view that is made anew when what it reads has changed; one copy for all of them.
pub fn anew(view: Box<dyn Fn() -> Option<AnyView> + Send + Sync>) -> impl IntoView {
    view
}
