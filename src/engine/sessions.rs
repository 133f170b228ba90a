//! The sessions: one machine each, and at most one socket. Carries out what the machines ask for, and wakes them.

use std::cell::RefCell;
use std::rc::Rc;

use wirebench_browser::socket::Socket;
use wirebench_browser::timer::{Interval, Timeout};
use wirebench_browser::{address, chance, clock};
use wirebench_core::compose::Values;
use wirebench_core::conn::machine::{Effect, Generation, Input, Machine, SocketEvent};
use wirebench_core::conn::settings::Settings;
use wirebench_core::conn::{CloseRequest, Notice, Policy, Target};
use wirebench_core::message::{Message, Role};
use wirebench_core::time::{Micros, Span};
use wirebench_core::watch::{PACE, Watch};
use wirebench_core::wire::{Command, Event, Report, SendId, SessionId};

use super::keeper::Keeper;
use super::outbox::Outbox;

/// How often the bytes that wait in the browser are counted while there are any, in milliseconds.
const DRAIN_CHECK: u32 = 50;

/// And how often while they don't become fewer: then the rate falls to nothing, and that is all there is to tell.
const STALLED_CHECK: u32 = 500;

/// The longest wait that browsers know, in milliseconds; a longer one is none to them. A machine that is woken too early
/// just waits again.
const LONGEST_WAIT: u64 = i32::MAX as u64;

/// A wait of so many milliseconds may as well be late by an eighth.
const SHORT_WAIT: u64 = 20;

/// A browser tells within this time that it forbids an attempt, before or after the attempt has failed.
const SAME_TIME: Span = Span::from_secs(2);

/// All sessions that the page has spoken of.
pub struct Sessions {
    /// As many as there are tabs.
    open: Vec<(SessionId, Session)>,
    outbox: Outbox,
    keeper: Keeper,
    watch: Watch,
    watching: Option<Interval>,
    /// Whether the page makes each attempt ready before its socket is opened.
    announces: bool,
}

#[derive(Default)]
struct Session {
    machine: Machine,
    socket: Option<Socket>,
    /// The attempt that the page makes ready.
    announced: Option<(Generation, Target)>,
    /// Wakes the machine, at that time.
    alarm: Option<(Micros, Timeout)>,
    drain: Option<Timeout>,
    /// How many bytes waited in the browser at the last look.
    queued: u64,
    /// Whether they had not become fewer then.
    is_stalled: bool,
}

type Shared = Rc<RefCell<Sessions>>;

impl Sessions {
    /// No session yet.
    pub fn new(outbox: Outbox, keeper: Keeper) -> Self {
        let watch = Watch::new(clock::now(), clock::wall());
        Self { open: Vec::new(), outbox, keeper, watch, watching: None, announces: false }
    }

    /// Does what the page asks.
    pub fn run(shared: &Shared, command: Command<'_>) {
        match command {
            Command::Connect(id, target, settings, values) => {
                Self::keep_watch(shared);
                shared.borrow_mut().make(id);
                Self::handle(shared, id, Input::Connect(target, policy(&settings, values), chance::seed()));
            }
            Command::Adjust(id, settings, values) => {
                Self::handle(shared, id, Input::Adjust(policy(&settings, values)));
            }
            Command::Close(id, request) => Self::handle(shared, id, Input::Close(request)),
            Command::Announce => shared.borrow_mut().announces = true,
            Command::Open(id, generation) => Self::open_announced(shared, id, generation),
            Command::Tell(id, notice) => {
                let is_there = shared.borrow_mut().find(id).is_some();
                if is_there {
                    shared.borrow().report(id, clock::now(), Event::Notice(notice));
                }
            }
            Command::TryNow(id) => Self::handle(shared, id, Input::TryNow),
            Command::Ping(id) => Self::handle(shared, id, Input::Ping),
            Command::Send(id, send, message) => Self::handle(shared, id, Input::Send(send, message)),
            Command::SendAfter(id, send, after, message) => {
                Self::handle(shared, id, Input::SendAfter(send, after, message));
            }
            Command::DropQueued(id) => Self::handle(shared, id, Input::DropQueued),
            Command::Repeat(id, draft, repeat) => Self::handle(shared, id, Input::Repeat(draft, repeat)),
            Command::StopRepeat(id) => Self::handle(shared, id, Input::StopRepeat),
            Command::Keep(keeping) => shared.borrow().keeper.set(keeping),
            Command::Secrets(id, secrets) => shared.borrow().keeper.hide(id, secrets),
            Command::Cleared(id) => shared.borrow().keeper.clear(id),
            Command::Forget(id) => {
                let mut sessions = shared.borrow_mut();
                sessions.open.retain(|(other, _)| *other != id);
                sessions.keeper.forget(id);
            }
        }
    }

