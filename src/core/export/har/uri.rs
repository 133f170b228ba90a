//! An address as RFC 3986 has it, which an HTTP archive asks for: what a URI can't have is percent-encoded, as browsers do
//! it when they connect.
//!
//! Unlike browsers it also encodes brackets behind the host and a percent sign that stands for nothing, which a URI
//! can't have either, and leaves the host's name as it is but for that.

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// Brackets are for hosts only.
const HOST: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');
const BEHIND: &AsciiSet = &HOST.add(b'[').add(b']');

/// The address with only characters that a URI has.
pub(super) fn uri(address: &str) -> String {
    let host = address.find("://").map_or(0, |at| at + 3);
    let behind = address[host..].find(['/', '?']).map_or(address.len(), |at| host + at);
    let mut out = String::new();
    for (part, set) in [(&address[..behind], HOST), (&address[behind..], BEHIND)] {
        let mut pieces = part.split('%');
        out.extend(utf8_percent_encode(pieces.next().unwrap_or_default(), set));
        for piece in pieces {
            let stands_for_a_byte =
                piece.len() >= 2 && piece.bytes().take(2).all(|byte| byte.is_ascii_hexdigit());
            out.push_str(if stands_for_a_byte { "%" } else { "%25" });
            out.extend(utf8_percent_encode(piece, set));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn addresses_are_uris() {
        for (address, expected) in [
            ("wss://example.com:8080/a?b=c&d=%20", "wss://example.com:8080/a?b=c&d=%20"),
            ("ws://[::1]:80/a[0]?b[]=1", "ws://[::1]:80/a%5B0%5D?b%5B%5D=1"),
            ("ws://localhost/ü?q=ไ x", "ws://localhost/%C3%BC?q=%E0%B9%84%20x"),
            ("ws://bücher.example", "ws://b%C3%BCcher.example"),
            ("ws://a/?{x}|\"<y>\"", "ws://a/?%7Bx%7D%7C%22%3Cy%3E%22"),
            ("ws://a/100%", "ws://a/100%25"),
            ("ws://a/%zz%4%41%ü1", "ws://a/%25zz%254%41%25%C3%BC1"),
            ("ws://a/?token=•••", "ws://a/?token=%E2%80%A2%E2%80%A2%E2%80%A2"),
            ("", ""),
        ] {
            assert_eq!(uri(address), expected, "{address}");
        }
    }
}
