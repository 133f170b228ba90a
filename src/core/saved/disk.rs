//! What is kept in the browser's storage: one text of JSON for each kind, with its version.
//!
//! A text is read as a whole or not at all: whoever stores keeps one that can't be read aside, so nothing is lost.
//! What is written has been through `kept`, so a fleeting value can't get there. Reading and writing storage itself is
//! the page's.

mod shelves;
mod tabs;
#[cfg(test)]
mod tests;

pub use tabs::{Tab, Tabs};

use super::Unreadable;
use crate::codec::json::value::Json;

/// Something that is kept under a key.
pub trait Kept: Sized {
    /// Reads what was stored, in any version up to this program's.
    ///
    /// # Errors
    /// It was stored by a newer version, or it isn't what it should be.
    fn read(text: &str) -> Result<Self, Unreadable>;

    /// The text to be stored.
    fn write(&self) -> String;
}

/// Reads a text whose version is at most this one, and says which it is.
pub(super) fn versioned(text: &str, newest: u64) -> Result<(u64, Json<'_>), Unreadable> {
    let json = Json::read(text).map_err(|_| Unreadable::Damaged)?;
    match json.number("version") {
        Ok(version) if version > newest => Err(Unreadable::Newer { version }),
        Ok(version) if version > 0 => Ok((version, json)),
        Ok(_) | Err(_) => Err(Unreadable::Damaged),
    }
}
