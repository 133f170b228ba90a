//! Logs of before, offered when the page is opened: what came to an end by a reload or a crash isn't lost.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wirebench_browser::storage;
use wirebench_core::log::{KeptLog, LogId};
use wirebench_core::time::Micros;

use super::workbench::Workbench;

/// The time of the newest row that was offered and dealt with, in microseconds.
const SEEN_KEY: &str = "wirebench.kept-logs.seen";

/// A log of so many rows tells only of a connection over which nothing went.
const DULL: u64 = 2;

/// At most so many are opened at once; the others are in the list.
const MOST: usize = 5;

impl Workbench {
    /// Looks for earlier logs that nobody has dealt with yet.
    pub(super) fn look_for_logs(self) {
        spawn_local(async move {
            self.kept_logs.refresh().await;
            let seen = storage::read(SEEN_KEY).ok().flatten().and_then(|text| text.parse().ok());
            let seen = Micros(seen.unwrap_or_default());
            let is_new = |log: &&KeptLog| log.last > seen && log.rows > DULL;
            let new =
                self.kept_logs.earlier.with_untracked(|all| all.iter().filter(is_new).cloned().collect());
            self.offered.set(new);
        });
    }

    /// Opens the logs that are offered, the oldest first, each in a tab of its own.
    pub fn open_offered(self) {
        let offered = self.offered.get_untracked();
        self.dismiss_offered();
        offered.iter().take(MOST).rev().for_each(|log| self.open_earlier(log));
    }

    /// They aren't offered any more; they stay in the list.
    pub fn dismiss_offered(self) {
        let newest = self.offered.with_untracked(|offered| offered.iter().map(|log| log.last).max());
        if let Some(newest) = newest {
            // Without storage nothing is kept that could be offered.
            let _ = storage::write(SEEN_KEY, &newest.0.to_string());
        }
        self.offered.set(Vec::new());
    }

    /// Looks which earlier logs there are now.
    pub fn look_again(self) {
        spawn_local(self.kept_logs.refresh());
    }

    /// Deletes an earlier log.
    pub fn delete_earlier(self, id: LogId) {
        self.offered.update(|offered| offered.retain(|log| log.id != id));
        spawn_local(self.kept_logs.delete(id));
    }

    /// Deletes all of them.
    pub fn delete_all_earlier(self) {
        self.offered.set(Vec::new());
        spawn_local(self.kept_logs.delete_all());
    }
}
