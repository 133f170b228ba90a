//! The items that are kept.

use super::{ItemId, Rank};
use crate::compose::Draft;
use crate::conn::settings::Settings;

/// Everything about a connection but what happens on it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Profile {
    /// The address as typed.
    pub address: String,
    /// The sub-protocols as typed.
    pub subprotocols: String,
    /// The headers of its handshake.
    pub headers: Vec<Header>,
    /// The user's variables that hold for it alone.
    pub variables: Vec<Pair>,
    /// How it is looked after.
    pub settings: Settings,
    /// The filter of its log, as a line.
    pub filter: String,
    /// The application protocol in which its log is read: its name, `off` for none, or empty to recognise it.
    pub protocol: String,
}

/// A header of the handshake.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Header {
    /// Its name and value.
    pub pair: Pair,
    /// Whether it is to be sent.
    pub is_on: bool,
}

/// A name and a value that the user has given it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pair {
    /// The name as typed.
    pub name: String,
    /// The value as typed.
    pub value: String,
    /// Who may see the value, and where it is kept.
    pub secrecy: Secrecy,
}

/// What may become of a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Secrecy {
    /// Anything.
    #[default]
    Open,
    /// It is kept in this browser, but not shown, and never in a link.
    Secret,
    /// It isn't kept at all: it is gone with the tab.
    Fleeting,
}

/// A connection under a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SavedConnection {
    /// Its name.
    pub name: String,
    /// The group that it is in; empty for none.
    pub group: String,
    /// Where it stands.
    pub rank: Rank,
    /// What it is.
    pub profile: Profile,
}

/// A message under a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SavedMessage {
    /// Its name.
    pub name: String,
    /// The group that it is in; empty for none.
    pub group: String,
    /// The saved connection that it belongs to; nothing if it belongs to all.
    pub connection: Option<ItemId>,
    /// Where it stands.
    pub rank: Rank,
    /// The message as typed.
    pub draft: Draft,
}

impl Pair {
    /// The pair as it may be kept: without a fleeting value.
    #[must_use]
    pub fn kept(&self) -> Pair {
        let value = match self.secrecy {
            Secrecy::Open | Secrecy::Secret => self.value.clone(),
            Secrecy::Fleeting => String::new(),
        };
        Pair { name: self.name.clone(), value, secrecy: self.secrecy }
    }

    /// Whether there is a value that only the user may see.
    pub fn is_secret(&self) -> bool {
        self.secrecy != Secrecy::Open && !self.value.is_empty()
    }
}

impl Profile {
    /// The profile as it may be kept: without fleeting values.
    #[must_use]
    pub fn kept(mut self) -> Profile {
        self.headers.iter_mut().for_each(|header| header.pair = header.pair.kept());
        self.variables.iter_mut().for_each(|pair| *pair = pair.kept());
        self
    }
}
