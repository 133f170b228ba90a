//! JSON: tables of texts, and properties that hold for any text.

mod paths;
mod printing;
mod problems;
pub(in crate::codec::json) mod properties;
