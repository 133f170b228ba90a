//! Files of other programs: what of them can be carried over, and what can't.

mod auth;
mod insomnia;
mod intake;
mod postman;
#[cfg(test)]
mod tests;
mod text;

use super::transfer::Import;
use crate::codec::json::value::Json;

/// Reads a file of another program that is known; nothing if it is none.
pub(super) fn read(json: &Json<'_>) -> Option<Import> {
    postman::read(json).or_else(|| insomnia::read(json))
}

/// Whether a text is an Insomnia export in YAML, as far as its beginning tells.
pub(crate) fn is_insomnia_yaml(text: &str) -> bool {
    let begins = |line: &str| {
        let line = line.trim_end();
        line == "_type: export" || line.starts_with("type: ") && line.contains(".insomnia.rest/")
    };
    text.lines().take(5).any(begins)
}
