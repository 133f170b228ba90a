//! What is made of which facts, as tables. They are read by people: does this help whoever meets it?

mod answers;

use std::fmt::Write;

use expect_test::{Expect, expect};

use super::*;
use crate::conn::endpoint::{PageScheme, Reach, parse};

/// A handshake that failed after 300 ms: offered nothing, in Chromium, from a page on the same machine.
fn facts(address: &str) -> Facts {
    Facts {
        endpoint: parse(address, PageScheme::Http).unwrap(),
        browser: Browser::Chromium,
        page: PageScheme::Http,
        page_reach: Reach::Loopback,
        online: true,
        offered: 0,
        took: Span(300_000),
        timed_out: false,
        blocked_by_policy: false,
        local_network: None,
        earlier_failures: 0,
        probe: None,
        handshake: None,
    }
}

fn probed(address: &str, probe: Probe) -> Facts {
    Facts { probe: Some(probe), ..facts(address) }
}

fn with_status(address: &str, status: u16) -> Facts {
    probed(address, Probe::Answered(Answer::Status(status)))
}

/// From the page as it is hosted.
fn from_afar(facts: Facts) -> Facts {
    Facts { page: PageScheme::Https, page_reach: Reach::Public, ..facts }
}

const REFUSED: Probe = Probe::Nothing { took: Span(3_000) };
const LATE: Probe = Probe::Nothing { took: Span(3_000_000) };
const HIDDEN: Probe = Probe::Answered(Answer::Hidden);

#[track_caller]
fn check(cases: &[(&str, Facts)], expected: &Expect) {
    let mut table = String::new();
    for (name, facts) in cases {
        let Diagnosis { known, likely, tries } = diagnose(facts);
        let longest = known.len().max(likely.len()).max(tries.len());
        assert!(longest <= MOST && !known.is_empty() && !tries.is_empty(), "{name}");
        let likely = if likely.is_empty() { String::new() } else { format!("\n  {likely:?}") };
        writeln!(table, "{name}\n  {known:?}{likely}\n  {tries:?}").unwrap();
    }
    expected.assert_eq(&table);
}

