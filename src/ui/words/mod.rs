//! From core's facts to sentences in the user's language. Every match is exhaustive, so no fact is without its words.

mod address;
mod draft;
mod json;
mod status;

pub use address::{address_problem, subprotocol_problem};
pub use draft::{draft_problem, refusal};
pub use status::{explanation, notice, state, status};

use wirebench_core::log::push_visible;

/// A character as it can be shown in a sentence.
fn shown(c: char) -> String {
    let mut text = String::from('“');
    push_visible(&mut text, c);
    text.push('”');
    text
}

/// A character's code point: `U+202E`.
fn code(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}
