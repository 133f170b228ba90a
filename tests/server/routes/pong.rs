//! `/pong`: keep-alive as applications do it, with answers that can be late or missing.
//! Real ping frames are another matter: they are answered at once on every route that reads.

use std::collections::VecDeque;
use std::time::Duration;

use futures_util::StreamExt;
use serde_json::Value;
use tokio::time::Instant;
use tokio_tungstenite::tungstenite::Message;

use super::{Action, Route, Talk};
use crate::params::{Allowed, Number, Param};
use crate::socket::{Outcome, Socket, say};
use crate::visits::Guest;

const DELAY_MS: Number = Number {
    name: "delay_ms",
    what: "milliseconds until a ping is answered",
    default: 0,
    allowed: Allowed::Range(0, 600_000),
};
const SKIP: Number = Number {
    name: "skip",
    what: "how many pings, from the first on, are never answered",
    default: 0,
    allowed: Allowed::Range(0, 1_000_000),
};

pub const ROUTE: Route = Route {
    path: "/pong",
    what: "Answers the text \"ping\" with \"pong\" and the JSON {\"type\":\"ping\"} with {\"type\":\"pong\"}; \
           other messages get no answer.",
    params: &[Param::Number(&DELAY_MS), Param::Number(&SKIP)],
    read: |query| {
        let (delay, skip) = (DELAY_MS.millis(query)?, SKIP.of(query)?);
        Ok(Action::Talk(Talk::Pong(Pong { delay, skip })))
    },
};

#[derive(Debug)]
pub struct Pong {
    delay: Duration,
    skip: u64,
}

impl Pong {
    pub async fn run(mut self, socket: &mut Socket, guest: &Guest) -> Outcome {
        // The delay is the same for all, so the answers stay in the order of the pings.
        let mut owed: VecDeque<(Instant, &'static str)> = VecDeque::new();
        loop {
            let next = owed.front().copied();
            tokio::select! {
                message = socket.next() => {
                    let Some(message) = message else { return Ok(()) };
                    let message = message?;
                    guest.heard();
                    let Some(pong) = reply(&message) else { continue };
                    guest.ping();
                    match self.skip.checked_sub(1) {
                        Some(left) => self.skip = left,
                        None => owed.push_back((Instant::now() + self.delay, pong)),
                    }
                }
                Some(pong) = at_last(next) => {
                    owed.pop_front();
                    say(socket, pong).await?;
                }
            }
        }
    }
}

async fn at_last(next: Option<(Instant, &'static str)>) -> Option<&'static str> {
    let (due, pong) = next?;
    tokio::time::sleep_until(due).await;
    Some(pong)
}

fn reply(message: &Message) -> Option<&'static str> {
    let Message::Text(text) = message else { return None };
    if text.as_str() == "ping" {
        return Some("pong");
    }
    let json: Value = serde_json::from_str(text).ok()?;
    (json.get("type")? == "ping").then_some(r#"{"type":"pong"}"#)
}
