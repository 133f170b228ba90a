//! `/flood`: many numbered messages, as fast as the socket takes them or at a rate.
//! Messages are gathered into large writes, so that the receiver is what limits the speed.

use std::time::Duration;

use futures_util::{Sink, SinkExt, StreamExt};
use tokio::time::Instant;
use tokio_tungstenite::tungstenite::{Error, Message};

use super::{Action, Route, Talk};
use crate::params::{Allowed, Number, Param, Text};
use crate::socket::{Outcome, Socket, until_closed};

const COUNT: Number = Number {
    name: "count",
    what: "how many messages",
    default: 1000,
    allowed: Allowed::Range(1, 10_000_000),
};
const SIZE: Number = Number {
    name: "size",
    what: "bytes in each message, or as many as its number needs",
    default: 100,
    allowed: Allowed::Range(16, 16_000_000),
};
const RATE: Number = Number {
    name: "rate",
    what: "messages per second, where 0 is as fast as the socket takes them",
    default: 0,
    allowed: Allowed::Range(0, 1_000_000),
};

const FORM: Text = Text {
    name: "form",
    what: "“json-rpc” for notifications of JSON-RPC 2.0 with the same in their params",
    max_bytes: 16,
};

pub const ROUTE: Route = Route {
    path: "/flood",
    what: "Sends numbered messages {\"n\":1,\"pad\":\"…\"}, then {\"type\":\"end\"}, and then keeps quiet.",
    params: &[Param::Number(&COUNT), Param::Number(&SIZE), Param::Number(&RATE), Param::Text(&FORM)],
    read: |query| {
        let (count, rate) = (COUNT.of(query)?, RATE.of(query)?);
        let size = usize::try_from(SIZE.of(query)?).unwrap_or(usize::MAX);
        let (start, end) = match FORM.of(query)?.as_deref() {
            None => ("", ""),
            Some("json-rpc") => (r#"{"jsonrpc":"2.0","method":"tick","params":"#, "}"),
            Some(other) => {
                return Err(format!("The parameter \"form\" must be json-rpc, and {other:?} is not."));
            }
        };
        Ok(Action::Talk(Talk::Flood(Flood { count, size, rate, start, end })))
    },
};

#[derive(Debug)]
pub struct Flood {
    count: u64,
    size: usize,
    /// Messages per second; 0 is without limit.
    rate: u64,
    /// What stands before and behind each message.
    start: &'static str,
    end: &'static str,
}

impl Flood {
    pub async fn run(self, socket: &mut Socket) -> Outcome {
        {
            // The socket is read while it is written, so that a client can close in mid-flood.
            let (sink, mut stream) = (&mut *socket).split();
            let reading = async {
                while let Some(message) = stream.next().await {
                    message?;
                }
                Ok(())
            };
            tokio::select! {
                sent = self.send(sink) => sent?,
                ended = reading => return ended,
            }
        }
        until_closed(socket).await
    }

    async fn send(&self, mut sink: impl Sink<Message, Error = Error> + Unpin) -> Outcome {
        /// After so many messages the reading half gets its turn.
        const TURN: u64 = 1000;
        let pad = "x".repeat(self.size);
        let started = Instant::now();
        for n in 1..=self.count {
            if let Some(offset) = self.offset(n)
                && started + offset > Instant::now()
            {
                sink.flush().await?;
                tokio::time::sleep_until(started + offset).await;
            }
            sink.feed(Message::text(self.message(n, &pad))).await?;
            if n.is_multiple_of(TURN) {
                tokio::task::yield_now().await;
            }
        }
        sink.send(Message::text(r#"{"type":"end"}"#)).await
    }

    /// When the message is due after the start, if there is a rate.
    fn offset(&self, n: u64) -> Option<Duration> {
        (n - 1).saturating_mul(1_000_000_000).checked_div(self.rate).map(Duration::from_nanos)
    }

    fn message(&self, n: u64, pad: &str) -> String {
        let Self { start, end, .. } = self;
        let bare = format!(r#"{start}{{"n":{n},"pad":""}}{end}"#).len();
        format!(r#"{start}{{"n":{n},"pad":"{}"}}{end}"#, &pad[..self.size.saturating_sub(bare)])
    }
}
