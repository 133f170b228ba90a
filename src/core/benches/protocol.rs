//! Reading application protocols: what a reader costs for a message of a hundred bytes, and for long ones.

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use wirebench_core::log::{Digest, Recognition, Store};
use wirebench_core::message::{Message, Role};
use wirebench_core::protocol::{Protocol, Way};
use wirebench_core::time::Micros;

use crate::samples;

/// A message of a hundred bytes.
fn message(protocol: Protocol) -> Vec<u8> {
    let (begin, end): (&[u8], &[u8]) = match protocol {
        Protocol::SocketIo => (b"42/room,17[\"tick\",\"", b"\"]"),
        Protocol::GraphQl => (b"{\"id\":\"17\",\"type\":\"next\",\"payload\":\"", b"\"}"),
        Protocol::Stomp => (b"MESSAGE\nsubscription:0\nmessage-id:17\ndestination:/topic/a\n\n", b"\0"),
        Protocol::Mqtt => (b"\x32\x62\0\x06room/1\0\x11", b""),
        Protocol::SignalR => (b"{\"type\":3,\"invocationId\":\"17\",\"result\":\"", b"\"}\x1e"),
        Protocol::Phoenix => (b"[\"1\",\"17\",\"room:1\",\"tick\",\"", b"\"]"),
        Protocol::JsonRpc => (b"{\"jsonrpc\":\"2.0\",\"id\":17,\"result\":\"", b"\"}"),
        Protocol::Wamp => (b"[50,17,{},[\"", b"\"]]"),
        Protocol::ActionCable => (b"{\"identifier\":\"{\\\"channel\\\":\\\"Room\\\"}\",\"message\":\"", b"\"}"),
        Protocol::Pusher => (b"{\"event\":\"tick\",\"channel\":\"room\",\"data\":\"", b"\"}"),
        Protocol::Ocpp => (b"[3,\"17\",{\"status\":\"", b"\"}]"),
        Protocol::Chat => (b"{\"type\":\"message\",\"username\":\"Ann\",\"message\":\"", b"\"}"),
        Protocol::MsgPack => (b"\x84\xa5event\xa5trade\xa5price\xcb\x40\xef\x4f\x6e\x66\x66\x66\x66\xa2at\xcf\0\0\x01\xa2\x22\x33\x44\x55\xa1t\xd9", b""),
        Protocol::Cbor => (b"\xa4\x65event\x65trade\x65price\xfb\x40\xef\x4f\x6e\x66\x66\x66\x66\x62at\x1b\0\0\x01\xa2\x22\x33\x44\x55\x61t\x78", b""),
        Protocol::Protobuf => (b"\x08\x96\x01\x12\x06\x08\x80\x80\x80\x80\x08\x1a\x0b\x09\x66\x66\x66\x66\x6e\x4f\xef\x40\x10\x05\x22", b""),
    };
    let pad = 100 - begin.len() - end.len();
    let mut message = begin.to_vec();
    if protocol.is_encoding() {
        // The length of the text.
        message.push(u8::try_from(pad - 1).expect("a hundred"));
    }
    message.resize(100 - end.len(), b'x');
    message.extend_from_slice(end);
    message
}

fn framed(protocol: Protocol, payload: &[u8]) -> Message<'_> {
    match (protocol, std::str::from_utf8(payload)) {
        (Protocol::Mqtt, _) | (_, Err(_)) => Message::binary(payload),
        (_, Ok(_)) if protocol.is_encoding() => Message::binary(payload),
        (_, Ok(text)) => Message::text(text),
    }
}

/// One message of each protocol.
#[divan::bench(args = Protocol::ALL)]
fn protocol_read(bencher: Bencher, protocol: Protocol) {
    let (payload, mut reader) = (message(protocol), protocol.reader());
    let message = framed(protocol, &payload);
    assert!(reader.read(Way::Received, message).is_some(), "{protocol:?} doesn't read its sample");
    bencher
        .counter(ItemsCount::new(1_u32))
        .bench_local(|| reader.read(Way::Received, black_box(message)).is_some());
}

/// Text of which nothing ends, from short to long: the time for a byte stays the same.
#[divan::bench(args = [10_000, 100_000, 1_000_000])]
fn protocol_read_long(bencher: Bencher, bytes: usize) {
    let texts = ["[", "{\"a\":", "\"\\", "[2,\"a\\\"", "42/a,1[", "CONNECT\na:b\n"]
        .map(|part| part.repeat(bytes / part.len()));
    bencher.counter(BytesCount::new(bytes * texts.len() * Protocol::ALL.len())).bench_local(|| {
        let read = |protocol: Protocol| {
            texts
                .iter()
                .filter(|text| protocol.reader().read(Way::Sent, Message::text(text)).is_some())
                .count()
        };
        Protocol::ALL.map(read)
    });
}

const ENCODINGS: [Protocol; 3] = [Protocol::MsgPack, Protocol::Cbor, Protocol::Protobuf];

/// Messages of a hundred bytes one behind the other, and what opens without an end, from short to long.
#[divan::bench(args = [10_000, 100_000, 1_000_000])]
fn protocol_decode_long(bencher: Bencher, bytes: usize) {
    let values = ENCODINGS.map(|protocol| (protocol, message(protocol).repeat(bytes / 100)));
    let opened = [
        (Protocol::MsgPack, vec![0x91; bytes]),
        (Protocol::Cbor, vec![0x9f; bytes]),
        (Protocol::Protobuf, vec![0x0b; bytes]),
    ];
    let all = [values, opened].concat();
    let count: usize = all.iter().map(|(_, bytes)| bytes.len()).sum();
    bencher.counter(BytesCount::new(count)).bench_local(|| {
        let read = |(protocol, bytes): &(Protocol, Vec<u8>)| {
            protocol.reader().read(Way::Received, black_box(Message::binary(bytes))).is_some()
        };
        all.iter().filter(|it| read(it)).count()
    });
}

/// A floating-point number of a few digits, and of seventeen.
#[divan::bench(args = ["64123.45", "0.30000000000000004"])]
fn protocol_float(bencher: Bencher, number: &str) {
    let number: f64 = number.parse().unwrap_or_default();
    let message = [&[0xcb], number.to_be_bytes().as_slice()].concat();
    let mut reader = Protocol::MsgPack.reader();
    bencher
        .counter(ItemsCount::new(1_u32))
        .bench_local(|| reader.read(Way::Received, black_box(Message::binary(&message))).is_some());
}

/// The feed of Socket.IO that a log has taken in, for its rows and filters.
#[divan::bench(max_time = 5)]
fn protocol_digest(bencher: Bencher) {
    let (payload, mut store) = (message(Protocol::SocketIo), Store::default());
    for at in 0..samples::COUNT {
        store.push_received(Micros(at.into()), Role::Data, framed(Protocol::SocketIo, &payload));
    }
    bencher
        .counter(ItemsCount::new(samples::COUNT))
        .with_inputs(|| Digest::new(Protocol::SocketIo))
        .bench_local_refs(|digest| digest.extend(&store, usize::MAX));
}

/// A feed of no protocol.
#[divan::bench(max_time = 5)]
fn protocol_recognition(bencher: Bencher) {
    let store = samples::store();
    bencher.counter(ItemsCount::new(samples::COUNT)).with_inputs(Recognition::default).bench_local_refs(
        |recognition| {
            recognition.look(&store);
            recognition.found()
        },
    );
}
