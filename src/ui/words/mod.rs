//! From core's facts to sentences in the user's language. Every match is exhaustive, so no fact is without its words.

mod address;
mod draft;
mod json;
mod status;

pub use address::{address_problem, subprotocol_problem};
pub use draft::{draft_problem, refusal};
pub use status::{explanation, notice, state, status};

/// A character as it can be shown in a sentence: itself in quotes, or its code if it can't be seen.
fn shown(c: char) -> String {
    if c.is_control() || c.is_whitespace() || !c.is_ascii() && !c.is_alphanumeric() {
        code(c)
    } else {
        format!("“{c}”")
    }
}

/// A character's code point: `U+202E`.
fn code(c: char) -> String {
    format!("U+{:04X}", u32::from(c))
}
