//! Virtual-list arithmetic: which rows lie under the eyes, and where they go.
//!
//! ```text
//!  scroll_top ─┐   ┌──────────────┐ 0
//!              │   │  (no rows)   │
//!              └─▶ ├──────────────┤ ┐
//!                  │ slot │ slot  │ │ viewport
//!                  ├──────────────┤ ┘
//!                  │  (no rows)   │
//!                  └──────────────┘ height
//! ```
//! A browser limits how tall an element can be; beyond that the scroll position stands for a proportion of the list
//! instead of for pixels.

/// The height of a row in CSS pixels; the stylesheet has the same number.
pub const ROW_HEIGHT: f64 = 24.0;

/// The tallest the list makes itself. Chrome ends at 16,777,200 px, Firefox a little above.
const MAX_HEIGHT: f64 = 15_000_000.0;

/// The geometry of a list: so many rows behind a viewport of that height in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct List {
    /// How many rows there are.
    pub rows: usize,
    /// The height of what can be seen, in CSS pixels.
    pub viewport: f64,
}

/// The rows that lie under the eyes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Window {
    /// The first of them.
    pub first: usize,
    /// How many there are, cut-off ones included.
    pub count: usize,
    /// Where the first one's top edge goes, in CSS pixels from the top of the whole list.
    pub top: f64,
}

/// Where a slot of the pool shows a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// Which row it is.
    pub index: usize,
    /// Where its top edge goes, in CSS pixels from the top of the whole list.
    pub top: f64,
}

impl Window {
    /// Where a slot goes; nothing if there is no row for it. The slots stand in the order of their rows, so that
    /// whoever reads the page from top to bottom meets the rows in theirs.
    #[allow(clippy::cast_precision_loss, reason = "a window has few rows")]
    pub fn place(self, slot: usize) -> Option<Place> {
        (slot < self.count)
            .then(|| Place { index: self.first + slot, top: self.top + slot as f64 * ROW_HEIGHT })
    }
}

impl List {
    /// The height of the whole list as the browser sees it.
    pub fn height(self) -> f64 {
        self.full_height().min(MAX_HEIGHT)
    }

    /// The greatest scroll position.
    pub fn end(self) -> f64 {
        (self.height() - self.viewport).max(0.0)
    }

    /// Whether the last row is in sight at that scroll position (give or take a row, as browsers round it).
    pub fn is_at_end(self, scroll_top: f64) -> bool {
        scroll_top >= self.end() - ROW_HEIGHT
    }

    /// How many slots are enough for any scroll position.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a screen has few rows")]
    pub fn slots(self) -> usize {
        (self.viewport / ROW_HEIGHT).ceil().max(0.0) as usize + 1
    }

    /// What lies under the eyes at that scroll position.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the position is clamped")]
    #[allow(
        clippy::cast_precision_loss,
        reason = "row counts are far below 2^52; 32-bit machines lose nothing"
    )]
    pub fn window(self, scroll_top: f64) -> Window {
        let scroll_top = scroll_top.min(self.end()).max(0.0);
        let hidden = (self.full_height() - self.viewport).max(0.0);
        // The position in the list as if the browser had no limit.
        let virtual_top =
            if self.full_height() > MAX_HEIGHT { scroll_top / self.end() * hidden } else { scroll_top };
        let first = (virtual_top / ROW_HEIGHT).floor();
        let index = (first as usize).min(self.rows);
        Window {
            first: index,
            count: self.slots().min(self.rows - index),
            top: scroll_top - (virtual_top - first * ROW_HEIGHT),
        }
    }

    /// The scroll position at which that row is the first in sight, with so many pixels of it hidden.
    #[allow(
        clippy::cast_precision_loss,
        reason = "row counts are far below 2^52; 32-bit machines lose nothing"
    )]
    pub fn anchored(self, row: usize, hidden: f64) -> f64 {
        let above = (self.full_height() - self.viewport).max(0.0);
        let scale = if above > 0.0 { self.end() / above } else { 1.0 };
        ((row as f64 * ROW_HEIGHT + hidden) * scale).min(self.end())
    }

    /// The scroll position nearest to `scroll_top` at which that row is wholly in sight.
    #[allow(
        clippy::cast_precision_loss,
        reason = "row counts are far below 2^52; 32-bit machines lose nothing"
    )]
    pub fn reveal(self, row: usize, scroll_top: f64) -> f64 {
        let hidden = (self.full_height() - self.viewport).max(0.0);
        let scale = if hidden > 0.0 { self.end() / hidden } else { 1.0 };
        let virtual_top = scroll_top.min(self.end()).max(0.0) / scale;
        let (top, bottom) = (row as f64 * ROW_HEIGHT, (row + 1) as f64 * ROW_HEIGHT);
        if top < virtual_top {
            top * scale
        } else if bottom > virtual_top + self.viewport {
            (bottom - self.viewport) * scale
        } else {
            scroll_top
        }
    }

    #[allow(
        clippy::cast_precision_loss,
        reason = "row counts are far below 2^52; 32-bit machines lose nothing"
    )]
    fn full_height(self) -> f64 {
        self.rows as f64 * ROW_HEIGHT
    }
}

