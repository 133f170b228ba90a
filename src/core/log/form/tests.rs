//! A row read back is the row that was written, whatever is in it; and what is missing or wrong.

use proptest::prelude::*;

use super::{OwnedBody, OwnedRow, read, write};
use crate::codec::json::value::{Json, Wrong};
use crate::conn::handshake::{Handshake, HeaderLine};
use crate::conn::{Clock, EndedBy, Ending, Notice, Target};
use crate::log::{Flow, Kind, Seq, Traffic};
use crate::message::{DataType, Role};
use crate::time::{Micros, Span};

fn any_clock() -> impl Strategy<Value = Clock> {
    prop::sample::select(vec![Clock::Connect, Clock::Pong, Clock::Idle])
}

/// Short texts with whatever needs an escape somewhere.
pub(crate) fn any_text() -> impl Strategy<Value = String> {
    "([\\x00-\\x1f\\x7f]|[ -~]|[é\u{85}\u{200f}\u{202e}\u{2028}\u{feff}＝ก😀]|\r\n|=1|, ){0,12}"
}

fn any_ended_by() -> impl Strategy<Value = EndedBy> {
    prop_oneof![
        Just(EndedBy::You),
        Just(EndedBy::Cancelled),
        Just(EndedBy::Server),
        Just(EndedBy::Lost),
        Just(EndedBy::NeverOpened),
        any_clock().prop_map(EndedBy::TimedOut),
        Just(EndedBy::Forbidden),
        any_text().prop_map(EndedBy::Rejected),
    ]
}

fn any_ending() -> impl Strategy<Value = Ending> {
    let facts = (any::<u16>(), any_text(), any::<bool>(), any::<Option<u64>>(), any::<[u64; 5]>());
    (any_ended_by(), facts).prop_map(|(by, (code, reason, clean, lasted, numbers))| {
        let [handshake, sent, sent_bytes, received, received_bytes] = numbers;
        let flow = |messages, bytes| Flow { messages, bytes };
        let traffic = Traffic { sent: flow(sent, sent_bytes), received: flow(received, received_bytes) };
        Ending { by, code, reason, clean, lasted: lasted.map(Span), handshake: Span(handshake), traffic }
    })
}

fn any_handshake() -> impl Strategy<Value = Handshake> {
    let headers = || {
        let header = (any_text(), any_text()).prop_map(|(name, value)| HeaderLine { name, value });
        prop::collection::vec(header, 0..3)
    };
    (headers(), any::<u16>(), any_text(), headers(), any_text()).prop_map(
        |(request, status, reason, response, error)| Handshake { request, status, reason, response, error },
    )
}

fn any_notice() -> impl Strategy<Value = Notice> {
    prop_oneof![
        (any_text(), prop::collection::vec(any_text(), 0..3), any::<u32>()).prop_map(
            |(address, subprotocols, attempt)| {
                Notice::Connecting { target: Target { address, subprotocols }, attempt }
            }
        ),
        (any_text(), any_text())
            .prop_map(|(subprotocol, extensions)| Notice::Opened { subprotocol, extensions }),
        (any_clock(), any::<u64>(), any::<Option<u64>>()).prop_map(|(clock, limit, heard)| {
            Notice::Broken { clock, limit: Span(limit), heard: heard.map(Span) }
        }),
        Just(Notice::Closing),
        any::<u64>().prop_map(Notice::Unsent),
        any_ending().prop_map(Notice::Ended),
        (any::<u32>(), any::<u64>()).prop_map(|(attempt, due)| Notice::Waiting { attempt, due: Micros(due) }),
        Just(Notice::Stopped),
        any::<u32>().prop_map(Notice::GaveUp),
        any::<u64>().prop_map(|gap| Notice::Slept(Span(gap))),
        Just(Notice::Forbidden),
        any_handshake().prop_map(Notice::Handshake),
    ]
}

fn any_body() -> impl Strategy<Value = (Kind, OwnedBody)> {
    let role = prop_oneof![
        4 => Just(Role::Data),
        1 => Just(Role::Ping),
        1 => any::<Option<u64>>().prop_map(|span| Role::Pong(span.map(Span))),
    ];
    let payload =
        prop_oneof![any_text().prop_map(String::into_bytes), prop::collection::vec(any::<u8>(), 0..20)];
    let message = (any::<bool>(), any::<bool>(), payload, role).prop_map(|(sent, text, payload, role)| {
        let data_type = if text { DataType::Text } else { DataType::Binary };
        (if sent { Kind::Sent } else { Kind::Received }, OwnedBody::Message { data_type, payload, role })
    });
    prop_oneof![
        3 => message,
        1 => any_notice().prop_map(|notice| (notice.row().unwrap_or(Kind::Info), OwnedBody::Notice(notice))),
    ]
}

