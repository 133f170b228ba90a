//! Taking a log away: writing its rows to a file in turns, and recording those that come.
//!
//! What a file looks like is core's; here is when it is written and where to. A file is saved as a download, of which the
//! browser keeps the parts, or written straight to the disk where the browser lets the page do that.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wirebench_browser::disk_file::{self, DiskFile};
use wirebench_browser::{clock, download, turn};
use wirebench_core::conn::Target;
use wirebench_core::conn::endpoint::{self, PageScheme};
use wirebench_core::export::{self, Export, Format, Notices, Progress, Wish};
use wirebench_core::log::{Eyes, Mask, Seq, Store};
use wirebench_core::time::{Micros, Span};

use super::log::Log;
use super::session::Session;

/// The page writes for so long before it does anything else.
const TURN: Span = Span(10_000);

/// How much is written between two looks at the clock, in bytes.
const SLICE: usize = 64 * 1024;

/// How much is handed to the browser at a time, in bytes.
const PART: usize = 4 * 1024 * 1024;

/// Which rows are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rows {
    /// Those that the list shows.
    Shown,
    /// All that are kept.
    All,
}

/// Where a file goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// To the browser's downloads.
    Downloads,
    /// Straight to a file that the user chooses.
    Disk,
}

/// A file that is being written, or was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// By which it is told from the one before in its place: when it was begun.
    begun: Micros,
    /// Its name.
    pub name: String,
    /// How many rows it has so far.
    pub rows: u64,
    /// How many bytes it has so far.
    pub bytes: u64,
    /// How many rows had gone from the log before they could be written.
    pub lost: u64,
    /// How it goes.
    pub state: FileState,
}

impl File {
    /// Whether it isn't over.
    pub fn is_going(&self) -> bool {
        matches!(self.state, FileState::Writing(..) | FileState::Recording | FileState::Ending)
    }
}

/// How the writing of a file goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileState {
    /// So many rows of so many have been looked at.
    Writing(u64, u64),
    /// Rows are written as they come.
    Recording,
    /// It is ended, with what there is by now.
    Ending,
    /// It is whole.
    Done,
    /// The user gave it up; there is none.
    Cancelled,
    /// The browser refused, in its own words.
    Failed(String),
}

/// The files of a session's log; copies are the same.
#[derive(Clone, Copy)]
pub struct Exporting {
    /// Which rows are written.
    pub rows: RwSignal<Rows>,
    /// Whether rows about the connection are, too.
    pub has_notices: RwSignal<bool>,
    /// Whether secrets are hidden.
    pub hides_secrets: RwSignal<bool>,
    /// Where files go.
    pub place: RwSignal<Place>,
    /// The file that is written, or was written last.
    pub file: RwSignal<Option<File>>,
    /// The file that is recorded, or was recorded last.
    pub recording: RwSignal<Option<File>>,
}

impl Exporting {
    /// Nothing is written.
    pub fn new() -> Self {
        Self {
            rows: RwSignal::new(Rows::Shown),
            has_notices: RwSignal::new(true),
            hides_secrets: RwSignal::new(true),
            place: RwSignal::new(Place::Downloads),
            file: RwSignal::new(None),
            recording: RwSignal::new(None),
        }
    }

    /// Whether rows are being recorded.
    pub fn is_recording(self) -> bool {
        is_going(self.recording)
    }

    /// Whether files can be written straight to the disk here.
    pub fn has_disk() -> bool {
        disk_file::is_allowed()
    }
}

/// What takes the bytes.
enum Sink {
    Downloads { name: String, media_type: &'static str, parts: download::Parts },
    Disk(DiskFile),
}

impl Sink {
    async fn write(&mut self, bytes: &[u8]) -> Result<(), String> {
        match self {
            Self::Downloads { parts, .. } => {
                if parts.push(bytes) {
                    Ok(())
                } else {
                    Err(String::new())
                }
            }
            Self::Disk(file) => file.write(bytes).await,
        }
    }

    async fn close(self) -> Result<(), String> {
        match self {
            Self::Downloads { name, media_type, parts } => {
                if download::save_parts(&name, media_type, &parts) { Ok(()) } else { Err(String::new()) }
            }
            Self::Disk(file) => file.close().await,
        }
    }

