//! So many lines behind a window, of which only those in sight are made: what the views of a payload share.
//!
//! The arithmetic is core's; here is what scrolls. Where a list is so long that a pixel stands for more than one, the
//! keys and the wheel still go line by line.

use leptos::ev::{KeyboardEvent, WheelEvent};
use leptos::html;
use leptos::prelude::*;
use wirebench_core::list::{List, ROW_HEIGHT, Window};

use crate::state::screen;
use crate::ui::parts::pixels;

/// So much of a line that the keys have brought to the top is hidden, in CSS pixels: where a pixel stands for more than
/// one, rounding would else make the line before it the first.
const A_LITTLE: f64 = 0.1;

/// The scrolling of so many lines; copies are the same.
#[derive(Clone, Copy)]
pub struct Reel {
    /// The element that scrolls.
    pub scroller: NodeRef<html::Div>,
    rows: Signal<usize>,
    /// How far it is scrolled; finer than the browser's own number, for a line may be less than a pixel.
    top: RwSignal<f64>,
    viewport: ReadSignal<f64>,
}

impl Reel {
    /// For as long as the calling view lives.
    pub fn new(rows: Signal<usize>) -> Self {
        let scroller = NodeRef::new();
        Self { scroller, rows, top: RwSignal::new(0.0), viewport: screen::height_of(scroller) }
    }

    /// The geometry of the lines.
    pub fn list(self) -> List {
        List { rows: self.rows.get(), viewport: self.viewport.get() }
    }

    /// The lines that lie under the eyes.
    pub fn window(self) -> Window {
        self.list().window(self.top.get())
    }

    /// Goes back to the first line.
    pub fn rewind(self) {
        self.to(0.0);
        if let Some(scroller) = self.scroller.get_untracked() {
            scroller.set_scroll_left(0);
        }
    }

    fn to(self, top: f64) {
        self.top.set(top);
        if let Some(scroller) = self.scroller.get_untracked() {
            #[expect(clippy::cast_possible_truncation, reason = "a list is at most 15,000,000 px tall")]
            scroller.set_scroll_top(top.round() as i32);
        }
    }

    /// The browser has scrolled, by itself or for the user.
    pub fn moved(self) {
        // The frame may come after the view has gone.
        let Some(scroller) = self.scroller.try_get_untracked().flatten() else { return };
        let top = f64::from(scroller.scroll_top());
        // Else it is the echo of a move of ours.
        if (top - self.top.get_untracked()).abs() > 1.0 {
            self.top.set(top);
        }
    }

    /// Scrolls no more than needed to bring that line into sight.
    pub fn reveal(self, row: usize) {
        let list = untrack(|| self.list());
        self.to(list.reveal(row, self.top.get_untracked()));
    }

    /// How many lines a page has.
    pub fn page(self) -> usize {
        untrack(|| self.list()).slots().saturating_sub(2).max(1)
    }

    /// Scrolls by the keys that do so everywhere.
    pub fn keyed(self, event: &KeyboardEvent) {
        if event.ctrl_key() || event.meta_key() || event.alt_key() || event.shift_key() {
            return;
        }
        let list = untrack(|| self.list());
        let first = untrack(|| self.window()).first;
        let row = match event.key().as_str() {
            "ArrowDown" => first + 1,
            "ArrowUp" => first.saturating_sub(1),
            "PageDown" | " " => first + self.page(),
            "PageUp" => first.saturating_sub(self.page()),
            "Home" => 0,
            "End" => list.rows,
            _ => return,
        };
        event.prevent_default();
        self.to(list.anchored(row, A_LITTLE));
    }

    /// The user turns the wheel. Browsers scroll by pixels; that is left to them as long as those are lines, too.
    pub fn wheeled(self, event: &WheelEvent) {
        let list = untrack(|| self.list());
        if list.anchored(1, 0.0) >= ROW_HEIGHT || list.end() <= 0.0 || event.ctrl_key() {
            return;
        }
        event.prevent_default();
        let unit = match event.delta_mode() {
            WheelEvent::DOM_DELTA_LINE => ROW_HEIGHT,
            WheelEvent::DOM_DELTA_PAGE => self.viewport.get_untracked(),
            _ => 1.0,
        };
        let top = self.top.get_untracked();
        let window = list.window(top);
        let hidden = top.min(list.end()) - window.top;
        self.to(list.anchored(window.first, hidden + event.delta_y() * unit).max(0.0));
    }
}

/// How far down something goes, for the stylesheet.
pub fn shift(top: f64) -> String {
    format!("translateY({})", pixels(top))
}
