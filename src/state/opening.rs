//! Opening a captured log: a file is read in turns into a tab of its own, so that the page stays alive meanwhile.

use std::ops::ControlFlow;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wirebench_browser::{clock, file, turn};
use wirebench_core::import::{Content, Facts, Import, is_log};
use wirebench_core::log::KeptLog;
use wirebench_core::saved::Profile;
use wirebench_core::time::{Micros, Span};

use super::captured::{Found, Origin, Stage};
use super::kept_logs::KeptLogs;
use super::session::Session;
use super::workbench::Workbench;

/// The page reads for so long before it does anything else.
const TURN: Span = Span(10_000);

/// How much is read between two looks at the clock, in bytes.
const SLICE: usize = 64 * 1024;

/// How much is got from the file at a time, in bytes.
const PIECE: u64 = 2 * 1024 * 1024;

/// How much of a file tells what it is.
const HEAD: u64 = 64 * 1024;

impl Workbench {
    /// Takes in a file, whichever it is: a log is opened in a tab, what is saved is shown before it is taken in, and a
    /// schema is for the tab that is shown.
    pub fn open_file(self, chosen: web_sys::File) {
        if chosen.name().rsplit('.').next().is_some_and(|end| end.eq_ignore_ascii_case("proto"))
            && let Some(session) = untrack(|| self.active())
        {
            spawn_local(async move {
                let trouble = session.log.take_schema(&chosen).await.err();
                self.schema_trouble.set(trouble.map(|trouble| (chosen.name(), trouble)));
            });
            return;
        }
        spawn_local(async move {
            // A file that can't be read is refused where files of what is saved are.
            let head = file::read_part(&chosen, 0, HEAD).await.unwrap_or_default();
            match is_log(&head, &chosen.name()) {
                Content::Log => self.open_log(chosen),
                Content::Saved | Content::Neither(_) => self.importing.show_file(chosen),
            }
        });
    }

    /// Opens an earlier log.
    pub fn open_earlier(self, log: &KeptLog) {
        let session = self.open_captured(Origin::Earlier(log.label.clone()));
        spawn_local(session.read_earlier(self.kept_logs, log.clone()));
    }

    /// Opens a tab for a connection to where that of a captured log went. It doesn't connect.
    pub fn open_target_of(self, session: Session) {
        let found = session.captured.map(|captured| captured.found.get_untracked()).unwrap_or_default();
        let address = found.facts.addresses.first().cloned().unwrap_or_default();
        let subprotocols = found.facts.subprotocols.join(", ");
        self.open_profile(Profile { address, subprotocols, ..Profile::default() });
    }

    /// Opens a file as a log.
    pub fn open_log(self, chosen: web_sys::File) {
        let session = self.open_captured(Origin::File(chosen.name()));
        spawn_local(session.read_log(chosen));
    }
}

impl Session {
    async fn read_log(self, chosen: web_sys::File) {
        let Some(captured) = self.captured else { return };
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a size is a whole number"
        )]
        let size = chosen.size() as u64;
        let mut import = Import::new(&chosen.name(), Micros::from_millis(chosen.last_modified()));
        let mut at = 0;
        while at < size {
            match file::read_part(&chosen, at, at + PIECE).await {
                Ok(piece) => {
                    if !self.feed(&mut import, &piece).await {
                        return;
                    }
                }
                Err(words) => {
                    captured.stage.try_set(Stage::Failed(words));
                    return;
                }
            }
            at = (at + PIECE).min(size);
            if captured.stage.try_update(|stage| stage.advance(at, size)) != Some(true) {
                return;
            }
        }
        import.end(&mut |row| self.log.take_row(row));
        self.tell(&import);
        captured.stage.try_set(Stage::Read);
    }

    async fn read_earlier(self, kept: KeptLogs, log: KeptLog) {
        /// So many rows are taken in before it is told how far the reading is.
        const ROWS: u64 = 2000;
        let Some(captured) = self.captured else { return };
        let facts = Facts { addresses: vec![log.label.clone()], evicted: log.evicted, ..Facts::default() };
        captured.found.set(Arc::new(Found { facts, unkept: log.skipped, ..Found::default() }));
        let mut rows = 0;
        let outcome = kept
            .read(log.id, |row| {
                if !self.is_read_on() {
                    return ControlFlow::Break(());
                }
                self.log.take_row(row);
                rows += 1;
                if rows % ROWS == 0 {
                    self.log.settle();
                    captured.stage.set(Stage::Reading(rows * log.bytes / log.rows.max(1), log.bytes));
                }
                ControlFlow::Continue(())
            })
            .await;
        if self.is_read_on() {
            self.log.settle();
            captured.stage.set(outcome.map_or_else(Stage::Unreadable, |()| Stage::Read));
        }
    }

    /// Takes in a piece of a file, and says whether it is worth going on.
    async fn feed(self, import: &mut Import, piece: &[u8]) -> bool {
        if !self.is_read_on() {
            return false;
        }
        let mut end = clock::now() + TURN;
        for slice in piece.chunks(SLICE) {
            import.feed(slice, &mut |row| self.log.take_row(row));
            if clock::now() >= end {
                self.tell(import);
                turn::next().await;
                if !self.is_read_on() {
                    return false;
                }
                end = clock::now() + TURN;
            }
        }
        self.tell(import);
        true
    }

    /// Whether its tab is still there, and the user hasn't seen enough.
    fn is_read_on(self) -> bool {
        let is_reading = |stage: &Stage| matches!(stage, Stage::Reading(..));
        self.captured.is_some_and(|captured| captured.stage.try_with_untracked(is_reading) == Some(true))
    }

    fn tell(self, import: &Import) {
        self.log.settle();
        if let Some(captured) = self.captured {
            let found = Found {
                source: import.source().cloned(),
                facts: import.facts().clone(),
                problems: import.problems().clone(),
                unkept: 0,
            };
            captured.found.try_set(Arc::new(found));
        }
    }
}

impl Stage {
    fn advance(&mut self, at: u64, size: u64) -> bool {
        let is_reading = matches!(self, Self::Reading(..));
        if is_reading {
            *self = Self::Reading(at, size);
        }
        is_reading
    }
}
