//! Keep-alive: messages that show that the other side is still there.
//!
//! A page can neither send nor see the ping frames of WebSocket (RFC 6455 §5.5.2), so pings are messages like any
//! other, in the form that the server's protocol gives them. Here is what they are and how an answer is known; when
//! they are sent and what follows if no answer comes is the machine's.

mod presets;
mod round_trips;
mod rule;

pub use presets::Preset;
pub use round_trips::{Figures, RECENT, RoundTrips};
pub use rule::{Matcher, PongRule, RuleProblem};

use crate::compose::{Draft, Meaning};
use crate::time::Span;

/// How a connection is kept alive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ping {
    /// How often a ping is sent, if by itself at all.
    pub interval: Option<Span>,
    /// How long an answer may take, if that is limited.
    pub timeout: Option<Span>,
    /// The ping.
    pub message: Draft,
    /// Which received message answers it; texts in the rule are read as the message is meant.
    pub rule: PongRule,
    /// What is said to the pings of the server.
    pub answer: Option<Answer>,
}

/// An answer to the pings of a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Which received messages are answered; texts in the rule are read as the answer is meant.
    pub when: PongRule,
    /// The answer.
    pub with: Draft,
}

impl Default for Ping {
    fn default() -> Self {
        let message = Draft { text: "ping".to_owned(), meaning: Meaning::Text };
        Ping { interval: None, timeout: None, message, rule: PongRule::Any, answer: None }
    }
}
