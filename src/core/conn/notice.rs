//! What can be said of a connection's life: where it goes, that it opened, how it ended.
//!
//! These are facts without words; the page says them in the user's language.

use serde::{Deserialize, Serialize};

use super::CloseCode;
use super::handshake::Handshake;
use crate::log::{Kind, Traffic};
use crate::time::{Micros, Span};

/// Where to connect, as the browser's `WebSocket` constructor takes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    /// The address, checked by [`super::endpoint`].
    pub address: String,
    /// The sub-protocols to offer, in order of preference (RFC 6455 §1.9).
    pub subprotocols: Vec<String>,
}

/// How the user wants a connection closed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloseRequest {
    /// The close code; without one the close frame is empty.
    pub code: Option<u16>,
    /// The reason; only sent together with a code.
    pub reason: String,
}

/// A change in a connection's state, or something else about it that is worth knowing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Notice {
    /// The handshake begins.
    Connecting {
        /// Where to.
        target: Target,
        /// How many attempts have followed on the user's own; 0 for that one.
        attempt: u32,
    },
    /// The handshake succeeded.
    Opened {
        /// The sub-protocol that the server chose; empty if none.
        subprotocol: String,
        /// The negotiated extensions, as in `Sec-WebSocket-Extensions`; empty if none.
        extensions: String,
    },
    /// The connection counts as broken, and is closed for it.
    Broken {
        /// Which clock ran out.
        clock: Clock,
        /// How long it was set to.
        limit: Span,
        /// How long ago anything was received last; nothing if there never was anything on this connection.
        heard: Option<Span>,
    },
    /// The closing handshake has begun on this side; the server's answer is awaited.
    Closing,
    /// So many bytes had not left the browser when the connection ended, and may not have arrived.
    Unsent(u64),
    /// It is over.
    Ended(Ending),
    /// It will be tried again.
    Waiting {
        /// Which attempt that will be, from 1.
        attempt: u32,
        /// When.
        due: Micros,
    },
    /// The user doesn't want it tried again.
    Stopped,
    /// It isn't tried again, because as many attempts as allowed have failed.
    GaveUp(u32),
    /// The machine slept, or the browser stood still, for so long.
    Slept(Span),
    /// The page's own content security policy forbids the address.
    Forbidden,
    /// What could be seen of a handshake, where the page is an extension's.
    Handshake(Handshake),
}

/// The clocks that can run out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Clock {
    /// The handshake took too long.
    Connect,
    /// A ping was not answered.
    Pong,
    /// Nothing was received.
    Idle,
}

/// How a connection ended, or why it never came to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ending {
    /// Whose doing it was.
    pub by: EndedBy,
    /// The close code that the browser reports; 1006 if there was no close frame (RFC 6455 §7.1.5).
    pub code: u16,
    /// The reason in the close frame.
    pub reason: String,
    /// Whether the closing handshake was completed.
    pub clean: bool,
    /// How long the connection was open; nothing if it never was.
    pub lasted: Option<Span>,
    /// How long the handshake took, or how long it took to fail.
    pub handshake: Span,
    /// What went each way while it was open.
    pub traffic: Traffic,
}

/// Whose doing the end of a connection was, as far as a browser lets one know.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EndedBy {
    /// The user closed it.
    You,
    /// The user cancelled while it was connecting.
    Cancelled,
    /// The server closed it, with a close frame.
    Server,
    /// It was open and broke off without a close frame.
    Lost,
    /// The handshake failed; the browser doesn't say why.
    NeverOpened,
    /// This clock ran out.
    TimedOut(Clock),
    /// The content security policy forbids the address.
    Forbidden,
    /// The browser refused to try; its own words.
    Rejected(String),
}

impl Ending {
    /// Whether this is what somebody meant to happen, and not a fault: a cancelled attempt, or a clean close with a
    /// code that doesn't stand for an error (1000, 1001, none at all, or the application's own).
    pub fn is_expected(&self) -> bool {
        match self.by {
            EndedBy::Cancelled => true,
            EndedBy::Lost
            | EndedBy::NeverOpened
            | EndedBy::TimedOut(_)
            | EndedBy::Forbidden
            | EndedBy::Rejected(_) => false,
            EndedBy::You | EndedBy::Server => self.clean && !CloseCode(self.code).is_fault(),
        }
    }

    /// Whether the handshake failed, for a reason that the browser keeps to itself.
    pub fn is_failed_handshake(&self) -> bool {
        match self.by {
            EndedBy::NeverOpened
            | EndedBy::TimedOut(Clock::Connect)
            | EndedBy::Forbidden
            | EndedBy::Rejected(_) => true,
            EndedBy::You
            | EndedBy::Cancelled
            | EndedBy::Server
            | EndedBy::Lost
            | EndedBy::TimedOut(Clock::Pong | Clock::Idle) => false,
        }
    }
}

impl Notice {
    /// The kind of log row that says it. Closing and waiting aren't worth a row, what they lead to follows.
    pub fn row(&self) -> Option<Kind> {
        match self {
            Self::Connecting { .. } | Self::Opened { .. } | Self::Stopped | Self::Slept(_) => {
                Some(Kind::Info)
            }
            Self::Closing | Self::Waiting { .. } => None,
            Self::Broken { .. } | Self::Unsent(_) | Self::GaveUp(_) | Self::Forbidden => Some(Kind::Error),
            Self::Handshake(handshake) => {
                Some(if handshake.is_accepted() { Kind::Info } else { Kind::Error })
            }
            Self::Ended(ending) => Some(if ending.is_expected() { Kind::Info } else { Kind::Error }),
        }
    }
}
