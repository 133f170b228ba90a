//! `/big`: one message that is large in itself.

use super::{Action, Route, Talk};
use crate::params::{Allowed, Number, Param};
use crate::socket::{Outcome, Socket, say, until_closed};

const MB: Number = Number {
    name: "mb",
    what: "the size of the message in millions of bytes",
    default: 10,
    allowed: Allowed::Range(1, 256),
};

pub const ROUTE: Route = Route {
    path: "/big",
    what: "Sends one text message of exactly that size, {\"type\":\"big\",\"pad\":\"…\"}, and then keeps quiet.",
    params: &[Param::Number(&MB)],
    read: |query| {
        let size = usize::try_from(MB.of(query)? * 1_000_000).unwrap_or(usize::MAX);
        Ok(Action::Talk(Talk::Big(Big { size })))
    },
};

#[derive(Debug)]
pub struct Big {
    size: usize,
}

impl Big {
    pub async fn run(self, socket: &mut Socket) -> Outcome {
        const START: &str = r#"{"type":"big","pad":""#;
        const END: &str = r#""}"#;
        let pad = "x".repeat(self.size.saturating_sub(START.len() + END.len()));
        say(socket, [START, &pad, END].concat()).await?;
        until_closed(socket).await
    }
}
