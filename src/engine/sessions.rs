//! The sessions: one machine each, and at most one socket.

use std::cell::RefCell;
use std::rc::Rc;

use wirebench_browser::clock;
use wirebench_browser::socket::Socket;
use wirebench_browser::timer::Timeout;
use wirebench_core::conn::machine::{Effect, Generation, Input, Machine, SocketEvent};
use wirebench_core::conn::{CloseRequest, Target};
use wirebench_core::message::Message;
use wirebench_core::time::Micros;
use wirebench_core::wire::{Command, Event, Report, SendId, SessionId};

use super::outbox::Outbox;

/// How often the bytes that wait in the browser are counted while there are any, in milliseconds.
const DRAIN_CHECK: u32 = 50;

/// All sessions that the page has spoken of.
pub struct Sessions {
    /// As many as there are tabs.
    open: Vec<(SessionId, Session)>,
    outbox: Outbox,
}

#[derive(Default)]
struct Session {
    machine: Machine,
    socket: Option<Socket>,
    drain: Option<Timeout>,
}

type Shared = Rc<RefCell<Sessions>>;

impl Sessions {
    /// No session yet.
    pub fn new(outbox: Outbox) -> Self {
        Self { open: Vec::new(), outbox }
    }

    /// Does what the page asks.
    pub fn run(shared: &Shared, command: Command<'_>) {
        match command {
            Command::Connect(id, target) => {
                shared.borrow_mut().make(id);
                Self::handle(shared, id, Input::Connect(target));
            }
            Command::Close(id, request) => Self::handle(shared, id, Input::Close(request)),
            Command::Send(id, send, message) => Self::handle(shared, id, Input::Send(send, message)),
            Command::Forget(id) => {
                shared.borrow_mut().open.retain(|(other, _)| *other != id);
            }
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
        let now = clock::now();
        let effects = match shared.borrow_mut().find(id) {
            Some(session) => session.machine.handle(now, input),
            // The tab was closed, or has never connected.
            None => return,
        };
        for effect in effects {
            Self::carry_out(shared, id, now, effect);
        }
    }

    fn carry_out(shared: &Shared, id: SessionId, now: Micros, effect: Effect<'_>) {
        match effect {
            Effect::Open(generation, target) => Self::open(shared, id, generation, &target),
            Effect::Close(request) => shared.borrow().close(id, &request),
            Effect::Abandon => shared.borrow_mut().set_socket(id, None),
            Effect::Send(send, message) => {
                shared.borrow().send(id, now, send, message);
                Self::watch_queue(shared, id);
            }
            Effect::Report(event) => shared.borrow().report(id, now, event),
        }
    }

    fn open(shared: &Shared, id: SessionId, generation: Generation, target: &Target) {
        let listener = Rc::clone(shared);
        let on_event =
            move |event: SocketEvent<'_>| Self::handle(&listener, id, Input::Socket(generation, event));
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

    fn send(&self, id: SessionId, now: Micros, send: SendId, message: Message<'_>) {
        let was_taken = self.socket(id).is_some_and(|socket| socket.send(message));
        self.report(id, now, if was_taken { Event::Sent(send, message) } else { Event::Refused(send) });
    }

    fn report(&self, id: SessionId, at: Micros, event: Event<'_>) {
        self.outbox.push(&Report::Session(id, at, event));
    }

    /// Reports the bytes that wait in the browser, again and again until there are none.
    fn watch_queue(shared: &Shared, id: SessionId) {
        if shared.borrow_mut().find(id).is_none_or(|session| session.drain.is_some()) {
            return;
        }
        let later = Rc::clone(shared);
        let timer = Timeout::new(DRAIN_CHECK, move || {
            let queued = {
                let mut sessions = later.borrow_mut();
                let Some(session) = sessions.find(id) else { return };
                session.drain = None;
                session.socket.as_ref().map_or(0, Socket::buffered)
            };
            later.borrow().report(id, clock::now(), Event::Queued(queued));
            if queued > 0 {
                Self::watch_queue(&later, id);
            }
        });
        if let Some(session) = shared.borrow_mut().find(id) {
            session.drain = Some(timer);
        }
    }
}
