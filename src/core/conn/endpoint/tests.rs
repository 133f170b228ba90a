//! Addresses, as tables of what is typed and what becomes of it.

use super::*;
use crate::codec::Place;

#[track_caller]
fn check(text: &str, page: PageScheme, expected: &str) {
    assert_eq!(parse(text, page).as_ref().map(Endpoint::as_str), Ok(expected), "{text:?}");
}

#[track_caller]
fn check_problem(text: &str, expected: AddressProblem) {
    assert_eq!(parse(text, PageScheme::Http), Err(expected), "{text:?}");
}

#[track_caller]
fn check_suggestion(text: &str, page: PageScheme, suggestion: &str) {
    assert_eq!(
        parse(text, page),
        Err(AddressProblem::NoScheme { suggestion: suggestion.into() }),
        "{text:?}"
    );
}

fn place(column: usize) -> Place {
    Place { offset: column - 1, line: 1, column }
}

#[test]
fn stops_at_64_kib() {
    let address = |bytes: usize| format!("ws://a/{}", "x".repeat(bytes - 7));
    assert!(parse(&address(65_536), PageScheme::Http).is_ok());
    check_problem(&address(65_537), AddressProblem::TooLong { bytes: 65_537 });
}

#[test]
fn leaves_an_address_alone_but_for_its_scheme() {
    let http = PageScheme::Http;
    check("ws://example.com", http, "ws://example.com");
    check(" \n wss://example.com/chat?room=1 \t", http, "wss://example.com/chat?room=1");
    check("WSS://Example.COM/Ä%20?q=\\d|{}", http, "wss://Example.COM/Ä%20?q=\\d|{}");
    check("http://example.com:8080//a/../b", http, "ws://example.com:8080//a/../b");
    check("HTTPS://example.com?x=//@:y", http, "wss://example.com?x=//@:y");
    check("ws://me:p@ss:word@example.com/", http, "ws://me:p@ss:word@example.com/");
    check("ws://example.com:/", http, "ws://example.com:/");
    check("ws://example.com:00080", http, "ws://example.com:00080");
    check("ws://[2001:DB8::1]:9000/x", http, "ws://[2001:DB8::1]:9000/x");
    check("ws://пример.рф/чат", http, "ws://пример.рф/чат");
    check("ws://localhost:65535", http, "ws://localhost:65535");
}

#[test]
fn asks_for_a_scheme_and_suggests_the_one_that_fits() {
    use PageScheme::{Http, Https, Other};
    check_suggestion("example.com", Http, "ws://example.com");
    check_suggestion("example.com/a:b", Http, "ws://example.com/a:b");
    check_suggestion("example.com:8080/chat", Other, "ws://example.com:8080/chat");
    check_suggestion("example.com:80a", Http, "ws://example.com:80a");
    check_suggestion("localhost:8080", Https, "ws://localhost:8080");
    check_suggestion("echo:8080?x", Http, "ws://echo:8080?x");
    check_suggestion("ws:8080", Http, "ws://ws:8080");
    check_suggestion("127.0.0.1:9001", Https, "ws://127.0.0.1:9001");
    check_suggestion("[::1]:9001", Https, "ws://[::1]:9001");
    check_suggestion("//example.com/x", Https, "wss://example.com/x");
    check_suggestion("://example.com", Http, "ws://example.com");
    check_suggestion("example.com", Https, "wss://example.com");
    check_suggestion("wss:example.com", Http, "wss://example.com");
    check_suggestion("ws:/example.com:1234", Https, "ws://example.com:1234");
    check_suggestion("me@example.com", Http, "ws://me@example.com");
}

#[test]
fn names_the_rule_that_is_broken() {
    use AddressProblem as Problem;
    let unsupported = |scheme: &str| Problem::UnsupportedScheme { scheme: scheme.into() };
    let not_number = |port: &str| Problem::PortNotNumber { port: port.into() };
    let too_big = |port: &str| Problem::PortTooBig { port: port.into() };
    let bad_ipv6 = |host: &str| Problem::BadIpv6 { host: host.into() };
    check_problem("", Problem::Empty);
    check_problem(" \t\n\u{a0}", Problem::Empty);
    check_problem("ws://exa mple.com", Problem::Whitespace { place: place(9) });
    check_problem("  ws://пример.рф/a\u{3000}b", Problem::Whitespace { place: place(19) });
    check_problem("ws://a\nws://b", Problem::Whitespace { place: place(7) });
    check_problem("ws://a\u{0}b", Problem::ControlCharacter { character: '\0', place: place(7) });
    check_problem("ws://a/\u{9f}", Problem::ControlCharacter { character: '\u{9f}', place: place(8) });
    check_problem("ws:\\\\host", Problem::Backslash { place: place(4) });
    check_problem("ws://host\\path?q", Problem::Backslash { place: place(10) });
    check_problem("ftp://example.com", unsupported("ftp"));
    check_problem("Wsx://example.com", unsupported("Wsx"));
    check_problem("javascript:alert", unsupported("javascript"));
    check_problem("mailto:me@example.com", unsupported("mailto"));
    check_problem("localhost://x", unsupported("localhost"));
    check_problem(" ws://example.com/#", Problem::Fragment { place: place(19) });
    check_problem("ws://example.com?a#b?c", Problem::Fragment { place: place(19) });
    for text in [
        "ws://",
        "wss:///chat",
        "ws://?x",
        "ws://:8080",
        "ws://me@",
        "ws://me@:80/",
        "/chat",
        "?x",
        ":80",
        "ws:",
    ] {
        check_problem(text, Problem::NoHost);
    }
    check_problem("ws://[::1", bad_ipv6("[::1"));
    check_problem("ws://[::g]:80", bad_ipv6("[::g]:80"));
    check_problem("ws://[::1]80", bad_ipv6("[::1]80"));
    check_problem("ws://[127.0.0.1]", bad_ipv6("[127.0.0.1]"));
    check_problem("ws://::1/x", Problem::BareIpv6 { address: "::1".into() });
    check_problem("ws://example.com:port", not_number("port"));
    check_problem("ws://example.com:80:80", not_number("80:80"));
    check_problem("ws://example.com:-1", not_number("-1"));
    check_problem("ws://example.com:+80", not_number("+80"));
    check_problem("ws://example.com:๘๐", not_number("๘๐"));
    check_problem("ws://example.com:65536", too_big("65536"));
    check_problem("ws://[::1]:99999999999999999999", too_big("99999999999999999999"));
    check_problem("ws://localhost:6000", Problem::BlockedPort { port: 6000 });
    check_problem("https://example.com:0022/x", Problem::BlockedPort { port: 22 });
    check_problem("ws://example.com:0", Problem::BlockedPort { port: 0 });
}

