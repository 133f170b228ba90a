//! JSON as text: is it right, how does it look on several lines or on one, and what is at a path in it.
//!
//! Nothing that is printed has been a float or a string's characters in between, so 12345678901234567890, 1.0, 1e400,
//! escapes, key order and repeated keys all stay what they were. The grammar is that of RFC 8259, with nothing added.

mod document;
pub(crate) mod escape;
mod find;
mod lexer;
pub(crate) mod members;
pub(crate) mod path;
mod print;
mod problem;
mod reader;
pub(crate) mod string;
#[cfg(test)]
mod tests;
mod token;
pub(crate) mod value;

pub use document::{Document, Item, Line, Name, Node, Progress, Value};
pub use find::{find, means};
pub use path::{Path, PathError, PathProblem};
pub use print::{INDENTED_LEVELS, compact, pretty};
pub use problem::{Expected, JsonError, JsonProblem};
pub use reader::{Pause, Reader};
pub use token::{Container, Token};

/// Whether `text` is one JSON value.
///
/// # Errors
/// The first thing that doesn't fit, with its place.
pub fn check(text: &str) -> Result<(), JsonError> {
    Reader::new(text).try_for_each(|token| token.map(|_| ()))
}