    /// Tells those that are about to connect to that address that the content security policy forbids it.
    pub fn forbidden(shared: &Shared, forbidden: &str) {
        let now = clock::now();
        let is_about = |session: &Session| {
            now.since(session.machine.begun()) < SAME_TIME
                && address::normal(&session.machine.target().address)
                    .is_some_and(|address| address == forbidden)
        };
        let sessions = shared.borrow();
        let about: Vec<SessionId> =
            sessions.open.iter().filter(|(_, session)| is_about(session)).map(|(id, _)| *id).collect();
        drop(sessions);
        for id in about {
            Self::handle(shared, id, Input::Forbidden);
        }
    }

    fn make(&mut self, id: SessionId) {
        if self.find(id).is_none() {
            self.open.push((id, Session::default()));
        }
    }

    fn find(&mut self, id: SessionId) -> Option<&mut Session> {
        self.open.iter_mut().find(|(other, _)| *other == id).map(|(_, session)| session)
    }

    fn handle(shared: &Shared, id: SessionId, input: Input<'_>) {
        Self::handle_at(shared, id, clock::now(), input);
    }

    fn handle_at(shared: &Shared, id: SessionId, now: Micros, input: Input<'_>) {
        let effects = match shared.borrow_mut().find(id) {
            Some(session) => session.machine.handle(now, input),
            // The tab was closed, or has never connected.
            None => return,
        };
        for effect in effects {
            Self::carry_out(shared, id, now, effect);
        }
        Self::set_alarm(shared, id);
    }

    fn carry_out(shared: &Shared, id: SessionId, now: Micros, effect: Effect<'_>) {
        match effect {
            Effect::Open(generation, target) if shared.borrow().announces => {
                shared.borrow_mut().announce(id, now, generation, target);
            }
            Effect::Open(generation, target) => Self::open(shared, id, generation, &target),
            Effect::Close(request) => shared.borrow().close(id, &request),
            Effect::Abandon => {
                shared.borrow().report_unsent(id, now);
                if let Some(session) = shared.borrow_mut().find(id) {
                    (session.socket, session.announced) = (None, None);
                }
            }
            Effect::Send(send, message) => Self::send_and_answer(shared, id, now, send, message),
            Effect::SendQueued(send, outgoing) => {
                Self::send_and_answer(shared, id, now, send, outgoing.message());
            }
            Effect::Say(role, outgoing) => {
                let message = outgoing.message();
                if Self::send(shared, id, role, message) {
                    shared.borrow().report(id, now, Event::Said(role, message));
                } else if role == Role::Data {
                    Self::handle_at(shared, id, now, Input::Untaken);
                }
            }
            Effect::Report(event) => shared.borrow().report(id, now, event),
        }
    }

    fn announce(&mut self, id: SessionId, now: Micros, generation: Generation, target: Target) {
        if let Some(session) = self.find(id) {
            session.announced = Some((generation, target));
            self.report(id, now, Event::Announced(generation));
        }
    }

    /// The page is ready; what it was ready for may have been given up meanwhile, or replaced.
    fn open_announced(shared: &Shared, id: SessionId, generation: Generation) {
        let announced = shared
            .borrow_mut()
            .find(id)
            .and_then(|session| session.announced.take_if(|(awaited, _)| *awaited == generation));
        if let Some((_, target)) = announced {
            Self::open(shared, id, generation, &target);
        }
    }

