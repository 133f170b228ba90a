//! The state of a connection and what became of it, in words.

use wirebench_core::conn::close_code::Meaning;
use wirebench_core::conn::handshake::Handshake;
use wirebench_core::conn::{Clock, CloseCode, EndedBy, Ending, Notice, Status};
use wirebench_core::log::Flow;
use wirebench_core::size;

use super::{answer, visible};
use crate::i18n::{Words, say};

/// The state alone: one word.
pub fn state(i18n: Words, status: &Status) -> String {
    match status {
        Status::Disconnected(_) => say!(i18n, status.disconnected),
        Status::Connecting { attempt: 0, .. } => say!(i18n, status.connecting),
        Status::Connecting { .. } | Status::Waiting { .. } => say!(i18n, status.reconnecting),
        Status::Connected { .. } => say!(i18n, status.connected),
        Status::Closing => say!(i18n, status.closing),
    }
}

/// The state as the stylesheet knows it.
pub fn mark(status: &Status) -> &'static str {
    match status {
        Status::Disconnected(Some(ending)) if !ending.is_expected() => "failed",
        Status::Disconnected(_) => "idle",
        Status::Connecting { .. } | Status::Closing | Status::Waiting { .. } => "pending",
        Status::Connected { .. } => "connected",
    }
}

/// The state and the facts that belong to it, on one line. With the server's answer, where that could be seen, in place of
/// the close code, which is the same whatever the answer.
pub fn status(i18n: Words, status: &Status, seen: Option<&Handshake>) -> String {
    let mut parts = vec![state(i18n, status)];
    let ending_parts = |i18n: Words, ending: &Ending| match seen.filter(|seen| seen.is_refused()) {
        Some(seen) => vec![answer(seen.status, &seen.reason), say!(i18n, status.refused)],
        None => ending_parts(i18n, ending),
    };
    match status {
        Status::Disconnected(Some(ending)) => parts.extend(ending_parts(i18n, ending)),
        Status::Connected { subprotocol, extensions, .. } => {
            parts.extend(opened_parts(subprotocol, extensions));
        }
        Status::Connecting { attempt, .. } if *attempt > 0 => {
            parts.push(say!(i18n, status.attempt, attempt = *attempt));
        }
        Status::Waiting { ending, attempt, .. } => {
            parts.push(say!(i18n, status.attempt, attempt = *attempt));
            parts.extend(ending.iter().flat_map(|ending| ending_parts(i18n, ending)));
        }
        Status::Disconnected(None) | Status::Connecting { .. } | Status::Closing => {}
    }
    parts.join(" · ")
}

/// A notice as the log says it.
pub fn notice(i18n: Words, notice: &Notice) -> String {
    let mut parts = Vec::new();
    match notice {
        Notice::Connecting { target, attempt } => {
            let address = visible(&target.address);
            parts.push(match attempt {
                0 => say!(i18n, log.connecting_to, address = address),
                _ => say!(i18n, log.reconnecting_to, address = address, attempt = *attempt),
            });
            if !target.subprotocols.is_empty() {
                let offered = target.subprotocols.join(", ");
                parts.push(say!(i18n, log.offering, offered = offered));
            }
        }
        Notice::Opened { subprotocol, extensions } => {
            parts.push(say!(i18n, status.connected));
            parts.extend(opened_parts(subprotocol, extensions));
        }
        Notice::Closing => parts.push(say!(i18n, status.closing)),
        Notice::Broken { clock, limit, heard } => {
            let limit = limit.short();
            let what = match clock {
                Clock::Pong => say!(i18n, log.broken_pong, limit = limit),
                Clock::Idle | Clock::Connect => say!(i18n, log.broken_idle, limit = limit),
            };
            let heard = match heard {
                Some(heard) => say!(i18n, log.last_heard, span = heard.short()),
                None => say!(i18n, log.never_heard),
            };
            parts.push(format!("{what} {heard}"));
        }
        Notice::Unsent(bytes) => parts.push(say!(i18n, log.unsent, bytes = size::bytes(*bytes))),
        Notice::Ended(ending) => {
            parts.push(say!(i18n, status.disconnected));
            parts.extend(ending_parts(i18n, ending));
            if ending.lasted.is_some() {
                let [sent, received] = [ending.traffic.sent, ending.traffic.received].map(flow);
                parts.push(say!(i18n, status.traffic, sent = sent, received = received));
            }
        }
        Notice::Waiting { attempt, .. } => parts.push(say!(i18n, status.attempt, attempt = *attempt)),
        Notice::Stopped => parts.push(say!(i18n, log.stopped)),
        Notice::GaveUp(1) => parts.push(say!(i18n, log.gave_up_one)),
        Notice::GaveUp(attempts) => parts.push(say!(i18n, log.gave_up, attempts = *attempts)),
        Notice::Slept(span) => parts.push(say!(i18n, log.slept, span = span.short())),
        Notice::Forbidden => parts.push(say!(i18n, log.forbidden)),
        Notice::Handshake(handshake) => parts.push(super::handshake(i18n, handshake)),
    }
    parts.join(" · ")
}

/// That the connection goes elsewhere than the box says.
pub fn other_address(i18n: Words, address: &str) -> String {
    say!(i18n, explain.other_address, address = cut(&visible(address)))
}

