//! How a connection is looked after: when it is tried again, how it is kept alive, and how long anything may take.
//!
//! These are the user's wishes as the worker takes them; how they are typed and kept is the page's business. So is the
//! log, whose limit stands here because it is set and kept together with the rest. The values of the variables are
//! no setting of the connection; they stand here because its messages are filled in with them.

use super::keep_alive::Ping;
use super::{CodeList, EndedBy, Ending};
use crate::compose::{Draft, Values};
use crate::log::DEFAULT_LIMIT;
use crate::time::Span;

/// Everything about a connection apart from where it goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// What to do when it ends.
    pub reconnect: Reconnect,
    /// What to send whenever it opens, in order.
    pub hello: Vec<Draft>,
    /// How to find out whether the other side still answers.
    pub ping: Ping,
    /// How long nothing at all may be received before the connection counts as broken.
    pub idle: Option<Span>,
    /// How long a handshake may take.
    pub connect: Span,
    /// How many bytes its log keeps.
    pub log_limit: usize,
    /// What the user's own variables stand for in its messages.
    pub values: Values,
}

/// When and how often a connection that ended is tried again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reconnect {
    /// Whether it is tried again at all.
    pub is_on: bool,
    /// The wait before the first attempt.
    pub first: Span,
    /// By how much each further wait is longer, in thousandths.
    pub factor: u32,
    /// The longest wait.
    pub ceiling: Span,
    /// What chance does to a wait.
    pub jitter: Jitter,
    /// How many attempts in a row may fail; nothing for any number.
    pub most: Option<u32>,
    /// After a clean close with one of these codes there is no further attempt.
    pub final_codes: CodeList,
}

/// What chance does to a wait, so that many clients don't come back at the same moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Jitter {
    /// Anything from nothing to the whole wait.
    Full,
    /// Anything from half to the whole wait.
    Equal,
    /// Always the whole wait.
    None,
}

impl Reconnect {
    /// Whether a connection that ended in this way is tried again. What the user or the browser has decided is final,
    /// and so are the codes that the user lists.
    pub fn tries_after(&self, ending: &Ending) -> bool {
        self.is_on
            && match ending.by {
                EndedBy::You | EndedBy::Cancelled | EndedBy::Forbidden | EndedBy::Rejected(_) => false,
                EndedBy::Lost | EndedBy::NeverOpened | EndedBy::TimedOut(_) => true,
                EndedBy::Server => !self.final_codes.contains(ending.code),
            }
    }
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            reconnect: Reconnect::default(),
            hello: Vec::new(),
            ping: Ping::default(),
            idle: None,
            connect: Span::from_secs(15),
            log_limit: DEFAULT_LIMIT,
            values: Values::default(),
        }
    }
}

impl Default for Reconnect {
    fn default() -> Self {
        Self {
            is_on: false,
            first: Span::from_secs(1),
            factor: 2000,
            ceiling: Span::from_secs(30),
            jitter: Jitter::Full,
            most: None,
            final_codes: CodeList::default(),
        }
    }
}
