//! The members of a notice: `event` says which one it is, the others what it says.

use super::named;
use crate::codec::json::value::{Json, Writer, Wrong, list, quoted};
use crate::conn::handshake::{Handshake, HeaderLine};
use crate::conn::{Clock, EndedBy, Ending, Notice, Target};
use crate::log::{Flow, Traffic};
use crate::time::{Micros, Span};

const CLOCKS: [(&str, Clock); 3] =
    [("connect", Clock::Connect), ("pong", Clock::Pong), ("idle", Clock::Idle)];

/// Writes the members.
pub(super) fn write(notice: &Notice, out: &mut Writer) {
    out.text("event", event(notice));
    match notice {
        Notice::Connecting { target, attempt } => {
            out.text("address", &target.address);
            // An empty sub-protocol would be none of a list that is left out.
            if !target.subprotocols.is_empty() {
                out.written("subprotocols", &list(target.subprotocols.iter().map(|name| quoted(name)), ","));
            }
            out.number("attempt", u64::from(*attempt));
        }
        Notice::Opened { subprotocol, extensions } => {
            out.text_if_any("subprotocol", subprotocol);
            out.text_if_any("extensions", extensions);
        }
        Notice::Broken { clock, limit, heard } => {
            out.text("clock", clock_name(*clock));
            out.number("limit", limit.0);
            span_if_any(out, "heard", *heard);
        }
        Notice::Unsent(bytes) => out.number("bytes", *bytes),
        Notice::Ended(ending) => write_ending(ending, out),
        Notice::Waiting { attempt, due } => {
            out.number("attempt", u64::from(*attempt));
            out.number("due", due.0);
        }
        Notice::GaveUp(attempts) => out.number("attempts", u64::from(*attempts)),
        Notice::Slept(span) => out.number("span", span.0),
        Notice::Handshake(Handshake { request, status, reason, response, error }) => {
            out.list_if_any("request", request.iter().map(header));
            if *status != 0 {
                out.number("status", u64::from(*status));
            }
            out.text_if_any("reason", reason);
            out.list_if_any("response", response.iter().map(header));
            out.text_if_any("error", error);
        }
        Notice::Closing | Notice::Stopped | Notice::Forbidden => {}
    }
}

fn header(header: &HeaderLine) -> String {
    let mut out = Writer::new();
    out.text("name", &header.name);
    out.text("value", &header.value);
    out.end()
}

fn read_header(json: &Json<'_>) -> Result<HeaderLine, Wrong> {
    Ok(HeaderLine { name: json.needed_text("name")?, value: json.text("value")? })
}

/// Reads the members.
pub(super) fn read(json: &Json<'_>) -> Result<Notice, Wrong> {
    Ok(match json.said("event") {
        "connecting" => {
            let name =
                |item: &Json<'_>| item.as_text().map(str::to_owned).ok_or_else(|| Wrong(String::new()));
            let target =
                Target { address: json.text("address")?, subprotocols: json.items("subprotocols", name)? };
            Notice::Connecting { target, attempt: small(json, "attempt")? }
        }
        "opened" => {
            Notice::Opened { subprotocol: json.text("subprotocol")?, extensions: json.text("extensions")? }
        }
        "broken" => Notice::Broken {
            clock: named(json, "clock", &CLOCKS)?,
            limit: Span(json.number("limit")?),
            heard: span(json, "heard")?,
        },
        "closing" => Notice::Closing,
        "unsent" => Notice::Unsent(json.number("bytes")?),
        "ended" => Notice::Ended(read_ending(json)?),
        "waiting" => Notice::Waiting { attempt: small(json, "attempt")?, due: Micros(json.number("due")?) },
        "stopped" => Notice::Stopped,
        "gave_up" => Notice::GaveUp(small(json, "attempts")?),
        "slept" => Notice::Slept(Span(json.number("span")?)),
        "forbidden" => Notice::Forbidden,
        "handshake" => Notice::Handshake(Handshake {
            request: json.items("request", read_header)?,
            status: small(json, "status")?,
            reason: json.text("reason")?,
            response: json.items("response", read_header)?,
            error: json.text("error")?,
        }),
        _ => return Err(Wrong("event".to_owned())),
    })
}

