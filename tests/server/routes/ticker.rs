//! `/ticker`: a feed that never ends, at an even pace.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use futures_util::StreamExt;
use tokio::time::MissedTickBehavior;

use super::{Action, Route, Talk};
use crate::params::{Allowed, Number, Param};
use crate::socket::{Outcome, Socket, say};

const MS: Number = Number {
    name: "ms",
    what: "milliseconds between two messages",
    default: 1000,
    allowed: Allowed::Range(1, 3_600_000),
};

pub const ROUTE: Route = Route {
    path: "/ticker",
    what: "Sends {\"type\":\"tick\",\"n\":1,\"at\":…} on opening and then at every interval; \"at\" is in \
           milliseconds since 1970.",
    params: &[Param::Number(&MS)],
    read: |query| Ok(Action::Talk(Talk::Ticker(Ticker { every: MS.millis(query)? }))),
};

#[derive(Debug)]
pub struct Ticker {
    every: Duration,
}

impl Ticker {
    pub async fn run(self, socket: &mut Socket) -> Outcome {
        let mut interval = tokio::time::interval(self.every);
        // A client that fell behind should not be hit by everything it missed.
        interval.set_missed_tick_behavior(MissedTickBehavior::Skip);
        let mut n = 0_u64;
        loop {
            tokio::select! {
                _ = interval.tick() => {
                    n += 1;
                    say(socket, format!(r#"{{"type":"tick","n":{n},"at":{}}}"#, now())).await?;
                }
                message = socket.next() => match message {
                    Some(message) => drop(message?),
                    None => return Ok(()),
                }
            }
        }
    }
}

/// Milliseconds since 1970; a clock set to before then counts as 1970.
pub fn now() -> u128 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_millis()
}
