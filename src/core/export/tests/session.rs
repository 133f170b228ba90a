//! A session with something of everything: two connections, one of which never opened.

use crate::conn::{EndedBy, Ending, Notice, Target};
use crate::log::{Body, Flow, Kind, Row, Seq, Store, Traffic};
use crate::message::{Message, Role};
use crate::time::{Micros, Span};

/// It begins at 15:18:11.123456 UTC on 28 November 2026.
pub(super) fn session() -> Store {
    let mut store = Store::default();
    let start = 1_795_879_091_123_456;
    let at = |millis: u64| Micros(start + millis * 1000);
    let target = Target {
        address: "wss://example.com/feed?token=hush&x=1".to_owned(),
        subprotocols: vec!["chat.v2".to_owned(), "chat.v1".to_owned()],
    };
    store.push_notice(at(0), &Notice::Connecting { target: target.clone(), attempt: 0 });
    store.push_notice(
        at(85),
        &Notice::Opened {
            subprotocol: "chat.v2".to_owned(),
            extensions: "permessage-deflate; client_max_window_bits=15".to_owned(),
        },
    );
    for (millis, kind, text) in [
        (100, Kind::Sent, "Hello, \"Wirebench\""),
        (150, Kind::Received, "สวัสดี 👩‍👩‍👧, ключ"),
        (200, Kind::Sent, r#"{"op":"sub","channels":["a","b"],"token":"hush"}"#),
        (250, Kind::Received, r#"{"ok":true,"n":12345678901234567890}"#),
        (300, Kind::Sent, ""),
        (400, Kind::Sent, "two\r\nlines\tand a tab"),
        (500, Kind::Sent, "=HYPERLINK(\"http://evil.example\",\"click\")"),
        (550, Kind::Received, "NUL \0, ESC \u{1b}[31m, bidi \u{202e}txt.exe"),
        (560, Kind::Received, "＝1+1"),
        (570, Kind::Received, "-1"),
        (580, Kind::Received, "'quoted'"),
        (590, Kind::Received, "@SUM(A1)"),
    ] {
        let (at, body) = (at(millis), Body::Message(Message::text(text), Role::Data));
        store.push_row(&Row { seq: Seq(0), at, kind, body });
    }
    let bytes: Vec<u8> = (0..40).chain([0xf8, 0xff]).collect();
    store.push_sent(at(600), Role::Data, Message::binary(&bytes));
    store.push_received(at(650), Role::Data, Message::binary(&[0xf8, 0, 1]));
    store.push_received(at(660), Role::Data, Message::binary(&[]));
    store.push_sent(at(700), Role::Ping, Message::text("ping 1"));
    store.push_received(at(712), Role::Pong(Some(Span(12_345))), Message::text("pong 1"));
    store.push_received(at(713), Role::Pong(None), Message::binary(b"pong"));
    let ending = Ending {
        by: EndedBy::Server,
        code: 1011,
        reason: "restarting, back in \"5\" s".to_owned(),
        clean: true,
        lasted: Some(Span(5_000_000)),
        handshake: Span(85_000),
        traffic: Traffic {
            sent: Flow { messages: 7, bytes: 200 },
            received: Flow { messages: 11, bytes: 150 },
        },
    };
    store.push_notice(at(5085), &Notice::Ended(ending.clone()));
    store.push_notice(at(6085), &Notice::Connecting { target, attempt: 1 });
    let failed = Ending {
        by: EndedBy::NeverOpened,
        code: 1006,
        reason: String::new(),
        clean: false,
        lasted: None,
        handshake: Span(30_500),
        traffic: Traffic::default(),
    };
    store.push_notice(Micros(start + 6_115_500), &Notice::Ended(failed));
    store.push_notice(at(6116), &Notice::GaveUp(1));
    store
}
