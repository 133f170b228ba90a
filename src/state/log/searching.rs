//! How a log is searched: the newest rows at once, the others in the page's next turns.

use std::rc::Rc;

use leptos::prelude::*;
use wirebench_browser::clock;
use wirebench_browser::timer::Timeout;
use wirebench_core::log::{Describe, Eyes, Filter, Search, View};
use wirebench_core::time::Span;

use super::protocol::Spoken;
use super::{Log, Rows};

/// A search goes on for so long before the page has its turn.
pub(super) const TURN: Span = Span(10_000);
/// How many bytes of rows are searched between two looks at the clock.
pub(super) const PIECE: usize = 32 * 1024;

impl Log {
    /// What is typed and switched on above the log.
    pub fn search(self) -> Search {
        self.search.get()
    }

    /// Changes what is searched for. The newest rows are looked at now, the others in the page's next turns; a search
    /// that is still going on is given up.
    pub fn set_search(self, change: impl FnOnce(&mut Search)) {
        let mut search = self.search.get_untracked();
        change(&mut search);
        if self.search.with_untracked(|before| *before == search) {
            return;
        }
        let (filter, problems) = search.filter();
        self.search.set(search);
        self.problems.set(problems);
        if self.rows.with_value(|rows| *rows.view.filter() != filter) {
            self.rows.update_value(|rows| rows.view = View::new(filter, &rows.store));
            self.go_on_searching();
        }
    }

    pub(super) fn go_on_searching(self) {
        let begun = clock::now();
        let mut is_done = false;
        self.words.with_value(|words| {
            self.rows.update_value(|rows| {
                let Rows { store, view, spoken, .. } = rows;
                spoken.keep_up(store);
                let eyes = eyes(words, spoken);
                view.extend(store, eyes);
                while !is_done && clock::now().since(begun) < TURN {
                    view.search(store, eyes, PIECE);
                    is_done = view.is_searched(store);
                }
            });
        });
        // Told after it is known whether there is more.
        self.rest.set_value((!is_done).then(|| Timeout::new(0, move || self.go_on_searching())));
        self.tell();
    }

    /// Whether all rows have been looked at.
    pub fn is_searched(self) -> bool {
        self.changed.track();
        self.rows.with_value(|rows| rows.view.is_searched(&rows.store))
    }

    /// Whether not all rows are shown.
    pub fn is_filtered(self) -> bool {
        self.search.track();
        self.rows.with_value(|rows| !rows.view.filter().is_all())
    }

    /// Reads the filter.
    pub fn with_filter<T>(self, read: impl FnOnce(&Filter) -> T) -> T {
        self.search.track();
        self.rows.with_value(|rows| read(rows.view.filter()))
    }
}

/// What rows are looked at with.
pub(super) fn eyes<'a>(words: &'a Rc<Describe>, spoken: &'a Spoken) -> Eyes<'a> {
    Eyes { describe: &**words, utc_offset: clock::utc_offset(), digest: spoken.digest.as_ref() }
}
