//! The practice server seen from outside: real clients against a real server on a free port.
//! Every wait is for something that happens, and fails after a limit instead of hanging.

#![allow(
    clippy::unwrap_used,
    reason = "all of this crate is tests, helpers included, where a panic is the verdict"
)]

mod chat;
mod client;
mod command;
mod faults;
mod files;
mod http;
mod server;
mod talk;
mod tls;
mod visits;