    async fn abandon(self) {
        match self {
            Self::Downloads { .. } => {}
            Self::Disk(file) => file.abandon().await,
        }
    }
}

impl Session {
    /// Whether anything in the log may have to be hidden.
    pub fn has_secrets(self) -> bool {
        !self.mask().is_empty()
    }

    /// Writes the chosen rows to a file. One at a time: what is being written goes on.
    pub fn export(self, format: Format) {
        let exporting = self.exporting;
        if is_going(exporting.file) {
            return;
        }
        let filter = match exporting.rows.get_untracked() {
            Rows::Shown => Some(self.log.with_filter(Clone::clone)),
            Rows::All => None,
        };
        let end = match exporting.rows.get_untracked() {
            Rows::Shown => self.log.shown_end(),
            Rows::All => self.log.next(),
        };
        let wish = Wish { filter, end: Some(end), ..self.wish(format) };
        let place = exporting.place.get_untracked();
        spawn_local(self.write(wish, place, exporting.file));
    }

    /// Writes all rows to a file on the disk from now on, until it is stopped.
    pub fn record(self) {
        if is_going(self.exporting.recording) {
            return;
        }
        let wish = Wish { from: self.log.next(), ..self.wish(Format::Json) };
        spawn_local(self.write(wish, Place::Disk, self.exporting.recording));
    }

    /// Ends the recording; the file is whole then.
    pub fn stop_recording(self) {
        self.exporting.recording.update(|file| {
            if let Some(file) = file.as_mut().filter(|file| file.state == FileState::Recording) {
                file.state = FileState::Ending;
            }
        });
        self.log.arrival.with_value(turn::Bell::ring);
    }

    /// All rows in that format, as they are.
    pub(super) fn wish(self, format: Format) -> Wish {
        let exporting = self.exporting;
        let hides = exporting.hides_secrets.get_untracked();
        Wish {
            format,
            filter: None,
            notices: if exporting.has_notices.get_untracked() { Notices::With } else { Notices::Without },
            from: Seq(1),
            end: None,
            mask: if hides { untrack(|| self.mask()) } else { Mask::default() },
            utc_offset: clock::utc_offset(),
            now: clock::wall(),
            address: untrack(|| self.log_address()),
        }
    }

    /// Where the connection of the log went; empty if that isn't known.
    pub(super) fn log_address(self) -> String {
        let typed = || self.endpoint().ok().map(|endpoint| endpoint.as_str().to_owned());
        match self.captured {
            Some(_) => self.log.first_target().map(|target| target.address).unwrap_or_default(),
            None => self.target.get().map(|target| target.address).or_else(typed).unwrap_or_default(),
        }
    }

    /// The same with the sub-protocols that were offered.
    pub(super) fn log_target(self) -> Target {
        let target = match self.captured {
            Some(_) => self.log.first_target(),
            None => self.target.get(),
        };
        target.unwrap_or_else(|| Target { address: self.log_address(), subprotocols: Vec::new() })
    }

    async fn write(self, wish: Wish, place: Place, told: RwSignal<Option<File>>) {
        let format = wish.format;
        let endpoint = endpoint::parse(&wish.address, PageScheme::Other);
        let host = endpoint.map_or_else(|_| String::new(), |endpoint| endpoint.host().to_owned());
        let name = export::file_name(&host, wish.now, wish.utc_offset, format);
        let is_recording = wish.end.is_none();
        // A recording may last, and more be marked as secret meanwhile.
        let hides = is_recording && self.exporting.hides_secrets.get_untracked();
        let sink = match place {
            Place::Downloads => {
                let (media_type, parts) = (format.media_type(), download::Parts::default());
                Ok(Some(Sink::Downloads { name: name.clone(), media_type, parts }))
            }
            Place::Disk => {
                let extension = format!(".{}", format.extension());
                DiskFile::choose(&name, format.media_type(), &extension).await.map(|f| f.map(Sink::Disk))
            }
        };
        let (sink, name) = match sink {
            Ok(Some(Sink::Disk(file))) => {
                let name = file.name().to_owned();
                (Sink::Disk(file), name)
            }
            Ok(Some(sink)) => (sink, name),
            Ok(None) => return,
            Err(words) => {
                let (begun, state) = (clock::now(), FileState::Failed(words));
                told.try_set(Some(File { begun, name, rows: 0, bytes: 0, lost: 0, state }));
                return;
            }
        };
        let state = if is_recording { FileState::Recording } else { FileState::Writing(0, 0) };
        let told = Told { file: told, begun: clock::now() };
        told.file.try_set(Some(File { begun: told.begun, name, rows: 0, bytes: 0, lost: 0, state }));
        let secrets = move || hides.then(|| untrack(|| self.mask()));
        let state = self.log.fill(wish, sink, told, secrets).await;
        told.update(|file| file.state = state);
    }
}

/// Where it is told how the writing of one file goes. Its tab may have been closed, and another file be in its place.
#[derive(Clone, Copy)]
struct Told {
    file: RwSignal<Option<File>>,
    begun: Micros,
}

impl Told {
    fn state(self) -> Option<FileState> {
        let file = self.file.try_get_untracked().flatten()?;
        (file.begun == self.begun).then_some(file.state)
    }

