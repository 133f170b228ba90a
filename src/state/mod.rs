//! The page's state: the only place where core, the worker, the browser and signals meet.
//!
//! Views read it and call its methods; they never reach past it.

mod address;
pub mod captured;
pub mod chat;
pub mod collection;
pub mod composer;
pub mod composing;
mod connecting;
pub mod copying;
mod diagnosis;
pub mod exporting;
pub mod handshakes;
pub mod headers;
pub mod kept_logs;
pub mod library;
mod link;
mod log;
pub mod looking_back;
mod offering;
mod opening;
pub mod page_link;
pub mod picture;
mod reading;
mod repeating;
pub mod replaying;
pub mod screen;
mod sending;
pub mod session;
pub mod sidebar;
pub mod store;
pub mod theme;
pub mod transfer;
mod values;
pub mod ways;
pub mod workbench;

pub use address::{AddressError, SubprotocolsError};
pub use composer::{Composer, Encoding, Format};
pub use diagnosis::Failure;
pub use log::{Counts, Log, ProtocolChoice, SchemaFacts, SchemaTrouble};
pub use reading::Reading;
pub use session::Session;
pub use workbench::Workbench;
