//! The connection: where it goes, what state it is in, and why it ended.

pub mod close_code;
pub mod endpoint;
pub mod subprotocols;

pub use close_code::CloseCode;
pub use endpoint::{Endpoint, PageScheme};
