//! The lines of a comparison, as they are read from top to bottom.

use leptos::prelude::*;
use wirebench_core::codec::compare::{Compared, Side};

use super::anew;

/// Lines that are in both, in the older or in the newer of two payloads.
#[component]
pub fn DiffLines(
    /// Its accessible name.
    label: Signal<String>,
    lines: Signal<Vec<Compared>>,
) -> impl IntoView {
    view! {
        <div class="diff" role="group" tabindex="0" aria-label=label>
            <pre class="diff-lines" dir="ltr" data-testid="detail-diff">
                {anew(Box::new(move || Some(lines.get().into_iter().map(line).collect_view().into_any())))}
            </pre>
        </div>
    }
}

fn line(Compared { side, text }: Compared) -> impl IntoView {
    let (class, text) = match side {
        Side::Both => ("diff-line", format!("  {text}\n")),
        Side::Old => ("diff-line is-old", format!("− {text}\n")),
        Side::New => ("diff-line is-new", format!("+ {text}\n")),
        Side::Gap => ("diff-line is-gap", String::from("⋯\n")),
    };
    view! { <span class=class>{text}</span> }
}
