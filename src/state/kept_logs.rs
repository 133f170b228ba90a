//! Logs that are kept on disk: whether they are, how that goes, and those of earlier sessions.
//!
//! The worker writes them; here they are listed, read and deleted. The two settings hold for all windows.

use std::cell::RefCell;
use std::ops::ControlFlow;
use std::rc::Rc;

use leptos::prelude::*;
use wirebench_browser::channel::Channel;
use wirebench_browser::database::Failure;
use wirebench_browser::log_disk::{Going, LogDisk};
use wirebench_browser::storage::{self, WhenStored};
use wirebench_browser::{clock, task, turn};
use wirebench_core::log::{
    DEFAULT_KEPT, KeepState, KeepTrouble, Keeping, KeptLog, LogId, Page, PageError, Presence, Row,
};
use wirebench_core::time::Span;
use wirebench_core::wire::Command;

use super::link::Link;

/// Whether logs are kept: on, unless it says `off`.
const SWITCH_KEY: &str = "wirebench.kept-logs";

/// The limit for all of them, in bytes.
const LIMIT_KEY: &str = "wirebench.kept-logs.limit";

/// A turn of reading, after which the page does whatever else there is.
const TURN: Span = Span(10_000);

/// So many pages are read from the disk at once.
const PAGES: u32 = 16;

/// Kept logs; copies are the same.
#[derive(Clone, Copy)]
pub struct KeptLogs {
    is_on: RwSignal<bool>,
    limit: RwSignal<u64>,
    /// How keeping goes in this window, as the worker tells.
    pub state: RwSignal<KeepState>,
    /// Why nothing is kept, or why what is kept can't be read, until the user has read it.
    pub trouble: RwSignal<Option<KeepTrouble>>,
    /// Those that no window writes any more, the newest first, as of the last [`Self::refresh`].
    pub earlier: RwSignal<Vec<KeptLog>>,
    /// Those that were deleted here; a list that was begun before that still has them.
    deleted: StoredValue<Vec<LogId>>,
    link: StoredValue<Link, LocalStorage>,
    disk: StoredValue<Option<Rc<LogDisk>>, LocalStorage>,
    listening: StoredValue<Option<WhenStored>, LocalStorage>,
}

/// Why reading a log has ended before its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadProblem {
    /// The browser doesn't let the page read it.
    Forbidden,
    /// A newer version of the page has written it; it is left as it is.
    Newer,
    /// What is on disk makes no sense from there on; what came before was read.
    Damaged,
}

impl KeptLogs {
    /// As it was at the last visit, and tells the worker.
    pub fn load(link: Link) -> Self {
        let this = Self {
            is_on: RwSignal::new(stored_switch()),
            limit: RwSignal::new(stored_limit()),
            state: RwSignal::new(KeepState::default()),
            trouble: RwSignal::new(None),
            earlier: RwSignal::new(Vec::new()),
            deleted: StoredValue::new(Vec::new()),
            link: StoredValue::new_local(link),
            disk: StoredValue::new_local(None),
            listening: StoredValue::new_local(None),
        };
        this.listening.set_value(Some(WhenStored::new(move |_| this.take_over())));
        this.tell();
        this
    }

    /// Whether logs are kept.
    pub fn is_on(self) -> bool {
        self.is_on.get()
    }

    /// Switches it on or off, in all windows. What is kept already stays until it is deleted.
    pub fn set_on(self, is_on: bool) {
        // Where storage is forbidden, nothing else is kept either.
        let _ = storage::write(SWITCH_KEY, if is_on { "on" } else { "off" });
        self.trouble.set(None);
        self.is_on.set(is_on);
        self.tell();
    }

    /// How many bytes all logs together may have.
    pub fn limit(self) -> u64 {
        self.limit.get()
    }

    /// Changes that. What is beyond a lower limit goes when something is written.
    pub fn set_limit(self, bytes: u64) {
        let _ = storage::write(LIMIT_KEY, &bytes.to_string());
        self.limit.set(bytes);
        self.tell();
    }

    /// Another window may have changed the settings.
    fn take_over(self) {
        let (is_on, limit) = (stored_switch(), stored_limit());
        if is_on != self.is_on.get_untracked() || limit != self.limit.get_untracked() {
            self.is_on.set(is_on);
            self.limit.set(limit);
            self.tell();
        }
    }

    fn tell(self) {
        let limit = self.limit.get_untracked();
        let keeping = if self.is_on.get_untracked() { Keeping::On { limit } } else { Keeping::Off };
        self.link.with_value(|link| link.send(&Command::Keep(keeping)));
    }

    /// Takes in what the worker says.
    pub(super) fn take(self, state: KeepState) {
        if state.trouble.is_some() && state.trouble != self.state.with_untracked(|before| before.trouble) {
            self.trouble.set(state.trouble);
        }
        self.state.set(state);
    }

