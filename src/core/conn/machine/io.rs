//! What goes into the machine and what comes out of it.

use serde::{Deserialize, Serialize};

use crate::compose::{Draft, Outgoing, Repeat};
use crate::conn::{CloseRequest, Policy, Target};
use crate::message::{Message, Role};
use crate::time::Span;
use crate::wire::{Event, SendId};

/// Which socket of a session something is about; a later socket has a greater number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Generation(pub u32);

/// Everything that can wake the machine.
#[derive(Debug)]
pub enum Input<'a> {
    /// The user wants a connection; the number is where its chance comes from.
    Connect(Target, Policy, u64),
    /// The user wants it looked after in another way.
    Adjust(Policy),
    /// The user wants it to end.
    Close(CloseRequest),
    /// The user wants the next attempt now, or the network has come back.
    TryNow,
    /// The user wants a ping.
    Ping,
    /// The user wants a message sent.
    Send(SendId, Message<'a>),
    /// The user wants a message sent so long after the one before it that was wanted in this way.
    SendAfter(SendId, Span, Message<'a>),
    /// The user wants nothing sent of what waits for that.
    DropQueued,
    /// The user wants a message sent again and again.
    Repeat(Draft, Repeat),
    /// The user doesn't want it sent any more.
    StopRepeat,
    /// A socket says something.
    Socket(Generation, SocketEvent<'a>),
    /// A socket has taken a message; the time is that of handing it over.
    Taken(Role, Message<'a>),
    /// A socket hasn't taken a message of the machine's own that is nothing but a message.
    Untaken,
    /// The page's content security policy forbids the address.
    Forbidden,
    /// A deadline may have passed.
    Time,
    /// The machine slept for so long until now.
    Slept(Span),
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
    /// The same with a message that has waited for its time.
    SendQueued(SendId, Outgoing),
    /// Hand the message to the socket, and report [`Event::Said`] if it was taken; else [`Input::Untaken`] tells that
    /// one of [`Role::Data`] wasn't.
    Say(Role, Outgoing),
    /// Tell the page.
    Report(Event<'a>),
}
