//! The handshake where the page is an extension's: the headers that go with it, and what came back.
//!
//! A browser lets an extension change a request's headers by a rule, and see requests by events. Rules and events are
//! JSON here; whoever has the browser hands it over as it is.

mod answer;
mod header;
mod paste;
mod rule;
mod watch;
pub mod ways;

pub use answer::Handshake;
pub use header::{HeaderLine, NameProblem, Owner, ValueProblem, join, name_problem, value_problem};
pub use paste::{Pasted, paste};
pub use rule::{Place, Rule};
pub use watch::{Sighting, Stage, Watch};
