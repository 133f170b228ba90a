//! The state of a connection and what became of it, in words.

use wirebench_core::conn::close_code::Meaning;
use wirebench_core::conn::{CloseCode, EndedBy, Ending, Notice, Status};

use crate::i18n::{Words, t_string};

/// The state alone: one word.
pub fn state(i18n: Words, status: &Status) -> String {
    match status {
        Status::Disconnected(_) => t_string!(i18n, status.disconnected),
        Status::Connecting => t_string!(i18n, status.connecting),
        Status::Connected { .. } => t_string!(i18n, status.connected),
        Status::Closing => t_string!(i18n, status.closing),
    }
    .to_string()
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
            parts.push(t_string!(i18n, log.connecting_to, address = target.address.clone()).to_string());
            if !target.subprotocols.is_empty() {
                let offered = target.subprotocols.join(", ");
                parts.push(t_string!(i18n, log.offering, offered = offered).to_string());
            }
        }
        Notice::Opened { subprotocol, extensions } => {
            parts.push(t_string!(i18n, status.connected).to_string());
            parts.extend(opened_parts(subprotocol, extensions));
        }
        Notice::Closing => parts.push(t_string!(i18n, status.closing).to_string()),
        Notice::Ended(ending) => {
            parts.push(t_string!(i18n, status.disconnected).to_string());
            parts.extend(ending_parts(i18n, ending));
        }
    }
    parts.join(" · ")
}

/// What an engineer wants to know about an ending that isn't plain, or while waiting for one.
pub fn explanation(i18n: Words, status: &Status, offered: &[String]) -> Option<String> {
    let ending = match status {
        Status::Disconnected(Some(ending)) => ending,
        Status::Closing => return Some(t_string!(i18n, status.waiting).to_string()),
        Status::Disconnected(None) | Status::Connecting | Status::Connected { .. } => return None,
    };
    Some(match &ending.by {
        EndedBy::Cancelled => return None,
        EndedBy::NeverOpened if offered.is_empty() => t_string!(i18n, explain.never_opened).to_string(),
        EndedBy::NeverOpened => {
            t_string!(i18n, explain.never_opened_offered, offered = offered.join(", ")).to_string()
        }
        EndedBy::Lost => t_string!(i18n, explain.lost).to_string(),
        EndedBy::Rejected(words) => t_string!(i18n, explain.rejected, words = words.clone()).to_string(),
        EndedBy::You if !ending.clean => t_string!(i18n, explain.given_up).to_string(),
        EndedBy::You | EndedBy::Server => meaning(i18n, CloseCode(ending.code)),
    })
}

fn opened_parts(subprotocol: &str, extensions: &str) -> impl Iterator<Item = String> {
    [subprotocol, extensions].map(str::to_owned).into_iter().filter(|part| !part.is_empty())
}

fn ending_parts(i18n: Words, ending: &Ending) -> Vec<String> {
    let by = match &ending.by {
        EndedBy::You if ending.clean => t_string!(i18n, status.by_you),
        EndedBy::You => t_string!(i18n, status.given_up),
        EndedBy::Cancelled => return vec![t_string!(i18n, status.cancelled).to_string()],
        EndedBy::Server => t_string!(i18n, status.by_server),
        EndedBy::Lost => t_string!(i18n, status.lost),
        EndedBy::NeverOpened => t_string!(i18n, status.never_opened),
        EndedBy::Rejected(_) => return vec![t_string!(i18n, status.rejected).to_string()],
    };
    let code = match CloseCode(ending.code).name() {
        Some(name) => format!("{} {name}", ending.code),
        None => ending.code.to_string(),
    };
    let mut parts = vec![code];
    if !ending.reason.is_empty() {
        parts.push(format!("“{}”", ending.reason));
    }
    if ending.clean {
        parts.push(t_string!(i18n, status.clean).to_string());
    }
    parts.push(by.to_string());
    if let Some(lasted) = ending.lasted {
        parts.push(t_string!(i18n, status.after, span = lasted.short()).to_string());
    }
    parts
}

fn meaning(i18n: Words, code: CloseCode) -> String {
    match code.meaning() {
        Meaning::NormalClosure => t_string!(i18n, meaning.normal_closure),
        Meaning::GoingAway => t_string!(i18n, meaning.going_away),
        Meaning::ProtocolError => t_string!(i18n, meaning.protocol_error),
        Meaning::UnsupportedData => t_string!(i18n, meaning.unsupported_data),
        Meaning::Reserved => t_string!(i18n, meaning.reserved),
        Meaning::NoStatusReceived => t_string!(i18n, meaning.no_status),
        Meaning::AbnormalClosure => t_string!(i18n, meaning.abnormal),
        Meaning::InvalidPayload => t_string!(i18n, meaning.invalid_payload),
        Meaning::PolicyViolation => t_string!(i18n, meaning.policy_violation),
        Meaning::MessageTooBig => t_string!(i18n, meaning.too_big),
        Meaning::MandatoryExtension => t_string!(i18n, meaning.mandatory_extension),
        Meaning::InternalError => t_string!(i18n, meaning.internal_error),
        Meaning::ServiceRestart => t_string!(i18n, meaning.service_restart),
        Meaning::TryAgainLater => t_string!(i18n, meaning.try_again_later),
        Meaning::BadGateway => t_string!(i18n, meaning.bad_gateway),
        Meaning::TlsHandshake => t_string!(i18n, meaning.tls),
        Meaning::Unauthorized => t_string!(i18n, meaning.unauthorized),
        Meaning::Forbidden => t_string!(i18n, meaning.forbidden),
        Meaning::Timeout => t_string!(i18n, meaning.timeout),
        Meaning::ReservedForProtocol => t_string!(i18n, meaning.reserved_for_protocol),
        Meaning::Library => t_string!(i18n, meaning.library),
        Meaning::Private => t_string!(i18n, meaning.private),
        Meaning::Invalid => t_string!(i18n, meaning.invalid),
    }
    .to_string()
}
