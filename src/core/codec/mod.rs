//! Between what people type or read and bytes: hex, base64, JSON, binary encodings as JSON, and whether they are a
//! picture.
//!
//! Each reader either understands the whole text or says where it stopped and why; it never repairs, and guesses only
//! what protobuf doesn't say without a schema. The errors are facts for the page to put into words, so there is no
//! sentence in here.

pub mod base64;
pub mod binary;
pub mod compare;
pub(crate) mod digits;
pub mod hex;
pub mod image;
pub mod json;
mod place;
pub mod protobuf;

pub use place::Place;
