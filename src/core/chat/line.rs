//! A line of a conversation: what somebody said and what has become of it, or what else happened.

use crate::log::Seq;
use crate::time::Micros;

/// A line of a conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The row that it is from.
    pub seq: Seq,
    /// When.
    pub at: Micros,
    /// What it says.
    pub what: What,
}

/// What a line says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// Somebody said something.
    Message(Spoken),
    /// The user came in, under this name.
    Entered(String),
    /// Somebody else came.
    Came(String),
    /// Somebody else left.
    Left(String),
    /// The server says that something is wrong, and it belongs to no other line.
    Problem(String),
    /// The connection has ended.
    Ended,
}

/// What somebody said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spoken {
    /// Who.
    pub name: String,
    /// The words; of long ones the beginning.
    pub text: String,
    /// Whether there is more of them in the log.
    pub is_cut: bool,
    /// Whether it is the user.
    pub is_own: bool,
    /// What has become of it.
    pub fate: Fate,
    pub(super) stamp: String,
}

/// What has become of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It was sent, and the server hasn't repeated it.
    Sent,
    /// It came from the server.
    Heard,
    /// The server refused it, and why.
    Refused(String),
    /// The connection ended before the server repeated it, as it has repeated others.
    Unknown,
}

impl What {
    pub(super) fn spoken_mut(&mut self) -> Option<&mut Spoken> {
        if let Self::Message(spoken) = self { Some(spoken) } else { None }
    }
}
