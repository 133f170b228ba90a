//! Where the list stands: at its end, following the newest row, or where the user has left it.

use leptos::ev::WheelEvent;
use leptos::html;
use leptos::prelude::*;
use wirebench_core::list::{List, ROW_HEIGHT, Window};

use crate::state::{Log, screen};
use crate::ui::parts::pixels;

/// A difference that is none, in CSS pixels.
const LEAST: f64 = 0.001;

/// The scrolling of a log's list; copies are the same.
#[derive(Clone, Copy)]
pub struct Scroll {
    log: Log,
    /// The element that scrolls.
    pub scroller: NodeRef<html::Div>,
    /// The element inside of it that is as tall as all rows.
    pub spacer: NodeRef<html::Div>,
    viewport: ReadSignal<f64>,
}

impl Scroll {
    /// For as long as the calling view lives.
    pub fn new(log: Log) -> Self {
        let scroller = NodeRef::new();
        let this = Self { log, scroller, spacer: NodeRef::new(), viewport: screen::height_of(scroller) };
        let was_shown = StoredValue::new(false);
        Effect::new(move |_| this.settle(was_shown));
        this
    }

    /// The geometry of the list.
    pub fn list(self) -> List {
        List { rows: self.log.counts().matching, viewport: self.viewport.get() }
    }

    /// The rows that lie under the eyes.
    pub fn window(self) -> Window {
        self.list().window(self.log.scroll_top.get())
    }

    /// Takes what has changed to the screen. Height and position change together, height first, or the browser would
    /// cut the position off.
    fn settle(self, was_shown: StoredValue<bool>) {
        let list = self.list();
        let Some(spacer) = self.spacer.get() else { return };
        // It fails only for a property that doesn't exist.
        let _ = spacer.style(("height", pixels(list.height())));
        if self.log.is_following() {
            self.to(list.end());
        } else if let Some((seq, hidden)) = self.log.anchor.get_value() {
            // Rows may have gone from the start, or the browser forgotten where the list was while another was shown.
            let top = list.anchored(self.log.index_of(seq), hidden);
            if (top - self.log.scroll_top.get_untracked()).abs() >= LEAST || !was_shown.get_value() {
                self.to(top);
            }
        }
        was_shown.set_value(list.viewport > 0.0);
    }

    /// Remembers the row at the top of what is seen.
    fn drop_anchor(self) {
        let (list, top) = (untrack(|| self.list()), self.log.scroll_top.get_untracked());
        let window = list.window(top);
        let seq = untrack(|| self.log.seq_at(window.first));
        self.log.anchor.set_value(seq.map(|seq| (seq, top.min(list.end()) - window.top)));
    }

    fn to(self, top: f64) {
        if let Some(scroller) = self.scroller.get_untracked() {
            #[expect(clippy::cast_possible_truncation, reason = "a list is at most 15,000,000 px tall")]
            scroller.set_scroll_top(top.round() as i32);
            // In a very long list a pixel stands for several rows, so the parts of one count.
            let rounded = f64::from(scroller.scroll_top());
            self.log.scroll_top.set(if (rounded - top).abs() < 1.0 { top } else { rounded });
        }
    }

    /// The browser has moved the list, by itself or for the user.
    pub fn moved(self) {
        // The frame may come after the list has gone.
        let Some(scroller) = self.scroller.try_get_untracked().flatten() else { return };
        let top = f64::from(scroller.scroll_top());
        let before = self.log.scroll_top.get_untracked();
        // The echo of a move of ours, which may come after the user has left the end.
        if (top - before).abs() < 1.0 {
            return;
        }
        // Measured now: when the list becomes taller, the browser moves it before it tells of its new height.
        let list = List { viewport: f64::from(scroller.client_height()), ..untrack(|| self.list()) };
        // Where all rows are in sight, perhaps only because of the filter, nobody has chosen a place.
        let has_places = list.end() > 0.0;
        let was_cut_off = before > list.end();
        if has_places && top < before && !was_cut_off {
            self.log.stay();
        } else if has_places && list.is_at_end(top) {
            self.log.follow();
        }
        self.log.scroll_top.set(top);
        self.drop_anchor();
    }

    /// The user's finger moves the list. On a busy feed the next batch would take it back to its end before it has
    /// moved at all.
    pub fn touched(self) {
        if self.log.scroll_top.get_untracked() > 0.0 {
            self.log.stay();
            self.drop_anchor();
        }
    }

    /// The user turns the wheel. The first turn away from the end is carried out here: browsers scroll apart from the
    /// page, and drop what they have scrolled when a batch moves the list in the same frame.
    pub fn wheeled(self, event: &WheelEvent) {
        let is_up = event.delta_y() < 0.0 && !event.ctrl_key();
        let top = self.log.scroll_top.get_untracked();
        if !is_up || top <= 0.0 || !untrack(|| self.log.is_following()) {
            return;
        }
        event.prevent_default();
        self.log.stay();
        let unit = match event.delta_mode() {
            WheelEvent::DOM_DELTA_LINE => ROW_HEIGHT,
            WheelEvent::DOM_DELTA_PAGE => self.viewport.get_untracked(),
            _ => 1.0,
        };
        self.to((top + event.delta_y() * unit).max(0.0));
        self.drop_anchor();
    }

    /// Moves the list no more than needed to bring that row into sight.
    pub fn reveal(self, index: usize) {
        let list = untrack(|| self.list());
        let top = list.reveal(index, self.log.scroll_top.get_untracked());
        if list.is_at_end(top) {
            self.log.follow();
        } else {
            self.log.stay();
        }
        self.to(top);
        self.drop_anchor();
    }

    /// Goes to the end and stays there.
    pub fn follow(self) {
        self.log.follow();
        self.to(untrack(|| self.list()).end());
    }
}
