//! Ways by which a server may learn what a page can't put into a header. Each fills in what it needs, as if it had been
//! typed, and switches the header off; nothing is connected or sent.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wirebench_browser::{clipboard, cookie, location};
use wirebench_core::conn::handshake::ways::{self, Proof};
use wirebench_core::conn::settings::Setting;
use wirebench_core::export;
use wirebench_core::saved::{Pair, Secrecy};

use super::session::Session;

/// A way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// As a parameter of the address.
    Parameter,
    /// As a sub-protocol, as Kubernetes takes it.
    Kubernetes,
    /// As a sub-protocol with a prefix.
    Subprotocol,
    /// User and password in the address.
    User,
    /// A cookie of this page's own host.
    Cookie,
    /// As the first message.
    Message,
    /// By a program on this machine that sets the headers.
    Relay,
}

/// Why a way isn't open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closed {
    /// There is nothing to take: no header that is on has a value.
    NoProof,
    /// It takes a header with a user and a password.
    NoUser,
    /// It takes an address.
    NoAddress,
    /// A page can set cookies for its own host alone.
    OtherHost,
}

/// Where the relay listens.
pub const RELAY_PORT: u16 = 8787;

impl Way {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Parameter,
        Self::Kubernetes,
        Self::Subprotocol,
        Self::User,
        Self::Cookie,
        Self::Message,
        Self::Relay,
    ];
}

impl Session {
    /// Why a way isn't open, if it isn't.
    pub fn is_closed(self, way: Way) -> Option<Closed> {
        let Some(proof) = self.proof() else { return Some(Closed::NoProof) };
        match way {
            Way::Kubernetes | Way::Subprotocol | Way::Message => None,
            Way::User if proof.user.is_none() => Some(Closed::NoUser),
            Way::Parameter | Way::User | Way::Relay => self.endpoint().is_err().then_some(Closed::NoAddress),
            Way::Cookie => {
                let is_own = self.endpoint().is_ok_and(|endpoint| endpoint.host() == location::host());
                (!is_own).then_some(Closed::OtherHost)
            }
        }
    }

    /// Takes a way, with what is typed for it: the name of a parameter, a prefix, a message.
    pub fn take_way(self, way: Way, typed: &str) {
        let Some(proof) = untrack(|| self.proof()) else { return };
        match way {
            Way::Parameter => {
                let token = self.variable("token_in_address", &ways::in_address(&proof.token));
                self.address.update(|address| *address = ways::with_parameter(address.trim(), typed, &token));
            }
            Way::Kubernetes => self.offer(ways::KUBERNETES_PREFIX, &proof.token),
            Way::Subprotocol => self.offer(typed, &proof.token),
            Way::User => {
                let Some((user, password)) = &proof.user else { return };
                let typed = self.address.get_untracked();
                // An address whose beginning is a variable has no place for them.
                let Some((scheme, rest)) = typed.trim().split_once("://") else { return };
                let user = self.variable("user", &ways::in_address(user));
                let password = self.variable("password", &ways::in_address(password));
                self.address.set(ways::with_user(scheme, rest, &user, &password));
            }
            Way::Cookie => self.set_cookie(&proof),
            Way::Message => {
                let token = self.variable("token", &proof.token);
                self.greet_with(&typed.replace("{{token}}", &format!("{{{{{token}}}}}")));
            }
            Way::Relay => return self.copy_relay(),
        }
        self.switch_off(proof.index);
    }

    fn proof(self) -> Option<Proof> {
        ways::proof(&self.header_lines())
    }

    fn offer(self, prefix: &str, token: &str) {
        let token = self.variable("token_in_subprotocol", &ways::in_subprotocol(prefix, token));
        self.subprotocols.update(|typed| {
            let separator = if typed.trim().is_empty() { "" } else { ", " };
            *typed = format!("{prefix}{{{{{token}}}}}{separator}{}", typed.trim());
        });
    }

    fn set_cookie(self, proof: &Proof) {
        let lines = untrack(|| self.header_lines());
        let Some(line) = lines.get(proof.index) else { return };
        if line.name.eq_ignore_ascii_case("cookie") {
            line.value.split(';').for_each(|pair| cookie::set(pair.trim()));
        } else {
            cookie::set(&format!("token={}", ways::in_address(&proof.token)));
        }
    }

    /// The first of the messages that are sent on every opening.
    fn greet_with(self, message: &str) {
        let before = self.policy.with_untracked(|policy| Setting::Hello.read(policy));
        let separator = if before.is_empty() { "" } else { "\n\n" };
        // What is wrong with it is said at its field.
        if self.set(Setting::Hello, &format!("{message}{separator}{before}")).is_err() {
            self.shows_settings.set(true);
        }
    }

    fn copy_relay(self) {
        let Ok(endpoint) = untrack(|| self.endpoint()) else { return };
        let command = export::relay(endpoint.as_str(), &untrack(|| self.header_lines()), RELAY_PORT);
        spawn_local(async move {
            if clipboard::copy(&command).await {
                self.headers.try_update(|headers| headers.iter_mut().for_each(|header| header.is_on = false));
                self.address.try_set(format!("ws://127.0.0.1:{RELAY_PORT}/"));
            }
        });
    }

    /// Gives a variable of this connection a value, for this tab only, and says its name: this one, or, where that has
    /// another value already, this one with a number.
    fn variable(self, name: &str, value: &str) -> String {
        let value_of = |name: &String| {
            let value = untrack(|| self.filled(&format!("{{{{{name}}}}}"))).ok();
            value.filter(|value| !value.is_empty())
        };
        let numbered = (2..).map(|number| format!("{name}_{number}"));
        let mut names = std::iter::once(name.to_owned()).chain(numbered);
        let name = names.find(|name| value_of(name).is_none_or(|other| other == value)).unwrap_or_default();
        if value_of(&name).is_none() {
            let pair = Pair { name: name.clone(), value: value.to_owned(), secrecy: Secrecy::Fleeting };
            self.variables.update(|pairs| {
                pairs.retain(|other| other.name != name);
                pairs.push(pair);
            });
            self.adjust_values();
        }
        name
    }

    /// Switches the headers off of which that one is made.
    fn switch_off(self, index: usize) {
        let Some(name) = untrack(|| self.header_lines()).get(index).map(|line| line.name.clone()) else {
            return;
        };
        self.headers.update(|headers| {
            for header in headers.iter_mut().filter(|header| header.pair.name.eq_ignore_ascii_case(&name)) {
                header.is_on = false;
            }
        });
    }
}