#[test]
fn a_secure_page_opens_plain_sockets_only_at_home() {
    let home = [
        "localhost",
        "LOCALHOST:8080",
        "localhost.",
        "a.b.localhost",
        "127.0.0.1",
        "127.9.9.9:81",
        "[::1]",
        "[0:0::1]:90",
    ];
    let away = [
        "example.com",
        "localhost.com",
        "notlocalhost",
        "128.0.0.1",
        "127.0.0.1.nip.io",
        "[::2]",
        "10.0.0.1:81",
    ];
    for host in home {
        let address = format!("ws://{host}/x");
        check(&address, PageScheme::Https, &address);
        assert!(parse(&address, PageScheme::Https).unwrap().is_loopback(), "{host}");
    }
    for host in away {
        let address = format!("ws://{host}/x");
        let suggestion = format!("wss://{host}/x");
        check(&suggestion, PageScheme::Https, &suggestion);
        for typed in [&address, &format!("HTTP://{host}/x")] {
            let problem = AddressProblem::Insecure { suggestion: suggestion.clone() };
            assert_eq!(parse(typed, PageScheme::Https), Err(problem), "{typed}");
            check(typed, PageScheme::Http, &address);
            check(typed, PageScheme::Other, &address);
        }
        assert!(!parse(&address, PageScheme::Http).unwrap().is_loopback(), "{host}");
    }
}

#[test]
fn knows_its_parts() {
    let parts = |text| {
        let endpoint = parse(text, PageScheme::Http).unwrap();
        (endpoint.host_port(), endpoint.is_secure(), endpoint.label())
    };
    let expect = |host_port: &str, secure, label: &str| (host_port.to_owned(), secure, label.to_owned());
    assert_eq!(parts("ws://Example.com"), expect("example.com:80", false, "example.com"));
    assert_eq!(parts("https://example.com:443/?token=x/y"), expect("example.com:443", true, "example.com"));
    assert_eq!(
        parts("wss://me:secret@example.com:8443"),
        expect("example.com:8443", true, "example.com:8443")
    );
    assert_eq!(parts("ws://[::1]:80/v1/chat/?a=b"), expect("[::1]:80", false, "chat"));
    assert_eq!(parts("ws://host:443//socket"), expect("host:443", false, "socket"));
}

#[test]
fn has_a_twin_that_can_be_fetched() {
    use PageScheme::{Http, Https, Other};
    let http = |text, page| {
        let endpoint = parse(text, page).unwrap();
        (endpoint.http_twin(), endpoint.http_other(page))
    };
    let expect = |twin: &str, other: Option<&str>| (twin.to_owned(), other.map(ToOwned::to_owned));
    assert_eq!(http("ws://Host", Http), expect("http://Host", Some("https://Host/")));
    assert_eq!(
        http("ws://me:p@ss/w@host:8080/a?b=@", Http),
        // The slash ends the authority, so the browser takes "p" for the password and "ss" for the host.
        expect("http://ss/w@host:8080/a?b=@", Some("https://ss/"))
    );
    assert_eq!(
        http("ws://me:p@ss@host:8080?b=@", Http),
        expect("http://host:8080?b=@", Some("https://host:8080/"))
    );
    let secret = "wss://host:8443/socket?token=x";
    assert_eq!(http(secret, Http), expect("https://host:8443/socket?token=x", Some("http://host:8443/")));
    assert_eq!(http(secret, Other).1.as_deref(), Some("http://host:8443/"));
    assert_eq!(http(secret, Https).1, None);
    assert_eq!(http("wss://[::1]:90/?q", Https), expect("https://[::1]:90/?q", Some("http://[::1]:90/")));
}

#[test]
fn knows_names_from_numbers() {
    let is_named = |text| parse(text, PageScheme::Http).unwrap().is_named();
    for text in ["ws://a", "ws://1.example", "ws://10.0.0.1.nip.io", "ws://ไทย"] {
        assert!(is_named(text), "{text}");
    }
    for text in ["ws://10.0.0.1:80", "ws://[fe80::1]", "ws://1"] {
        assert!(!is_named(text), "{text}");
    }
}
