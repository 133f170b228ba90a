//! Logs that are kept on disk, so that a reload or a crash loses at most what came last.
//!
//! A log on disk is a record of what it is (`facts`) and pages of rows (`record`), both with a version. A `Recorder`
//! makes them from what happens in a session, and `room` says what goes when there is too much. Nothing here knows
//! where pages are put; what is marked secret is masked before it comes here.

mod facts;
mod presence;
mod record;
mod recorder;
mod room;
mod varint;

pub use facts::{KeptLog, LogId};
pub use presence::Presence;
pub use record::{Page, PageError};
pub use recorder::{Batch, NumberedPage, Recorder};
pub use room::{DEFAULT_KEPT, to_go};

use serde::{Deserialize, Serialize};

/// Whether logs are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Keeping {
    /// Nothing is written from now on; what was stays.
    Off,
    /// They are, all of them together up to so many bytes.
    On {
        /// That limit.
        limit: u64,
    },
}

/// How keeping goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeepState {
    /// Why nothing more is kept; nothing while all is well.
    pub trouble: Option<KeepTrouble>,
    /// How many bytes all kept logs have, as far as is known.
    pub bytes: u64,
    /// How many rows of this window weren't kept because they came faster than the disk takes them.
    pub skipped: u64,
}

/// Why nothing more is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum KeepTrouble {
    /// The browser doesn't let the page keep anything.
    Forbidden,
    /// The browser has no more room, though older logs have gone for it.
    Full,
    /// A newer version of the page keeps its logs in another form; what it has is left as it is.
    Newer,
}
