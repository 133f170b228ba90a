//! What state a connection is in, as its notices tell it one after the other.

use super::{Ending, Notice};
use crate::time::Micros;

/// The state of a connection and what is worth knowing in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// Not connected: never, or no longer.
    Disconnected(Option<Ending>),
    /// The handshake is under way.
    Connecting {
        /// Since when.
        since: Micros,
        /// How many attempts have followed on the user's own; 0 for that one.
        attempt: u32,
    },
    /// Messages can go both ways.
    Connected {
        /// Since when.
        since: Micros,
        /// The sub-protocol that the server chose; empty if none.
        subprotocol: String,
        /// The negotiated extensions; empty if none.
        extensions: String,
    },
    /// This side asked for the end, the server hasn't answered yet.
    Closing,
    /// It ended, and will be tried again.
    Waiting {
        /// How it ended.
        ending: Option<Ending>,
        /// Which attempt comes next, from 1.
        attempt: u32,
        /// When.
        due: Micros,
    },
}

impl Default for Status {
    fn default() -> Self {
        Self::Disconnected(None)
    }
}

impl Status {
    /// The state after that notice.
    #[must_use]
    pub fn after(self, at: Micros, notice: &Notice) -> Self {
        match notice {
            Notice::Connecting { attempt, .. } => Self::Connecting { since: at, attempt: *attempt },
            Notice::Opened { subprotocol, extensions } => Self::Connected {
                since: at,
                subprotocol: subprotocol.clone(),
                extensions: extensions.clone(),
            },
            Notice::Closing => Self::Closing,
            Notice::Ended(ending) => Self::Disconnected(Some(ending.clone())),
            Notice::Waiting { attempt, due } => {
                Self::Waiting { ending: self.into_ending(), attempt: *attempt, due: *due }
            }
            Notice::Stopped => Self::Disconnected(self.into_ending()),
            Notice::Broken { .. }
            | Notice::Unsent(_)
            | Notice::GaveUp(_)
            | Notice::Slept(_)
            | Notice::Forbidden
            | Notice::Handshake(_) => self,
        }
    }

    fn into_ending(self) -> Option<Ending> {
        match self {
            Self::Disconnected(ending) | Self::Waiting { ending, .. } => ending,
            Self::Connecting { .. } | Self::Connected { .. } | Self::Closing => None,
        }
    }

    /// Whether messages can be sent.
    pub fn is_connected(&self) -> bool {
        matches!(self, Self::Connected { .. })
    }

    /// Whether it waits for the next attempt.
    pub fn is_waiting(&self) -> bool {
        matches!(self, Self::Waiting { .. })
    }

    /// Whether it waits for the next attempt, or has one under way that isn't the user's own.
    pub fn is_reconnecting(&self) -> bool {
        matches!(self, Self::Waiting { .. } | Self::Connecting { attempt: 1.., .. })
    }

    /// Whether there is anything to cancel or to disconnect.
    pub fn is_live(&self) -> bool {
        !matches!(self, Self::Disconnected(_))
    }
}
