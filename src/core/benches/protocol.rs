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
    let (begin, end) = match protocol {
        Protocol::SocketIo => ("42/room,17[\"tick\",\"", "\"]"),
        Protocol::GraphQl => ("{\"id\":\"17\",\"type\":\"next\",\"payload\":\"", "\"}"),
        Protocol::Stomp => ("MESSAGE\nsubscription:0\nmessage-id:17\ndestination:/topic/a\n\n", "\0"),
        Protocol::Mqtt => ("\x32\x62\0\x06room/1\0\x11", ""),
        Protocol::SignalR => ("{\"type\":3,\"invocationId\":\"17\",\"result\":\"", "\"}\u{1e}"),
        Protocol::Phoenix => ("[\"1\",\"17\",\"room:1\",\"tick\",\"", "\"]"),
        Protocol::JsonRpc => ("{\"jsonrpc\":\"2.0\",\"id\":17,\"result\":\"", "\"}"),
        Protocol::Wamp => ("[50,17,{},[\"", "\"]]"),
        Protocol::ActionCable => ("{\"identifier\":\"{\\\"channel\\\":\\\"Room\\\"}\",\"message\":\"", "\"}"),
        Protocol::Pusher => ("{\"event\":\"tick\",\"channel\":\"room\",\"data\":\"", "\"}"),
        Protocol::Ocpp => ("[3,\"17\",{\"status\":\"", "\"}]"),
        Protocol::Chat => ("{\"type\":\"message\",\"username\":\"Ann\",\"message\":\"", "\"}"),
    };
    let pad = 100 - begin.len() - end.len();
    [begin, &"x".repeat(pad), end].concat().into_bytes()
}

fn framed(protocol: Protocol, payload: &[u8]) -> Message<'_> {
    match (protocol, std::str::from_utf8(payload)) {
        (Protocol::Mqtt, _) | (_, Err(_)) => Message::binary(payload),
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
