//! `/faulty`: an echo that treats some messages otherwise, so that its answers can be compared with those of a true one.

use futures_util::{SinkExt, StreamExt};
use tokio_tungstenite::tungstenite::Message;

use super::{Action, Route, Talk};
use crate::params::{Allowed, Number, Param};
use crate::socket::{Outcome, Socket};

const ANY: Allowed = Allowed::Range(0, 1_000_000);
const CHANGE: Number = Number {
    name: "change",
    what: "which message gets another answer, where 0 is none",
    default: 0,
    allowed: ANY,
};
const SKIP: Number =
    Number { name: "skip", what: "which message gets no answer, where 0 is none", default: 0, allowed: ANY };
const TWICE: Number = Number {
    name: "twice",
    what: "which message gets two answers, where 0 is none",
    default: 0,
    allowed: ANY,
};

pub const ROUTE: Route = Route {
    path: "/faulty",
    what: "Sends back every message like /echo, but one with \" (changed)\" behind it, one not at all, and one twice.",
    params: &[Param::Number(&CHANGE), Param::Number(&SKIP), Param::Number(&TWICE)],
    read: |query| {
        let (change, skip, twice) = (CHANGE.of(query)?, SKIP.of(query)?, TWICE.of(query)?);
        Ok(Action::Talk(Talk::Faulty(Faulty { change, skip, twice })))
    },
};

/// Which messages are treated otherwise, counted from 1.
#[derive(Debug)]
pub struct Faulty {
    change: u64,
    skip: u64,
    twice: u64,
}

impl Faulty {
    pub async fn run(self, socket: &mut Socket) -> Outcome {
        let mut number = 0;
        while let Some(message) = socket.next().await {
            let message = message?;
            if !matches!(message, Message::Text(_) | Message::Binary(_)) {
                continue;
            }
            number += 1;
            if number == self.skip {
                continue;
            }
            if number == self.twice {
                socket.send(message.clone()).await?;
            }
            socket.send(if number == self.change { changed(message) } else { message }).await?;
        }
        Ok(())
    }
}

fn changed(message: Message) -> Message {
    const MARK: &str = " (changed)";
    match message {
        Message::Text(text) => Message::text(format!("{text}{MARK}")),
        Message::Binary(bytes) => Message::binary([bytes.as_ref(), MARK.as_bytes()].concat()),
        other @ (Message::Ping(_) | Message::Pong(_) | Message::Close(_) | Message::Frame(_)) => other,
    }
}
