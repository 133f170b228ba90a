//! `/drop`: the connection breaks, as when a process is killed or a cable is cut.

use std::time::Duration;

use super::{Action, Route, Talk};
use crate::params::{Allowed, Number, Param};
use crate::socket::{Outcome, Socket, Still, wait};

const AFTER_MS: Number = Number {
    name: "after_ms",
    what: "milliseconds until then (with 0, a client may miss that it was open)",
    default: 500,
    allowed: Allowed::Range(0, 600_000),
};

pub const ROUTE: Route = Route {
    path: "/drop",
    what: "Opens, and then resets the TCP connection without a close frame.",
    params: &[Param::Number(&AFTER_MS)],
    read: |query| Ok(Action::Talk(Talk::Reset(Reset { after: AFTER_MS.millis(query)? }))),
};

#[derive(Debug)]
pub struct Reset {
    after: Duration,
}

impl Reset {
    pub async fn run(self, socket: &mut Socket) -> Outcome {
        if wait(socket, self.after).await? == Still::Open {
            // The socket is dropped right after this, and without a linger time that is a reset.
            socket.get_ref().tcp().set_zero_linger()?;
        }
        Ok(())
    }
}
