//! The connection: where it goes, what state it is in, and why it ended.

pub mod close_code;
pub mod endpoint;
pub mod machine;
mod notice;
mod status;
pub mod subprotocols;

pub use close_code::CloseCode;
pub use endpoint::{Endpoint, PageScheme};
pub use notice::{CloseRequest, EndedBy, Ending, Notice, Target};
pub use status::Status;
