//! What readers make of frames, one line each: what it does, its name, channel, link and payload.

mod encodings;
mod hostile;
mod recorded;

use super::{Act, Facts, Link, Protocol, Reader, Way};
use crate::message::Message;

/// `Call add #1→ [1,2]`: the act, the event, `@` the channel, `#` the id with an arrow behind it if it asks and in front
/// of it if it answers, and the payload.
fn line(facts: &Facts<'_>) -> String {
    let id = facts.id.as_ref().map(|id| match facts.link {
        Link::None => format!("#{id}"),
        Link::Asks => format!("#{id}→"),
        Link::Answers => format!("→#{id}"),
    });
    let parts = [
        Some(format!("{:?}", facts.act)),
        facts.event.as_deref().map(str::to_owned),
        facts.channel.as_ref().map(|channel| format!("@{channel}")),
        id,
        facts.payload.as_ref().map(|payload| String::from_utf8_lossy(payload).into_owned()),
        (facts.more > 0).then(|| format!("+{}", facts.more)),
        facts.damage.map(|damage| format!("{:?} at {}", damage.kind, damage.at)),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn reads(reader: &mut Reader, way: Way, message: Message<'_>, expected: &str) {
    let found = reader.read(way, message).as_ref().map(line);
    assert_eq!(
        found.as_deref().unwrap_or("nothing"),
        expected,
        "{:?}",
        String::from_utf8_lossy(message.payload)
    );
}

#[track_caller]
fn check(protocol: Protocol, frames: &[(&str, &str)]) {
    let mut reader = protocol.reader();
    for (text, expected) in frames {
        // `>` went, `<` came.
        let (way, text) = match text.split_at(1) {
            (">", text) => (Way::Sent, text),
            (_, text) => (Way::Received, text),
        };
        reads(&mut reader, way, Message::text(text), expected);
    }
}

#[test]
fn json_rpc() {
    check(
        Protocol::JsonRpc,
        &[
            (r#">{"jsonrpc":"2.0","id":1,"method":"add","params":[1,2]}"#, "Call add #1→ [1,2]"),
            (r#"<{"jsonrpc":"2.0","id":1,"result":3}"#, "Answer result →#1 3"),
            (r#"<{"jsonrpc":"2.0","id":"a","error":{"code":-32601}}"#, r#"Error error →#a {"code":-32601}"#),
            (r#"<{"jsonrpc":"2.0","id":null,"error":{}}"#, "Error error {}"),
            (r#"<{"jsonrpc":"2.0","method":"tick"}"#, "Event tick"),
            (r#">[{"jsonrpc":"2.0","method":"a"},{"jsonrpc":"2.0","method":"b"}]"#, "Event a +1"),
            (r#">{"method":"add","id":1}"#, "nothing"),
            (">[]", "nothing"),
        ],
    );
}

#[test]
fn graphql() {
    check(
        Protocol::GraphQl,
        &[
            (r#">{"type":"connection_init"}"#, "Connection connection_init"),
            (r#"<{"type":"connection_ack","payload":{}}"#, "Connection connection_ack {}"),
            (
                r#">{"id":"1","type":"subscribe","payload":{"operationName":"Ticks","query":"…"}}"#,
                r#"Call subscribe @Ticks #1→ {"operationName":"Ticks","query":"…"}"#,
            ),
            (r#"<{"id":"1","type":"next","payload":{"data":1}}"#, r#"Answer next →#1 {"data":1}"#),
            (r#"<{"id":"1","type":"complete"}"#, "Subscription complete →#1"),
            (r#"<{"type":"ka"}"#, "Heartbeat ka"),
            (r#"<{"type":"something"}"#, "nothing"),
        ],
    );
}

#[test]
fn phoenix() {
    check(
        Protocol::Phoenix,
        &[
            (r#">["1","1","room:1","phx_join",{}]"#, "Subscription phx_join @room:1 #1→ {}"),
            (
                r#"<["1","1","room:1","phx_reply",{"status":"ok","response":{}}]"#,
                r#"Answer phx_reply @room:1 →#1 {"status":"ok","response":{}}"#,
            ),
            (r#">[null,"2","phoenix","heartbeat",{}]"#, "Heartbeat heartbeat @phoenix #2→ {}"),
            (
                r#"<[null,"2","phoenix","phx_reply",{"status":"ok"}]"#,
                r#"Heartbeat phx_reply @phoenix →#2 {"status":"ok"}"#,
            ),
            (r#"<["1",null,"room:1","shout",{"a":1}]"#, r#"Event shout @room:1 {"a":1}"#),
            (
                r#"<{"topic":"r","event":"phx_reply","payload":{"status":"error"},"ref":"7"}"#,
                r#"Error phx_reply @r →#7 {"status":"error"}"#,
            ),
            (r#"<["1","1","room:1"]"#, "nothing"),
        ],
    );
    let mut reader = Protocol::Phoenix.reader();
    reads(
        &mut reader,
        Way::Sent,
        Message::binary(b"\0\x01\x01\x01\x0412rpush\x01\x02"),
        "Call push @r #2→ \u{1}\u{2}",
    );
    reads(
        &mut reader,
        Way::Received,
        Message::binary(b"\x01\x01\x01\x01\x0212rokBYE"),
        "Answer phx_reply @r →#2 BYE",
    );
    reads(&mut reader, Way::Received, Message::binary(b"\x02\x01\x05rshoutx"), "Event shout @r x");
    reads(&mut reader, Way::Received, Message::binary(b"\x02\xff\x05rshoutx"), "nothing");
}

#[test]
fn action_cable() {
    check(
        Protocol::ActionCable,
        &[
            (r#"<{"type":"welcome"}"#, "Connection welcome"),
            (
                r#">{"command":"subscribe","identifier":"{\"channel\":\"Chat\"}"}"#,
                r#"Subscription subscribe @Chat #{"channel":"Chat"}→"#,
            ),
            (
                r#"<{"identifier":"{\"channel\":\"Chat\"}","type":"confirm_subscription"}"#,
                r#"Answer confirm_subscription @Chat →#{"channel":"Chat"}"#,
            ),
            (r#"<{"type":"ping","message":1690000000}"#, "Heartbeat ping 1690000000"),
            (
                r#"<{"identifier":"{\"channel\":\"Chat\"}","message":{"a":1}}"#,
                r#"Event message @Chat #{"channel":"Chat"} {"a":1}"#,
            ),
            (
                r#">{"command":"message","identifier":"{\"channel\":\"Chat\"}","data":"{\"action\":\"speak\"}"}"#,
                r#"Event speak @Chat #{"channel":"Chat"} {"action":"speak"}"#,
            ),
            (r#"<{"type":"disconnect","reason":"unauthorized"}"#, "Connection disconnect unauthorized"),
        ],
    );
}

#[test]
fn pusher() {
    check(
        Protocol::Pusher,
        &[
            (
                r#"<{"event":"pusher:connection_established","data":"{}"}"#,
                "Connection pusher:connection_established {}",
            ),
            (
                r#">{"event":"pusher:subscribe","data":{"channel":"news"}}"#,
                r#"Subscription pusher:subscribe @news #news→ {"channel":"news"}"#,
            ),
            (
                r#"<{"event":"pusher_internal:subscription_succeeded","channel":"news","data":"{}"}"#,
                "Answer pusher_internal:subscription_succeeded @news →#news {}",
            ),
            (r#"<{"event":"headline","channel":"news","data":"\"x\""}"#, r#"Event headline @news "x""#),
            (r#"<{"event":"pusher:ping"}"#, "Heartbeat pusher:ping #ping→"),
            (r#">{"event":"pusher:pong"}"#, "Heartbeat pusher:pong →#ping"),
        ],
    );
}

#[test]
fn ocpp() {
    check(
        Protocol::Ocpp,
        &[
            (r#">[2,"19","BootNotification",{"a":1}]"#, r#"Call BootNotification #19→ {"a":1}"#),
            (r#"<[3,"19",{"status":"Accepted"}]"#, r#"Answer CALLRESULT →#19 {"status":"Accepted"}"#),
            (r#"<[4,"20","NotImplemented","",{}]"#, "Error NotImplemented →#20 {}"),
            (r#">[2,"21","Heartbeat",{}]"#, "Heartbeat Heartbeat #21→ {}"),
            (r#">[9,"21"]"#, "nothing"),
        ],
    );
}

#[test]
fn wamp() {
    check(
        Protocol::Wamp,
        &[
            (r#">[1,"realm1",{"roles":{}}]"#, r#"Connection HELLO @realm1 {"roles":{}}"#),
            ("<[2,9129137332,{}]", "Connection WELCOME {}"),
            (r#">[32,713845233,{},"com.topic"]"#, "Subscription SUBSCRIBE @com.topic #713845233→"),
            ("<[33,713845233,5512315355]", "Answer SUBSCRIBED @com.topic →#713845233"),
            (r#"<[36,5512315355,4429313566,{},["hi"]]"#, r#"Event EVENT @com.topic ["hi"]"#),
            (r#">[48,7,{},"com.add",[1,2]]"#, "Call CALL @com.add #7→ [1,2]"),
            ("<[50,7,{},[3]]", "Answer RESULT →#7 [3]"),
            (
                r#"<[8,48,7,{},"wamp.error.no_such_procedure"]"#,
                "Error ERROR @wamp.error.no_such_procedure →#7",
            ),
            (r#"<["x"]"#, "nothing"),
        ],
    );
}

#[test]
fn socket_io() {
    check(
        Protocol::SocketIo,
        &[
            (r#"<0{"sid":"a","pingInterval":25000}"#, r#"Connection open {"sid":"a","pingInterval":25000}"#),
            (">40", "Connection connect"),
            (r#"<40/admin,{"sid":"b"}"#, r#"Connection connect @/admin {"sid":"b"}"#),
            (r#">42["chat message",{"a":1}]"#, r#"Event chat message ["chat message",{"a":1}]"#),
            (r#">42/admin,17["add",1]"#, r#"Call add @/admin #17→ ["add",1]"#),
            ("<43/admin,17[2]", "Answer ack @/admin →#17 [2]"),
            ("<2", "Heartbeat ping"),
            (">3", "Heartbeat pong"),
            (r#"<44{"message":"no"}"#, r#"Error connect_error {"message":"no"}"#),
            ("<42nonsense", "nothing"),
            ("<4", "nothing"),
        ],
    );
    let mut reader = Protocol::SocketIo.reader();
    let frame = r#"452-/p,["file",{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}]"#;
    assert!(reader.read(Way::Received, Message::text(frame)).is_some());
    reads(&mut reader, Way::Sent, Message::binary(b"x"), "nothing");
    reads(&mut reader, Way::Received, Message::binary(b"one"), "Event file @/p one");
    reads(&mut reader, Way::Received, Message::binary(b"two"), "Event file @/p two");
    reads(&mut reader, Way::Received, Message::binary(b"three"), "nothing");
    // Engine.IO 3 puts a byte in front.
    for frame in ["40", r#"451-["file",{"_placeholder":true,"num":0}]"#] {
        assert!(reader.read(Way::Received, Message::text(frame)).is_some());
    }
    reads(&mut reader, Way::Received, Message::binary(b"\x04\x04one"), "Event file \u{4}one");
}

#[test]
fn signal_r() {
    check(
        Protocol::SignalR,
        &[
            (
                ">{\"protocol\":\"json\",\"version\":1}\u{1e}",
                "Connection handshake {\"protocol\":\"json\",\"version\":1}",
            ),
            ("<{}\u{1e}", "Connection handshake {}"),
            (
                ">{\"type\":1,\"invocationId\":\"0\",\"target\":\"Add\",\"arguments\":[1]}\u{1e}",
                "Call Add #0→ [1]",
            ),
            (
                "<{\"type\":3,\"invocationId\":\"0\",\"result\":2}\u{1e}{\"type\":6}\u{1e}",
                "Answer completion →#0 2 +1",
            ),
            ("<{\"type\":1,\"target\":\"Tick\",\"arguments\":[]}\u{1e}", "Event Tick []"),
            ("<{\"type\":6}\u{1e}", "Heartbeat ping"),
            (
                ">{\"type\":6}\u{1e}{\"type\":1,\"invocationId\":\"1\",\"target\":\"Add\"}\u{1e}",
                "Call Add #1→ +1",
            ),
            ("<{\"type\":6}", "nothing"),
        ],
    );
}

#[test]
fn stomp() {
    check(
        Protocol::Stomp,
        &[
            (">CONNECT\naccept-version:1.2\nhost:h\n\n\0", "Connection CONNECT"),
            (">SUBSCRIBE\nid:0\ndestination:/queue/a\n\n\0", "Subscription SUBSCRIBE @/queue/a #0"),
            (">SEND\ndestination:/queue/a\\cb\nreceipt:r1\n\nhello\0", "Event SEND @/queue/a:b #r1→ hello"),
            ("<RECEIPT\nreceipt-id:r1\n\n\0", "Answer RECEIPT →#r1"),
            ("<MESSAGE\r\ndestination:/queue/a\r\nack:m7\r\n\r\nhi\0\n", "Event MESSAGE @/queue/a #m7→ hi"),
            (">ACK\nid:m7\n\n\0", "Answer ACK →#m7"),
            ("<\n", "Heartbeat heart-beat"),
            ("<ERROR\nmessage:no\n\n\0", "Error ERROR @no"),
            ("<SEND\ndestination", "nothing"),
            ("<", "nothing"),
        ],
    );
}

#[test]
fn mqtt() {
    let mut reader = Protocol::Mqtt.reader();
    let mut of =
        |way, bytes: &[u8], expected: &str| reads(&mut reader, way, Message::binary(bytes), expected);
    of(Way::Sent, b"\x10\x10\0\x04MQTT\x05\x02\0\x3c\0\0\x03abc", "Connection CONNECT @abc #connect→");
    of(Way::Received, b"\x20\x03\0\0\0", "Answer CONNACK →#connect");
    of(Way::Sent, b"\x82\x0a\0\x01\0\0\x04a/+b\0", "Subscription SUBSCRIBE @a/+b #1→");
    of(Way::Received, b"\x90\x04\0\x01\0\0", "Answer SUBACK →#1");
    of(Way::Received, b"\x30\x0a\0\x03a/b\x03\x23\0\x01x", "Event PUBLISH @a/b x");
    of(Way::Received, b"\x30\x07\0\0\x03\x23\0\x01y", "Event PUBLISH @a/b y");
    of(Way::Sent, b"\x32\x09\0\x03a/b\0\x07\0z\xc0\0", "Call PUBLISH @a/b #7→ z +1");
    of(Way::Received, b"\x40\x02\0\x07", "Answer PUBACK →#7");
    of(Way::Received, b"\xd0\0", "Heartbeat PINGRESP →#ping");
    // A packet over two messages.
    of(Way::Received, b"\x30\x0a\0\x03a/b\0ab", "nothing");
    of(Way::Received, b"cd\x30", "Event PUBLISH @a/b abcd");
    of(Way::Received, b"\x07\0\0\x03\x23\0\x01", "nothing");
    of(Way::Received, b"y\xd0\0", "Event PUBLISH @a/b y +1");
    // One that is too large to be kept.
    of(Way::Received, b"\x30\x86\x80\x04\0\x03a/b\0a", "Event PUBLISH @a/b a");
    of(Way::Received, &vec![b'a'; 65536 - 2], "nothing");
    of(Way::Received, b"a\xd0\0", "Heartbeat PINGRESP →#ping");
    of(Way::Received, b"", "nothing");
    of(Way::Received, b"\xf0\xff\xff\xff\xff\xff", "nothing");
}

#[test]
fn the_chat() {
    check(
        Protocol::Chat,
        &[
            (r#">{"type":"join","username":"Ann"}"#, "Connection join @Ann"),
            (r#"<{"type":"message","username":"Bob","message":"hi"}"#, r#"Event message @Bob "hi""#),
            (r#"<{"type":"user_left","username":"Bob"}"#, "Subscription user_left @Bob"),
            (r#"<{"type":"error","message":"no"}"#, r#"Error error "no""#),
            (r#"<{"type":"other"}"#, "nothing"),
        ],
    );
}

#[test]
fn protocols_are_told_apart() {
    let sniff = |text: &str| Protocol::sniff(Message::text(text));
    for (text, expected) in [
        (r#"{"jsonrpc":"2.0","method":"a"}"#, Some(Protocol::JsonRpc)),
        (r#"{"type":"connection_init"}"#, Some(Protocol::GraphQl)),
        (r#"0{"sid":"x"}"#, Some(Protocol::SocketIo)),
        (r#"42["a"]"#, Some(Protocol::SocketIo)),
        ("CONNECT\naccept-version:1.2\n\n\0", Some(Protocol::Stomp)),
        ("{\"protocol\":\"json\",\"version\":1}\u{1e}", Some(Protocol::SignalR)),
        (r#"["1","1","room:1","phx_join",{}]"#, Some(Protocol::Phoenix)),
        (r#"[2,"1","BootNotification",{}]"#, Some(Protocol::Ocpp)),
        (r#"[1,"realm1",{}]"#, Some(Protocol::Wamp)),
        (r#"{"event":"pusher:connection_established","data":""}"#, Some(Protocol::Pusher)),
        (r#"{"command":"subscribe","identifier":"{}"}"#, Some(Protocol::ActionCable)),
        (r#"{"type":"join"}"#, Some(Protocol::Chat)),
        ("hello", None),
        ("", None),
        ("42", None),
        ("\u{a0}0", None),
        (r#"[3,{"message":"no"},"wamp.error.no_such_realm"]"#, None),
        (r#"[4,"20","NotImplemented","",{}]"#, Some(Protocol::Ocpp)),
        (r#"{"type":"welcome"}"#, Some(Protocol::ActionCable)),
        (r#"{"type":"welcome","sid":"a"}"#, Some(Protocol::ActionCable)),
        (r#"{"type":"welcome","message":"hi"}"#, Some(Protocol::Chat)),
        (r#"{"a":1}"#, None),
        ("[1,2,3]", None),
    ] {
        assert_eq!(sniff(text), expected, "{text}");
    }
    let connect = b"\x10\x0c\0\x04MQTT\x04\x02\0\x3c\0\0";
    assert_eq!(Protocol::sniff(Message::binary(connect)), Some(Protocol::Mqtt));
    assert_eq!(Protocol::sniff(Message::binary(b"\x10")), None);
    assert_eq!(Protocol::sniff(Message::binary(b"{}\x1e")), Some(Protocol::SignalR));
    assert_eq!(Protocol::sniff(Message::binary(b"\x81\xa4type\xa4join")), None);
}

#[test]
fn heartbeats_are_told_from_calls() {
    let mut reader = Protocol::Ocpp.reader();
    let facts = reader.read(Way::Sent, Message::text(r#"[2,"1","Heartbeat",{}]"#)).map(|facts| facts.act);
    assert_eq!(facts, Some(Act::Heartbeat));
}
