//! The log: every row of a session, where it is kept, and which rows are shown.

mod data;
mod digest;
mod entry;
mod filter;
pub mod form;
mod kept;
mod mask;
mod outflow;
mod preview;
mod rates;
mod store;
mod times;
mod traffic;
mod view;

pub use data::DataRow;
pub use digest::{Digest, Recognition, Told};
pub use entry::{Body, Describe, Kind, Row, Seq};
pub use filter::{
    Condition, Eyes, Filter, LineError, LineProblem, Needle, Pattern, Search, SearchProblems, Show, Test,
};
pub use kept::{
    Batch, DEFAULT_KEPT, KeepState, KeepTrouble, Keeping, KeptLog, LogId, NumberedPage, Page, PageError,
    Presence, Recorder, to_go,
};
pub use mask::{DOTS, IN_ADDRESS, Mask};
pub use outflow::{Delivery, Outflow};
pub use preview::{preview, push_visible};
pub use rates::Rates;
pub(crate) use store::Glance;
pub use store::{DEFAULT_LIMIT, Store};
pub use times::{Openings, TimeShown, offset};
pub use traffic::{Flow, Traffic};
pub use view::View;
