//! What nobody speaks: texts and bytes made to cost a reader dearly, and pieces of protocols thrown together. Nothing of
//! it is to make a reader panic, nor to take more than time that grows with it.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::{Protocol, Way};
use crate::message::{DataType, Message};

/// As long as a message is of which the time is looked at: work that grows with the square of that takes many seconds.
const LONG: usize = 64 * 1024;

/// A reader takes some milliseconds for so much, unoptimised and on a busy machine some tens.
const LIMIT: Duration = Duration::from_secs(2);

/// How messages of protocols begin.
const BEGINNINGS: [&str; 16] = [
    "",
    "{",
    "[",
    "42[",
    "451-/n,[",
    "[2,\"1\",",
    "[1,\"r\",{",
    "CONNECT\n",
    "{\"type\":",
    "{\"type\":1,",
    "{\"jsonrpc\":\"2.0\",",
    "{\"event\":\"pusher:x\",\"data\":\"",
    "{\"command\":\"message\",\"identifier\":\"",
    "{\"topic\":\"t\",\"event\":\"e\",\"payload\":",
    "{}\u{1e}",
    "{\"type\":\"welcome\",\"users\":[",
];

/// What can be repeated without end.
const PIECES: [&str; 18] = [
    "[",
    "{\"a\":",
    "\"",
    "\\",
    "\\\"",
    ",",
    ":",
    "1",
    "\u{1e}",
    "{}\u{1e}",
    "\n",
    "a:b\n",
    "\0",
    "\r\n\0",
    "\\u0041",
    "{\"a\":1},",
    "[],",
    "x",
];

/// The same in bytes.
const BYTES: [&[u8]; 12] = [
    // Lists and objects in MessagePack and CBOR, each with one or with very many items.
    &[0x91],
    &[0xdd, 0xff, 0xff, 0xff, 0xff],
    &[0x81, 0xa1, b'a'],
    &[0x81],
    &[0x9f],
    &[0xbf, 0x61, b'a'],
    &[0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff],
    // A tag, a text that goes on, a protobuf message in a message, a group.
    &[0xc1],
    &[0x7f],
    &[0x0a, 0xff, 0x7f],
    &[0x0b],
    // Packets of MQTT and messages of SignalR without anything in them.
    &[0xc0, 0x00],
];

fn read_all(payload: &[u8], data_type: DataType) {
    let message = Message { data_type, payload };
    for protocol in Protocol::ALL {
        for way in [Way::Sent, Way::Received] {
            let begun = Instant::now();
            let mut reader = protocol.reader();
            let _ = reader.read(way, message);
            let taken = begun.elapsed();
            let start = &payload[..payload.len().min(40)];
            assert!(taken < LIMIT, "{} takes {taken:?} for {}", protocol.name(), start.escape_ascii());
        }
    }
    let _ = Protocol::sniff(message);
}

fn repeated(beginning: &[u8], piece: &[u8], length: usize) -> Vec<u8> {
    beginning.iter().chain(piece.iter().cycle()).copied().take(length).collect()
}

#[test]
fn what_is_repeated_without_end_is_read_in_time() {
    for piece in ["[", "{\"a\":", "\\\"", "{}\u{1e}", "a:b\n", "[],"] {
        read_all(&repeated(b"", piece.as_bytes(), LONG), DataType::Text);
    }
    for piece in [BYTES[0], BYTES[2], BYTES[4], BYTES[7], BYTES[9], BYTES[11]] {
        read_all(&repeated(b"", piece, LONG), DataType::Binary);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn pieces_thrown_together_are_read_without_a_panic(
        begin in prop::sample::select(BEGINNINGS.to_vec()),
        pieces in prop::collection::vec(prop::sample::select(PIECES.to_vec()), 1..6),
        length in 0_usize..2000,
    ) {
        let mut payload = repeated(begin.as_bytes(), pieces.concat().as_bytes(), length);
        read_all(&payload, DataType::Text);
        payload.insert(0, 4);
        read_all(&payload, DataType::Binary);
    }

    #[test]
    fn bytes_thrown_together_are_read_without_a_panic(
        begin in prop::collection::vec(any::<u8>(), 0..8),
        pieces in prop::collection::vec(prop::sample::select(BYTES.to_vec()), 1..6),
        length in 0_usize..2000,
    ) {
        read_all(&repeated(&begin, &pieces.concat(), length), DataType::Binary);
    }
}

proptest! {
    #[test]
    fn anything_is_read_without_a_panic(
        frames in prop::collection::vec((any::<bool>(), "[\\[\\]{}\",:0-9/a-c\\\\\n\0\u{1e}\u{a0}é -]{0,40}"), 0..6),
        bytes in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..40), 0..6),
    ) {
        for protocol in Protocol::ALL {
            let mut reader = protocol.reader();
            for (sent, text) in &frames {
                let way = if *sent { Way::Sent } else { Way::Received };
                let _ = (reader.read(way, Message::text(text)), Protocol::sniff(Message::text(text)));
            }
            for bytes in &bytes {
                let _ = (reader.read(Way::Received, Message::binary(bytes)), Protocol::sniff(Message::binary(bytes)));
            }
        }
    }
}
