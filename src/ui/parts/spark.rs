//! A small line of how something went lately.

use std::fmt::Write;

use leptos::prelude::*;

/// The line; figures beside it say the same to those who can't see it.
#[component]
pub fn Spark(
    /// Its strokes, in a box of 120 by 20.
    line: Signal<String>,
) -> impl IntoView {
    view! {
        <svg class="spark" viewBox="0 0 120 20" preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <path d=line></path>
        </svg>
    }
}

/// Up to 60 values as strokes, the newest last; one that is missing is a gap.
pub fn strokes(values: &[Option<u64>]) -> String {
    let most = values.iter().flatten().max().map_or(1, |most| (*most).max(1));
    let mut path = String::new();
    let mut pen_is_down = false;
    for (index, value) in values.iter().enumerate() {
        if let Some(value) = value {
            let (x, y) = (2 * index + 1, 18 - value * 15 / most);
            // A single point is drawn as a dot by the round ends of a stroke of no length.
            let _ = write!(path, "{}{x} {y}", if pen_is_down { "L" } else { "M" });
            path.push_str(if pen_is_down { "" } else { "h0" });
        }
        pen_is_down = value.is_some();
    }
    path
}
