//! The address of a connection: what the user typed, made into what the browser takes.
//!
//! The rules here are those whose breach the browser doesn't explain: it throws one `SyntaxError` for most of them,
//! and fails silently for the rest. Whether the host name and the path are well-formed is left to the browser's own
//! URL parser, which the page asks next.

mod parse;
mod ports;
mod problem;
mod reach;
#[cfg(test)]
mod tests;

use std::net::{Ipv4Addr, Ipv6Addr};

pub use parse::parse;
pub use ports::is_blocked;
pub use problem::AddressProblem;
pub use reach::Reach;

/// The longest address that is tried, in bytes of UTF-8: servers take a few thousand, and browsers have ended the page
/// over one of some millions.
pub const MAX_ADDRESS_BYTES: usize = 64 * 1024;

/// How the page itself was loaded, which decides where it may connect to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageScheme {
    /// `http:`; it may open anything.
    Http,
    /// `https:`; it may open `ws://` to the same machine only.
    Https,
    /// An extension page, a file or the like. Its rules are not known here, so nothing is refused.
    Other,
}

/// An address that has passed the rules. Only [`parse`] makes one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Endpoint {
    /// What the browser is given: `ws://` or `wss://`, and the rest as it was typed.
    address: String,
    scheme: Scheme,
    /// The host in lower case; an IPv6 address in its brackets.
    host: String,
    /// The port that was typed or else the default of the scheme.
    port: u16,
}

/// The two schemes that are left once `http` and `https` are mapped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Scheme {
    Ws,
    Wss,
}

impl Scheme {
    fn prefix(self) -> &'static str {
        match self {
            Scheme::Ws => "ws://",
            Scheme::Wss => "wss://",
        }
    }

    fn http_prefix(self) -> &'static str {
        match self {
            Scheme::Ws => "http://",
            Scheme::Wss => "https://",
        }
    }

    fn default_port(self) -> u16 {
        match self {
            Scheme::Ws => 80,
            Scheme::Wss => 443,
        }
    }
}

impl Endpoint {
    /// The address to hand to the browser. It may contain a user name and password.
    pub fn as_str(&self) -> &str {
        &self.address
    }

    /// Whether the connection is encrypted.
    pub fn is_secure(&self) -> bool {
        self.scheme == Scheme::Wss
    }

    /// Whether it stays on this machine. Such connections are exempt from the rule against mixed content.
    pub fn is_loopback(&self) -> bool {
        is_loopback(&self.host)
    }

    /// How far away the host is, as far as its name tells.
    pub fn reach(&self) -> Reach {
        Reach::of(&self.host)
    }

    /// Whether the host is a name that must be looked up, and not an IP address.
    pub fn is_named(&self) -> bool {
        !self.host.starts_with('[') && self.host.contains(|c: char| c != '.' && !c.is_ascii_digit())
    }

    /// The host, as it stands in the address; an IPv6 address is in brackets.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The port.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The address by http or https: same host, port, path and query, but no user name and password, with which
    /// browsers fetch nothing.
    pub fn http_twin(&self) -> String {
        format!("{}{}", self.scheme.http_prefix(), self.without_user())
    }

    /// The root of the same server by the other scheme, https instead of http or the reverse; nothing where a page of
    /// that scheme may not ask it (mixed content).
    ///
    /// Without a port that would be the other scheme's default port. Path and query stay out of it: a token in them,
    /// meant for an encrypted connection, must not go over a plain one.
    pub fn http_other(&self, page: PageScheme) -> Option<String> {
        let scheme = match self.scheme {
            Scheme::Ws => Scheme::Wss,
            Scheme::Wss if page == PageScheme::Https && !self.is_loopback() => return None,
            Scheme::Wss => Scheme::Ws,
        };
        Some(format!("{}{}/", scheme.http_prefix(), self.authority()))
    }

    /// The root of the server by http or https, short enough to be shown.
    pub fn http_root(&self) -> String {
        format!("{}{}/", self.scheme.http_prefix(), self.authority())
    }

    /// Host and port as typed.
    fn authority(&self) -> &str {
        let rest = self.without_user();
        rest.split(['/', '?']).next().unwrap_or(rest)
    }

    /// All behind the scheme but the user name and password.
    fn without_user(&self) -> &str {
        let rest = self.address.split_once("://").map_or("", |(_, rest)| rest);
        let authority = rest.split(['/', '?']).next().unwrap_or(rest);
        authority.rfind('@').map_or(rest, |at| &rest[at + 1..])
    }

    /// Host and port, the port always there: what browsers count connections by.
    pub fn host_port(&self) -> String {
        format!("{}:{}", self.host, self.port)
    }

    /// A short name for a tab: the last segment of the path, or else the host, with its port if that is not the
    /// default one. Never anything of the user name, password or query.
    pub fn label(&self) -> String {
        let rest = self.address.split_once("://").map_or("", |(_, rest)| rest);
        let before_query = rest.split('?').next().unwrap_or(rest);
        let last_segment = before_query.split('/').skip(1).filter(|segment| !segment.is_empty()).last();
        match last_segment {
            Some(segment) => segment.to_owned(),
            None if self.port == self.scheme.default_port() => self.host.clone(),
            None => self.host_port(),
        }
    }
}

/// Whether a host, in lower case, is this machine by its name alone (W3C Secure Contexts §3.1).
///
/// Short spellings such as `127.1` are not recognised: the browser may take what is refused here, never the reverse.
fn is_loopback(host: &str) -> bool {
    if let Some(address) = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        return address.parse() == Ok(Ipv6Addr::LOCALHOST);
    }
    let host = host.strip_suffix('.').unwrap_or(host);
    host == "localhost"
        || host.ends_with(".localhost")
        || host.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback())
}