#[cfg(test)]
mod tests {
    use super::{List, Place, ROW_HEIGHT, Window};

    fn list(rows: usize) -> List {
        List { rows, viewport: 240.0 }
    }

    #[test]
    fn windows() {
        let check = |rows, scroll_top, first, count, top| {
            assert_eq!(
                list(rows).window(scroll_top),
                Window { first, count, top },
                "{rows} rows at {scroll_top}"
            );
        };
        check(0, 0.0, 0, 0, 0.0);
        check(3, 0.0, 0, 3, 0.0);
        check(100, 0.0, 0, 11, 0.0);
        check(100, 30.0, 1, 11, 24.0);
        check(100, 2160.0, 90, 10, 2160.0);
        // Overshooting, as some browsers do when they bounce.
        check(100, -50.0, 0, 11, 0.0);
        check(100, 9999.0, 90, 10, 2160.0);
    }

    #[test]
    fn the_last_row_of_ten_million_touches_the_bottom() {
        let list = list(10_000_000);
        let window = list.window(list.end());
        assert_eq!(window.first + window.count, 10_000_000);
        let bottom = window.top + 10.0 * ROW_HEIGHT;
        assert!((bottom - list.height()).abs() < 0.01, "{bottom} {}", list.height());
    }

    #[test]
    fn the_end_is_where_the_last_row_is() {
        assert!(list(5).is_at_end(0.0));
        assert!(list(100).is_at_end(2160.0));
        assert!(list(100).is_at_end(2140.0));
        assert!(!list(100).is_at_end(2100.0));
    }

    #[test]
    fn every_row_in_sight_has_a_slot() {
        let (list, slots) = (list(100), list(100).slots());
        for scroll_top in 0..2160 {
            let window = list.window(f64::from(scroll_top));
            let shown: Vec<_> = (0..slots).filter_map(|slot| Some(window.place(slot)?.index)).collect();
            let expected: Vec<_> = (window.first..window.first + window.count).collect();
            assert_eq!(shown, expected, "at {scroll_top}");
        }
        assert_eq!(list.window(30.0).place(1), Some(Place { index: 2, top: 48.0 }));
    }

    #[test]
    fn an_anchored_row_stays_first_whatever_comes_or_goes() {
        let check = |rows, row, hidden: f64| {
            let list = list(rows);
            let window = list.window(list.anchored(row, hidden));
            assert_eq!(window.first, row, "row {row} of {rows}");
        };
        check(100, 7, 5.0);
        check(101, 7, 5.0);
        check(50, 3, 0.5);
        for rows in [1_000_000, 1_010_000, 10_000_000] {
            check(rows, 500_000, 12.0);
        }
        assert!((list(100).anchored(7, 5.0) - 173.0).abs() < 0.001);
        assert!((list(100).anchored(99, 0.0) - list(100).end()).abs() < 0.001);
    }

    #[test]
    fn revealing_moves_no_more_than_needed() {
        let check = |rows, row, scroll_top: f64, expected: f64| {
            let got = list(rows).reveal(row, scroll_top);
            assert!((got - expected).abs() < 0.001, "row {row} of {rows} at {scroll_top}: {got}");
        };
        check(100, 5, 0.0, 0.0);
        check(100, 10, 0.0, 24.0);
        check(100, 2, 240.0, 48.0);
        check(100, 99, 0.0, 2160.0);
        let big = list(10_000_000);
        let top = big.reveal(5_000_000, 0.0);
        let window = big.window(top);
        assert!((window.first..window.first + window.count).contains(&5_000_000));
    }
}
