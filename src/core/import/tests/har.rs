//! HAR logs of browsers and proxies, each with its members in its own order.

use super::{ProblemKind, check_rows, problems, read, shown};
use crate::import::{Facts, Source};

const CHROMIUM: &str = include_str!("../../../../tests/fixtures/import/log-chromium.har");
/// Made by Chromium 156 itself: what `cargo run -p e2e` leaves in target/e2e.
const CHROMIUM_ITSELF: &str = include_str!("../../../../tests/fixtures/import/log-chrome.har");
const MITMPROXY: &str = include_str!("../../../../tests/fixtures/import/log-mitmproxy.har");
const HTTP_TOOLKIT: &str = include_str!("../../../../tests/fixtures/import/log-http-toolkit.har");
const FIREFOX: &str = include_str!("../../../../tests/fixtures/import/log-firefox.har");

fn source(creator: &str) -> Source {
    Source::Har { creator: creator.to_owned() }
}

#[test]
fn chromium_writes_messages_before_the_rest() {
    let import = check_rows(
        CHROMIUM.as_bytes(),
        "a.har",
        &[
            r#"1 1795882691000000 info Connecting { target: Target { address: "wss://example.com/feed?x=1", subprotocols: ["graphql-transport-ws", "json"] }, attempt: 0 }"#,
            r#"2 1795882691000000 info Opened { subprotocol: "json", extensions: "permessage-deflate" }"#,
            r#"3 1795882691123456 sent "{\"op\":\"sub\",\"id\":7}""#,
            r#"4 1795882691200456 received "สว\u{e31}สด\u{e35} 😀\nline 2""#,
            "5 1795882691300000 received [00, 01, 02, ff]",
            r#"6 1795882691250000 sent """#,
            r#"7 1795882700000000 info Connecting { target: Target { address: "ws://localhost:1/", subprotocols: [] }, attempt: 0 }"#,
            r#"8 1795882700500000 error Ended(Ending { by: NeverOpened, code: 1006, reason: "Error in connection establishment: net::ERR_CONNECTION_REFUSED", clean: false, lasted: None, handshake: Span(500000), traffic: Traffic { sent: Flow { messages: 0, bytes: 0 }, received: Flow { messages: 0, bytes: 0 } } })"#,
        ],
    );
    assert_eq!(problems(&import), []);
    assert_eq!(import.source(), Some(&source("WebInspector 537.36")));
    let facts = Facts {
        addresses: vec!["wss://example.com/feed?x=1".into(), "ws://localhost:1/".into()],
        subprotocols: vec!["json".into()],
        skipped: 1,
        whole: true,
        ..Facts::default()
    };
    assert_eq!(*import.facts(), facts);
}

#[test]
fn a_file_of_chromium_itself_is_read() {
    let (rows, import) = read(CHROMIUM_ITSELF.as_bytes(), "a.har");
    assert_eq!((problems(&import), import.facts().skipped), (vec![], 1));
    // Without numbers and times, so that the file can be made anew.
    let rows: Vec<String> =
        shown(&rows).iter().filter_map(|row| Some(row.splitn(3, ' ').nth(2)?.to_owned())).collect();
    let messages = [
        r#""hello""#,
        r#""😀 สว\u{e31}สด\u{e35}\n\"two\" lines""#,
        r#""""#,
        r#""{\"n\":12345678901234567890,\"list\":[true,null]}""#,
        "[00, 01, fe, ff]",
        "[]",
    ];
    let mut expected = vec![
        r#"info Connecting { target: Target { address: "ws://127.0.0.1:8765/echo", subprotocols: ["wirebench.v1", "wirebench.v2"] }, attempt: 0 }"#.to_owned(),
        r#"info Opened { subprotocol: "wirebench.v1", extensions: "" }"#.to_owned(),
    ];
    expected.extend(
        messages.iter().flat_map(|message| [format!("sent {message}"), format!("received {message}")]),
    );
    expected.extend([
        r#"info Connecting { target: Target { address: "ws://127.0.0.1:8765/close?code=4001&reason=sch%C3%B6n%20gesagt&after_ms=300", subprotocols: [] }, attempt: 0 }"#.to_owned(),
        r#"info Opened { subprotocol: "", extensions: "" }"#.to_owned(),
        r#"info Connecting { target: Target { address: "ws://127.0.0.1:8765/status?code=401", subprotocols: [] }, attempt: 0 }"#.to_owned(),
    ]);
    let (end, rest) = rows.split_last().unwrap();
    assert_eq!(rest, expected);
    let words = r#"error Ended(Ending { by: NeverOpened, code: 1006, reason: "HTTP Authentication failed; no valid credentials"#;
    assert!(end.starts_with(words), "{end}");
}

#[test]
fn mitmproxy_writes_messages_behind_the_rest() {
    let import = check_rows(
        MITMPROXY.as_bytes(),
        "",
        &[
            r#"1 1795882691500250 info Connecting { target: Target { address: "wss://example.com/feed", subprotocols: [] }, attempt: 0 }"#,
            r#"2 1795882691500250 info Opened { subprotocol: "", extensions: "permessage-deflate; server_no_context_takeover" }"#,
            r#"3 1795882691600000 sent "ก\u{2028}😀""#,
            "4 1795882691700000 received [00, 01, 02, ff]",
            r#"5 1795882691800001 received "done""#,
            r#"6 1795882692000000 info Connecting { target: Target { address: "wss://example.com/refused", subprotocols: [] }, attempt: 0 }"#,
            r#"7 1795882692020500 error Ended(Ending { by: NeverOpened, code: 1006, reason: "", clean: false, lasted: None, handshake: Span(20500), traffic: Traffic { sent: Flow { messages: 0, bytes: 0 }, received: Flow { messages: 0, bytes: 0 } } })"#,
        ],
    );
    assert_eq!((problems(&import), import.facts().skipped), (vec![], 1));
    assert_eq!(import.source(), Some(&source("mitmproxy 1.2.3")));
}

