//! A row of the log: what it says about itself, and what it carries.

use crate::conn::Notice;
use crate::message::{Message, Role};
use crate::time::Micros;

/// A row's number: 1, 2, 3 … in the session. It never changes and is never given to another row.
/// By default it is 0, before all rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Seq(pub u64);

/// The four kinds of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A message from the user to the server.
    Sent,
    /// A message from the server.
    Received,
    /// Something went wrong.
    Error,
    /// Something about the connection worth knowing.
    Info,
}

/// A row as it is read from the store.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row<'a> {
    /// Its number.
    pub seq: Seq,
    /// When it happened.
    pub at: Micros,
    /// Its kind.
    pub kind: Kind,
    /// What it carries.
    pub body: Body<'a>,
}

/// What a row carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body<'a> {
    /// A message, byte for byte, and what it is to the keep-alive.
    Message(Message<'a>, Role),
    /// A change in the connection's state.
    Notice(Notice),
}

/// Puts a notice into words, as it stands on screen.
pub type Describe = dyn Fn(&Notice) -> String;
