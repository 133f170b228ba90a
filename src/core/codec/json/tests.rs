//! JSON: tables of texts, and properties that hold for any text.

mod paths;
mod printing;
mod problems;
mod properties;
