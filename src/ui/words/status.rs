//! The state of a connection and what became of it, in words.

use wirebench_core::conn::close_code::Meaning;
use wirebench_core::conn::{CloseCode, EndedBy, Ending, Notice, Status};

use super::visible;
use crate::i18n::{Words, say};

/// The state alone: one word.
pub fn state(i18n: Words, status: &Status) -> String {
    match status {
        Status::Disconnected(_) => say!(i18n, status.disconnected),
        Status::Connecting => say!(i18n, status.connecting),
        Status::Connected { .. } => say!(i18n, status.connected),
        Status::Closing => say!(i18n, status.closing),
    }
}

/// The state as the stylesheet knows it.
pub fn mark(status: &Status) -> &'static str {
    match status {
        Status::Disconnected(Some(ending)) if !ending.is_expected() => "failed",
        Status::Disconnected(_) => "idle",
        Status::Connecting | Status::Closing => "pending",
        Status::Connected { .. } => "connected",
    }
}

/// The state and the facts that belong to it, on one line.
pub fn status(i18n: Words, status: &Status) -> String {
    let mut parts = vec![state(i18n, status)];
    match status {
        Status::Disconnected(Some(ending)) => parts.extend(ending_parts(i18n, ending)),
        Status::Connected { subprotocol, extensions, .. } => {
            parts.extend(opened_parts(subprotocol, extensions));
        }
        Status::Disconnected(None) | Status::Connecting | Status::Closing => {}
    }
    parts.join(" · ")
}

/// A notice as the log says it.
pub fn notice(i18n: Words, notice: &Notice) -> String {
    let mut parts = Vec::new();
    match notice {
        Notice::Connecting(target) => {
            parts.push(say!(i18n, log.connecting_to, address = visible(&target.address)));
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
        Notice::Ended(ending) => {
            parts.push(say!(i18n, status.disconnected));
            parts.extend(ending_parts(i18n, ending));
        }
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
        Status::Disconnected(Some(ending)) => ending,
        Status::Closing => return Some(say!(i18n, status.waiting)),
        Status::Connected { subprotocol, .. } if subprotocol.is_empty() && !offered.is_empty() => {
            return Some(say!(i18n, explain.none_chosen, offered = cut(&offered.join(", "))));
        }
        Status::Disconnected(None) | Status::Connecting | Status::Connected { .. } => return None,
    };
    Some(match &ending.by {
        EndedBy::Cancelled => return None,
        EndedBy::NeverOpened if offered.is_empty() => say!(i18n, explain.never_opened),
        EndedBy::NeverOpened => {
            say!(i18n, explain.never_opened_offered, offered = cut(&offered.join(", ")))
        }
        EndedBy::Lost => say!(i18n, explain.lost),
        EndedBy::Rejected(words) => say!(i18n, explain.rejected, words = words.clone()),
        EndedBy::You if !ending.clean => say!(i18n, explain.given_up),
        EndedBy::You if ending.code == CloseCode::NORMAL.0 => return None,
        EndedBy::You | EndedBy::Server => meaning(i18n, CloseCode(ending.code)),
    })
}

/// The start of a text that may be of any length, for a place that can hold a line or two.
fn cut(text: &str) -> String {
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
