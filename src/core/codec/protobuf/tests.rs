//! Messages with a schema and without, and `.proto` texts that are right or not.

use std::time::{Duration, Instant};

use super::{ProtoProblem, Schema, choice, decode};
use crate::codec::hex;

#[track_caller]
fn without(bytes: &str, expected: &str) {
    let decoded = decode(&hex::decode(bytes).expect("hex"), None);
    assert_eq!((decoded.text.as_str(), decoded.damage), (expected, None), "{bytes}");
    assert!(serde_json::from_str::<serde_json::Value>(&decoded.text).is_ok(), "{}", decoded.text);
}

#[track_caller]
fn with(schema: &Schema, bytes: &str, expected: &str) {
    let decoded = decode(&hex::decode(bytes).expect("hex"), Some((schema, schema.root())));
    assert_eq!((decoded.text.as_str(), decoded.damage), (expected, None), "{bytes}");
}

#[test]
fn without_a_schema_fields_have_numbers() {
    without("", "{}");
    without("089601", r#"{"1":150}"#);
    without("08ffffffffffffffffff01", r#"{"1":-1}"#);
    without("120774657374696e67", r#"{"2":"testing"}"#);
    without("1a03089601", r#"{"3":{"1":150}}"#);
    without("2205656d61696c", r#"{"4":"email"}"#);
    without("0a030aff01", r#"{"1":"hex:0aff01"}"#);
    without("0a060a046e616d65", r#"{"1":{"1":"name"}}"#);
    without("0a03610a62", r#"{"1":"a\nb"}"#);
    without("0a00", r#"{"1":""}"#);
    without("0801080210030804", r#"{"1":[1,2],"2":3,"1":4}"#);
    without("0a01610a0162", r#"{"1":["a","b"]}"#);
    without("0d0000803f", r#"{"1":{"fixed32":1065353216,"float":1.0}}"#);
    without("09000000000000f03f", r#"{"1":{"fixed64":4607182418800017408,"double":1.0}}"#);
    without("0b08010c", r#"{"1":{"1":1}}"#);
    without("0b0b0c0b0c0c1001", r#"{"1":{"1":{},"1":{}},"2":1}"#);
}

const FEED: &str = r#"
// A feed of everything.
syntax = "proto3";
package app.v1;
import "google/protobuf/timestamp.proto";
import public "other.proto";
option java_package = "x"; option (deep) = { a: 1 b { c: ";" } };

message Envelope {
  reserved 100, 110 to 120; reserved "old";
  oneof body {
    option (x) = true;
    Move move = 1;
    string chat = 2;
  }
  repeated int32 numbers = 3;
  repeated string names = 4 [deprecated = true, (opt) = { x: [1, 2] }];
  map<string, Move> moves = 5;
  map<sint32, bool> flags = 6;
  Color color = 7;
  repeated Color colors = 8;
  google.protobuf.Timestamp at = 9;
  sint64 zigzag = 10; fixed32 f32 = 11; double ratio = 12; float small = 13;
  sfixed64 sf64 = 14; bool on = 15; bytes raw = 16;
  other.Thing thing = 17;
  .app.v1.Envelope.Inner inner = 18;
  uint64 large = 19;
  message Inner { optional uint32 id = 1; enum Kind { ZERO = 0; } Kind kind = 2; }
  /* groups are of proto2 */
  repeated group Result = 20 { optional string url = 1; }
}
message Move { int32 x = 1; int32 y = 0x2; Envelope again = 3; }
enum Color { option allow_alias = true; RED = 0; GREEN = 1; DARK = -1 [deprecated = true]; }
service Feed { rpc Watch(Move) returns (stream Envelope) { option (h) = { get: "/v1" }; } }
extend Envelope { optional int32 more = 200; }
"#;

#[test]
fn with_a_schema_fields_have_names() {
    let schema = Schema::read(FEED).expect("it is right");
    assert_eq!(schema.name(schema.root()), "app.v1.Envelope");
    assert_eq!(schema.imports(), ["other.proto"]);
    let names: Vec<&str> = schema.messages().map(|(_, name)| name).collect();
    let expected = ["app.v1.Envelope", "app.v1.Envelope.Inner", "app.v1.Envelope.Result", "app.v1.Move"];
    assert_eq!(names, expected);
    let of = |bytes, expected| with(&schema, bytes, expected);
    of("0a0408011002", r#"{"move":{"x":1,"y":2}}"#);
    of("0a02080a1a03010203", r#"{"move":{"x":10},"numbers":[1,2,3]}"#);
    of("1801180218ffffffffffffffffff01", r#"{"numbers":[1,2,-1]}"#);
    of("22016122016220051a00", r#"{"names":["a","b"],"4":5,"numbers":[]}"#);
    of("2a070a016112020801", r#"{"moves":{"a":{"x":1}}}"#);
    of("2a070a0161120208012a0012020801", r#"{"moves":{"a":{"x":1},"":{}},"chat":"\u0008\u0001"}"#);
    of("2a07120208010a01613801", r#"{"moves":{"a":{"x":1}},"color":"GREEN"}"#);
    of("32040803100132020804", r#"{"flags":{"-2":true,"2":false}}"#);
    of("280132020804", r#"{"5":1,"flags":{"2":false}}"#);
    of("2a0028012a00", r#"{"moves":{"":{}},"5":1,"moves":{"":{}}}"#);
    of("380738ffffffffffffffffff01", r#"{"color":7,"color":"DARK"}"#);
    of("42020001", r#"{"colors":["RED","GREEN"]}"#);
    of("4a0408011005", r#"{"at":{"seconds":1,"nanos":5}}"#);
    of("50035d01000000", r#"{"zigzag":-2,"f32":1}"#);
    of("610000000000002840", r#"{"ratio":12.0}"#);
    of("6dcdcccc3d71feffffffffffffff7801", r#"{"small":0.1,"sf64":-2,"on":true}"#);
    of("820102ff00", r#"{"raw":"hex:ff00"}"#);
    of("8a01020801", r#"{"thing":{"1":1}}"#);
    of("880105", r#"{"thing":5}"#);
    of("92010408051000", r#"{"inner":{"id":5,"kind":"ZERO"}}"#);
    of("9801ffffffffffffffffff01", r#"{"large":18446744073709551615}"#);
    of("a3010a0161a401a301a401", r#"{"result":[{"url":"a"},{}]}"#);
    of("ca0c0161", r#"{"201":"a"}"#);
    of("12026869", r#"{"chat":"hi"}"#);
    of("1202ff69", r#"{"chat":"hex:ff69"}"#);
    assert_eq!(choice(&[0x18, 1, 0x12, 0], &schema, schema.root()), Some("chat"));
    assert_eq!(choice(&[0x18, 1], &schema, schema.root()), None);
}

#[track_caller]
fn wrong(text: &str, place: (usize, usize), kind: ProtoProblem) {
    let error = Schema::read(text).expect_err("it is wrong");
    assert_eq!((error.place.line, error.place.column, error.kind), (place.0, place.1, kind), "{text}");
}

#[test]
fn mistakes_have_a_place() {
    use ProtoProblem as Problem;
    wrong("", (1, 1), Problem::NoMessage);
    wrong("enum A { B = 0; }", (1, 18), Problem::NoMessage);
    wrong("mesage A {}", (1, 1), Problem::Statement);
    wrong("message {}", (1, 9), Problem::NoName);
    wrong("message A {\n  int32 a = ;\n}", (2, 13), Problem::NoNumber);
    wrong("message A {\n  int32 a = 1\n}", (3, 1), Problem::NoSymbol(';'));
    wrong("message A { int32 a 1; }", (1, 21), Problem::NoSymbol('='));
    wrong("message A { int32 a = 0; }", (1, 23), Problem::FieldNumber);
    wrong("message A { int32 a = 536870912; }", (1, 23), Problem::FieldNumber);
    wrong("message A { int32 a = 1; int32 b = 1; }", (1, 36), Problem::SameNumber);
    wrong("message A { Nobody a = 1; }", (1, 13), Problem::UnknownType);
    for key in ["A", "double", "float", "bytes", "E", "other.Key"] {
        let text =
            format!("import \"other.proto\"; message A {{ map<{key}, A> a = 1; }} enum E {{ B = 0; }}");
        wrong(&text, (1, 39), Problem::MapKey);
    }
    wrong("message A {\n", (1, 11), Problem::Unclosed);
    wrong("message A { oneof b {\n", (1, 21), Problem::Unclosed);
    wrong("/* message A {}", (1, 1), Problem::Unclosed);
    wrong("import \"a\n\";", (1, 8), Problem::Unclosed);
    wrong("service A {", (1, 1), Problem::Unclosed);
    wrong("message A { int32 é = 1; }", (1, 19), Problem::Character);
    wrong("message A {} }", (1, 14), Problem::Statement);
    let long = "a".repeat(300);
    wrong(&format!("package {long}; message {long} {{}}"), (1, 319), Problem::LongName);
    let deep = "message A { ".repeat(100_000);
    assert_eq!(Schema::read(&deep).map_err(|error| error.kind), Err(Problem::TooDeep));
    let deep = format!("message A {{ {}", "optional group A = 1 { ".repeat(100_000));
    assert_eq!(Schema::read(&deep).map_err(|error| error.kind), Err(Problem::TooDeep));
}

/// Work that grows with the square of such a text takes many seconds, as would going through all fields for each.
#[test]
fn a_large_schema_is_read_in_time() {
    const MANY: u32 = 120_000;
    let all = |each: &dyn Fn(u32) -> String| (0..MANY).map(each).collect::<String>();
    let messages = all(&|at| format!("message M{at} {{ M{} m = 1; }}", MANY - 1 - at));
    let fields = format!("message A {{ {} }}", all(&|at| format!("int32 f{at} = {};", MANY - at)));
    let enumeration =
        format!("message A {{ E e = 1; }} enum E {{ {} }}", all(&|at| format!("V{at} = {at};")));
    for (text, message) in [
        (format!("package p.q; {messages}"), [0x0a, 0].as_slice()),
        // What is declared last.
        (fields, &[0x08, 1]),
        (enumeration, &[0x08, 0xbf, 0xa9, 0x07]),
    ] {
        let begun = Instant::now();
        let schema = Schema::read(&text).expect("it is right");
        let decoded = decode(&message.repeat(MANY as usize), Some((&schema, schema.root())));
        assert_eq!(decoded.damage, None);
        assert!(begun.elapsed() < Duration::from_secs(3), "{:?} for {}", begun.elapsed(), &text[..20]);
    }
}

proptest::proptest! {
    #[test]
    fn any_text_has_an_answer(parts in proptest::collection::vec(proptest::sample::select(
        &["message", "enum", "oneof", "map", "<", ">", "{", "}", "[", "]", "=", "1", "2", "-", "0x", ";", ",", "a", "A",
            "optional", "repeated", "group", "int32", "string", "import", "package", "option", "\"x\"", "'", "/*", "//",
            "\n", ".", "a.b", "é", "reserved"]), 0..40), bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..40)) {
        if let Ok(schema) = Schema::read(&parts.join(" ")) {
            decode(&bytes, Some((&schema, schema.root())));
        }
    }

    #[test]
    fn any_message_has_an_answer_with_a_schema(
        bytes in proptest::collection::vec(proptest::sample::select(
            &[0x0a, 0x12, 0x1a, 0x22, 0x2a, 0x32, 0x38, 0x42, 0x4a, 0x08, 0x10, 0, 1, 2, 3, 4, 6, 0xa3, 0xa4, 0x61,
            0x71, 0x80, 0xff, 0x5d]), 0..60),
    ) {
        let schema = Schema::read(FEED).expect("it is right");
        let decoded = decode(&bytes, Some((&schema, schema.root())));
        proptest::prop_assert!(crate::codec::json::check(&decoded.text).is_ok(), "{}", decoded.text);
        choice(&bytes, &schema, schema.root());
    }
}
