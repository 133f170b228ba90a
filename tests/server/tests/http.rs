//! What is answered over plain HTTP: the index page and the refusals.

use crate::client::{ask, dial, get, server};

/// Every route with all of its parameters, so that forgetting one in the table is noticed.
const ROUTES: [(&str, &[&str]); 20] = [
    ("/echo", &[]),
    ("/faulty", &["change", "skip", "twice"]),
    ("/greet", &[]),
    ("/ticker", &["ms"]),
    ("/flood", &["count", "size", "rate", "form"]),
    ("/chat", &[]),
    ("/phoenix", &[]),
    ("/protocols", &["pick"]),
    ("/headers", &[]),
    ("/pong", &["delay_ms", "skip"]),
    ("/fragments", &[]),
    ("/big", &["mb", "records"]),
    ("/hostile", &[]),
    ("/close", &["code", "reason", "after_ms"]),
    ("/drop", &["after_ms"]),
    ("/silent", &[]),
    ("/stall", &[]),
    ("/slow", &["ms"]),
    ("/status", &["code"]),
    ("/basic", &[]),
];

#[tokio::test]
async fn the_index_lists_every_route() {
    let server = server().await;
    let page = get(&server, "/").await;
    assert_eq!((page.status, page.header("content-type")), (200, Some("text/html; charset=utf-8")));
    assert_eq!(get(&server, "/routes").await.body, page.body);
    assert_eq!(page.text().matches("<tr><th scope=\"row\">").count(), ROUTES.len());
    for (path, params) in ROUTES {
        let row = page.text().lines().find(|line| line.contains(&format!("<code>{path}</code>")));
        let row = row.unwrap_or_else(|| panic!("{path} is missing"));
        assert_eq!(row.matches("<dt>").count(), params.len(), "{path}");
        for name in params {
            assert!(row.contains(&format!("<dt><code>{name}</code></dt>")), "{path}: {name}");
        }
    }
    assert_eq!(get(&server, "/routes.css").await.header("content-type"), Some("text/css; charset=utf-8"));
}

#[tokio::test]
async fn plain_requests_for_sockets_are_told_so() {
    let server = server().await;
    // These two have something else to say first.
    for (path, _) in ROUTES.iter().filter(|(path, _)| !["/status", "/basic"].contains(path)) {
        let reply = get(&server, path).await;
        assert_eq!(reply.status, 426, "{path}");
        assert_eq!(reply.header("upgrade"), Some("websocket"));
        assert!(reply.text().contains("speaks WebSocket"), "{path}: {}", reply.text());
    }
}

