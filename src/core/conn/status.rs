//! What state a connection is in, as its notices tell it one after the other.

use super::{Ending, Notice};
use crate::time::Micros;

/// The state of a connection and what is worth knowing in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// Not connected: never, or no longer.
    Disconnected(Option<Ending>),
    /// The handshake is under way.
    Connecting,
    /// Messages can go both ways.
    Connected {
        /// Since when.
        since: Micros,
        /// The sub-protocol that the server chose; empty if none.
        subprotocol: String,
        /// The negotiated extensions; empty if none.
        extensions: String,
    },
    /// The user asked for the end, the server hasn't answered yet.
    Closing,
}

impl Default for Status {
    fn default() -> Self {
        Self::Disconnected(None)
    }
}

impl Status {
    /// The state after that notice.
    pub fn after(at: Micros, notice: &Notice) -> Self {
        match notice {
            Notice::Connecting(_) => Self::Connecting,
            Notice::Opened { subprotocol, extensions } => Self::Connected {
                since: at,
                subprotocol: subprotocol.clone(),
                extensions: extensions.clone(),
            },
            Notice::Closing => Self::Closing,
            Notice::Ended(ending) => Self::Disconnected(Some(ending.clone())),
        }
    }

    /// Whether messages can be sent.
    pub fn is_connected(&self) -> bool {
        matches!(self, Self::Connected { .. })
    }

    /// Whether there is anything to cancel or to disconnect.
    pub fn is_live(&self) -> bool {
        !matches!(self, Self::Disconnected(_))
    }
}
