//! Values as real encoders write them, damaged ones, and floating-point numbers beside those of the standard library.

mod damage;
mod floats;

use super::{Decoded, Input, cbor, msgpack};
use crate::codec::hex;

#[track_caller]
fn check(decode: fn(&[u8]) -> Decoded, cases: &[(&str, &str)]) {
    for (bytes, expected) in cases {
        let decoded = decode(&hex::decode(bytes).expect("hex"));
        assert_eq!((decoded.text.as_str(), decoded.damage), (*expected, None), "{bytes}");
        assert!(serde_json::from_str::<serde_json::Value>(&decoded.text).is_ok(), "{}", decoded.text);
    }
}

/// A place beyond the end is a reader's mistake, and no reason for a panic.
#[test]
fn nothing_is_left_beyond_the_end() {
    assert_eq!(Input::new(b"abc").within(3, 2).left(), 0);
}

/// The examples of RFC 8949, appendix A, where JSON has another form than the diagnostic notation.
#[test]
fn cbor_is_read() {
    check(
        cbor::decode,
        &[
            ("00", "0"),
            ("1903e8", "1000"),
            ("1bffffffffffffffff", "18446744073709551615"),
            ("c249010000000000000000", "18446744073709551616"),
            ("3bffffffffffffffff", "-18446744073709551616"),
            ("c349010000000000000000", "-18446744073709551617"),
            ("20", "-1"),
            ("3903e7", "-1000"),
            ("f90000", "0.0"),
            ("f98000", "-0.0"),
            ("f93c00", "1.0"),
            ("fb3ff199999999999a", "1.1"),
            ("f97bff", "65504.0"),
            ("fa47c35000", "100000.0"),
            ("fa7f7fffff", "3.4028235e38"),
            ("fb7e37e43c8800759c", "1e300"),
            ("f90001", "5.9604645e-8"),
            ("f90400", "0.000061035156"),
            ("f9c400", "-4.0"),
            ("f97c00", r#""Infinity""#),
            ("f97e00", r#""NaN""#),
            ("fbfff0000000000000", r#""-Infinity""#),
            ("f4", "false"),
            ("f5", "true"),
            ("f6", "null"),
            ("f7", r#""undefined""#),
            ("f0", r#""simple(16)""#),
            ("f8ff", r#""simple(255)""#),
            ("c074323031332d30332d32315432303a30343a30305a", r#""2013-03-21T20:04:00Z""#),
            ("c11a514b67b0", r#""2013-03-21T20:04:00Z""#),
            ("c1fb41d452d9ec200000", r#""2013-03-21T20:04:00.5Z""#),
            ("c120", r#""1969-12-31T23:59:59Z""#),
            ("d74401020304", r#"{"tag":23,"value":"hex:01020304"}"#),
            ("d9d9f7c11a514b67b0", r#""2013-03-21T20:04:00Z""#),
            ("c4820119ffff", r#"{"tag":4,"value":[1,65535]}"#),
            ("40", r#""hex:""#),
            ("4401020304", r#""hex:01020304""#),
            ("60", r#""""#),
            ("62225c", r#""\"\\""#),
            ("64f0908591", "\"\u{10151}\""),
            ("62c328", r#""hex:c328""#),
            ("80", "[]"),
            ("8301820203820405", "[1,[2,3],[4,5]]"),
            ("a0", "{}"),
            ("a201020304", r#"{"1":2,"3":4}"#),
            ("a26161016162820203", r#"{"a":1,"b":[2,3]}"#),
            ("a4f501f6024101038102f7", r#"{"true":1,"null":2,"hex:01":3,"[2]":"undefined"}"#),
            ("a1a18161620304", r#"{"{['b']:3}":4}"#),
            ("a1c2420100f5", r#"{"256":true}"#),
            ("5f42010243030405ff", r#""hex:0102030405""#),
            ("7f657374726561646d696e67ff", r#""streaming""#),
            ("9fff", "[]"),
            ("9f018202039f0405ffff", "[1,[2,3],[4,5]]"),
            ("bf61610161629f0203ffff", r#"{"a":1,"b":[2,3]}"#),
            ("0102", "[1,2]"),
        ],
    );
}

#[test]
fn msgpack_is_read() {
    check(
        msgpack::decode,
        &[
            ("7f", "127"),
            ("e0", "-32"),
            ("ccff", "255"),
            ("cfffffffffffffffff", "18446744073709551615"),
            ("d080", "-128"),
            ("d1ff7f", "-129"),
            ("d17fff", "32767"),
            ("d38000000000000000", "-9223372036854775808"),
            ("d30000000000000001", "1"),
            ("c0", "null"),
            ("c2", "false"),
            ("c3", "true"),
            ("ca3dcccccd", "0.1"),
            ("cb3fb999999999999a", "0.1"),
            ("cb7ff8000000000000", r#""NaN""#),
            ("a568656c6c6f", r#""hello""#),
            ("d90161", r#""a""#),
            ("a1ff", r#""hex:ff""#),
            ("c403000aff", r#""hex:000aff""#),
            ("93010203", "[1,2,3]"),
            ("dc000101", "[1]"),
            ("df00000001a16101", r#"{"a":1}"#),
            ("82a7636f6d70616374c3a6736368656d6100", r#"{"compact":true,"schema":0}"#),
            ("820102c003", r#"{"1":2,"null":3}"#),
            ("8192a16101c3", r#"{"['a',1]":true}"#),
            ("d6ff5a4af6a5", r#""2018-01-02T03:04:05Z""#),
            ("d7ffee6b18605a4af6a5", r#""2018-01-02T03:04:05.999999Z""#),
            ("c70cff00000001ffffffffffffffff", r#""1969-12-31T23:59:59.000000001Z""#),
            ("c70cff000000017fffffffffffffff", r#"{"seconds":9223372036854775807,"nanos":1}"#),
            ("d40501", r#"{"ext":5,"data":"hex:01"}"#),
            ("c70080", r#"{"ext":-128,"data":"hex:"}"#),
            ("0102", "[1,2]"),
        ],
    );
}
