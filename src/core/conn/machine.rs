//! The connection as a machine without I/O: inputs in, effects out.
//!
//! It opens no socket and reads no clock; the worker carries out the effects and feeds back what happens. It makes
//! sure that a session never has two live sockets, and that a late event of a socket that was given up changes
//! nothing.

use super::{CloseRequest, EndedBy, Ending, Notice, Target};
use crate::message::Message;
use crate::time::{Micros, Span};
use crate::wire::{Event, SendId};

/// Which socket of a session something is about; a later socket has a greater number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Generation(u32);

/// Everything that can wake the machine.
#[derive(Debug)]
pub enum Input<'a> {
    /// The user wants a connection.
    Connect(Target),
    /// The user wants it to end.
    Close(CloseRequest),
    /// The user wants a message sent.
    Send(SendId, Message<'a>),
    /// A socket says something.
    Socket(Generation, SocketEvent<'a>),
}

/// What a socket can say.
#[derive(Debug)]
pub enum SocketEvent<'a> {
    /// The handshake succeeded, with this sub-protocol and these extensions (either may be empty).
    Opened {
        /// The sub-protocol that the server chose.
        subprotocol: String,
        /// The negotiated extensions.
        extensions: String,
    },
    /// A message arrived.
    Message(Message<'a>),
    /// The end; no event follows.
    Closed {
        /// The close code, 1006 without a close frame.
        code: u16,
        /// The reason in the close frame.
        reason: String,
        /// Whether the closing handshake was completed.
        clean: bool,
    },
    /// The browser refused to try, with these words; no event follows.
    Rejected(String),
}

/// What the worker is to do.
#[derive(Debug, PartialEq, Eq)]
pub enum Effect<'a> {
    /// Open a socket and tag its events with this number.
    Open(Generation, Target),
    /// Close the socket.
    Close(CloseRequest),
    /// Drop the socket without waiting for its answer.
    Abandon,
    /// Hand the message to the socket, and report [`Event::Sent`] or [`Event::Refused`] by what becomes of it.
    Send(SendId, Message<'a>),
    /// Tell the page.
    Report(Event<'a>),
}

#[derive(Debug, Default)]
enum Phase {
    #[default]
    Idle,
    Connecting,
    Open {
        since: Micros,
    },
    Closing {
        since: Micros,
    },
}

/// One session's connection.
#[derive(Debug, Default)]
pub struct Machine {
    phase: Phase,
    generation: Generation,
}

impl Machine {
    /// Takes what happened at `now` and answers with what is to be done, in this order.
    pub fn handle<'a>(&mut self, now: Micros, input: Input<'a>) -> Vec<Effect<'a>> {
        match input {
            Input::Connect(target) => self.connect(now, target),
            Input::Close(request) => self.close(now, request),
            Input::Send(id, message) => self.send(id, message),
            Input::Socket(generation, event) if generation == self.generation => self.socket(now, event),
            Input::Socket(..) => Vec::new(),
        }
    }

    fn connect<'a>(&mut self, now: Micros, target: Target) -> Vec<Effect<'a>> {
        let mut effects = self.abandon(now);
        self.generation.0 += 1;
        self.phase = Phase::Connecting;
        effects.push(Effect::Report(Event::Notice(Notice::Connecting(target.clone()))));
        effects.push(Effect::Open(self.generation, target));
        effects
    }

    fn close<'a>(&mut self, now: Micros, request: CloseRequest) -> Vec<Effect<'a>> {
        match self.phase {
            Phase::Open { since } => {
                self.phase = Phase::Closing { since };
                vec![Effect::Report(Event::Notice(Notice::Closing)), Effect::Close(request)]
            }
            Phase::Connecting | Phase::Closing { .. } => self.abandon(now),
            Phase::Idle => Vec::new(),
        }
    }

    fn send<'a>(&self, id: SendId, message: Message<'a>) -> Vec<Effect<'a>> {
        match self.phase {
            Phase::Open { .. } => vec![Effect::Send(id, message)],
            Phase::Idle | Phase::Connecting | Phase::Closing { .. } => {
                vec![Effect::Report(Event::Refused(id))]
            }
        }
    }

    fn socket<'a>(&mut self, now: Micros, event: SocketEvent<'a>) -> Vec<Effect<'a>> {
        match (event, &self.phase) {
            (SocketEvent::Opened { subprotocol, extensions }, Phase::Connecting) => {
                self.phase = Phase::Open { since: now };
                vec![Effect::Report(Event::Notice(Notice::Opened { subprotocol, extensions }))]
            }
            // A message can still arrive while the close handshake is under way (RFC 6455 §5.5.1).
            (SocketEvent::Message(message), Phase::Open { .. } | Phase::Closing { .. }) => {
                vec![Effect::Report(Event::Received(message))]
            }
            (SocketEvent::Closed { code, reason, clean }, Phase::Connecting) => {
                self.end(Ending { by: EndedBy::NeverOpened, code, reason, clean, lasted: None })
            }
            (SocketEvent::Closed { code, reason, clean }, Phase::Open { since }) => {
                let by = if clean { EndedBy::Server } else { EndedBy::Lost };
                self.end(Ending { by, code, reason, clean, lasted: Some(now.since(*since)) })
            }
            (SocketEvent::Closed { code, reason, clean }, Phase::Closing { since }) => {
                self.end(Ending { by: EndedBy::You, code, reason, clean, lasted: Some(now.since(*since)) })
            }
            (SocketEvent::Rejected(why), Phase::Connecting | Phase::Open { .. } | Phase::Closing { .. }) => {
                self.end(without_close_frame(EndedBy::Rejected(why), None))
            }
            // Out of order; a browser doesn't do that, and if one did, nothing is lost by ignoring it.
            (SocketEvent::Opened { .. }, Phase::Open { .. } | Phase::Closing { .. })
            | (SocketEvent::Message(_), Phase::Connecting)
            | (_, Phase::Idle) => Vec::new(),
        }
    }

    /// Gives up the live socket, if there is one, without waiting for it.
    fn abandon<'a>(&mut self, now: Micros) -> Vec<Effect<'a>> {
        let ending = match self.phase {
            Phase::Idle => return Vec::new(),
            Phase::Connecting => without_close_frame(EndedBy::Cancelled, None),
            Phase::Open { since } | Phase::Closing { since } => {
                without_close_frame(EndedBy::You, Some(now.since(since)))
            }
        };
        let mut effects = vec![Effect::Abandon];
        effects.extend(self.end(ending));
        effects
    }

    fn end<'a>(&mut self, ending: Ending) -> Vec<Effect<'a>> {
        self.phase = Phase::Idle;
        // From here on, whatever the old socket still says carries an outdated number.
        self.generation.0 += 1;
        vec![Effect::Report(Event::Notice(Notice::Ended(ending)))]
    }
}

fn without_close_frame(by: EndedBy, lasted: Option<Span>) -> Ending {
    Ending { by, code: 1006, reason: String::new(), clean: false, lasted }
}

#[cfg(test)]
mod tests;
