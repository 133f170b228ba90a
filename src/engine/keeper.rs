//! Keeps the logs of all sessions on disk, as their rows are reported.
//!
//! Rows are masked and packed at once, and written a quarter of a second later together with whatever came until then;
//! how they get to the disk is in `writing`, which logs go for them in `room`. It answers other windows that ask which
//! logs are being written. Reading them is the page's.

mod room;
mod writing;

use std::cell::RefCell;
use std::rc::{Rc, Weak};

use room::Room;
use wirebench_browser::channel::Channel;
use wirebench_browser::log_disk::LogDisk;
use wirebench_browser::timer::Timeout;
use wirebench_browser::{chance, task};
use wirebench_core::conn::Notice;
use wirebench_core::log::{Body, KeepState, KeepTrouble, Keeping, Kind, LogId, Mask, Presence, Recorder};
use wirebench_core::message::{Message, Role};
use wirebench_core::time::Micros;
use wirebench_core::wire::{Event, Report, SessionId};

use super::outbox::Outbox;

/// How long rows wait for others to be written together with, in milliseconds.
const PACE: u32 = 250;

/// Rows wait for a disk that is slower than they are up to so many bytes.
const MOST_WAITING: usize = 32_000_000;

/// The one keeper of the worker; clones share it.
#[derive(Clone)]
pub struct Keeper(Rc<RefCell<Inner>>);

struct Inner {
    keeping: Keeping,
    sessions: Vec<Kept>,
    /// Logs that were cleared and are still on disk.
    cleared: Vec<LogId>,
    disk: Option<Rc<LogDisk>>,
    room: Room,
    /// Begins to write.
    timer: Option<Timeout>,
    is_writing: bool,
    /// How many bytes are being written.
    in_flight: usize,
    state: KeepState,
    told: KeepState,
    outbox: Outbox,
    channel: Option<Channel>,
    /// The logs that others have said to be writing since they were asked.
    heard: Vec<LogId>,
}

/// What is known of a session.
struct Kept {
    id: SessionId,
    mask: Mask,
    /// Where its connection goes, without secrets.
    label: String,
    /// Its log, once it has a row.
    recorder: Option<Recorder>,
    /// The log that it had before keeping was switched off or failed, which is cleared with it.
    former: Option<LogId>,
    /// Whether its tab is gone, and only what waits is still to be written.
    is_closed: bool,
}

impl Keeper {
    /// It keeps nothing before it is told to.
    pub fn new(outbox: Outbox) -> Self {
        let inner = Inner {
            keeping: Keeping::Off,
            sessions: Vec::new(),
            cleared: Vec::new(),
            disk: None,
            room: Room::default(),
            timer: None,
            is_writing: false,
            in_flight: 0,
            state: KeepState::default(),
            told: KeepState::default(),
            outbox,
            channel: None,
            heard: Vec::new(),
        };
        let shared = Rc::new(RefCell::new(inner));
        let listening = Rc::downgrade(&shared);
        let channel = Channel::join(Presence::CHANNEL, move |text| hear(&listening, &text));
        shared.borrow_mut().channel = channel;
        Self(shared)
    }

    /// Keeps logs from now on, or doesn't. To be told once more is another chance after a trouble.
    pub fn set(&self, keeping: Keeping) {
        let mut inner = self.0.borrow_mut();
        if keeping == Keeping::Off {
            inner.timer = None;
            inner.sessions.iter_mut().for_each(Kept::end);
        }
        inner.keeping = keeping;
        inner.state.trouble = None;
        inner.room = Room::default();
        inner.tell();
    }

    /// Never writes these texts of a session.
    pub fn hide(&self, id: SessionId, secrets: Vec<String>) {
        self.0.borrow_mut().session(id).mask = Mask::new(secrets);
    }

    /// The user has cleared the log.
    pub fn clear(&self, id: SessionId) {
        let mut inner = self.0.borrow_mut();
        let kept = inner.session(id);
        kept.end();
        if let Some(log) = kept.former.take() {
            inner.cleared.push(log);
            self.write_in(&mut inner, 0);
        }
    }

    /// The tab is gone; its log stays.
    pub fn forget(&self, id: SessionId) {
        let mut inner = self.0.borrow_mut();
        inner.session(id).is_closed = true;
        inner.forget_closed();
        self.write_in(&mut inner, 0);
    }

    /// Something was reported; if it is a row, it is kept.
    pub fn note(&self, id: SessionId, at: Micros, event: &Event<'_>) {
        let mut inner = self.0.borrow_mut();
        let is_row = match event {
            Event::Received(role, message) => inner.message(id, at, Kind::Received, *role, *message),
            Event::Sent(_, message) => inner.message(id, at, Kind::Sent, Role::Data, *message),
            Event::Said(role, message) => inner.message(id, at, Kind::Sent, *role, *message),
            Event::Notice(notice) => inner.notice(id, at, notice),
            Event::Announced(_)
            | Event::Repeating(_)
            | Event::Lost(_)
            | Event::Refused(_)
            | Event::Queued(_) => false,
        };
        if is_row {
            // Who closes the tab when a connection has ended finds it whole.
            let is_end = matches!(event, Event::Notice(Notice::Ended(_)));
            self.write_in(&mut inner, if is_end { 0 } else { PACE });
        }
    }

