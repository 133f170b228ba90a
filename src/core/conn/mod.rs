//! The connection: where it goes, what state it is in, and why it ended.
