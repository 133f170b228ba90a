//! What a link may say of an address, and what it must not.

use crate::conn::endpoint::{self, AddressProblem, PageScheme};

/// The scheme of the address, if no WebSocket has it. All else that may be wrong with an address is told where it is
/// typed.
pub fn foreign_scheme(address: &str) -> Option<String> {
    let address = address.trim();
    // What comes behind a character that no address has must not hide the scheme.
    let end = address.find(|c: char| c.is_whitespace() || c == '\\' || c == '?').unwrap_or(address.len());
    match endpoint::parse(&address[..end], PageScheme::Other) {
        Err(AddressProblem::UnsupportedScheme { scheme }) => Some(scheme),
        Ok(_) | Err(_) => None,
    }
}

/// The address without the password that may stand before its host. It needn't be an address that can be opened.
pub fn without_password(address: &str) -> String {
    let start = host_start(address);
    let end = address[start..].find(['/', '\\', '?', '#']).map_or(address.len(), |length| start + length);
    let authority = &address[start..end];
    let Some((user, _)) = authority.rsplit_once('@') else { return address.to_owned() };
    let Some(colon) = outside_braces(user) else { return address.to_owned() };
    [&address[..start], &user[..colon], &address[start + user.len()..]].concat()
}

/// The first colon that isn't part of a variable, as in `{{random:1-6}}`.
fn outside_braces(user: &str) -> Option<usize> {
    let is_inside = |at: &usize| user[..*at].rfind("{{") > user[..*at].rfind("}}");
    user.match_indices(':').map(|(at, _)| at).find(|at| !is_inside(at))
}

/// Where user name and host begin: behind the scheme and as many slashes as there are, for so browsers read it.
fn host_start(address: &str) -> usize {
    let behind_scheme = |scheme: &&str| {
        let head = address.trim_start().get(..scheme.len())?;
        head.eq_ignore_ascii_case(scheme).then(|| &address.trim_start()[scheme.len()..])
    };
    let rest = ["ws:", "wss:", "http:", "https:"].iter().find_map(behind_scheme).unwrap_or(address);
    address.len() - rest.trim_start_matches(|c: char| c == '/' || c == '\\' || c.is_whitespace()).len()
}
