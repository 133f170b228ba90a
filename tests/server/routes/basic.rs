//! `/basic`: who comes without a user and a password is asked for them (RFC 7617).

use super::{Action, Route};
use crate::answer::Answer;

pub const ROUTE: Route = Route {
    path: "/basic",
    what: "Asks for a user and a password with 401 and WWW-Authenticate: Basic; with any of them it is an echo.",
    params: &[],
    read: |_| Ok(Action::Login),
};

/// The answer that asks.
pub fn challenge() -> Answer {
    Answer::sentence(401, "This route wants a user and a password.")
        .with("WWW-Authenticate", "Basic realm=\"practice\"")
}
