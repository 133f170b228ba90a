//! What people keep: connections, messages and variables under names, and how they come together again when several
//! windows have changed them.
//!
//! The types here are those of the program. Their forms on disk are in `disk`, those of files in `transfer`.

mod disk;
mod examples;
mod foreign;
mod form;
pub mod history;
mod item;
mod limits;
pub mod order;
mod rank;
mod secrecy;
mod shelf;
pub mod transfer;

pub use disk::{Kept, Tab, Tabs};
pub use examples::examples;
pub(crate) use foreign::is_insomnia_yaml;
pub use item::{Header, Pair, Profile, SavedConnection, SavedMessage, Secrecy};
pub use rank::Rank;
pub use secrecy::secrecy_of;
pub use shelf::{ItemId, Merge, Shelf, Slot, Stamp};

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