/// What an engineer wants to know about an ending that isn't plain, or while waiting for one.
pub fn explanation(i18n: Words, status: &Status, offered: &[String]) -> Option<String> {
    let ending = match status {
        Status::Disconnected(Some(ending)) | Status::Waiting { ending: Some(ending), .. } => ending,
        Status::Closing => return Some(say!(i18n, status.waiting)),
        Status::Connected { subprotocol, .. } if subprotocol.is_empty() && !offered.is_empty() => {
            return Some(say!(i18n, explain.none_chosen, offered = cut(&offered.join(", "))));
        }
        Status::Disconnected(None)
        | Status::Waiting { .. }
        | Status::Connecting { .. }
        | Status::Connected { .. } => return None,
    };
    Some(match &ending.by {
        // A failed handshake has a diagnosis of its own.
        EndedBy::Cancelled
        | EndedBy::NeverOpened
        | EndedBy::Forbidden
        | EndedBy::TimedOut(Clock::Connect) => return None,
        EndedBy::TimedOut(Clock::Pong) => say!(i18n, explain.no_pong),
        EndedBy::TimedOut(Clock::Idle) => say!(i18n, explain.silent),
        EndedBy::Lost => say!(i18n, explain.lost),
        EndedBy::Rejected(words) if words.is_empty() => return None,
        EndedBy::Rejected(words) => say!(i18n, explain.rejected, words = words.clone()),
        EndedBy::You if !ending.clean => say!(i18n, explain.given_up),
        EndedBy::You if ending.code == CloseCode::NORMAL.0 => return None,
        EndedBy::You | EndedBy::Server => meaning(i18n, CloseCode(ending.code)),
    })
}

/// The start of a text that may be of any length, for a place that can hold a line or two.
pub(super) fn cut(text: &str) -> String {
    match text.char_indices().nth(200) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn opened_parts(subprotocol: &str, extensions: &str) -> impl Iterator<Item = String> {
    [subprotocol, extensions].map(visible).into_iter().filter(|part| !part.is_empty())
}

fn ending_parts(i18n: Words, ending: &Ending) -> Vec<String> {
    let by = match &ending.by {
        EndedBy::You if ending.clean => say!(i18n, status.by_you),
        EndedBy::You => say!(i18n, status.given_up),
        EndedBy::Cancelled => return vec![say!(i18n, status.cancelled)],
        EndedBy::Server => say!(i18n, status.by_server),
        EndedBy::Lost => say!(i18n, status.lost),
        EndedBy::NeverOpened => say!(i18n, status.never_opened),
        EndedBy::TimedOut(Clock::Connect) => say!(i18n, status.too_slow),
        EndedBy::TimedOut(Clock::Pong) => say!(i18n, status.no_pong),
        EndedBy::TimedOut(Clock::Idle) => say!(i18n, status.silent),
        EndedBy::Forbidden => return vec![say!(i18n, status.forbidden)],
        EndedBy::Rejected(_) => return vec![say!(i18n, status.rejected)],
    };
    let code = match CloseCode(ending.code).name() {
        Some(name) => format!("{} {name}", ending.code),
        None => ending.code.to_string(),
    };
    let mut parts = vec![code];
    if !ending.reason.is_empty() {
        parts.push(format!("“{}”", visible(&ending.reason)));
    }
    if ending.clean {
        parts.push(say!(i18n, status.clean));
    }
    parts.push(by);
    if let Some(lasted) = ending.lasted {
        parts.push(say!(i18n, status.after, span = lasted.short()));
    }
    parts
}

fn flow(flow: Flow) -> String {
    match flow.messages {
        0 => "0".to_owned(),
        messages => format!("{} ({})", size::grouped(messages), size::bytes(flow.bytes)),
    }
}

fn meaning(i18n: Words, code: CloseCode) -> String {
    match code.meaning() {
        Meaning::NormalClosure => say!(i18n, meaning.normal_closure),
        Meaning::GoingAway => say!(i18n, meaning.going_away),
        Meaning::ProtocolError => say!(i18n, meaning.protocol_error),
        Meaning::UnsupportedData => say!(i18n, meaning.unsupported_data),
        Meaning::Reserved => say!(i18n, meaning.reserved),
        Meaning::NoStatusReceived => say!(i18n, meaning.no_status),
        Meaning::AbnormalClosure => say!(i18n, meaning.abnormal),
        Meaning::InvalidPayload => say!(i18n, meaning.invalid_payload),
        Meaning::PolicyViolation => say!(i18n, meaning.policy_violation),
        Meaning::MessageTooBig => say!(i18n, meaning.too_big),
        Meaning::MandatoryExtension => say!(i18n, meaning.mandatory_extension),
        Meaning::InternalError => say!(i18n, meaning.internal_error),
        Meaning::ServiceRestart => say!(i18n, meaning.service_restart),
        Meaning::TryAgainLater => say!(i18n, meaning.try_again_later),
        Meaning::BadGateway => say!(i18n, meaning.bad_gateway),
        Meaning::TlsHandshake => say!(i18n, meaning.tls),
        Meaning::Unauthorized => say!(i18n, meaning.unauthorized),
        Meaning::Forbidden => say!(i18n, meaning.forbidden),
        Meaning::Timeout => say!(i18n, meaning.timeout),
        Meaning::ReservedForProtocol => say!(i18n, meaning.reserved_for_protocol),
        Meaning::Library => say!(i18n, meaning.library),
        Meaning::Private => say!(i18n, meaning.private),
        Meaning::Invalid => say!(i18n, meaning.invalid),
    }
}
