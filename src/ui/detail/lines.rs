//! A payload as lines of text, of which only those in sight are in the page. They are one text, so that what is marked
//! with the mouse is copied as it stands there.

use leptos::ev::{Event, KeyboardEvent, WheelEvent};
use leptos::prelude::*;

use super::reel::{Reel, shift};
use crate::state::{Log, screen};
use crate::ui::parts::{live, on, pixels};

/// Gives the text of so many lines from that one on.
pub type ReadLines = Box<dyn Fn(usize, usize) -> String + Send + Sync>;

/// So many lines.
#[component]
pub fn Lines(
    log: Log,
    /// What tests know the text by.
    test_id: &'static str,
    /// The accessible name.
    label: Signal<String>,
    /// The scrolling of the lines.
    reel: Reel,
    /// Gives the lines in sight.
    read: ReadLines,
) -> impl IntoView {
    let window = Memo::new(move |_| reel.window());
    let text = live(move || {
        let window = window.get();
        read(window.first, window.count)
    });
    screen::highlight("found-detail", reel.scroller, ".reel-lines", log, move || text.track());
    view! {
        <div
            class="reel"
            role="group"
            tabindex="0"
            aria-label=label
            node_ref=reel.scroller
            on:scroll=on(move |_: Event| request_animation_frame(move || reel.moved()))
            on:wheel=on(move |event: WheelEvent| reel.wheeled(&event))
            on:keydown=on(move |event: KeyboardEvent| reel.keyed(&event))
        >
            <div class="reel-spacer" style:height=live(move || pixels(reel.list().height()))>
                <pre
                    class="reel-lines"
                    dir="ltr"
                    data-testid=test_id
                    style:transform=live(move || shift(window.get().top))
                >
                    {text}
                </pre>
            </div>
        </div>
    }
}
