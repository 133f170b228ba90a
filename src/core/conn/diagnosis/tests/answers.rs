//! A server has answered an http request.

use expect_test::expect;

use super::*;
use crate::conn::handshake::{Handshake, HeaderLine};

#[test]
fn a_status_says_most() {
    let cases = [
        ("401", with_status("wss://example.com/", 401)),
        ("403", with_status("wss://example.com/", 403)),
        ("404", Facts { offered: 2, ..with_status("ws://localhost:3000/chat", 404) }),
        ("426", with_status("ws://localhost:3000/", 426)),
        ("400", Facts { offered: 1, ..with_status("ws://localhost:3000/", 400) }),
        ("400 on a port of TLS", with_status("ws://example.com:8443/", 400)),
        ("200", with_status("ws://localhost:3000/", 200)),
        ("301", with_status("ws://localhost:3000/", 301)),
        ("a redirect", probed("wss://example.com/", Probe::Answered(Answer::Redirect))),
        ("429", with_status("wss://example.com/", 429)),
        ("500", with_status("wss://example.com/", 500)),
        ("502", with_status("wss://example.com/", 502)),
        ("418", with_status("wss://example.com/", 418)),
    ];
    check(
        &cases,
        &expect![[r"
        401
          [Status { status: 401 }, Failed { took: Span(300000) }]
          [Authentication]
          [AuthenticateOtherwise]
        403
          [Status { status: 403 }, Failed { took: Span(300000) }]
          [Authentication, OriginRefused]
          [AuthenticateOtherwise, AllowOrigin]
        404
          [Status { status: 404 }, Failed { took: Span(300000) }]
          [WrongPath, SubprotocolRefused, OriginRefused, UpgradeDropped]
          [CheckPath, OtherSubprotocols, AllowOrigin, ForwardUpgrade]
        426
          [Status { status: 426 }, Failed { took: Span(300000) }]
          [OriginRefused, UpgradeDropped]
          [AllowOrigin, ForwardUpgrade]
        400
          [Status { status: 400 }, Failed { took: Span(300000) }]
          [SubprotocolRefused, OriginRefused, UpgradeDropped]
          [OtherSubprotocols, AllowOrigin, ForwardUpgrade]
        400 on a port of TLS
          [Status { status: 400 }, Failed { took: Span(300000) }]
          [WantsTls, OriginRefused, UpgradeDropped]
          [UseWss, AllowOrigin, ForwardUpgrade]
        200
          [Status { status: 200 }, Failed { took: Span(300000) }]
          [NotWebSocket, UpgradeDropped, OriginRefused]
          [CheckPath, ForwardUpgrade, AllowOrigin]
        301
          [Status { status: 301 }, Failed { took: Span(300000) }]
          [RedirectNotFollowed, WantsTls]
          [FollowRedirect, UseWss]
        a redirect
          [Redirected, Failed { took: Span(300000) }]
          [RedirectNotFollowed]
          [FollowRedirect]
        429
          [Status { status: 429 }, Failed { took: Span(300000) }]
          [TooManyRequests]
          [WaitAWhile]
        500
          [Status { status: 500 }, Failed { took: Span(300000) }]
          [ServerFault]
          [ReadServerLog]
        502
          [Status { status: 502 }, Failed { took: Span(300000) }]
          [GatewayFault]
          [CheckBackend]
        418
          [Status { status: 418 }, Failed { took: Span(300000) }]
          [Refused]
          [ReadServerLog]
    "]],
    );
}

#[test]
fn an_answer_may_be_hidden() {
    let cases = [
        ("loopback", probed("ws://localhost:3000/", HIDDEN)),
        ("public, TLS", Facts { offered: 1, ..probed("wss://example.com/", HIDDEN) }),
        ("public", probed("ws://example.com/", HIDDEN)),
        ("on a port of TLS", probed("ws://localhost:8443/", HIDDEN)),
    ];
    check(
        &cases,
        &expect![[r"
        loopback
          [Answered, Failed { took: Span(300000) }]
          [WrongPath, OriginRefused, Authentication]
          [CheckPath, AllowOrigin, AuthenticateOtherwise]
        public, TLS
          [AnsweredSecurely, Failed { took: Span(300000) }]
          [SubprotocolRefused, WrongPath, OriginRefused, UpgradeDropped]
          [OtherSubprotocols, CheckPath, AllowOrigin, ForwardUpgrade]
        public
          [Answered, Failed { took: Span(300000) }]
          [WantsTls, WrongPath, OriginRefused, UpgradeDropped]
          [UseWss, CheckPath, AllowOrigin, ForwardUpgrade]
        on a port of TLS
          [Answered, Failed { took: Span(300000) }]
          [WantsTls, WrongPath, OriginRefused, Authentication]
          [UseWss, CheckPath, AllowOrigin, AuthenticateOtherwise]
    "]],
    );
}

#[test]
fn the_other_scheme_may_be_the_right_one() {
    let other = |address, answer| probed(address, Probe::OtherScheme(answer));
    let cases = [
        ("https", other("ws://localhost:9000/", Answer::Hidden)),
        ("http", other("wss://localhost:9000/", Answer::Hidden)),
        ("http, clearly", other("wss://localhost:9000/", Answer::Status(426))),
        ("http on a port of TLS", other("wss://example.com/", Answer::Hidden)),
    ];
    check(
        &cases,
        &expect![[r#"
        https
          [OnlySecure, Failed { took: Span(300000) }]
          [WantsTls]
          [UseWss]
        http
          [OnlyPlain, Failed { took: Span(300000) }]
          [NoTls, Certificate]
          [UseWs, OpenInTab { address: "https://localhost:9000/" }]
        http, clearly
          [OnlyPlain, Failed { took: Span(300000) }]
          [NoTls]
          [UseWs]
        http on a port of TLS
          [OnlyPlain, Failed { took: Span(300000) }]
          [Certificate, NoTls]
          [OpenInTab { address: "https://example.com/" }, UseWs]
    "#]],
    );
}

#[test]
fn a_second_request_counts_after_nothing_and_after_a_hidden_answer() {
    let answered = Probe::Answered(Answer::Status(200));
    assert_eq!(REFUSED.or_other(answered), Probe::OtherScheme(Answer::Status(200)));
    assert_eq!(REFUSED.or_other(Probe::TimedOut), REFUSED);
    assert_eq!(HIDDEN.or_other(answered), Probe::OtherScheme(Answer::Status(200)));
    assert_eq!(HIDDEN.or_other(REFUSED), HIDDEN);
    assert_eq!(Probe::TimedOut.or_other(answered), Probe::TimedOut);
}

/// From the page of an extension, which sees the answer to the handshake itself.
fn seen(status: u16, header: Option<(&str, &str)>) -> Facts {
    let line = |(name, value): (&str, &str)| HeaderLine { name: name.to_owned(), value: value.to_owned() };
    let response = header.map(line).into_iter().collect();
    let handshake = Handshake { status, reason: "So".to_owned(), response, ..Handshake::default() };
    Facts { handshake: Some(handshake), ..facts("ws://h.example/a") }
}

fn unanswered(error: &str) -> Facts {
    let handshake = Handshake { error: error.to_owned(), ..Handshake::default() };
    Facts { handshake: Some(handshake), ..facts("ws://h.example/a") }
}

#[test]
fn an_extension_sees_the_answer() {
    check(
        &[
            ("401", seen(401, Some(("WWW-Authenticate", "Bearer")))),
            ("403", seen(403, None)),
            ("404", seen(404, None)),
            ("500", seen(500, None)),
            ("301", seen(301, Some(("Location", "/b")))),
            ("refused", unanswered("NS_ERROR_CONNECTION_REFUSED")),
            ("unknown", unanswered("NS_ERROR_UNKNOWN_HOST")),
            ("any of them", unanswered("net::ERR_FAILED")),
        ],
        &expect![[r#"
            401
              [Refused { status: 401, reason: "So", hint: Some(HeaderLine { name: "WWW-Authenticate", value: "Bearer" }) }]
              [Authentication]
              [SetHeader]
            403
              [Refused { status: 403, reason: "So", hint: None }]
              [Authentication, OriginRefused]
              [SetHeader, AllowOrigin]
            404
              [Refused { status: 404, reason: "So", hint: None }]
              [WrongPath, OriginRefused, UpgradeDropped]
              [CheckPath, AllowOrigin, ForwardUpgrade]
            500
              [Refused { status: 500, reason: "So", hint: None }]
              [ServerFault]
              [ReadServerLog]
            301
              [Refused { status: 301, reason: "So", hint: Some(HeaderLine { name: "Location", value: "/b" }) }]
              [RedirectNotFollowed, WantsTls]
              [FollowRedirect, UseWss]
            refused
              [Unanswered { error: "NS_ERROR_CONNECTION_REFUSED" }, Failed { took: Span(300000) }]
              [NobodyListens]
              [Diagnose, StartServer { host_port: "h.example:80" }]
            unknown
              [Unanswered { error: "NS_ERROR_UNKNOWN_HOST" }, Failed { took: Span(300000) }]
              [UnknownName]
              [Diagnose, CheckName]
            any of them
              [Unanswered { error: "net::ERR_FAILED" }, Failed { took: Span(300000) }]
              [WrongPath, NobodyListens, OriginRefused]
              [Diagnose, CheckPath, StartServer { host_port: "h.example:80" }, AllowOrigin]
        "#]],
    );
}
