//! Dots in place of secrets, for what leaves the page's memory: files and the browser's storage.
//!
//! A secret is looked for as it is, as JSON escapes it and as addresses escape it. Another form of it, such as base64,
//! isn't recognised.

use std::borrow::Cow;

use memchr::memchr_iter;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::codec::json::value;
use crate::conn::{EndedBy, Notice};
use crate::saved::{Secrecy, secrecy_of};

/// What is shown of a secret.
pub const DOTS: &str = "•••";

/// What is escaped in a part of an address, as `encodeURIComponent` does it.
pub const IN_ADDRESS: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'_')
    .remove(b'.')
    .remove(b'!')
    .remove(b'~')
    .remove(b'*')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')');

/// The secrets that are hidden.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mask {
    /// In all their forms; the longest first, since one secret may be a part of another.
    needles: Vec<String>,
}

impl Mask {
    /// Hides these.
    pub fn new(secrets: impl IntoIterator<Item = String>) -> Self {
        let forms = |secret: String| {
            let quoted = value::quoted(&secret);
            let in_json = quoted[1..quoted.len() - 1].to_owned();
            [utf8_percent_encode(&secret, IN_ADDRESS).to_string(), in_json, secret]
        };
        let mut needles: Vec<String> = Vec::new();
        for needle in secrets.into_iter().filter(|secret| !secret.is_empty()).flat_map(forms) {
            if !needles.contains(&needle) {
                needles.insert(needles.partition_point(|other| other.len() >= needle.len()), needle);
            }
        }
        Self { needles }
    }

    /// Whether nothing is hidden.
    pub fn is_empty(&self) -> bool {
        self.needles.is_empty()
    }

    /// The payload with dots in place of each secret; UTF-8 stays UTF-8.
    pub fn payload<'a>(&self, payload: &'a [u8]) -> Cow<'a, [u8]> {
        self.needles.iter().fold(Cow::Borrowed(payload), |payload, needle| {
            let Some(first) = find(&payload, needle.as_bytes()) else { return payload };
            let mut masked = Vec::with_capacity(payload.len());
            let (mut behind, mut found) = (0, Some(first));
            while let Some(at) = found.map(|at| behind + at) {
                masked.extend_from_slice(&payload[behind..at]);
                masked.extend_from_slice(DOTS.as_bytes());
                behind = at + needle.len();
                found = find(&payload[behind..], needle.as_bytes());
            }
            masked.extend_from_slice(&payload[behind..]);
            Cow::Owned(masked)
        })
    }

    /// The text with dots in place of each secret.
    pub fn text(&self, text: &str) -> String {
        self.needles.iter().fold(text.to_owned(), |text, needle| text.replace(needle, DOTS))
    }

    /// The notice with dots in whatever of it the user or the server has written. Of a header that is called like a secret
    /// there are only dots, for the browser may have added it, as a cookie.
    pub fn notice(&self, notice: &Notice) -> Notice {
        let mut notice = notice.clone();
        let texts: Vec<&mut String> = match &mut notice {
            Notice::Connecting { target, .. } => {
                target.subprotocols.iter_mut().chain([&mut target.address]).collect()
            }
            Notice::Opened { subprotocol, extensions } => vec![subprotocol, extensions],
            Notice::Handshake(handshake) => {
                let headers = handshake.request.iter_mut().chain(&mut handshake.response);
                let values = headers.map(|header| {
                    if secrecy_of(&header.name) != Secrecy::Open && !is_challenge(&header.name) {
                        DOTS.clone_into(&mut header.value);
                    }
                    &mut header.value
                });
                values.chain([&mut handshake.reason]).collect()
            }
            Notice::Ended(ending) => match &mut ending.by {
                EndedBy::Rejected(words) => vec![words, &mut ending.reason],
                EndedBy::You
                | EndedBy::Cancelled
                | EndedBy::Server
                | EndedBy::Lost
                | EndedBy::NeverOpened
                | EndedBy::TimedOut(_)
                | EndedBy::Forbidden => vec![&mut ending.reason],
            },
            Notice::Broken { .. }
            | Notice::Closing
            | Notice::Unsent(_)
            | Notice::Waiting { .. }
            | Notice::Stopped
            | Notice::GaveUp(_)
            | Notice::Slept(_)
            | Notice::Forbidden => Vec::new(),
        };
        for text in texts {
            *text = self.text(text);
        }
        notice
    }
}

/// Whether a header asks for a secret, and has none.
fn is_challenge(name: &str) -> bool {
    ["www-authenticate", "proxy-authenticate"].iter().any(|challenge| name.eq_ignore_ascii_case(challenge))
}

/// Where a text that isn't empty stands first. Without the many ways of memchr's own finder, which are 4 KB.
fn find(bytes: &[u8], needle: &[u8]) -> Option<usize> {
    memchr_iter(*needle.first()?, bytes).find(|at| bytes[*at..].starts_with(needle))
}

#[cfg(test)]
mod tests {
    use super::Mask;
    use crate::conn::{Notice, Target};

    #[track_caller]
    fn check(secrets: &[&str], text: &str, expected: &str) {
        let mask = Mask::new(secrets.iter().map(ToString::to_string));
        assert_eq!(mask.text(text), expected, "{text}");
        assert_eq!(String::from_utf8_lossy(&mask.payload(text.as_bytes())), expected, "{text}");
    }

    #[test]
    fn secrets_become_dots() {
        check(&[], "a secret", "a secret");
        check(&[""], "a secret", "a secret");
        check(&["hush"], "hush, hushhush and Hush", "•••, •••••• and Hush");
        check(&["ab", "abc"], "abcab", "••••••");
        check(&["ключ"], "ключ=1", "•••=1");
    }

    #[test]
    fn their_escaped_forms_do_too() {
        check(&["a\"b\\c"], r#"{"t":"a\"b\\c"} a"b\c"#, r#"{"t":"•••"} •••"#);
        check(&["a/b c-d"], "?t=a%2Fb%20c-d", "?t=•••");
    }

    #[test]
    fn notices_are_masked_where_they_have_words() {
        let target = Target { address: "ws://h/?t=hush".into(), subprotocols: vec!["hush".into()] };
        let masked = Mask::new(["hush".to_owned()]).notice(&Notice::Connecting { target, attempt: 0 });
        let target = Target { address: "ws://h/?t=•••".into(), subprotocols: vec!["•••".into()] };
        assert_eq!(masked, Notice::Connecting { target, attempt: 0 });
    }
}
