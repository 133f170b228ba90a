//! Taking saved items elsewhere: as one file of JSON, and back.
//!
//! The file's form is described in `docs/files.md`. Files of other programs are read by `foreign`. Nothing here changes
//! anything before `apply`, and `plan` tells what that would do.

mod apply;
mod export;
mod read;
#[cfg(test)]
mod tests;

pub use apply::{Kind, Plan, Summary, apply, plan};
pub use export::{Choice, Secrets, export};
pub use read::{MAX_FILE_BYTES, MAX_ITEMS, read};

use super::{ItemId, Pair, SavedConnection, SavedMessage, Shelf};
use crate::codec::json::JsonError;

/// All that can be taken elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Library {
    /// The saved connections.
    pub connections: Shelf<SavedConnection>,
    /// The saved messages.
    pub messages: Shelf<SavedMessage>,
    /// The user's variables that hold for all connections.
    pub variables: Shelf<Pair>,
}

/// What was read from a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// Whose file it is.
    pub source: Source,
    /// The connections with their ids; in a file of another program the ids only tell them apart.
    pub connections: Vec<(ItemId, SavedConnection)>,
    /// The messages with their ids.
    pub messages: Vec<(ItemId, SavedMessage)>,
    /// The variables with their ids.
    pub variables: Vec<(ItemId, Pair)>,
    /// What there was besides, and isn't taken in.
    pub left_out: Vec<LeftOut>,
}

/// Whose file it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// This program's.
    Wirebench,
    /// Postman's: a collection, or an environment.
    Postman,
    /// Insomnia's, of version 4.
    Insomnia,
}

/// Something in a file of another program that isn't taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The name of what it is or belongs to.
    pub name: String,
    /// Why.
    pub reason: Reason,
}

/// Why something isn't taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It is a request by HTTP.
    Http,
    /// It is a request by another protocol: gRPC, Socket.IO, MQTT and so on.
    Protocol,
    /// It is a script that runs before or after something.
    Script,
    /// It is a kind of authentication that isn't done by a header or parameter with a fixed value; this is its name.
    Authentication(String),
    /// They are cookies, which a page can't set.
    Cookies,
    /// It has a variable that isn't known here and stands there as text; this is how it is written.
    Variable(String),
    /// It is a variable whose name can't be one here, or whose value isn't a plain text.
    Value(String),
    /// It is a variable that another environment has, too.
    Environment(String),
    /// It is longer than what is taken here.
    TooLong,
}

/// Why a file can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportProblem {
    /// There is nothing in it.
    Empty,
    /// It is too large.
    TooLarge {
        /// The most that is taken, in bytes.
        limit: usize,
    },
    /// It isn't JSON.
    NotJson(JsonError),
    /// There are too many items in it.
    TooMany {
        /// How many.
        found: usize,
        /// The most that are taken.
        limit: usize,
    },
    /// A newer version of this program has written it.
    Newer {
        /// Its version.
        version: u64,
    },
    /// It is JSON, but neither this program's, nor a Postman collection or environment, nor an Insomnia export.
    Unknown,
    /// It is a HAR log. Logs are imported elsewhere.
    Har,
    /// It is an Insomnia export in YAML, or of version 5, which is YAML. Version 4 in JSON can be read.
    InsomniaYaml,
    /// It is this program's, but not as it should be, or longer there than what is taken.
    Damaged {
        /// The path of the first thing that is wrong, such as `connections[3].address`.
        what: String,
    },
}
