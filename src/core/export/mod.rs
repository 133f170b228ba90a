//! Taking a log elsewhere: as a file in one of four formats, onto the clipboard, or as a command line.
//!
//! Everything is written straight behind what has been written, in slices, so that a log of any size costs the page
//! neither a pause nor a second copy in memory. The formats are described in `docs/logs.md`; where the bytes go, a file
//! or a download, is left to the caller.

mod command;
mod copy;
mod csv;
mod format;
mod har;
mod json;
mod layout;
mod machine;
mod name;
mod payload;
mod plain;
#[cfg(test)]
mod tests;

pub use command::{CommandProblem, MAX_COMMAND_BYTES, Tool, command, relay, sent};
pub use copy::{MAX_COPY_BYTES, TooLong, copy};
pub use format::Format;
pub(crate) use har::NO_ADDRESS;
pub(crate) use json::{NAME, VERSION};
pub use machine::{Export, Progress};
pub use name::file_name;

use crate::log::{Filter, Mask, Seq};
use crate::time::Micros;

/// What is to be written, and how.
#[derive(Clone, Debug)]
pub struct Wish {
    /// The format.
    pub format: Format,
    /// Which rows; all of them without one.
    pub filter: Option<Filter>,
    /// Whether what is no message is written, too. HAR has it in its own way, whatever is said here.
    pub notices: Notices,
    /// The first row.
    pub from: Seq,
    /// The row behind the last one. Without one it goes on with the rows that come, until [`Export::end_at`] is called.
    pub end: Option<Seq>,
    /// What is hidden.
    pub mask: Mask,
    /// How far the clock of whoever reads the times is ahead of UTC, in minutes.
    pub utc_offset: i32,
    /// Now, which the file says it was written at.
    pub now: Micros,
    /// The address of the log's connection as far as it is known, else empty. In a HAR it is that of messages before
    /// the first connection that the log tells of.
    pub address: String,
}

/// Whether what is said of a connection is written along with its messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Notices {
    /// It is.
    #[default]
    With,
    /// Only messages are.
    Without,
}
