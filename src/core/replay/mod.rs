//! The sent messages of a log once more, and whether the answers are those of the log.
//!
//! Nothing here sends or waits: whoever does tells what was sent and received, and asks for what comes next.

mod comparison;
mod pace;
mod plan;
mod run;

pub use comparison::{Counts, Difference, MOST_LISTED};
pub use pace::Pace;
pub use run::{End, Progress, Replay, Stage};
