//! `/slow`: a handshake that takes its time, to be cancelled or waited for.

use super::{Action, Route};
use crate::params::{Allowed, Number, Param};

const MS: Number = Number {
    name: "ms",
    what: "milliseconds until the handshake is answered",
    default: 3000,
    allowed: Allowed::Range(0, 600_000),
};

pub const ROUTE: Route = Route {
    path: "/slow",
    what: "Answers the handshake late, and then is an echo.",
    params: &[Param::Number(&MS)],
    read: |query| Ok(Action::Late(MS.millis(query)?)),
};
