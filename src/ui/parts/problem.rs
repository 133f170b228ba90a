//! What is wrong with a field, said right under it.

use leptos::prelude::*;

use super::live;

/// A sentence that describes its field: the field's `aria-describedby` names this `id` while there is one.
#[component]
pub fn Problem(
    /// The id that the field refers to.
    #[prop(into)]
    id: String,
    /// The sentence, while there is one.
    text: Signal<Option<String>>,
) -> impl IntoView {
    view! {
        <p class="problem" id=id aria-live="polite" hidden=live(move || text.with(Option::is_none))>
            {text}
        </p>
    }
}

/// The value of a field's `aria-invalid`, which says that there is a problem.
pub fn invalid(problem: Signal<Option<String>>) -> Signal<Option<String>> {
    live(move || problem.with(Option::is_some).then(|| "true".to_owned()))
}

/// The value of a field's `aria-describedby`: the problem's `id` while there is one.
pub fn described_by(problem: Signal<Option<String>>, id: &'static str) -> Signal<Option<String>> {
    live(move || problem.with(Option::is_some).then(|| id.to_owned()))
}
