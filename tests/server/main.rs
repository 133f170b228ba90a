//! The practice server as a command.

fn main() {}