    fn open(shared: &Shared, id: SessionId, generation: Generation, target: &Target) {
        let listener = Rc::clone(shared);
        let on_event = move |at: Micros, event: SocketEvent<'_>| {
            listener.borrow_mut().watch.note(at);
            if let SocketEvent::Closed { .. } = event {
                listener.borrow().report_unsent(id, at);
            }
            Self::handle_at(&listener, id, at, Input::Socket(generation, event));
        };
        match Socket::open(target, on_event) {
            Ok(socket) => shared.borrow_mut().set_socket(id, Some(socket)),
            Err(words) => Self::handle(shared, id, Input::Socket(generation, SocketEvent::Rejected(words))),
        }
    }

    fn set_socket(&mut self, id: SessionId, socket: Option<Socket>) {
        if let Some(session) = self.find(id) {
            session.socket = socket;
        }
    }

    fn socket(&self, id: SessionId) -> Option<&Socket> {
        self.open.iter().find(|(other, _)| *other == id)?.1.socket.as_ref()
    }

    fn close(&self, id: SessionId, request: &CloseRequest) {
        let Some(socket) = self.socket(id) else { return };
        // The page checks code and reason; should the browser disagree, closing without them still closes.
        if socket.close(request).is_err() {
            let _ = socket.close(&CloseRequest::default());
        }
    }

    fn send_and_answer(shared: &Shared, id: SessionId, now: Micros, send: SendId, message: Message<'_>) {
        let taken = Self::send(shared, id, Role::Data, message);
        let event = if taken { Event::Sent(send, message) } else { Event::Refused(send) };
        shared.borrow().report(id, now, event);
    }

    /// Hands a message to the socket and says whether it took it.
    fn send(shared: &Shared, id: SessionId, role: Role, message: Message<'_>) -> bool {
        let now = clock::now();
        let taken = shared.borrow().socket(id).is_some_and(|socket| socket.send(message));
        if taken {
            if let Some(session) = shared.borrow_mut().find(id) {
                session.machine.handle(now, Input::Taken(role, message));
            }
            Self::watch_queue(shared, id);
        }
        taken
    }

    fn report(&self, id: SessionId, at: Micros, event: Event<'_>) {
        self.keeper.note(id, at, &event);
        // A page that draws the row of a ping while the answer is under way takes part of the machine from it: 0.3 ms
        // of a round trip of 0.6 on two cores.
        let is_ping = matches!(event, Event::Said(Role::Ping, _));
        let report = Report::Session(id, at, event);
        if is_ping { self.outbox.push_quietly(&report) } else { self.outbox.push(&report) }
    }

    /// At the end of a connection: what had not left the browser by then.
    fn report_unsent(&self, id: SessionId, now: Micros) {
        let unsent = self.socket(id).map_or(0, Socket::buffered);
        if unsent > 0 {
            self.report(id, now, Event::Notice(Notice::Unsent(unsent)));
        }
    }

    /// Sees to it that the machine is woken at its deadline. An alarm that comes too early is left as it is: a busy
    /// feed puts the deadline off with every message.
    fn set_alarm(shared: &Shared, id: SessionId) {
        let mut sessions = shared.borrow_mut();
        let Some(session) = sessions.find(id) else { return };
        let Some(due) = session.machine.deadline() else {
            session.alarm = None;
            return;
        };
        if session.alarm.as_ref().is_some_and(|(at, _)| *at <= due) {
            return;
        }
        let left = due.since(clock::now()).0.div_ceil(1000).min(LONGEST_WAIT);
        // Firefox lets a timer be late by an eighth of its time, so a long wait is approached in steps.
        let step = if left > SHORT_WAIT { left * 8 / 9 } else { left };
        let later = Rc::clone(shared);
        let wake = move || {
            Self::look_at_clocks(&later);
            if let Some(session) = later.borrow_mut().find(id) {
                session.alarm = None;
            }
            Self::handle(&later, id, Input::Time);
        };
        session.alarm = Some((due, Timeout::new(u32::try_from(step).unwrap_or_default(), wake)));
    }

    /// Tells every machine if nothing ran for a while. It comes before any deadline that passed meanwhile.
    fn look_at_clocks(shared: &Shared) {
        let gap = shared.borrow_mut().watch.look(clock::now(), clock::wall());
        if let Some(gap) = gap {
            clock::catch_up(gap.missed);
            let ids: Vec<SessionId> = shared.borrow().open.iter().map(|(id, _)| *id).collect();
            for id in ids {
                // Its time was measured by the clock that stood still.
                if let Some(session) = shared.borrow_mut().find(id) {
                    session.alarm = None;
                }
                Self::handle(shared, id, Input::Slept(gap.whole));
            }
        }
    }

    fn keep_watch(shared: &Shared) {
        let mut sessions = shared.borrow_mut();
        if sessions.watching.is_none() {
            sessions.watch = Watch::new(clock::now(), clock::wall());
            let later = Rc::clone(shared);
            let pace = u32::try_from(PACE.0 / 1000).unwrap_or(u32::MAX);
            let look = move || {
                Self::look_at_clocks(&later);
                let mut sessions = later.borrow_mut();
                if sessions.open.iter().all(|(_, session)| session.machine.is_idle()) {
                    sessions.watching = None;
                }
            };
            sessions.watching = Some(Interval::new(pace, look));
        }
    }

    /// Reports the bytes that wait in the browser, again and again until there are none.
    fn watch_queue(shared: &Shared, id: SessionId) {
        let mut sessions = shared.borrow_mut();
        let Some(session) = sessions.find(id) else { return };
        if session.drain.is_some() {
            return;
        }
        let pace = if session.is_stalled { STALLED_CHECK } else { DRAIN_CHECK };
        let later = Rc::clone(shared);
        session.drain = Some(Timeout::new(pace, move || {
            let queued = {
                let mut sessions = later.borrow_mut();
                let Some(session) = sessions.find(id) else { return };
                session.drain = None;
                // What was waiting when the connection ended waits for nothing any more.
                let open = session.socket.as_ref().filter(|socket| !socket.is_over());
                let queued = open.map_or(0, Socket::buffered);
                session.is_stalled = queued > 0 && queued >= session.queued;
                session.queued = queued;
                queued
            };
            later.borrow().report(id, clock::now(), Event::Queued(queued));
            if queued > 0 {
                Self::watch_queue(&later, id);
            }
        }));
    }
}

fn policy(settings: &Settings, values: Values) -> Policy {
    Policy { values, ..settings.policy() }
}