    /// Writes in so many milliseconds, unless that is seen to already.
    fn write_in(&self, inner: &mut Inner, millis: u32) {
        if inner.is_writing || (inner.timer.is_some() && millis > 0) {
            return;
        }
        let keeper = self.clone();
        inner.timer = Some(Timeout::new(millis, move || {
            let mut inner = keeper.0.borrow_mut();
            inner.timer = None;
            if !inner.is_writing {
                inner.is_writing = true;
                task::spawn(keeper.clone().write());
            }
        }));
    }
}

impl Inner {
    /// Whether rows are kept.
    fn is_keeping(&self) -> bool {
        self.keeping != Keeping::Off && self.state.trouble.is_none()
    }

    fn session(&mut self, id: SessionId) -> &mut Kept {
        let index = self.sessions.iter().position(|kept| kept.id == id).unwrap_or_else(|| {
            let (mask, label) = (Mask::default(), String::new());
            self.sessions.push(Kept { id, mask, label, recorder: None, former: None, is_closed: false });
            self.sessions.len() - 1
        });
        &mut self.sessions[index]
    }

    fn message(&mut self, id: SessionId, at: Micros, kind: Kind, role: Role, message: Message<'_>) -> bool {
        if !self.is_keeping() {
            return false;
        }
        let has_room = self.waiting() + message.payload.len() <= MOST_WAITING;
        let kept = self.session(id);
        if has_room {
            let payload = &kept.mask.payload(message.payload);
            let body = Body::Message(Message { data_type: message.data_type, payload }, role);
            kept.recorder().push(at, kind, &body);
        } else {
            kept.recorder().skip(at);
            self.state.skipped += 1;
        }
        true
    }

    fn notice(&mut self, id: SessionId, at: Micros, notice: &Notice) -> bool {
        let is_keeping = self.is_keeping();
        let kept = self.session(id);
        let notice = kept.mask.notice(notice);
        if let Notice::Connecting { target, .. } = &notice {
            // Also while nothing is kept, for when something is.
            kept.label.clone_from(&target.address);
            if let Some(recorder) = &mut kept.recorder {
                recorder.set_label(&kept.label);
            }
        }
        let row = notice.row().filter(|_| is_keeping);
        if let Some(kind) = row {
            kept.recorder().push(at, kind, &Body::Notice(notice));
        }
        row.is_some()
    }

    /// How many bytes wait for the disk.
    fn waiting(&self) -> usize {
        self.in_flight + self.recorders().map(Recorder::waiting).sum::<usize>()
    }

    fn recorders(&self) -> impl Iterator<Item = &Recorder> {
        self.sessions.iter().filter_map(|kept| kept.recorder.as_ref())
    }

    fn recorder(&mut self, id: LogId) -> Option<&mut Recorder> {
        let mut recorders = self.sessions.iter_mut().filter_map(|kept| kept.recorder.as_mut());
        recorders.find(|recorder| recorder.id() == id)
    }

    fn live(&self) -> Vec<LogId> {
        self.recorders().map(Recorder::id).collect()
    }

    /// Lets go of the sessions whose tabs are gone, and of which nothing waits.
    fn forget_closed(&mut self) {
        let waits = |kept: &Kept| kept.recorder.as_ref().is_some_and(|recorder| recorder.waiting() > 0);
        // What is being written may have to be written once more.
        if !self.is_writing {
            self.sessions.retain(|kept| !kept.is_closed || waits(kept));
        }
    }

    /// Keeps nothing more until it is told to.
    fn give_up(&mut self, trouble: KeepTrouble) {
        self.state.trouble = Some(trouble);
        self.disk = None;
        self.cleared.clear();
        self.sessions.iter_mut().for_each(Kept::end);
        self.forget_closed();
    }

    /// Tells the page how it goes, if that is news.
    fn tell(&mut self) {
        if self.state != self.told {
            self.told = self.state;
            self.outbox.push(&Report::Keeping(self.state));
        }
    }
}

impl Kept {
    /// Nothing more is written of its log.
    fn end(&mut self) {
        if let Some(recorder) = self.recorder.take() {
            self.former = Some(recorder.id());
        }
    }

    fn recorder(&mut self) -> &mut Recorder {
        self.recorder.get_or_insert_with(|| {
            let mut recorder = Recorder::new(LogId(chance::seed()));
            recorder.set_label(&self.label);
            recorder
        })
    }
}

/// Somebody asks who writes what, or answers.
fn hear(listening: &Weak<RefCell<Inner>>, text: &str) {
    let Some(shared) = listening.upgrade() else { return };
    let mut inner = shared.borrow_mut();
    match Presence::read(text) {
        Some(Presence::Asking) => {
            if let Some(channel) = &inner.channel {
                channel.say(&Presence::Writing(inner.live()).text());
            }
        }
        Some(Presence::Writing(ids)) => inner.heard.extend(ids),
        None => {}
    }
}
