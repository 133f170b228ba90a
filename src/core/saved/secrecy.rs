//! Which values are secret, as far as their names tell.

use super::Secrecy;

/// Names that stand for a secret as a whole.
const NAMES: [&str; 6] =
    ["authorization", "proxy-authorization", "cookie", "set-cookie", "x-api-key", "api-key"];

/// What is in names of secrets.
const PARTS: [&str; 11] = [
    "token",
    "secret",
    "password",
    "passwd",
    "apikey",
    "api_key",
    "api-key",
    "session",
    "jwt",
    "bearer",
    "credential",
];

/// What a header or variable with this name starts as. A secret stays out of storage unless the user says otherwise.
pub fn secrecy_of(name: &str) -> Secrecy {
    let lower = name.trim().to_ascii_lowercase();
    let is_secret = NAMES.contains(&lower.as_str())
        || PARTS.iter().any(|part| lower.contains(part))
        || has_word(name.trim(), "auth");
    if is_secret { Secrecy::Fleeting } else { Secrecy::Open }
}

/// Whether one of the words that a name is made of is this one: `X-Auth`, `auth_user`, `wsAuth`, not `author`.
fn has_word(name: &str, word: &str) -> bool {
    let mut start = 0;
    let mut before = ' ';
    for (at, character) in name.char_indices() {
        if !character.is_alphanumeric() || before.is_lowercase() && character.is_uppercase() {
            if is_word(&name[start..at], word) {
                return true;
            }
            start = at;
        }
        before = character;
    }
    is_word(&name[start..], word)
}

fn is_word(part: &str, word: &str) -> bool {
    part.trim_start_matches(|character: char| !character.is_alphanumeric()).eq_ignore_ascii_case(word)
}

#[cfg(test)]
mod tests {
    use super::super::Secrecy::{self, Fleeting, Open};
    use super::secrecy_of;

    #[track_caller]
    fn check(expected: Secrecy, names: &[&str]) {
        for name in names {
            assert_eq!(secrecy_of(name), expected, "{name}");
        }
    }

    #[test]
    fn a_name_tells_a_secret() {
        check(Fleeting, &["Authorization", "proxy-authorization", "COOKIE", "Set-Cookie", " X-Api-Key "]);
        check(Fleeting, &["access_token", "clientSecret", "Password", "passwd", "APIKEY", "my_api_key"]);
        check(Fleeting, &["SESSION_ID", "jwt", "bearerValue", "credentials", "api-key"]);
        check(Fleeting, &["auth", "X-Auth", "auth_user", "wsAuth", "AUTH", "X-Auth-User", "authUser"]);
    }

    #[test]
    fn other_names_do_not() {
        check(
            Open,
            &["", "host", "author", "X-Author", "co-author", "Authority", "cookies-allowed", "X-Trace"],
        );
        check(Open, &["User-Agent", "ชื่อ", "key", "id"]);
    }
}
