//! JSON as text: is it right, and how does it look on several lines or on one.
//!
//! Nothing here turns a number into a float or a string into its characters, so 12345678901234567890, 1.0, 1e400,
//! escapes, key order and repeated keys all stay what they were. The grammar is that of RFC 8259, with nothing added.

mod lexer;
mod print;
mod problem;
mod reader;
#[cfg(test)]
mod tests;
mod token;

pub use print::{INDENTED_LEVELS, compact, pretty};
pub use problem::{Expected, JsonError, JsonProblem};
pub use reader::Reader;
pub use token::{Container, Token};

/// Whether `text` is one JSON value.
///
/// # Errors
/// The first thing that doesn't fit, with its place.
pub fn check(text: &str) -> Result<(), JsonError> {
    Reader::new(text).try_for_each(|token| token.map(|_| ()))
}