#[tokio::test]
async fn bad_parameters_are_named() {
    let server = server().await;
    let long_reason = format!("/close?reason={}", "x".repeat(124));
    for (target, sentence) in [
        ("/echo?ms=1", r#"/echo has no parameter "ms": it takes no parameters."#),
        ("/flood?cuont=1", r#"/flood has no parameter "cuont": it takes count, size, rate, form."#),
        ("/ticker?ms=0", r#"The parameter "ms" must be a whole number from 1 to 3600000, and "0" is not."#),
        ("/ticker?ms=-1", r#"The parameter "ms" must be a whole number from 1 to 3600000, and "-1" is not."#),
        (
            "/ticker?ms=1.5",
            r#"The parameter "ms" must be a whole number from 1 to 3600000, and "1.5" is not."#,
        ),
        ("/ticker?ms=", r#"The parameter "ms" must be a whole number from 1 to 3600000, and "" is not."#),
        ("/ticker?ms=5&ms=6", r#"The parameter "ms" is given twice; give it once."#),
        ("/big?mb=257", r#"The parameter "mb" must be a whole number from 1 to 256, and "257" is not."#),
        (
            "/status?code=101",
            r#"The parameter "code" must be a whole number from 200 to 599, and "101" is not."#,
        ),
        (
            "/flood?size=99999999999999999999",
            r#"The parameter "size" must be a whole number from 16 to 16000000, and "99999999999999999999" is not."#,
        ),
        (
            "/close?code=1005&reason=x",
            r#"The parameter "reason" must be absent with code 1005, which sends an empty close frame."#,
        ),
        (
            long_reason.as_str(),
            r#"The parameter "reason" must be at most 123 bytes of UTF-8, and this is 124."#,
        ),
    ] {
        let reply = get(&server, target).await;
        assert_eq!((reply.status, reply.text().trim_end()), (400, sentence), "{target}");
    }
}

#[tokio::test]
async fn every_number_has_limits() {
    let server = server().await;
    for (path, params) in ROUTES {
        for name in params.iter().filter(|name| !matches!(**name, "pick" | "reason")) {
            let reply = get(&server, &format!("{path}?{name}=18446744073709551615")).await;
            assert_eq!(reply.status, 400, "{path} {name}");
            assert!(reply.text().contains(&format!("{name:?}")), "{}", reply.text());
        }
    }
}

#[tokio::test]
async fn close_codes_that_cannot_be_sent_are_refused() {
    let server = server().await;
    for code in [0, 999, 1006, 1015, 1016, 2999, 5000] {
        let reply = get(&server, &format!("/close?code={code}")).await;
        assert_eq!(reply.status, 400, "{code}");
        assert!(reply.text().contains("must be 1000 to 1014 but not 1006"), "{}", reply.text());
    }
}

#[tokio::test]
async fn a_page_from_anywhere_may_read_the_answer() {
    let server = server().await;
    for (request, status) in [
        ("GET / HTTP/1.1\r\n\r\n", 200),
        ("GET /routes.css HTTP/1.1\r\n\r\n", 200),
        ("GET /echo HTTP/1.1\r\n\r\n", 426),
        ("HEAD /echo HTTP/1.1\r\n\r\n", 426),
        ("GET /echo?ms=1 HTTP/1.1\r\n\r\n", 400),
        ("GET /status?code=301 HTTP/1.1\r\n\r\n", 301),
        ("GET /status?code=401 HTTP/1.1\r\n\r\n", 401),
        ("GET /status?code=503 HTTP/1.1\r\nUpgrade: websocket\r\n\r\n", 503),
        ("GET /nowhere HTTP/1.1\r\n\r\n", 404),
        ("POST /echo HTTP/1.1\r\n\r\n", 405),
        ("no such thing\r\n\r\n", 400),
    ] {
        let reply = ask(&mut dial(&server).await, request).await;
        let allowed = reply.header("access-control-allow-origin");
        assert_eq!((reply.status, allowed), (status, Some("*")), "{request:?}");
    }
}

#[tokio::test]
async fn other_requests_get_a_sentence() {
    let server = server().await;
    for (request, status) in [
        ("GET /nowhere HTTP/1.1\r\n\r\n".to_owned(), 404),
        ("GET /echo/ HTTP/1.1\r\n\r\n".to_owned(), 404),
        ("POST /echo HTTP/1.1\r\nContent-Length: 2\r\n\r\nhi".to_owned(), 405),
        ("no such thing\r\n\r\n".to_owned(), 400),
        ("\u{16}\u{3}\u{1} looks like TLS\r\n\r\n".to_owned(), 400),
        (format!("GET / HTTP/1.1\r\n{}\r\n", "A: b\r\n".repeat(201)), 431),
        (format!("GET / HTTP/1.1\r\nA: {}", "b".repeat(64 * 1024)), 431),
    ] {
        let reply = ask(&mut dial(&server).await, &request).await;
        let start: String = request.chars().take(30).collect();
        assert_eq!(reply.status, status, "{start:?}");
        assert!(reply.text().ends_with(".\n"), "{start:?}: {}", reply.text());
    }
    let head = ask(&mut dial(&server).await, "HEAD / HTTP/1.1\r\n\r\n").await;
    assert_eq!((head.status, head.body.len()), (200, 0));
}
