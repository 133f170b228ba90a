//! What reading a captured log takes: our own file, HAR logs in two layouts, and lines of text. The page reads files of
//! hundreds of megabytes in turns of 10 ms.

use std::fmt::Write;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use wirebench_core::import::Import;
use wirebench_core::log::form;
use wirebench_core::log::{Body, Kind, Row, Seq};
use wirebench_core::message::{Message, Role};
use wirebench_core::time::Micros;

use crate::samples;

/// As many rows as make some megabytes.
const ROWS: u32 = 20_000;

/// The pieces that the page feeds.
const PIECE: usize = 256 * 1024;

fn run(bencher: Bencher, file: &str, expected: u64) {
    bencher.counter(BytesCount::of_str(file)).bench_local(|| {
        let mut import = Import::new("", Micros(0));
        let mut take = |row: &Row<'_>| {
            black_box(row);
        };
        for piece in black_box(file).as_bytes().chunks(PIECE) {
            import.feed(piece, &mut take);
        }
        import.end(&mut take);
        assert_eq!((import.rows(), import.problems().count()), (expected, 0));
    });
}

fn own(payload: impl Fn(u32) -> String) -> String {
    let mut file = br#"{"format":"wirebench-log","version":1,"rows":["#.to_vec();
    for n in 0..ROWS {
        file.extend_from_slice(if n == 0 { b"\n" } else { b",\n" });
        let (seq, at) = (Seq(u64::from(n)), Micros(1_795_882_691_000_000 + u64::from(n)));
        let payload = payload(n);
        let body = Body::Message(Message::text(&payload), Role::Data);
        form::write(&Row { seq, at, kind: Kind::Received, body }, &mut file);
    }
    file.extend_from_slice(format!("\n],\"count\":{ROWS},\"evicted\":0,\"missed\":0}}\n").as_bytes());
    String::from_utf8(file).unwrap_or_default()
}

fn har(layout: impl Fn(u32, &str) -> String) -> String {
    let mut file =
        r#"{"log":{"creator":{"name":"x","version":"1"},"entries":[{"_webSocketMessages":["#.to_owned();
    for n in 0..ROWS {
        let _ = write!(file, "{}{}", if n == 0 { "" } else { "," }, layout(n, &escaped(n)));
    }
    file.push_str(r#"],"request":{"headers":[]},"response":{"status":101}}]}}"#);
    file
}

/// A message of a hundred bytes, as it stands in a string of JSON.
fn escaped(n: u32) -> String {
    samples::message(n).replace('"', "\\\"")
}

/// Rows of 100 B, each a JSON object with its quotes escaped.
#[divan::bench]
fn import_own_100_b(bencher: Bencher) {
    run(bencher, &own(samples::message), u64::from(ROWS));
}

/// Rows of 1 KB without escapes.
#[divan::bench]
fn import_own_1_kb(bencher: Bencher) {
    run(bencher, &own(|n| format!("{n:01000}")), u64::from(ROWS));
}

/// A HAR log on one line.
#[divan::bench]
fn import_har_minified(bencher: Bencher) {
    let layout = |n, data: &str| {
        format!(r#"{{"type":"receive","time":1795882691.{n:06},"opcode":1,"data":"{data}"}}"#)
    };
    run(bencher, &har(layout), u64::from(ROWS) + 1);
}

/// A HAR log as Chromium lays it out.
#[divan::bench]
fn import_har_laid_out(bencher: Bencher) {
    let layout = |n, data: &str| {
        let mut out = "\n          {\n".to_owned();
        for member in ["\"type\": \"receive\"", &format!("\"time\": 1795882691.{n:06}"), "\"opcode\": 1"] {
            let _ = writeln!(out, "            {member},");
        }
        let _ = write!(out, "            \"data\": \"{data}\"\n          }}");
        out
    };
    run(bencher, &har(layout), u64::from(ROWS) + 1);
}

/// JSON lines of another logger.
#[divan::bench]
fn import_json_lines(bencher: Bencher) {
    let line = |n| format!("{{\"ts\":1795882691{n:06},\"dir\":\"in\",\"data\":{}}}\n", samples::message(n));
    run(bencher, &(0..ROWS).map(line).collect::<String>(), u64::from(ROWS));
}

/// Lines of text.
#[divan::bench]
fn import_text(bencher: Bencher) {
    let mut file = String::new();
    for n in 0..ROWS {
        let _ = writeln!(file, "< {}", samples::message(n));
    }
    run(bencher, &file, u64::from(ROWS));
}
