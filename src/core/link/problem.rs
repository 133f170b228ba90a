//! Why a link is refused, one kind for each sentence that can be said about it.

use super::Key;

/// What is wrong with a link. Nothing of such a link is filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkProblem {
    /// It is longer than a page should have to read.
    TooLong {
        /// The most, in bytes.
        limit: usize,
    },
    /// The same key two times, so that it can't be told which one is meant.
    Twice(Key),
    /// A key that isn't known here, as a link of a newer version may have. It is cut, and made visible.
    UnknownKey(String),
    /// What is written with percent signs isn't UTF-8.
    BadEncoding(Key),
    /// No way in which a message can be meant. It is cut, and made visible.
    UnknownFormat(String),
    /// A character that can't be seen and may make a text look like another one.
    ControlCharacter {
        /// Where it is.
        key: Key,
        /// The character.
        character: char,
    },
    /// It has no address, without which the rest leads nowhere.
    NoAddress,
    /// The address has a scheme that no WebSocket has. It is cut.
    BadScheme(String),
}