    fn update(self, change: impl FnOnce(&mut File)) {
        self.file.try_update(|file| {
            if let Some(file) = file.as_mut().filter(|file| file.begun == self.begun) {
                change(file);
            }
        });
    }
}

fn is_going(file: RwSignal<Option<File>>) -> bool {
    file.with_untracked(|file| file.as_ref().is_some_and(File::is_going))
}

impl Log {
    /// Writes what is wished for to where it goes, in turns, and says how it ended. Before each turn it asks whether
    /// something else is to be hidden by now.
    async fn fill(
        self,
        wish: Wish,
        mut sink: Sink,
        told: Told,
        secrets: impl Fn() -> Option<Mask>,
    ) -> FileState {
        let is_recording = wish.end.is_none();
        let Some(mut export) = self.read(|store, _| Export::new(wish, store)) else {
            sink.abandon().await;
            return FileState::Cancelled;
        };
        let mut buffer = Vec::new();
        loop {
            let state = told.state();
            if state == Some(FileState::Ending)
                && let Some(next) = self.read(|store, _| store.next())
            {
                export.end_at(next);
            }
            if state.is_some()
                && let Some(mask) = secrets()
            {
                export.hide(mask);
            }
            let progress = self.read(|store, eyes| write_on(&mut export, store, eyes, &mut buffer));
            let (Some(progress), Some(state)) = (progress, state) else {
                // Its tab was closed. What was recorded by then is worth keeping.
                return if is_recording { close(sink).await } else { abandon(sink).await };
            };
            if matches!(state, FileState::Cancelled | FileState::Failed(_) | FileState::Done) {
                return abandon(sink).await;
            }
            if buffer.len() >= PART || (progress != Progress::More && !buffer.is_empty()) {
                if let Err(words) = sink.write(&buffer).await {
                    sink.abandon().await;
                    return FileState::Failed(words);
                }
                told.update(|file| file.bytes += buffer.len() as u64);
                buffer.clear();
            }
            let looked_at = self.read(|store, _| export.looked_at(store)).unwrap_or_default();
            told.update(|file| {
                (file.rows, file.lost) = (export.rows_written(), export.rows_lost());
                if let FileState::Writing(done, all) = &mut file.state {
                    (*done, *all) = looked_at;
                }
            });
            match progress {
                Progress::Done => return close(sink).await,
                Progress::More => turn::next().await,
                Progress::CaughtUp => {
                    if let Some(arrival) = self.arrival.try_with_value(turn::Bell::heard) {
                        arrival.await;
                    }
                }
            }
        }
    }
}

/// Writes for a turn, or until a part is full.
fn write_on(export: &mut Export, store: &Store, eyes: Eyes<'_>, buffer: &mut Vec<u8>) -> Progress {
    let end = clock::now() + TURN;
    loop {
        let progress = export.step(store, eyes, SLICE, buffer);
        if progress != Progress::More || buffer.len() >= PART || clock::now() >= end {
            return progress;
        }
    }
}

async fn close(sink: Sink) -> FileState {
    sink.close().await.map_or_else(FileState::Failed, |()| FileState::Done)
}

async fn abandon(sink: Sink) -> FileState {
    sink.abandon().await;
    FileState::Cancelled
}
