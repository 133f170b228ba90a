//! How a server may learn by other ways what a page can't put into a header.
//!
//! What is secret goes as a variable, so that it shows nowhere: these functions make texts with the variable's name in
//! them, and the text that is its value.

use percent_encoding::utf8_percent_encode;

use super::HeaderLine;
use crate::codec::base64;
use crate::conn::subprotocols::is_token_character;
use crate::log::IN_ADDRESS;
use crate::saved::{Secrecy, secrecy_of};

/// What Kubernetes and others take a bearer token by.
pub const KUBERNETES_PREFIX: &str = "base64url.bearer.authorization.k8s.io.";

/// What proves who is there, of some headers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// The header that it stands in, by its place among the others.
    pub index: usize,
    /// It, without the word `Bearer` before it.
    pub token: String,
    /// The user and the password, if it is these two.
    pub user: Option<(String, String)>,
}

/// What proves who is there: `Authorization`, or else the first header that is called like a secret, or else the first.
pub fn proof(headers: &[HeaderLine]) -> Option<Proof> {
    let at = |wanted: &dyn Fn(&HeaderLine) -> bool| headers.iter().position(wanted);
    let index = at(&|header| header.name.eq_ignore_ascii_case("authorization"))
        .or_else(|| at(&|header| secrecy_of(&header.name) != Secrecy::Open))
        .or((!headers.is_empty()).then_some(0))?;
    let value = headers[index].value.trim();
    let (scheme, rest) = value.split_once(' ').unwrap_or(("", value));
    let user = scheme.eq_ignore_ascii_case("basic").then(|| user(rest)).flatten();
    let token = if scheme.eq_ignore_ascii_case("bearer") { rest.trim() } else { value };
    Some(Proof { index, token: token.to_owned(), user })
}

/// User and password (RFC 7617 §2).
fn user(encoded: &str) -> Option<(String, String)> {
    let decoded = String::from_utf8(base64::decode(encoded).ok()?).ok()?;
    decoded.split_once(':').map(|(user, password)| (user.to_owned(), password.to_owned()))
}

/// A text as it stands in a part of an address.
pub fn in_address(text: &str) -> String {
    utf8_percent_encode(text, IN_ADDRESS).to_string()
}

/// The address with another parameter, whose value is a variable.
pub fn with_parameter(address: &str, name: &str, variable: &str) -> String {
    let separator = match address.split_once('?') {
        None => "?",
        Some((_, "")) => "",
        Some(_) => "&",
    };
    format!("{address}{separator}{}={{{{{variable}}}}}", in_address(name))
}

/// The address with a user and a password, which are variables, in place of those that it has; `rest` is what stands
/// behind the scheme.
pub fn with_user(scheme: &str, rest: &str, user: &str, password: &str) -> String {
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let host = rest[..end].rsplit('@').next().unwrap_or_default();
    format!("{scheme}://{{{{{user}}}}}:{{{{{password}}}}}@{host}{}", &rest[end..])
}

/// A token as a sub-protocol can have it: as it is if it may, else in base64 for addresses without its padding
/// (RFC 4648 §5).
pub fn in_subprotocol(prefix: &str, token: &str) -> String {
    let may = !token.is_empty() && token.chars().all(is_token_character);
    if may && prefix != KUBERNETES_PREFIX {
        return token.to_owned();
    }
    let encoded = base64::encode(token.as_bytes());
    encoded.trim_end_matches('=').replace('+', "-").replace('/', "_")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(name: &str, value: &str) -> HeaderLine {
        HeaderLine { name: name.to_owned(), value: value.to_owned() }
    }

    #[test]
    fn a_proof_is_found() {
        let check = |headers: &[HeaderLine], index: usize, token: &str, user: Option<(&str, &str)>| {
            let user = user.map(|(user, password)| (user.to_owned(), password.to_owned()));
            assert_eq!(proof(headers), Some(Proof { index, token: token.to_owned(), user }));
        };
        check(&[line("X", "1"), line("authorization", "bearer  a.b")], 1, "a.b", None);
        check(&[line("X", "1"), line("X-Api-Key", "k")], 1, "k", None);
        check(&[line("X", "1 2")], 0, "1 2", None);
        check(&[line("Authorization", "Basic bWU6YTpi")], 0, "Basic bWU6YTpi", Some(("me", "a:b")));
        check(&[line("Authorization", "Basic !")], 0, "Basic !", None);
        assert_eq!(proof(&[]), None);
    }

    #[test]
    fn addresses_have_variables() {
        let parameter = |address| with_parameter(address, "a b", "token");
        assert_eq!(parameter("ws://h/"), "ws://h/?a%20b={{token}}");
        assert_eq!(parameter("ws://h/?"), "ws://h/?a%20b={{token}}");
        assert_eq!(parameter("ws://h/?x=1"), "ws://h/?x=1&a%20b={{token}}");
        let user = |rest| with_user("ws", rest, "user", "password");
        assert_eq!(user("h:1/a@b"), "ws://{{user}}:{{password}}@h:1/a@b");
        assert_eq!(user("x:y@h?a"), "ws://{{user}}:{{password}}@h?a");
    }

    #[test]
    fn a_subprotocol_has_only_characters_of_tokens() {
        assert_eq!(in_subprotocol("bearer.", "a.b-c_d"), "a.b-c_d");
        assert_eq!(in_subprotocol("bearer.", "a/b=?>"), "YS9iPT8-");
        assert_eq!(in_subprotocol(KUBERNETES_PREFIX, "a.b"), "YS5i");
        assert_eq!(in_subprotocol("bearer.", ""), "");
    }
}
