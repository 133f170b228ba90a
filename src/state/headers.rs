//! The headers of a session's handshake: what is wrong with them, and what of them goes.

use leptos::prelude::*;
use wirebench_browser::browser_kind::browser_kind;
use wirebench_core::compose::TemplateError;
use wirebench_core::conn::handshake::{
    self, HeaderLine, NameProblem, Pasted, ValueProblem, name_problem, value_problem,
};
use wirebench_core::saved::{Header, Pair, Secrecy, secrecy_of};

use super::session::Session;

/// What is wrong with a header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HeaderError {
    /// Its name.
    Name(NameProblem),
    /// A variable in its value.
    Template(TemplateError),
    /// What its value comes to.
    Value(ValueProblem),
}

/// Why the headers wouldn't go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unsent {
    /// This is a page.
    Page,
    /// The user hasn't given access to this host.
    NoAccess(String),
}

impl Session {
    /// What is wrong with a header as typed.
    pub fn header_error(self, name: &str, value: &str) -> Option<HeaderError> {
        self.header_line(name, value).err()
    }

    /// Whether one that is on can't go. One without a value is left out, which is said at its place, unless it would go
    /// and its value may have been forgotten.
    pub fn has_wrong_header(self) -> bool {
        let is_wrong = |header: &Header| match self.header_error(&header.pair.name, &header.pair.value) {
            None => false,
            Some(HeaderError::Value(ValueProblem::Empty)) => {
                header.pair.secrecy == Secrecy::Fleeting && self.handshakes.are_ours()
            }
            Some(HeaderError::Name(_) | HeaderError::Template(_) | HeaderError::Value(_)) => true,
        };
        self.headers.with(|headers| headers.iter().any(|header| header.is_on && is_wrong(header)))
    }

    /// The headers as they would go now.
    pub fn header_lines(self) -> Vec<HeaderLine> {
        let line = |header: &Header| self.header_line(&header.pair.name, &header.pair.value).ok();
        self.headers
            .with(|headers| handshake::join(headers.iter().filter(|header| header.is_on).filter_map(line)))
    }

    /// What the secret ones come to on the wire, which may be more or less than what is typed.
    pub(super) fn secret_header_values(self) -> Vec<String> {
        let value = |header: &Header| self.header_line(&header.pair.name, &header.pair.value).ok();
        self.headers.with(|headers| {
            let secret = headers.iter().filter(|header| header.pair.is_secret());
            secret.filter_map(value).map(|line| line.value).collect()
        })
    }

    /// Those that go with the attempt that is being made. They are as they stand now, unless another address stands beside
    /// them, whose headers they may be: then it is those that the attempts to this one began with.
    pub(super) fn headers_to_send(self) -> Vec<HeaderLine> {
        if self.goes_without() {
            return Vec::new();
        }
        let target = self.target.try_get_untracked().flatten();
        let is_typed = untrack(|| self.endpoint())
            .is_ok_and(|endpoint| target.is_some_and(|target| target.address == endpoint.as_str()));
        if is_typed {
            untrack(|| self.header_lines())
        } else {
            self.agreed_headers.try_get_value().unwrap_or_default()
        }
    }

    fn header_line(self, name: &str, value: &str) -> Result<HeaderLine, HeaderError> {
        if let Some(problem) = name_problem(name, browser_kind()) {
            return Err(HeaderError::Name(problem));
        }
        let value = self.filled(value).map_err(HeaderError::Template)?;
        match value_problem(&value) {
            Some(problem) => Err(HeaderError::Value(problem)),
            None => Ok(HeaderLine { name: name.to_owned(), value: value.trim().to_owned() }),
        }
    }

    /// Whether the user has said that a connection without the headers will do.
    pub(super) fn goes_without(self) -> bool {
        self.unsent_are_fine.get_untracked()
    }

    /// Connects without the headers, now and until they are changed.
    pub fn connect_without(self) {
        self.unsent.set(None);
        self.unsent_are_fine.set(true);
        self.connect();
    }

    /// Takes over the headers as typed.
    pub fn set_headers(self, headers: Vec<Header>) {
        if self.headers.with_untracked(|before| *before != headers) {
            self.unsent_are_fine.set(false);
            self.headers.set(headers);
        }
    }
}

/// Pasted headers as rows: what is called like a secret is one, and what can't be set is off.
pub fn rows(pasted: &Pasted) -> Vec<(Pair, bool)> {
    let row = |line: &HeaderLine| {
        let (name, value) = (line.name.clone(), line.value.clone());
        let secrecy = secrecy_of(&name);
        let is_on = name_problem(&name, browser_kind()).is_none();
        (Pair { name, value, secrecy }, is_on)
    };
    pasted.headers.iter().map(row).collect()
}
