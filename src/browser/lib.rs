//! The browser's capabilities, one file each.
//!
//! Each file owns the closures it hands to the browser and takes them back when its value is dropped. Nothing here
//! decides anything: what is worth doing is known in core, when it is done in the engine and the state.

pub mod address;
mod blob;
pub mod browser_kind;
pub mod chance;
pub mod channel;
pub mod clipboard;
pub mod clock;
pub mod cookie;
pub mod database;
pub mod disk_file;
pub mod download;
pub mod drop;
pub mod element;
pub mod extension;
pub mod file;
pub mod highlight;
mod listener;
pub mod location;
pub mod log_disk;
pub mod online;
pub mod panic;
pub mod permission;
pub mod picture;
pub mod probe;
pub mod scope;
pub mod screen;
pub mod socket;
pub mod storage;
pub mod task;
pub mod theme;
pub mod timer;
pub mod turn;
mod words;
pub mod worker;

#[cfg(test)]
mod tests;