#[test]
fn what_the_browser_tells_comes_first() {
    let offline = |address| Facts { online: false, ..facts(address) };
    let cases = [
        ("no network", offline("wss://example.com/")),
        ("no network, and none needed", offline("ws://127.0.0.1:9000/")),
        ("policy", Facts { blocked_by_policy: true, ..with_status("wss://example.com/", 426) }),
    ];
    check(
        &cases,
        &expect![[r#"
        no network
          [Offline, Failed { took: Span(300000) }]
          [GoOnline]
        no network, and none needed
          [Failed { took: Span(300000) }]
          [WrongPath, NobodyListens, OriginRefused]
          [Diagnose, CheckPath, StartServer { host_port: "127.0.0.1:9000" }, TryLocalhost]
        policy
          [BlockedByPolicy, Status { status: 426 }, Failed { took: Span(300000) }]
          [ChangePolicy]
    "#]],
    );
}

#[test]
fn the_local_network_is_guarded() {
    let with = |address, permission, probe| {
        from_afar(Facts { local_network: Some(permission), probe, ..facts(address) })
    };
    let firefox = |permission, probe| Facts {
        browser: Browser::Firefox,
        ..with("ws://localhost:9000/", permission, Some(probe))
    };
    let cases = [
        ("denied", with("ws://localhost:9000/", Permission::Denied, None)),
        ("denied but not needed", with("wss://example.com/", Permission::Denied, None)),
        ("not asked yet", with("wss://10.0.0.1/", Permission::Prompt, None)),
        ("no need to ask", with("ws://localhost:9000/", Permission::Prompt, Some(REFUSED))),
        ("not answered", with("wss://10.0.0.1/", Permission::Prompt, Some(Probe::TimedOut))),
        ("granted", with("wss://10.0.0.1/", Permission::Granted, None)),
        ("Firefox, denied", firefox(Permission::Denied, REFUSED)),
        ("Firefox, not answered", firefox(Permission::Prompt, Probe::TimedOut)),
        ("Firefox, no need to ask", firefox(Permission::Prompt, REFUSED)),
    ];
    check(
        &cases,
        &expect![[r#"
            denied
              [LocalNetworkDenied, Failed { took: Span(300000) }]
              [AllowInSettings]
            denied but not needed
              [Failed { took: Span(300000) }]
              [Certificate, WrongPath, NobodyListens, OriginRefused]
              [Diagnose, OpenInTab { address: "https://example.com/" }, CheckPath, StartServer { host_port: "example.com:443" }]
            not asked yet
              [Failed { took: Span(300000) }]
              [PermissionMissing, Certificate, WrongPath, NobodyListens]
              [Diagnose, AllowWhenAsked, OpenInTab { address: "https://10.0.0.1/" }, CheckPath]
            no need to ask
              [NothingAnswered { took: Span(3000) }, Failed { took: Span(300000) }]
              [NobodyListens, ServerIsCurt]
              [StartServer { host_port: "localhost:9000" }, ReadServerLog]
            not answered
              [ProbeTimedOut, Failed { took: Span(300000) }]
              [PermissionMissing, Unreachable, ServerHangs]
              [AllowWhenAsked, CheckFirewall, ReadServerLog]
            granted
              [Failed { took: Span(300000) }]
              [Certificate, WrongPath, NobodyListens, OriginRefused]
              [Diagnose, OpenInTab { address: "https://10.0.0.1/" }, CheckPath, ListenOutside { host_port: "10.0.0.1:443" }]
            Firefox, denied
              [ProbeForbidden, Failed { took: Span(300000) }]
              [WrongPath, NobodyListens, OriginRefused]
              [CheckPath, StartServer { host_port: "localhost:9000" }, AllowOrigin]
            Firefox, not answered
              [ProbeForbidden, Failed { took: Span(300000) }]
              [WrongPath, NobodyListens, OriginRefused]
              [CheckPath, StartServer { host_port: "localhost:9000" }, AllowOrigin]
            Firefox, no need to ask
              [NothingAnswered { took: Span(3000) }, Failed { took: Span(300000) }]
              [NobodyListens, ServerIsCurt]
              [StartServer { host_port: "localhost:9000" }, ReadServerLog]
        "#]],
    );
}

#[test]
fn a_page_without_tls_from_afar_reaches_nothing_near() {
    let from = |page_reach, address| Facts { page_reach, probe: Some(REFUSED), ..facts(address) };
    let cases = [
        ("private to loopback", from(Reach::Private, "ws://localhost:9000/")),
        ("public to private", from(Reach::Public, "ws://10.0.0.1/")),
        ("private to private", from(Reach::Private, "ws://10.0.0.1/")),
    ];
    check(
        &cases,
        &expect![[r#"
            private to loopback
              [NothingAnswered { took: Span(3000) }, Failed { took: Span(300000) }]
              [PageTooFar, NobodyListens, ServerIsCurt]
              [OpenPageNearby, StartServer { host_port: "localhost:9000" }, ReadServerLog]
            public to private
              [NothingAnswered { took: Span(3000) }, Failed { took: Span(300000) }]
              [NobodyListens, PageTooFar, ServerIsCurt]
              [ListenOutside { host_port: "10.0.0.1:80" }, OpenPageNearby, ReadServerLog]
            private to private
              [NothingAnswered { took: Span(3000) }, Failed { took: Span(300000) }]
              [NobodyListens, ServerIsCurt]
              [ListenOutside { host_port: "10.0.0.1:80" }, ReadServerLog]
        "#]],
    );
}

#[test]
fn before_anybody_was_asked() {
    let loopback = facts("ws://127.0.0.1:9000/");
    let safari = Facts { browser: Browser::Safari, ..loopback.clone() };
    let cases = [
        ("at once", Facts { took: Span(2_000), ..loopback.clone() }),
        ("later", Facts { offered: 1, ..loopback }),
        ("Safari", from_afar(safari)),
        ("TLS", facts("wss://example.com/chat")),
        ("asking is forbidden", probed("wss://example.com/chat", Probe::Forbidden)),
    ];
    check(
        &cases,
        &expect![[r#"
        at once
          [Failed { took: Span(2000) }]
          [NobodyListens, WrongPath]
          [Diagnose, StartServer { host_port: "127.0.0.1:9000" }, TryLocalhost, CheckPath]
        later
          [Failed { took: Span(300000) }]
          [SubprotocolRefused, WrongPath, NobodyListens, OriginRefused]
          [Diagnose, OtherSubprotocols, CheckPath, StartServer { host_port: "127.0.0.1:9000" }]
        Safari
          [Failed { took: Span(300000) }]
          [MixedContent, WrongPath, NobodyListens, OriginRefused]
          [Diagnose, OpenPageOtherwise, CheckPath, StartServer { host_port: "127.0.0.1:9000" }]
        TLS
          [Failed { took: Span(300000) }]
          [Certificate, WrongPath, NobodyListens, OriginRefused]
          [Diagnose, OpenInTab { address: "https://example.com/" }, CheckPath, StartServer { host_port: "example.com:443" }]
        asking is forbidden
          [ProbeForbidden, Failed { took: Span(300000) }]
          [Certificate, WrongPath, NobodyListens, OriginRefused]
          [OpenInTab { address: "https://example.com/" }, CheckPath, StartServer { host_port: "example.com:443" }, AllowOrigin]
    "#]],
    );
}

#[test]
fn nobody_answers() {
    let cases = [
        ("loopback", probed("ws://127.0.0.1:9000/", REFUSED)),
        ("loopback by name", probed("ws://localhost:9000/", REFUSED)),
        ("loopback, TLS", probed("wss://localhost:9000/", REFUSED)),
        ("as servers print it", probed("ws://0.0.0.0:9000/", REFUSED)),
        ("private", probed("ws://192.168.0.7:9000/", REFUSED)),
        ("private, late", probed("ws://192.168.0.7:9000/", LATE)),
        ("private by name", probed("ws://nas.local:9000/", REFUSED)),
        ("public, TLS", probed("wss://me:secret@example.com:9000/x?token=y", REFUSED)),
        ("public, TLS, plain can't be asked", from_afar(probed("wss://example.com/", REFUSED))),
    ];
    check(
        &cases,
        &expect![[r#"
            loopback
              [NothingAnswered { took: Span(3000) }, Failed { took: Span(300000) }]
              [NobodyListens, ServerIsCurt]
              [StartServer { host_port: "127.0.0.1:9000" }, TryLocalhost, ReadServerLog]
            loopback by name
              [NothingAnswered { took: Span(3000) }, Failed { took: Span(300000) }]
              [NobodyListens, ServerIsCurt]
              [StartServer { host_port: "localhost:9000" }, ReadServerLog]
            loopback, TLS
              [NothingAnswered { took: Span(3000) }, Failed { took: Span(300000) }]
              [NobodyListens, Certificate, ServerIsCurt]
              [StartServer { host_port: "localhost:9000" }, OpenInTab { address: "https://localhost:9000/" }, ReadServerLog]
            as servers print it
              [NothingAnswered { took: Span(3000) }, Failed { took: Span(300000) }]
              [NobodyListens, ServerIsCurt]
              [TryLocalhost, ReadServerLog]
            private
              [NothingAnswered { took: Span(3000) }, Failed { took: Span(300000) }]
              [NobodyListens, ServerIsCurt]
              [ListenOutside { host_port: "192.168.0.7:9000" }, ReadServerLog]
            private, late
              [NothingAnswered { took: Span(3000000) }, Failed { took: Span(300000) }]
              [Unreachable, NobodyListens, ServerIsCurt]
              [CheckFirewall, ListenOutside { host_port: "192.168.0.7:9000" }, ReadServerLog]
            private by name
              [NothingAnswered { took: Span(3000) }, Failed { took: Span(300000) }]
              [UnknownName, NobodyListens, ServerIsCurt]
              [CheckName, ListenOutside { host_port: "nas.local:9000" }, ReadServerLog]
            public, TLS
              [NothingAnswered { took: Span(3000) }, Failed { took: Span(300000) }]
              [Certificate, UnknownName, NobodyListens, ServerIsCurt]
              [OpenInTab { address: "https://example.com:9000/" }, CheckName, StartServer { host_port: "example.com:9000" }, ReadServerLog]
            public, TLS, plain can't be asked
              [NothingAnswered { took: Span(3000) }, Failed { took: Span(300000) }]
              [Certificate, NoTls, UnknownName, NobodyListens]
              [OpenInTab { address: "https://example.com/" }, SetUpTls, CheckName, StartServer { host_port: "example.com:443" }]
        "#]],
    );
}

#[test]
fn nothing_is_heard() {
    let given_up = |address, browser, earlier_failures| Facts {
        timed_out: true,
        took: Span(10_000_000),
        browser,
        earlier_failures,
        ..facts(address)
    };
    let firefox = given_up("ws://127.0.0.1:9000/", Browser::Firefox, 1);
    let cases = [
        ("public", probed("wss://example.com/", Probe::TimedOut)),
        ("loopback", probed("ws://127.0.0.1:9000/", Probe::TimedOut)),
        ("given up", given_up("ws://example.com/", Browser::Chromium, 11)),
        ("after many failures", given_up("ws://example.com/", Browser::Chromium, 12)),
        ("Firefox", firefox.clone()),
        ("Firefox, answered", Facts { probe: Some(HIDDEN), ..firefox }),
    ];
    check(
        &cases,
        &expect![[r"
        public
          [ProbeTimedOut, Failed { took: Span(300000) }]
          [Unreachable, ServerHangs]
          [CheckFirewall, ReadServerLog]
        loopback
          [ProbeTimedOut, Failed { took: Span(300000) }]
          [ServerHangs]
          [ReadServerLog]
        given up
          [TimedOut { took: Span(10000000) }]
          [Unreachable, ServerHangs]
          [Diagnose, CheckFirewall, ReadServerLog]
        after many failures
          [TimedOut { took: Span(10000000) }]
          [BrowserDelays, Unreachable, ServerHangs]
          [Diagnose, WaitForBrowser { seconds: 5 }, CheckFirewall, ReadServerLog]
        Firefox
          [TimedOut { took: Span(10000000) }]
          [BrowserDelays, ServerHangs]
          [Diagnose, WaitForBrowser { seconds: 60 }, ReadServerLog]
        Firefox, answered
          [Answered, TimedOut { took: Span(10000000) }]
          [BrowserDelays, UpgradeDropped, ServerHangs]
          [WaitForBrowser { seconds: 60 }, ForwardUpgrade, ReadServerLog]
    "]],
    );
}