#[test]
fn http_toolkit_says_how_a_connection_was_closed() {
    let import = check_rows(
        HTTP_TOOLKIT.as_bytes(),
        "",
        &[
            r#"1 1795882691500000 info Connecting { target: Target { address: "wss://example.com/a", subprotocols: [] }, attempt: 0 }"#,
            r#"2 1795882691500000 info Opened { subprotocol: "", extensions: "" }"#,
            r#"3 1795882692000000 sent "a""#,
            r#"4 1795882693500000 info Ended(Ending { by: Server, code: 1000, reason: "bye", clean: true, lasted: Some(Span(2000000)), handshake: Span(0), traffic: Traffic { sent: Flow { messages: 1, bytes: 1 }, received: Flow { messages: 0, bytes: 0 } } })"#,
            r#"5 1795882692000000 info Connecting { target: Target { address: "wss://example.com/b", subprotocols: [] }, attempt: 0 }"#,
            r#"6 1795882692000000 info Opened { subprotocol: "", extensions: "" }"#,
            r#"7 1795882692000000 error Ended(Ending { by: Lost, code: 1006, reason: "", clean: false, lasted: Some(Span(0)), handshake: Span(0), traffic: Traffic { sent: Flow { messages: 0, bytes: 0 }, received: Flow { messages: 0, bytes: 0 } } })"#,
        ],
    );
    assert_eq!(problems(&import), []);
}

#[test]
fn firefox_writes_handshakes_without_messages() {
    let (rows, import) = read(FIREFOX.as_bytes(), "");
    assert_eq!((rows.len(), problems(&import)), (2, vec![]));
    assert_eq!(
        (import.facts().addresses.as_slice(), import.facts().subprotocols.as_slice()),
        (["wss://example.com/feed".to_owned()].as_slice(), ["json".to_owned()].as_slice())
    );
}

/// A log with these messages and nothing else.
fn messages(messages: &str) -> String {
    format!("{{\"log\":{{\"entries\":[{{\"_webSocketMessages\":[\n{messages}\n]}}]}}}}")
}

#[test]
fn what_is_no_message_costs_itself_alone() {
    let file = messages(
        r#"{"type":"send","opcode":1,"data":"a","time":1},
{"type":"send","opcode":8,"data":"","time":1},
{"type":"send","opcode":2,"data":"?","time":1},
{"type":"away","opcode":1,"data":"","time":1},
{"type":"send","opcode":1,"time":1},
{"type":"send","opcode":1,"data":"\ud800","time":1},
7,
{"type":"send","opcode":1,"data":"torn,"time":1},
{"type":"send","opcode":1,"data":"torn
"time":1},
{"type":"receive","data":"no more"}"#,
    );
    let import =
        check_rows(file.as_bytes(), "", &[r#"1 1000000 sent "a""#, r#"2 1000000 received "no more""#]);
    let lines: Vec<(u64, bool)> =
        import.problems().told().iter().map(|problem| (problem.line, problem.kind.costs_a_row())).collect();
    assert_eq!(lines, [3, 4, 5, 6, 7, 8, 9, 10].map(|line| (line, true)));
    assert_eq!(problems(&import)[0].1, ProblemKind::Opcode("8".into()));
    assert_eq!(problems(&import)[1].1, ProblemKind::Member("data".into()));
    assert_eq!((import.problems().count(), import.problems().left_out()), (8, 8));
}

#[test]
fn a_long_connection_does_not_wait_for_its_address() {
    let message = format!(r#"{{"type":"send","data":"{}"}}"#, "x".repeat(1_000_000));
    let many = vec![message; 12].join(",\n");
    let entry = format!(
        r#"{{"_webSocketMessages":[{many}],"request":{{"url":"ws://a/"}},"response":{{"status":101}}}}"#
    );
    let file = format!(r#"{{"log":{{"entries":[{entry},{{"request":{{"url":"ws://b/"}}}}]}}}}"#);
    let (rows, import) = read(file.as_bytes(), "");
    assert_eq!((rows.len(), problems(&import)), (15, vec![]));
    let lines = shown(&rows);
    assert!(
        lines[12].contains("Connecting") && lines[13].contains("Opened") && lines[14].contains("ws://b/")
    );
    assert!(lines[..12].iter().all(|line| line.contains("sent")));
}

#[test]
fn what_else_a_log_has_is_passed_over() {
    let file = r#"{"comment":{"log":[1,{"entries":"]"}]},"log":{"pages":[{"a":["}"]}],"_x":"{[\"\\","entries":[
        {"request":{"headers":7,"url":["x"]},"response":[]},
        [{"_webSocketMessages":[1]}], null, "{", {}
        ],"z":true}}"#;
    let import = check_rows(file.as_bytes(), "", &[]);
    assert_eq!((problems(&import), import.facts().skipped, import.facts().whole), (vec![], 2, true));
}
