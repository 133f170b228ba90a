//! `/close`: an orderly end from the server's side, with any code that a close frame can carry.

use std::time::Duration;

use tokio_tungstenite::tungstenite::protocol::CloseFrame;

use super::{Action, Route, Talk};
use crate::params::{Allowed, Number, Param, Text};
use crate::socket::{Outcome, Socket, Still, until_closed, wait};

/// Stands for "no code"; it never appears on the wire.
const NO_CODE: u16 = 1005;

const CODE: Number =
    Number { name: "code", what: "the close code", default: 1000, allowed: Allowed::CloseCode };
const REASON: Text =
    Text { name: "reason", what: "the reason, which can't go with code 1005", max_bytes: 123 };
const AFTER_MS: Number = Number {
    name: "after_ms",
    what: "milliseconds until then",
    default: 0,
    allowed: Allowed::Range(0, 600_000),
};

pub const ROUTE: Route = Route {
    path: "/close",
    what: "Opens, and then closes with a close frame.",
    params: &[Param::Number(&CODE), Param::Text(&REASON), Param::Number(&AFTER_MS)],
    read: |query| {
        let code = u16::try_from(CODE.of(query)?).unwrap_or(NO_CODE);
        let reason = REASON.of(query)?.unwrap_or_default();
        if code == NO_CODE && !reason.is_empty() {
            return Err(
                "The parameter \"reason\" must be absent with code 1005, which sends an empty close \
                        frame."
                    .to_owned(),
            );
        }
        Ok(Action::Talk(Talk::Close(Close { code, reason, after: AFTER_MS.millis(query)? })))
    },
};

#[derive(Debug)]
pub struct Close {
    code: u16,
    reason: String,
    after: Duration,
}

impl Close {
    pub async fn run(self, socket: &mut Socket) -> Outcome {
        if wait(socket, self.after).await? == Still::Closed {
            return Ok(());
        }
        let frame = CloseFrame { code: self.code.into(), reason: self.reason.into() };
        socket.close((self.code != NO_CODE).then_some(frame)).await?;
        until_closed(socket).await
    }
}
