//! JSON: tables of texts, and properties that hold for any text.

mod printing;
mod problems;
mod properties;
