//! Where a connection stands, with what is known of it there.

use super::pings::Pings;
use crate::conn::{EndedBy, Policy};
use crate::time::{Micros, Span};

/// Where a connection stands.
#[derive(Debug, Default)]
pub enum Phase {
    #[default]
    Idle,
    Connecting {
        since: Micros,
    },
    Open {
        life: Life,
        pings: Box<Pings>,
    },
    Closing {
        life: Life,
        by: EndedBy,
        give_up: Micros,
    },
    Waiting {
        due: Micros,
    },
}

/// What there is to tell of an open connection when it ends.
#[derive(Clone, Copy, Debug)]
pub struct Life {
    pub handshake: Span,
    pub since: Micros,
}

impl Phase {
    /// When it has lasted long enough, or something is to be done in it.
    pub fn deadline(&self, policy: &Policy) -> Option<Micros> {
        match self {
            Phase::Idle => None,
            Phase::Connecting { since } => Some(*since + policy.connect),
            Phase::Open { pings, .. } => pings.deadline(),
            Phase::Closing { give_up, .. } => Some(*give_up),
            Phase::Waiting { due } => Some(*due),
        }
    }
}
