//! Headers of the handshake and what could be seen of it, in words.

use wirebench_core::conn::handshake::{Handshake, HeaderLine, NameProblem, Owner, ValueProblem};

use super::{shown, template_error_in_line, visible};
use crate::i18n::{Words, say};
use crate::state::headers::HeaderError;
use crate::state::ways::{Closed, RELAY_PORT, Way};

/// What is wrong with a header as typed.
pub fn header_error(i18n: Words, error: HeaderError) -> String {
    match error {
        HeaderError::Name(NameProblem::BadCharacter { character, place }) => {
            say!(i18n, headers.bad_name, character = shown(character), at = place.column)
        }
        HeaderError::Name(NameProblem::Taken(Owner::Browser)) => say!(i18n, headers.browser_sets),
        HeaderError::Name(NameProblem::Taken(Owner::Subprotocols)) => say!(i18n, headers.subprotocols_set),
        HeaderError::Template(error) => template_error_in_line(i18n, error),
        HeaderError::Value(ValueProblem::Empty) => say!(i18n, headers.empty),
        HeaderError::Value(ValueProblem::BadCharacter { character, place }) => {
            say!(i18n, headers.bad_value, character = shown(character), at = place.column)
        }
    }
}

/// What a server has answered: `401 Unauthorized`.
pub fn answer(status: u16, reason: &str) -> String {
    if reason.is_empty() { status.to_string() } else { format!("{status} {}", visible(reason)) }
}

/// A header as it stands in a message: `Name: value`.
pub fn header(header: &HeaderLine) -> String {
    format!("{}: {}", visible(&header.name), visible(&header.value))
}

/// A handshake as the log says it: what came of it, and then all that was seen, line by line.
pub fn handshake(i18n: Words, handshake: &Handshake) -> String {
    let first = match (handshake.status, handshake.error.as_str()) {
        (0, "") => say!(i18n, log.handshake_unseen),
        (0, error) => say!(i18n, diagnosis.unanswered, error = visible(error)),
        (status, _) => say!(i18n, diagnosis.refused_status, status = answer(status, &handshake.reason)),
    };
    let mut text = first;
    for (title, headers) in [
        (say!(i18n, log.request_headers), &handshake.request),
        (say!(i18n, log.answer_headers), &handshake.response),
    ] {
        if !headers.is_empty() {
            text.push_str("\n\n");
            text.push_str(&title);
            for line in headers {
                text.push('\n');
                text.push_str(&header(line));
            }
        }
    }
    text
}

/// What a way is called, and what follows from taking it.
pub fn way(i18n: Words, way: Way) -> (String, String) {
    match way {
        Way::Parameter => (say!(i18n, headers.way_parameter), say!(i18n, headers.way_parameter_note)),
        Way::Kubernetes => (say!(i18n, headers.way_kubernetes), say!(i18n, headers.way_kubernetes_note)),
        Way::Subprotocol => (say!(i18n, headers.way_subprotocol), say!(i18n, headers.way_subprotocol_note)),
        Way::User => (say!(i18n, headers.way_user), say!(i18n, headers.way_user_note)),
        Way::Cookie => (say!(i18n, headers.way_cookie), say!(i18n, headers.way_cookie_note)),
        Way::Message => (say!(i18n, headers.way_message), say!(i18n, headers.way_message_note)),
        Way::Relay => (say!(i18n, headers.way_relay), say!(i18n, headers.way_relay_note, port = RELAY_PORT)),
    }
}

/// Why a way isn't open.
pub fn closed(i18n: Words, closed: Closed) -> String {
    match closed {
        Closed::NoProof => say!(i18n, headers.no_proof),
        Closed::NoUser => say!(i18n, headers.no_user),
        Closed::NoAddress => say!(i18n, headers.no_address),
        Closed::OtherHost => say!(i18n, headers.other_host),
    }
}
