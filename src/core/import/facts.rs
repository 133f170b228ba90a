//! What a file says besides its rows.

use crate::conn::Notice;
use crate::time::Micros;

/// How many addresses and sub-protocols are kept; a file may have a connection in every entry.
const MAX_NAMES: usize = 100;

/// Whose file it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// This program's, in JSON.
    Wirebench,
    /// A HAR log.
    Har {
        /// The program that has written it, as it says, with its version; empty if it doesn't.
        creator: String,
    },
    /// JSON values, one a line or in a list: rows of ours, messages of HAR logs, or what another logger has written.
    Rows,
    /// Lines of text.
    Text,
}

/// What a file says besides its rows, as far as it has been read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The addresses of its connections, each once, the first hundred; that of the whole file comes first.
    pub addresses: Vec<String>,
    /// The sub-protocols that servers chose, each once.
    pub subprotocols: Vec<String>,
    /// When it was exported.
    pub exported: Option<Micros>,
    /// The filter that it was exported with, as a line.
    pub filter: Option<String>,
    /// Whether secrets in it are masked.
    pub masked: bool,
    /// How many rows the log that was exported had lost to its limit.
    pub evicted: u64,
    /// How many rows were lost besides while it was exported.
    pub missed: u64,
    /// How many rows it says it has.
    pub count: Option<u64>,
    /// Whether it has been read to its proper end, and every row that it says it has was found.
    pub whole: bool,
    /// How many entries of a HAR log aren't WebSocket connections, and are left out.
    pub skipped: u64,
    /// How many notices are left out, because text has only words for them.
    pub notices: u64,
}

impl Facts {
    pub(super) fn address(&mut self, address: &str) {
        add(&mut self.addresses, address);
    }

    /// Takes from a notice what it says of its connection.
    pub(super) fn learn(&mut self, notice: &Notice) {
        match notice {
            Notice::Connecting { target, .. } => self.address(&target.address),
            Notice::Opened { subprotocol, .. } => add(&mut self.subprotocols, subprotocol),
            Notice::Broken { .. }
            | Notice::Closing
            | Notice::Unsent(_)
            | Notice::Ended(_)
            | Notice::Waiting { .. }
            | Notice::Stopped
            | Notice::GaveUp(_)
            | Notice::Slept(_)
            | Notice::Forbidden
            | Notice::Handshake(_) => {}
        }
    }
}

fn add(names: &mut Vec<String>, name: &str) {
    if !name.is_empty() && names.len() < MAX_NAMES && names.iter().all(|other| other != name) {
        names.push(name.to_owned());
    }
}
