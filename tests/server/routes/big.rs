//! `/big`: one message that is large in itself.

use std::fmt::Write;

use super::{Action, Route, Talk};
use crate::params::{Allowed, Number, Param};
use crate::socket::{Outcome, Socket, say, until_closed};

const MB: Number = Number {
    name: "mb",
    what: "the size of the message in millions of bytes",
    default: 10,
    allowed: Allowed::Range(1, 256),
};

const RECORDS: Number = Number {
    name: "records",
    what: "1 for a JSON array of many small objects, {\"id\":0,\"name\":\"…\",\"tags\":[…],\"on\":true}, instead of one long string",
    default: 0,
    allowed: Allowed::Range(0, 1),
};

pub const ROUTE: Route = Route {
    path: "/big",
    what: "Sends one text message of exactly that size, {\"type\":\"big\",\"pad\":\"…\"}, and then keeps quiet.",
    params: &[Param::Number(&MB), Param::Number(&RECORDS)],
    read: |query| {
        let size = usize::try_from(MB.of(query)? * 1_000_000).unwrap_or(usize::MAX);
        Ok(Action::Talk(Talk::Big(Big { size, has_records: RECORDS.of(query)? == 1 })))
    },
};

#[derive(Debug)]
pub struct Big {
    size: usize,
    has_records: bool,
}

impl Big {
    pub async fn run(self, socket: &mut Socket) -> Outcome {
        let message = if self.has_records { records(self.size) } else { pad(self.size) };
        say(socket, message).await?;
        until_closed(socket).await
    }
}

fn pad(size: usize) -> String {
    const START: &str = r#"{"type":"big","pad":""#;
    const END: &str = r#""}"#;
    let pad = "x".repeat(size.saturating_sub(START.len() + END.len()));
    [START, &pad, END].concat()
}

/// The last item is a string that fills the array up to the size.
fn records(size: usize) -> String {
    const LONGEST: usize = 120;
    let mut text = String::with_capacity(size);
    text.push('[');
    for id in 0.. {
        if text.len() + LONGEST > size {
            break;
        }
        // Writing into a string doesn't fail.
        let _ = write!(text, r#"{{"id":{id},"name":"record {id}","tags":["a",{},[]],"on":true}},"#, id % 7);
    }
    let pad = "x".repeat(size.saturating_sub(text.len() + 3));
    text + "\"" + &pad + "\"]"
}
