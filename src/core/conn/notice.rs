//! What can be said of a connection's life: where it goes, that it opened, how it ended.
//!
//! These are facts without words; the page says them in the user's language.

use serde::{Deserialize, Serialize};

use super::CloseCode;
use crate::log::Kind;
use crate::time::Span;

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

/// A change in a connection's state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Notice {
    /// The handshake begins.
    Connecting(Target),
    /// The handshake succeeded.
    Opened {
        /// The sub-protocol that the server chose; empty if none.
        subprotocol: String,
        /// The negotiated extensions, as in `Sec-WebSocket-Extensions`; empty if none.
        extensions: String,
    },
    /// The user asked for the end; the server's answer is awaited.
    Closing,
    /// It is over.
    Ended(Ending),
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
    /// The browser refused to try; its own words.
    Rejected(String),
}

impl Ending {
    /// Whether this is what somebody meant to happen, and not a fault: a cancelled attempt, or a clean close with a
    /// code that doesn't stand for an error (1000, 1001, none at all, or the application's own).
    pub fn is_expected(&self) -> bool {
        match self.by {
            EndedBy::Cancelled => true,
            EndedBy::Lost | EndedBy::NeverOpened | EndedBy::Rejected(_) => false,
            EndedBy::You | EndedBy::Server => self.clean && !CloseCode(self.code).is_fault(),
        }
    }
}

impl Notice {
    /// The kind of log row that says it; closing isn't worth a row, its end follows.
    pub fn row(&self) -> Option<Kind> {
        match self {
            Self::Connecting(_) | Self::Opened { .. } => Some(Kind::Info),
            Self::Closing => None,
            Self::Ended(ending) => Some(if ending.is_expected() { Kind::Info } else { Kind::Error }),
        }
    }
}
