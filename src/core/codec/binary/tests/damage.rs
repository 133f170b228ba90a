//! What is shown of damaged messages, and that no bytes at all take long or fail.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::super::{Damage, DamageKind, Decoded, cbor, msgpack};
use crate::codec::{hex, protobuf};

const ALL: [fn(&[u8]) -> Decoded; 3] = [msgpack::decode, cbor::decode, |bytes| protobuf::decode(bytes, None)];

#[track_caller]
fn check(decode: fn(&[u8]) -> Decoded, bytes: &str, text: &str, at: usize, kind: DamageKind) {
    let decoded = decode(&hex::decode(bytes).expect("hex"));
    assert_eq!((decoded.text.as_str(), decoded.damage), (text, Some(Damage { at, kind })), "{bytes}");
}

#[test]
fn what_is_before_the_damage_is_shown() {
    use DamageKind::{CutOff, NoPart, StrayBreak, TooMany, Unknown};
    check(msgpack::decode, "", "", 0, CutOff);
    check(msgpack::decode, "82a16101a162", r#"{"a":1}"#, 6, CutOff);
    check(msgpack::decode, "9301a568", "[1]", 2, CutOff);
    check(msgpack::decode, "9301c1", "[1]", 2, Unknown);
    check(msgpack::decode, "9301d9ff", "[1]", 2, TooMany);
    check(msgpack::decode, "ddffffffff01", "[1]", 0, TooMany);
    check(msgpack::decode, "8101dfffffffff", r#"{"1":{}}"#, 2, TooMany);
    check(msgpack::decode, "8101dfffffffff02", r#"{"1":{}}"#, 2, TooMany);
    check(msgpack::decode, "819201", "{}", 1, TooMany);
    check(msgpack::decode, "01c1", "[1]", 1, Unknown);
    check(cbor::decode, "9bffffffffffffffff", "[]", 0, TooMany);
    check(cbor::decode, "bbffffffffffffffff", "{}", 0, TooMany);
    check(cbor::decode, "820aff", "[10]", 2, StrayBreak);
    check(cbor::decode, "bf01ff", "{}", 2, StrayBreak);
    check(cbor::decode, "827f616101ff", r#"["a"]"#, 4, NoPart);
    check(cbor::decode, "1c", "", 0, Unknown);
    check(cbor::decode, "f818", "", 0, Unknown);
    check(cbor::decode, "82c1", r#"[{"tag":1}]"#, 0, TooMany);
    check(cbor::decode, "c0", "", 1, CutOff);
}

/// A hundred thousand levels of everything that nests.
#[test]
fn depth_costs_no_stack() {
    for (decode, part) in [
        (ALL[0], "91"),
        (ALL[0], "8101"),
        (ALL[0], "8191"),
        (ALL[1], "81"),
        (ALL[1], "9f"),
        (ALL[1], "a1"),
        (ALL[1], "c6"),
        (ALL[1], "d9d9f7"),
        (ALL[1], "bf"),
    ] {
        let bytes = hex::decode(part).expect("hex").repeat(100_000);
        let decoded = decode(&bytes);
        assert!(decoded.damage.is_some());
        assert!(decoded.text.len() < bytes.len() * 20, "{part}");
        assert!(crate::codec::json::check(&decoded.text).is_ok() || decoded.text.is_empty(), "{part}");
    }
}

/// Each message in the field 4 of the next; its header may be a text, so each level is looked at as one.
fn nested(mut inner: Vec<u8>, levels: usize) -> Vec<u8> {
    for _ in 0..levels {
        let mut length = inner.len();
        let mut outer = vec![0x22];
        while length > 127 {
            outer.push(u8::try_from(length & 127).expect("seven bits") | 128);
            length >>= 7;
        }
        outer.push(u8::try_from(length).expect("seven bits"));
        outer.append(&mut inner);
        inner = outer;
    }
    inner
}

#[test]
fn ten_thousand_levels_are_read() {
    for (decode, part, at) in [
        (ALL[0], "91", 10_000),
        (ALL[0], "8101", 20_000),
        (ALL[0], "81", 10_000),
        (ALL[1], "9f", 10_000),
        (ALL[1], "c6", 10_000),
        // The message itself is a level.
        (ALL[2], "0b", 9_999),
    ] {
        let bytes = hex::decode(part).expect("hex").repeat(20_000);
        assert_eq!(decode(&bytes).damage, Some(Damage { at, kind: DamageKind::TooDeep }), "{part}");
        assert_ne!(decode(&bytes[..at]).damage.map(|it| it.kind), Some(DamageKind::TooDeep), "{part}");
    }
    let kind = |levels| protobuf::decode(&nested(vec![8, 1], levels), None).damage.map(|it| it.kind);
    assert_eq!((kind(9_999), kind(10_000)), (None, Some(DamageKind::TooDeep)));
}

/// A message of megabytes is read in time that grows with its bytes, however it nests.
#[test]
fn time_is_linear() {
    let nested = nested([[0x22, 0x20].as_slice(), &[b' '; 31], &[1]].concat(), 5_000);
    for bytes in [nested, [0x0b].repeat(1_000_000), [0x0a, 0].repeat(500_000), [0x91].repeat(1_000_000)] {
        for decode in ALL {
            let begun = Instant::now();
            decode(&bytes);
            assert!(begun.elapsed() < Duration::from_secs(5));
        }
    }
}

proptest! {
    #[test]
    fn any_bytes_have_an_answer(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
        for decode in ALL {
            let decoded = decode(&bytes);
            let is_empty = decoded.text.is_empty() && decoded.damage.is_some();
            prop_assert!(is_empty || crate::codec::json::check(&decoded.text).is_ok(), "{}", decoded.text);
            prop_assert!(decoded.damage.is_none_or(|damage| damage.at <= bytes.len()));
        }
    }

    #[test]
    fn bytes_that_nest_have_an_answer(
        bytes in prop::collection::vec(
            prop::sample::select(&[0x00, 0x01, 0x08, 0x0a, 0x0b, 0x0c, 0x02, 0x13, 0x14, 0x60, 0x81, 0x82, 0x91, 0x92,
                0x9f, 0xa1, 0xa2, 0xbf, 0xc1, 0xc2, 0xc4, 0x5f, 0x7f, 0xff, 0x41, 0x61, 0xd8, 0xdc]),
            0..60,
        ),
    ) {
        for decode in ALL {
            let decoded = decode(&bytes);
            let is_empty = decoded.text.is_empty() && decoded.damage.is_some();
            prop_assert!(is_empty || crate::codec::json::check(&decoded.text).is_ok(), "{}", decoded.text);
        }
    }
}
