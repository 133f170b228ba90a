//! What is typed about where to connect: what it comes to, and what is wrong with it.

use leptos::prelude::*;
use wirebench_browser::{address, location};
use wirebench_core::compose::TemplateError;
use wirebench_core::conn::Endpoint;
use wirebench_core::conn::endpoint::{self, AddressProblem};
use wirebench_core::conn::subprotocols::{self, SubprotocolProblem};

use super::session::Session;

/// What is wrong with an address as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AddressError {
    /// A variable.
    Template(TemplateError),
    /// The address that it comes to.
    Address(AddressProblem),
}

/// What is wrong with sub-protocols as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SubprotocolsError {
    /// A variable.
    Template(TemplateError),
    /// The list that it comes to.
    Subprotocols(SubprotocolProblem),
}

impl Session {
    /// The address as the browser would get it.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn endpoint(self) -> Result<Endpoint, AddressError> {
        let text = self.address.with(|text| self.filled(text)).map_err(AddressError::Template)?;
        let endpoint = endpoint::parse(&text, location::page_scheme()).map_err(AddressError::Address)?;
        // The rules of core say what people get wrong; the browser has the last word on the rest.
        if address::is_parsable(endpoint.as_str()) {
            Ok(endpoint)
        } else {
            Err(AddressError::Address(AddressProblem::Unparsable))
        }
    }

    /// What is wrong with the address, once it is worth saying: not while the scheme is still being typed.
    pub fn address_problem(self) -> Option<AddressError> {
        let problem = self.endpoint().err()?;
        let unfinished = self.address.with(|text| {
            let text = text.trim().to_ascii_lowercase();
            ["ws://", "wss://", "http://", "https://"].iter().any(|scheme| scheme.starts_with(&text))
        });
        (self.tried.get() || !unfinished).then_some(problem)
    }

    /// What is wrong with the sub-protocols; a comma at the end is passed over while another one may follow.
    pub fn subprotocols_problem(self) -> Option<SubprotocolsError> {
        let tried = self.tried.get();
        self.subprotocols.with(|text| {
            let typed = if tried { text.as_str() } else { text.trim_end().trim_end_matches(',') };
            self.offered(typed).err()
        })
    }

    pub(super) fn offered(self, typed: &str) -> Result<Vec<String>, SubprotocolsError> {
        let text = self.filled(typed).map_err(SubprotocolsError::Template)?;
        subprotocols::parse(&text).map_err(SubprotocolsError::Subprotocols)
    }

    /// Takes over an address as it is typed.
    pub fn type_address(self, text: String) {
        self.is_from_link.set(false);
        self.address.set(text);
        self.tried.set(false);
    }

    /// Takes over sub-protocols as they are typed.
    pub fn type_subprotocols(self, text: String) {
        self.subprotocols.set(text);
        self.tried.set(false);
    }
}
