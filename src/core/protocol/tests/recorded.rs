//! Sessions of real clients with real servers, recorded by the scripts in `tests/fixtures/protocols/record`, and messages
//! of real encoders: what readers make of each message.

use std::fmt::Write;
use std::path::Path;
use std::rc::Rc;

use expect_test::expect_file;
use proptest::prelude::*;
use serde_json::Value;

use super::{Protocol, Reader, Way, line};
use crate::codec::base64;
use crate::codec::protobuf::Schema;
use crate::message::{DataType, Message};

const RECORDED: [(&str, Protocol); 22] = [
    ("socket-io-2", Protocol::SocketIo),
    ("socket-io-4", Protocol::SocketIo),
    ("graphql-transport-ws", Protocol::GraphQl),
    ("graphql-ws", Protocol::GraphQl),
    ("mqtt-3.1.1", Protocol::Mqtt),
    ("mqtt-5", Protocol::Mqtt),
    ("json-rpc", Protocol::JsonRpc),
    ("wamp-2", Protocol::Wamp),
    ("stomp-1.2", Protocol::Stomp),
    ("ocpp-1.6", Protocol::Ocpp),
    ("chat", Protocol::Chat),
    ("signalr", Protocol::SignalR),
    ("phoenix-1", Protocol::Phoenix),
    ("phoenix-2", Protocol::Phoenix),
    ("action-cable", Protocol::ActionCable),
    ("pusher", Protocol::Pusher),
    ("signalr-messagepack", Protocol::SignalR),
    ("wamp-2-msgpack", Protocol::Wamp),
    ("wamp-2-cbor", Protocol::Wamp),
    ("msgpack", Protocol::MsgPack),
    ("cbor", Protocol::Cbor),
    ("protobuf", Protocol::Protobuf),
];

fn folder() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/protocols"))
}

/// The messages of a recording.
fn rows(name: &str) -> Vec<(Way, DataType, Vec<u8>)> {
    let rows = std::fs::read_to_string(folder().join(format!("{name}.jsonl"))).expect("the recording");
    let row = |row: &str| {
        let row: Value = serde_json::from_str(row).expect("a row");
        let said = |key: &str| row[key].as_str().unwrap_or_default();
        let way = if said("kind") == "sent" { Way::Sent } else { Way::Received };
        match said("type") {
            "binary" => (way, DataType::Binary, base64::decode(said("base64")).expect("base64")),
            _ => (way, DataType::Text, said("text").as_bytes().to_vec()),
        }
    };
    rows.lines().map(row).collect()
}

/// A line for each message; an arrow says which way it went.
#[test]
fn recordings_are_read() {
    for (name, protocol) in RECORDED {
        readings(name, name, protocol.reader());
    }
}

/// The same messages of protobuf with the schema that they were written by.
#[test]
fn a_schema_names_what_is_read() {
    let text = std::fs::read_to_string(folder().join("feed.proto")).expect("the schema");
    let schema = Schema::read(&text).expect("it is right");
    let root = schema.root();
    readings("protobuf", "protobuf-with-schema", Reader::protobuf(Rc::new(schema), root));
}

fn readings(name: &str, expected: &str, mut reader: Reader) {
    let mut read = String::new();
    for (way, data_type, payload) in rows(name) {
        let facts = reader.read(way, Message { data_type, payload: &payload });
        let facts = facts.as_ref().map_or_else(|| "nothing".to_owned(), line);
        let shown = |c: char| if c.is_control() { c.escape_default().collect() } else { String::from(c) };
        let arrow = if way == Way::Sent { '>' } else { '<' };
        writeln!(read, "{arrow} {}", facts.chars().map(shown).collect::<String>()).expect("room");
    }
    expect_file![folder().join(format!("{expected}.read.txt"))].assert_eq(&read);
}

/// Either by the sub-protocol that its client offers, or by what is in its first messages.
#[test]
fn recordings_are_recognised() {
    for (name, protocol) in RECORDED {
        let is_named = matches!(
            protocol,
            Protocol::Mqtt
                | Protocol::GraphQl
                | Protocol::Wamp
                | Protocol::MsgPack
                | Protocol::Cbor
                | Protocol::Protobuf
        );
        let rows = rows(name);
        let sniffed = rows
            .iter()
            .take(8)
            .find_map(|(_, data_type, payload)| Protocol::sniff(Message { data_type: *data_type, payload }));
        assert!(
            sniffed == Some(protocol) || (sniffed.is_none() && is_named),
            "{name} is taken for {sniffed:?}"
        );
    }
}

proptest! {
    #[test]
    fn damaged_recordings_are_read_without_a_panic(
        which in 0..RECORDED.len(),
        damages in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<u8>()), 1..40),
    ) {
        let (name, protocol) = RECORDED[which];
        let mut rows = rows(name);
        for (row, place, byte) in damages {
            let at = row.index(rows.len());
            let payload = &mut rows[at].2;
            if byte == 0 || payload.is_empty() {
                payload.truncate(place.index(payload.len() + 1));
            } else {
                let place = place.index(payload.len());
                payload[place] = byte;
            }
        }
        let mut reader = protocol.reader();
        for (way, data_type, payload) in &rows {
            let message = Message { data_type: *data_type, payload };
            let _ = (reader.read(*way, message), Protocol::sniff(message));
        }
    }
}
