//! Links as tables of texts and what they fill in, and that what is written is read back.

use proptest::prelude::*;

use super::address::without_password;
use super::{Key, Link, LinkProblem, MAX_LINK_BYTES};
use crate::compose::{Draft, Meaning};

fn link(address: &str, subprotocols: &str, filter: &str, message: Option<(&str, Meaning)>) -> Link {
    let message = message.map(|(text, meaning)| Draft { text: text.to_owned(), meaning });
    Link { address: address.into(), subprotocols: subprotocols.into(), message, filter: filter.into() }
}

#[track_caller]
fn check(fragment: &str, expected: &Link) {
    assert_eq!(Link::decode(fragment).as_ref(), Ok(&Some(expected.clone())), "{fragment}");
}

#[track_caller]
fn check_problem(fragment: &str, expected: LinkProblem) {
    assert_eq!(Link::decode(fragment), Err(expected), "{fragment}");
}

#[test]
fn links_are_read() {
    check("url=ws%3A%2F%2Fa%2F%3Fx%3D1&protocols=a%2C%20b", &link("ws://a/?x=1", "a, b", "", None));
    check("protocols=a,+b&url=wss://a/?x=1", &link("wss://a/?x=1", "a, b", "", None));
    check("&url=a&&", &link("a", "", "", None));
    check("%75rl=localhost:8080/%zz%", &link("localhost:8080/%zz%", "", "", None));
    check("url=a&filter=-is:ping%2B", &link("a", "", "-is:ping+", None));
    check("url=a&message=1%0A2", &link("a", "", "", Some(("1\n2", Meaning::Text))));
    check("url=a&message=c0+00&format=hex", &link("a", "", "", Some(("c0 00", Meaning::Hex))));
    check("url=a&message", &link("a", "", "", Some(("", Meaning::Text))));
    check("url=a&format=json", &link("a", "", "", Some(("", Meaning::Json))));
    check("url=http://me:secret@a/", &link("http://me:secret@a/", "", "", None));
}

#[test]
fn anchors_of_others_are_no_links() {
    for fragment in ["", "top", "message", "=", "&", "a=b&c=d", "%E0%A4%A", "URL=ws://a"] {
        assert_eq!(Link::decode(fragment), Ok(None), "{fragment}");
    }
    assert_eq!(Link::decode(&"x".repeat(MAX_LINK_BYTES + 1)), Ok(None));
}

#[test]
fn refusals() {
    use LinkProblem as Problem;
    let hidden = |key, character| Problem::ControlCharacter { key, character };
    check_problem(&format!("url={}", "x".repeat(MAX_LINK_BYTES)), Problem::TooLong { limit: MAX_LINK_BYTES });
    check_problem("url=a&url=a", Problem::Twice(Key::Url));
    check_problem("url=a&header=x", Problem::UnknownKey("header".into()));
    check_problem("url=a&%0A%E2%80%AE", Problem::UnknownKey("␊[U+202E]".into()));
    check_problem(&format!("url=a&{}=", "ж".repeat(33)), Problem::UnknownKey("ж".repeat(32) + "…"));
    check_problem("url=a&filter=%E0%A4%A", Problem::BadEncoding(Key::Filter));
    check_problem("url=a&format=JSON", Problem::UnknownFormat("JSON".into()));
    check_problem("url=a&format=", Problem::UnknownFormat(String::new()));
    check_problem("url=ws://a%0D", hidden(Key::Url, '\r'));
    check_problem("url=ws://a%E2%80%AE", hidden(Key::Url, '\u{202e}'));
    check_problem("url=a&protocols=%7F", hidden(Key::Protocols, '\u{7f}'));
    check_problem("url=a&filter=%E2%81%A6", hidden(Key::Filter, '\u{2066}'));
    check_problem("url=a&filter=%E2%80%A8", hidden(Key::Filter, '\u{2028}'));
    check_problem("message=a", Problem::NoAddress);
    check_problem("url=", Problem::NoAddress);
    check_problem("url=++", Problem::NoAddress);
}

#[test]
fn other_schemes_are_refused() {
    let check = |address: &str, scheme: &str| {
        check_problem(&format!("url={address}"), LinkProblem::BadScheme(scheme.into()));
    };
    check("javascript:alert(1)", "javascript");
    check("+JavaScript:alert( 1)", "JavaScript");
    check("data:text/html,a?b", "data");
    check("data:%5C", "data");
    check("file:///etc/passwd", "file");
    check("blob:http://a/b", "blob");
    check("ftp://a", "ftp");
}

#[test]
fn links_are_short() {
    let check = |link: Link, expected: &str| assert_eq!(link.encode(), expected);
    check(link("ws://a/?b=ж c", "", "", None), "url=ws%3A%2F%2Fa%2F%3Fb%3D%D0%B6%20c");
    check(
        link("a", "b, c", "-d", Some(("{}", Meaning::Json))),
        "url=a&protocols=b%2C%20c&filter=-d&format=json&message=%7B%7D",
    );
    check(link("a", "", "", Some(("+", Meaning::Text))), "url=a&message=%2B");
    check(Link::default(), "");
}

#[test]
fn passwords_stay_here() {
    let check = |address: &str, expected: &str| assert_eq!(without_password(address), expected, "{address}");
    check("ws://me:secret@a:80/b:c@d", "ws://me@a:80/b:c@d");
    check("WSS://me:se@cr:et@a?b", "WSS://me@a?b");
    check("https://:secret@a", "https://@a");
    check("ws:me:secret@a", "ws:me@a");
    check(" ws:\\/\t/me:secret@a", " ws:\\/\t/me@a");
    check("me:secret@localhost", "me@localhost");
    check("//me:secret@a", "//me@a");
    check("ws://me@a:80", "ws://me@a:80");
    check("ws://a:80/x@y:z", "ws://a:80/x@y:z");
    check("ws://[::1]:80#a:b@c", "ws://[::1]:80#a:b@c");
    check("", "");
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(
        start in "(ws://|wss://|HTTP://|https:/|)(\\w{1,3}(:[^/@?#\\\\\\s]{0,3})?@)?[a-z]{1,3}(:[0-9]{2})?",
        address_end in "(/[&=+%# ж🙂/:@a]{0,8})?", subprotocols in "[a-zж&=+%#, ]{0,8}", filter in "\\PC{0,8}",
        text in any::<String>(), has_message in any::<bool>(),
        meaning in prop::sample::select(vec![Meaning::Text, Meaning::Json, Meaning::Hex, Meaning::Base64])
    ) {
        let address = start + &address_end;
        prop_assume!(!(address.clone() + &filter).contains(super::is_hidden));
        let message = has_message.then_some(Draft { text, meaning });
        let link = Link { address, subprotocols, message, filter };
        let read = Link { address: without_password(&link.address), ..link.clone() };
        prop_assert_eq!(Link::decode(&link.encode()), Ok(Some(read)));
    }

    #[test]
    fn any_text_is_read(
        fragment in any::<String>(),
        pieces in "(url=|&|protocols=|message=|format=|filter=|hex|%[0-9A-F]{2}|.|ws:|//|:|@|\\\\){0,9}"
    ) {
        for text in [fragment, pieces] {
            if let Ok(Some(link)) = Link::decode(&text) {
                let address = without_password(&link.address);
                let is_left = !address.trim().is_empty();
                let again = Link::decode(&link.encode());
                prop_assert!(!is_left || again == Ok(Some(Link { address, ..link })), "{}", text);
            }
        }
    }
}
