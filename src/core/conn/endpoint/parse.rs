//! The rules that turn a typed address into an [`Endpoint`].

use std::net::Ipv6Addr;

use super::{AddressProblem, Endpoint, MAX_ADDRESS_BYTES, PageScheme, Scheme, is_blocked, is_loopback};
use crate::codec::Place;

/// Reads an address that the user typed, for a page that was loaded by `page`.
///
/// White space around it is dropped, the scheme may be in any case, `http` and `https` are taken for `ws` and `wss`,
/// and all that follows the scheme stays as it is, byte for byte.
///
/// # Errors
/// The first rule that it breaks, in the order of [`AddressProblem`].
pub fn parse(text: &str, page: PageScheme) -> Result<Endpoint, AddressProblem> {
    let address = text.trim();
    let start = text.len() - text.trim_start().len();
    let place = |at| Place::at_byte(text, start + at);
    if address.is_empty() {
        return Err(AddressProblem::Empty);
    }
    if address.len() > MAX_ADDRESS_BYTES {
        return Err(AddressProblem::TooLong { bytes: address.len() });
    }
    if let Some(at) = address.find(char::is_whitespace) {
        return Err(AddressProblem::Whitespace { place: place(at) });
    }
    if let Some((at, character)) = address.char_indices().find(|(_, character)| character.is_control()) {
        return Err(AddressProblem::ControlCharacter { character, place: place(at) });
    }
    let before_query = address.split(['?', '#']).next().unwrap_or(address);
    if let Some(at) = before_query.find('\\') {
        return Err(AddressProblem::Backslash { place: place(at) });
    }

    let (scheme, rest) = split_scheme(address, page)?;
    if let Some(at) = address.find('#') {
        return Err(AddressProblem::Fragment { place: place(at) });
    }
    let (host, port) = host_and_port(authority(rest))?;
    let port = port.unwrap_or(scheme.default_port());
    if is_blocked(port) {
        return Err(AddressProblem::BlockedPort { port });
    }
    if scheme == Scheme::Ws && page == PageScheme::Https && !is_loopback(&host) {
        return Err(AddressProblem::Insecure { suggestion: Scheme::Wss.prefix().to_owned() + rest });
    }
    Ok(Endpoint { address: scheme.prefix().to_owned() + rest, scheme, host, port })
}

/// The scheme, and what follows its `://`.
fn split_scheme(address: &str, page: PageScheme) -> Result<(Scheme, &str), AddressProblem> {
    let typed = address.split_once(':').filter(|(scheme, _)| is_scheme(scheme));
    let Some((typed, behind_colon)) = typed.filter(|(scheme, rest)| !is_host_and_port(scheme, rest)) else {
        let rest = address.strip_prefix("://").or_else(|| address.strip_prefix("//")).unwrap_or(address);
        return Err(no_scheme(rest, fitting_scheme(rest, page)));
    };
    let scheme = match typed.to_ascii_lowercase().as_str() {
        "ws" | "http" => Scheme::Ws,
        "wss" | "https" => Scheme::Wss,
        _ => return Err(AddressProblem::UnsupportedScheme { scheme: typed.to_owned() }),
    };
    // Browsers take `ws:host` and `ws:/host` for `ws://host`. To hand on an address other than the one typed would
    // break the promise to leave it alone, so the slashes are only suggested.
    let rest = behind_colon
        .strip_prefix("//")
        .ok_or_else(|| no_scheme(behind_colon.trim_start_matches('/'), scheme))?;
    Ok((scheme, rest))
}

/// The problem of an address that has no `ws://` before `rest`.
fn no_scheme(rest: &str, scheme: Scheme) -> AddressProblem {
    match host_and_port(authority(rest)) {
        Err(AddressProblem::NoHost) => AddressProblem::NoHost,
        // One problem at a time: whatever else is wrong comes up once the scheme is there.
        Ok(_) | Err(_) => AddressProblem::NoScheme { suggestion: scheme.prefix().to_owned() + rest },
    }
}

/// The scheme that the page may use for the host in `rest`.
fn fitting_scheme(rest: &str, page: PageScheme) -> Scheme {
    let is_elsewhere = || !host_and_port(authority(rest)).is_ok_and(|(host, _)| is_loopback(&host));
    if page == PageScheme::Https && is_elsewhere() { Scheme::Wss } else { Scheme::Ws }
}

/// The letters, digits and signs of a scheme (RFC 3986 §3.1).
fn is_scheme(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.chars().all(|character| character.is_ascii_alphanumeric() || "+-.".contains(character))
}

/// Whether `before:behind` is rather a host and its port, as in `localhost:8080/chat`, than a scheme.
fn is_host_and_port(before: &str, behind: &str) -> bool {
    // No scheme in use has a dot in it, and few hosts lack one.
    let named_like_host = before.contains('.') || before.eq_ignore_ascii_case("localhost");
    !behind.starts_with("//") && (named_like_host || behind.starts_with(|first: char| first.is_ascii_digit()))
}

/// User, host and port: all before the path, query or fragment.
fn authority(rest: &str) -> &str {
    rest.split(['/', '?', '#']).next().unwrap_or(rest)
}

/// The host in lower case and the port if there is one.
fn host_and_port(authority: &str) -> Result<(String, Option<u16>), AddressProblem> {
    // A password may contain an `@`; a host can't. So it is the last one that counts, as in WHATWG URL.
    let host_port = authority.rsplit_once('@').map_or(authority, |(_, host_port)| host_port);
    let (host, port) =
        if host_port.starts_with('[') { split_ipv6(host_port) } else { split_name(host_port) }?;
    if host.is_empty() {
        return Err(AddressProblem::NoHost);
    }
    Ok((host.to_ascii_lowercase(), read_port(port)?))
}

/// Splits `[address]:port`.
fn split_ipv6(host_port: &str) -> Result<(&str, &str), AddressProblem> {
    let bad = || AddressProblem::BadIpv6 { host: host_port.to_owned() };
    let end = host_port.find(']').ok_or_else(bad)?;
    host_port[1..end].parse::<Ipv6Addr>().map_err(|_| bad())?;
    let (host, behind) = host_port.split_at(end + 1);
    match behind.strip_prefix(':') {
        Some(port) => Ok((host, port)),
        None if behind.is_empty() => Ok((host, "")),
        None => Err(bad()),
    }
}

/// Splits `name:port`.
fn split_name(host_port: &str) -> Result<(&str, &str), AddressProblem> {
    if host_port.parse::<Ipv6Addr>().is_ok() {
        return Err(AddressProblem::BareIpv6 { address: host_port.to_owned() });
    }
    Ok(host_port.split_once(':').unwrap_or((host_port, "")))
}

/// Reads a port. An empty one, as in `ws://host:/`, means the default, as in WHATWG URL.
fn read_port(port: &str) -> Result<Option<u16>, AddressProblem> {
    if port.is_empty() {
        return Ok(None);
    }
    if !port.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(AddressProblem::PortNotNumber { port: port.to_owned() });
    }
    // Only digits are left, so there is no other way to fail than to be too big.
    port.parse().map(Some).map_err(|_| AddressProblem::PortTooBig { port: port.to_owned() })
}
