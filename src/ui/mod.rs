//! What is on screen: one folder per pane, props in, callbacks out. All reasoning is in core, all state in `state`.

pub mod captured;
pub mod chat;
pub mod composer;
pub mod connect;
pub mod detail;
pub mod forms;
pub mod header;
pub mod log;
pub mod notices;
pub mod parts;
pub mod replay;
pub mod settings;
pub mod sidebar;
pub mod words;
