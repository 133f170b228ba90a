//! What is wrong with an address or with sub-protocols, in words.

use wirebench_core::conn::endpoint::AddressProblem;
use wirebench_core::conn::subprotocols::SubprotocolProblem;

use super::{code, shown};
use crate::i18n::{Words, t_string};

/// What is wrong with an address and what to do.
pub fn address_problem(i18n: Words, problem: AddressProblem) -> String {
    match problem {
        AddressProblem::Empty => t_string!(i18n, address.empty).to_string(),
        AddressProblem::Whitespace { place } => {
            t_string!(i18n, address.whitespace, at = place.column).to_string()
        }
        AddressProblem::ControlCharacter { character, place } => {
            t_string!(i18n, address.control, code = code(character), at = place.column).to_string()
        }
        AddressProblem::Backslash { place } => {
            t_string!(i18n, address.backslash, at = place.column).to_string()
        }
        AddressProblem::NoScheme { suggestion } => {
            t_string!(i18n, address.no_scheme, suggestion = suggestion).to_string()
        }
        AddressProblem::UnsupportedScheme { scheme } => {
            t_string!(i18n, address.unsupported_scheme, scheme = scheme).to_string()
        }
        AddressProblem::Fragment { place } => {
            t_string!(i18n, address.fragment, at = place.column).to_string()
        }
        AddressProblem::NoHost => t_string!(i18n, address.no_host).to_string(),
        AddressProblem::BadIpv6 { host } => t_string!(i18n, address.bad_ipv6, host = host).to_string(),
        AddressProblem::BareIpv6 { address } => {
            t_string!(i18n, address.bare_ipv6, address = address).to_string()
        }
        AddressProblem::PortNotNumber { port } => {
            t_string!(i18n, address.port_not_number, port = port).to_string()
        }
        AddressProblem::PortTooBig { port } => t_string!(i18n, address.port_too_big, port = port).to_string(),
        AddressProblem::BlockedPort { port } => {
            t_string!(i18n, address.blocked_port, port = port).to_string()
        }
        AddressProblem::Insecure { suggestion } => {
            t_string!(i18n, address.insecure, suggestion = suggestion).to_string()
        }
        AddressProblem::Unparsable => t_string!(i18n, address.unparsable).to_string(),
    }
}

/// What is wrong with the sub-protocols and what to do.
pub fn subprotocol_problem(i18n: Words, problem: SubprotocolProblem) -> String {
    match problem {
        SubprotocolProblem::EmptyItem { index, place: _ } => {
            t_string!(i18n, subprotocol.empty_item, number = index + 1).to_string()
        }
        SubprotocolProblem::BadCharacter { item, character, place } => {
            let character = shown(character);
            t_string!(i18n, subprotocol.bad_character, item = item, character = character, at = place.column)
                .to_string()
        }
        SubprotocolProblem::Duplicate { item, place: _ } => {
            t_string!(i18n, subprotocol.duplicate, item = item).to_string()
        }
    }
}
