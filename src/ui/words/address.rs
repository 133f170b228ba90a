//! What is wrong with an address or with sub-protocols, in words.

use wirebench_core::conn::endpoint::AddressProblem;
use wirebench_core::conn::subprotocols::SubprotocolProblem;
use wirebench_core::size;

use super::{code, shown, template_error_in_line};
use crate::i18n::{Words, say};
use crate::state::{AddressError, SubprotocolsError};

/// What is wrong with an address as typed and what to do.
pub fn address_error(i18n: Words, error: AddressError) -> String {
    match error {
        AddressError::Template(error) => template_error_in_line(i18n, error),
        AddressError::Address(problem) => address_problem(i18n, problem),
    }
}

/// What is wrong with sub-protocols as typed and what to do.
pub fn subprotocols_error(i18n: Words, error: SubprotocolsError) -> String {
    match error {
        SubprotocolsError::Template(error) => template_error_in_line(i18n, error),
        SubprotocolsError::Subprotocols(problem) => subprotocol_problem(i18n, problem),
    }
}

/// What is wrong with an address and what to do.
fn address_problem(i18n: Words, problem: AddressProblem) -> String {
    match problem {
        AddressProblem::Empty => say!(i18n, address.empty),
        AddressProblem::TooLong { bytes } => {
            say!(i18n, address.too_long, bytes = size::grouped(bytes as u64))
        }
        AddressProblem::Whitespace { place } => {
            say!(i18n, address.whitespace, at = place.column)
        }
        AddressProblem::ControlCharacter { character, place } => {
            say!(i18n, address.control, code = code(character), at = place.column)
        }
        AddressProblem::Backslash { place } => {
            say!(i18n, address.backslash, at = place.column)
        }
        AddressProblem::NoScheme { suggestion } => {
            say!(i18n, address.no_scheme, suggestion = suggestion)
        }
        AddressProblem::UnsupportedScheme { scheme } => {
            say!(i18n, address.unsupported_scheme, scheme = scheme)
        }
        AddressProblem::Fragment { place } => {
            say!(i18n, address.fragment, at = place.column)
        }
        AddressProblem::NoHost => say!(i18n, address.no_host),
        AddressProblem::BadIpv6 { host } => say!(i18n, address.bad_ipv6, host = host),
        AddressProblem::BareIpv6 { address } => {
            say!(i18n, address.bare_ipv6, address = address)
        }
        AddressProblem::PortNotNumber { port } => {
            say!(i18n, address.port_not_number, port = port)
        }
        AddressProblem::PortTooBig { port } => say!(i18n, address.port_too_big, port = port),
        AddressProblem::BlockedPort { port } => {
            say!(i18n, address.blocked_port, port = port)
        }
        AddressProblem::Insecure { suggestion } => {
            say!(i18n, address.insecure, suggestion = suggestion)
        }
        AddressProblem::Unparsable => say!(i18n, address.unparsable),
    }
}

/// What is wrong with the sub-protocols and what to do.
fn subprotocol_problem(i18n: Words, problem: SubprotocolProblem) -> String {
    match problem {
        SubprotocolProblem::EmptyItem { index, place: _ } => {
            say!(i18n, subprotocol.empty_item, number = index + 1)
        }
        SubprotocolProblem::BadCharacter { item, character, place } => {
            let character = shown(character);
            say!(i18n, subprotocol.bad_character, item = item, character = character, at = place.column)
        }
        SubprotocolProblem::Duplicate { item, place: _ } => {
            say!(i18n, subprotocol.duplicate, item = item)
        }
    }
}
