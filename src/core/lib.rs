//! Everything of Wirebench that is true without a browser.
//!
//! It reads no clock, no random source and no global: what it needs comes in as a parameter, what it finds goes out
//! as a value. It never fails on what a peer sends.

pub mod chat;
pub mod codec;
pub mod compose;
pub mod conn;
pub mod export;
pub mod import;
pub mod link;
pub mod list;
pub mod log;
pub mod message;
pub mod number;
pub mod protocol;
pub mod replay;
pub mod saved;
pub mod size;
pub mod time;
pub mod watch;
pub mod wire;
