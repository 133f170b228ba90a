//! The connection: where it goes, what state it is in, and why it ended.

pub mod close_code;
pub mod codes;
pub mod diagnosis;
pub mod endpoint;
pub mod handshake;
pub mod keep_alive;
pub mod machine;
mod notice;
pub mod policy;
pub mod settings;
mod status;
pub mod subprotocols;

pub use close_code::CloseCode;
pub use codes::CodeList;
pub use endpoint::{Endpoint, PageScheme, Reach};
pub use notice::{Clock, CloseRequest, EndedBy, Ending, Notice, Target};
pub use policy::Policy;
pub use status::Status;