fn event(notice: &Notice) -> &'static str {
    match notice {
        Notice::Connecting { .. } => "connecting",
        Notice::Opened { .. } => "opened",
        Notice::Broken { .. } => "broken",
        Notice::Closing => "closing",
        Notice::Unsent(_) => "unsent",
        Notice::Ended(_) => "ended",
        Notice::Waiting { .. } => "waiting",
        Notice::Stopped => "stopped",
        Notice::GaveUp(_) => "gave_up",
        Notice::Slept(_) => "slept",
        Notice::Forbidden => "forbidden",
        Notice::Handshake(_) => "handshake",
    }
}

fn write_ending(ending: &Ending, out: &mut Writer) {
    let by = |out: &mut Writer, name| out.text("by", name);
    match &ending.by {
        EndedBy::You => by(out, "you"),
        EndedBy::Cancelled => by(out, "cancelled"),
        EndedBy::Server => by(out, "server"),
        EndedBy::Lost => by(out, "lost"),
        EndedBy::NeverOpened => by(out, "never_opened"),
        EndedBy::TimedOut(clock) => {
            by(out, "timed_out");
            out.text("clock", clock_name(*clock));
        }
        EndedBy::Forbidden => by(out, "forbidden"),
        EndedBy::Rejected(words) => {
            by(out, "rejected");
            out.text("words", words);
        }
    }
    out.number("code", u64::from(ending.code));
    out.text_if_any("reason", &ending.reason);
    if ending.clean {
        out.flag("clean");
    }
    span_if_any(out, "lasted", ending.lasted);
    out.number("handshake", ending.handshake.0);
    out.written("sent", &flow_text(ending.traffic.sent));
    out.written("received", &flow_text(ending.traffic.received));
}

fn read_ending(json: &Json<'_>) -> Result<Ending, Wrong> {
    let by = match json.said("by") {
        "you" => EndedBy::You,
        "cancelled" => EndedBy::Cancelled,
        "server" => EndedBy::Server,
        "lost" => EndedBy::Lost,
        "never_opened" => EndedBy::NeverOpened,
        "timed_out" => EndedBy::TimedOut(named(json, "clock", &CLOCKS)?),
        "forbidden" => EndedBy::Forbidden,
        "rejected" => EndedBy::Rejected(json.text("words")?),
        _ => return Err(Wrong("by".to_owned())),
    };
    Ok(Ending {
        by,
        code: small(json, "code")?,
        reason: json.text("reason")?,
        clean: json.flag("clean")?,
        lasted: span(json, "lasted")?,
        handshake: Span(json.number("handshake")?),
        traffic: Traffic { sent: flow(json, "sent")?, received: flow(json, "received")? },
    })
}

fn flow_text(flow: Flow) -> String {
    let mut out = Writer::new();
    out.number("messages", flow.messages);
    out.number("bytes", flow.bytes);
    out.end()
}

/// What went one way; nothing did if there is no such member.
fn flow(json: &Json<'_>, key: &str) -> Result<Flow, Wrong> {
    let Some(member) = json.member(key) else { return Ok(Flow::default()) };
    let number = |inner| member.number(inner).map_err(|wrong| wrong.within(key));
    Ok(Flow { messages: number("messages")?, bytes: number("bytes")? })
}

fn clock_name(clock: Clock) -> &'static str {
    match clock {
        Clock::Connect => "connect",
        Clock::Pong => "pong",
        Clock::Idle => "idle",
    }
}

fn span_if_any(out: &mut Writer, key: &str, span: Option<Span>) {
    if let Some(Span(micros)) = span {
        out.number(key, micros);
    }
}

fn span(json: &Json<'_>, key: &str) -> Result<Option<Span>, Wrong> {
    json.member(key).map(|_| json.number(key).map(Span)).transpose()
}

/// A number that must fit its type.
fn small<T: TryFrom<u64>>(json: &Json<'_>, key: &str) -> Result<T, Wrong> {
    T::try_from(json.number(key)?).map_err(|_| Wrong(key.to_owned()))
}
