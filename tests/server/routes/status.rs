//! `/status`: a handshake that is refused.
//! A plain GET gets the same answer, as from a real server that guards a path.

use tokio_tungstenite::tungstenite::http::StatusCode;

use super::{Action, Route};
use crate::answer::Answer;
use crate::params::{Allowed, Number, Param};

const CODE: Number = Number {
    name: "code",
    what: "the HTTP status",
    default: 403,
    // 1xx can't end a request, so a client would wait for more.
    allowed: Allowed::Range(200, 599),
};

pub const ROUTE: Route = Route {
    path: "/status",
    what: "Refuses the handshake with that status and a sentence; 401 asks for a bearer token, and 3xx points \
           to /echo. A plain GET is answered in the same way.",
    params: &[Param::Number(&CODE)],
    read: |query| Ok(Action::Refuse(u16::try_from(CODE.of(query)?).unwrap_or(403))),
};

/// The answer that refuses.
pub fn refusal(code: u16) -> Answer {
    let reason = StatusCode::from_u16(code).ok().and_then(|status| status.canonical_reason());
    let name = reason.map_or_else(|| code.to_string(), |reason| format!("{code} {reason}"));
    let answer = Answer::sentence(code, format!("This route refuses every handshake, here with {name}."));
    match code {
        300..=399 => answer.with("Location", "/echo"),
        401 => answer.with("WWW-Authenticate", "Bearer realm=\"practice\""),
        407 => answer.with("Proxy-Authenticate", "Basic realm=\"practice\""),
        426 => answer.with("Upgrade", "websocket"),
        429 | 503 => answer.with("Retry-After", "1"),
        _ => answer,
    }
}