/// Any row that a log may have, and those that only files have.
pub(crate) fn any_row() -> impl Strategy<Value = OwnedRow> {
    (any::<u64>(), any::<u64>(), any_body()).prop_map(|(seq, at, (kind, body))| OwnedRow {
        seq: Seq(seq),
        at: Micros(at),
        kind,
        body,
    })
}

fn written(row: &OwnedRow) -> String {
    let mut out = Vec::new();
    write(&row.as_row(), &mut out);
    String::from_utf8(out).unwrap()
}

fn message(payload: &[u8]) -> OwnedBody {
    OwnedBody::Message { data_type: DataType::Text, payload: payload.to_vec(), role: Role::Data }
}

#[test]
fn members_have_their_order() {
    let row = |kind, body| OwnedRow { seq: Seq(7), at: Micros(1_700_000_000_123_456), kind, body };
    let check = |row: &OwnedRow, expected: &str| {
        let head = r#"{"seq":7,"at":"2023-11-14T22:13:20.123Z","us":1700000000123456,"kind":"#;
        assert_eq!(written(row), format!("{head}{expected}}}"));
    };
    check(&row(Kind::Sent, message(b"a\"\0")), r#""sent","type":"text","size":3,"text":"a\"\u0000""#);
    check(&row(Kind::Received, message(&[0xff])), r#""received","type":"text","size":1,"base64":"/w==""#);
    let role = Role::Pong(Some(Span(12)));
    let pong = OwnedBody::Message { data_type: DataType::Binary, payload: Vec::new(), role };
    check(
        &row(Kind::Received, pong),
        r#""received","type":"binary","size":0,"role":"pong","round_trip":12,"base64":"""#,
    );
    check(&row(Kind::Info, OwnedBody::Notice(Notice::Stopped)), r#""info","event":"stopped""#);
}

#[test]
fn what_can_be_known_may_be_missing() {
    let check = |text: &str, expected| assert_eq!(read(&Json::read(text).unwrap()), expected, "{text}");
    let row = |at| OwnedRow { seq: Seq(0), at: Micros(at), kind: Kind::Sent, body: message(b"x") };
    check(r#"{"us":5,"kind":"sent","type":"text","text":"x","new":1}"#, Ok(row(5)));
    check(r#"{"at":"1970-01-01T00:00:01Z","kind":"sent","type":"text","text":"x"}"#, Ok(row(1_000_000)));
    check(r#"{"at":"1970","us":5,"size":77,"kind":"sent","type":"text","text":"x"}"#, Ok(row(5)));
    let wrong = |path: &str| Err(Wrong(path.to_owned()));
    check("[]", wrong("at"));
    check(r#"{"us":-1}"#, wrong("us"));
    check(r#"{"us":1,"kind":"other"}"#, wrong("kind"));
    check(r#"{"us":1,"kind":"sent"}"#, wrong("type"));
    check(r#"{"us":1,"kind":"sent","type":"text"}"#, wrong("text"));
    check(r#"{"us":1,"kind":"sent","type":"text","base64":"!"}"#, wrong("base64"));
    check(r#"{"us":1,"kind":"sent","type":"text","role":"king","text":""}"#, wrong("role"));
    check(r#"{"us":1,"kind":"info"}"#, wrong("event"));
    check(r#"{"us":1,"kind":"info","event":"connecting","subprotocols":["a",1]}"#, wrong("subprotocols[1]"));
    check(r#"{"us":1,"kind":"info","event":"connecting","attempt":4294967296}"#, wrong("attempt"));
    check(r#"{"us":1,"kind":"error","event":"broken","clock":"wall"}"#, wrong("clock"));
    check(r#"{"us":1,"kind":"error","event":"ended","by":"me"}"#, wrong("by"));
    check(r#"{"us":1,"kind":"error","event":"ended","by":"you","sent":{"bytes":"1"}}"#, wrong("sent.bytes"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_row_read_is_the_row_written(rows in prop::collection::vec(any_row(), 1..8)) {
        for row in rows {
            let text = written(&row);
            prop_assert!(!text.contains('\n'));
            prop_assert!(serde_json::from_str::<serde_json::Value>(&text).is_ok());
            prop_assert_eq!(read(&Json::read(&text).unwrap()), Ok(row));
        }
    }
}
