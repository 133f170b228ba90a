//! What tells an encoding, and frames in one that a protocol is spoken in.

use std::rc::Rc;

use super::{Protocol, Reader, Way, reads};
use crate::codec::protobuf::Schema;
use crate::message::Message;

#[test]
fn sub_protocols_tell_the_encoding() {
    for (name, expected) in [
        ("wamp.2.json", Some(Protocol::Wamp)),
        ("wamp.2.msgpack", Some(Protocol::Wamp)),
        ("wamp.2.cbor", Some(Protocol::Wamp)),
        ("feed.v2.msgpack", Some(Protocol::MsgPack)),
        ("cbor", Some(Protocol::Cbor)),
        ("x-protobuf", Some(Protocol::Protobuf)),
        ("protobuf.webpubsub.azure.v1", Some(Protocol::Protobuf)),
        ("ocpp2.0.1", Some(Protocol::Ocpp)),
        ("chat", None),
    ] {
        assert_eq!(Protocol::of_subprotocol(name), expected, "{name}");
    }
}

#[test]
fn signal_r_as_messagepack() {
    let mut reader = Protocol::SignalR.reader();
    let mut of =
        |way, bytes: &[u8], expected: &str| reads(&mut reader, way, Message::binary(bytes), expected);
    of(Way::Received, b"{}\x1e", "Connection handshake {}");
    of(Way::Sent, b"\x0c\x96\x01\x80\xa10\xa3Add\x91\x01\x90", "Call Add #0→ [1]");
    of(Way::Received, b"\x07\x95\x03\x80\xa10\x03\x05\x02\x91\x06", "Answer completion →#0 5 +1");
    of(Way::Received, b"\x07\x95\x03\x80\xa10\x01\xa1", "Error completion →#0 CutOff at 7");
    of(Way::Received, b"\x02\x91\x06", "Heartbeat ping");
    of(Way::Received, b"\x09\x96\x01\x80\xa10", "Error [1,{},\"0\"] TooMany at 1");
    of(Way::Received, b"\x03\x92\x07\xc0", "Connection close");
    of(Way::Received, b"\x01\x05", "nothing");
    of(Way::Received, b"\xff\xff\xff\xff\xff", "nothing");
    of(Way::Received, b"", "nothing");
}

#[test]
fn wamp_in_both_encodings() {
    let mut reader = Protocol::Wamp.reader();
    let mut of =
        |bytes: &[u8], expected: &str| reads(&mut reader, Way::Received, Message::binary(bytes), expected);
    of(b"\x94\x20\x01\x80\xa1a", "Subscription SUBSCRIBE @a #1→");
    of(b"\x93\x21\x01\x07", "Answer SUBSCRIBED @a →#1");
    of(b"\x84\x18\x24\x07\x09\xa0", "Event EVENT @a");
    of(b"\xd9\xd9\xf7\x9f\x18\x24\x07\x09\xa0\x81\x01\xff", "Event EVENT @a [1]");
    of(b"\x96\x24\x07\x09\x80\x91\x01", "Event EVENT @a [1] CutOff at 7");
    of(b"\x81\xa1a\x01", "nothing");
    of(b"", "nothing");
}

#[test]
fn a_reader_keeps_its_schema() {
    let schema =
        Schema::read("message A { oneof b { string text = 1; } int32 n = 2; }").expect("it is right");
    let mut reader = Reader::protobuf(Rc::new(schema), 0).anew().for_one();
    let mut of =
        |bytes: &[u8], expected: &str| reads(&mut reader, Way::Received, Message::binary(bytes), expected);
    of(b"\x0a\x02hi", r#"Event A.text {"text":"hi"}"#);
    of(b"\x10\x05", r#"Event A {"n":5}"#);
    of(b"\x10\x05\x0a", r#"Error A.text {"n":5} CutOff at 2"#);
    reads(&mut reader, Way::Sent, Message::text("hi"), "nothing");
}
