//! What people keep, and how it comes together again when several windows have changed it.

pub mod history;

/// Why something that was stored can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreadable {
    /// A newer version of this program has written it.
    Newer {
        /// Its version.
        version: u64,
    },
    /// It isn't what it should be.
    Damaged,
}