    /// Looks which logs there are of earlier sessions: all that no window says to be writing.
    pub async fn refresh(self) {
        let Some(all) = self.listed().await else { return };
        let live = live_logs().await;
        let mut earlier: Vec<KeptLog> = Vec::new();
        let deleted = self.deleted.get_value();
        for log in all.into_iter().filter(|log| !live.contains(&log.id) && !deleted.contains(&log.id)) {
            earlier.insert(earlier.partition_point(|other| other.last >= log.last), log);
        }
        self.earlier.set(earlier);
    }

    async fn listed(self) -> Option<Vec<KeptLog>> {
        let records = match self.disk().await {
            Ok(disk) => disk.records().await,
            Err(failure) => Err(failure),
        };
        match records {
            // What a newer version has written, or makes no sense, is left as it is.
            Ok(records) => Some(records.iter().filter_map(|text| KeptLog::read(text).ok()).collect()),
            Err(failure) => {
                self.say(failure);
                None
            }
        }
    }

    /// Deletes a log of an earlier session.
    pub async fn delete(self, id: LogId) {
        self.delete_these(vec![id]).await;
    }

    /// Deletes all logs of earlier sessions.
    pub async fn delete_all(self) {
        self.refresh().await;
        let all = self.earlier.with_untracked(|earlier| earlier.iter().map(|log| log.id).collect());
        self.delete_these(all).await;
    }

    async fn delete_these(self, logs: Vec<LogId>) {
        let going = Going { logs, pages: Vec::new() };
        let deleted = match self.disk().await {
            Ok(disk) => disk.delete(&going).await,
            Err(failure) => Err(failure),
        };
        match deleted {
            Ok(()) => {
                self.earlier.update(|earlier| earlier.retain(|log| !going.logs.contains(&log.id)));
                self.deleted.update_value(|deleted| deleted.extend(going.logs));
            }
            Err(failure) => self.say(failure),
        }
    }

    /// Hands over the rows of a log, from the oldest to the newest, in turns between which the page does whatever else
    /// there is. It ends early when `take` breaks off.
    ///
    /// # Errors
    /// Why it ended before the end; the rows before that place were handed over.
    pub async fn read(
        self,
        id: LogId,
        mut take: impl FnMut(&Row<'_>) -> ControlFlow<()>,
    ) -> Result<(), ReadProblem> {
        let disk = self.disk().await.map_err(problem)?;
        let (mut behind, mut began) = (0, clock::now());
        loop {
            let pages = disk.pages(id, behind, PAGES).await.map_err(problem)?;
            if pages.bytes.is_empty() {
                return Ok(());
            }
            behind = pages.last;
            for bytes in &pages.bytes {
                for row in Page::read(bytes).map_err(damage)?.rows() {
                    if take(&row.map_err(damage)?).is_break() {
                        return Ok(());
                    }
                    if clock::now().since(began) >= TURN {
                        turn::next().await;
                        began = clock::now();
                    }
                }
            }
        }
    }

    async fn disk(self) -> Result<Rc<LogDisk>, Failure> {
        let open = self.disk.get_value().filter(|disk| !disk.is_over());
        if let Some(disk) = open {
            return Ok(disk);
        }
        let disk = Rc::new(LogDisk::open().await?);
        self.disk.set_value(Some(Rc::clone(&disk)));
        Ok(disk)
    }

    fn say(self, failure: Failure) {
        self.trouble.set(Some(failure.into()));
    }
}

/// The logs that are being written in any window, as far as somebody answers.
async fn live_logs() -> Vec<LogId> {
    let live = Rc::new(RefCell::new(Vec::new()));
    let heard = Rc::clone(&live);
    let on_text = move |text: String| {
        if let Some(Presence::Writing(ids)) = Presence::read(&text) {
            heard.borrow_mut().extend(ids);
        }
    };
    if let Some(channel) = Channel::join(Presence::CHANNEL, on_text) {
        channel.say(&Presence::Asking.text());
        task::pause(Presence::PATIENCE).await;
    }
    live.take()
}

fn stored_switch() -> bool {
    storage::read(SWITCH_KEY).ok().flatten().is_none_or(|word| word != "off")
}

fn stored_limit() -> u64 {
    let text = storage::read(LIMIT_KEY).ok().flatten();
    text.and_then(|text| text.parse().ok()).unwrap_or(DEFAULT_KEPT)
}

fn problem(failure: Failure) -> ReadProblem {
    match failure {
        Failure::Forbidden | Failure::Full | Failure::Closed => ReadProblem::Forbidden,
        Failure::Newer => ReadProblem::Newer,
    }
}

fn damage(error: PageError) -> ReadProblem {
    match error {
        PageError::Newer(_) => ReadProblem::Newer,
        PageError::Damaged(_) => ReadProblem::Damaged,
    }
}
