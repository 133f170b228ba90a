//! Files that are cut off, or that were never logs: rows that are whole come out, and nothing panics.

use proptest::prelude::*;

use super::{ProblemKind, problems, read, read_in_pieces};
use crate::import::ProblemKind::CutOff;

const FILES: [(&str, &str); 8] = [
    ("json", include_str!("../../../../tests/fixtures/export/session.json")),
    ("har", include_str!("../../../../tests/fixtures/export/session.har")),
    ("txt", include_str!("../../../../tests/fixtures/export/session.txt")),
    ("har", include_str!("../../../../tests/fixtures/import/log-chromium.har")),
    ("har", include_str!("../../../../tests/fixtures/import/log-mitmproxy.har")),
    ("har", include_str!("../../../../tests/fixtures/import/log-http-toolkit.har")),
    ("jsonl", include_str!("../../../../tests/fixtures/import/log-rows.jsonl")),
    ("jsonl", include_str!("../../../../tests/fixtures/import/log-loggers.jsonl")),
];

#[test]
fn a_file_of_ours_that_is_cut_off_gives_its_whole_rows_and_says_so() {
    let (name, file) = FILES[0];
    let (rows, _) = read(file.as_bytes(), name);
    let first = file.find('\n').unwrap() + 1;
    for end in (first..file.len() - 1).step_by(7) {
        let (some, import) = read(&file.as_bytes()[..end], name);
        assert_eq!(some, rows[..some.len()]);
        // Behind each closing brace of a row, that row is there.
        let whole = String::from_utf8_lossy(&file.as_bytes()[..end]).matches("},\n").count();
        assert!(some.len() == whole || some.len() == whole + 1, "{} rows of {end} bytes", some.len());
        let kinds: Vec<ProblemKind> = problems(&import).into_iter().map(|(_, kind)| kind).collect();
        assert_eq!(kinds, [CutOff], "{end} bytes");
    }
}

#[test]
fn lines_that_are_cut_off_are_told() {
    let (name, file) = FILES[6];
    let (rows, _) = read(file.as_bytes(), name);
    for end in 1..file.len() {
        let (some, import) = read(&file.as_bytes()[..end], name);
        assert_eq!(some, rows[..some.len()]);
        let is_over = matches!(file.as_bytes()[end - 1], b'}' | b'\n');
        assert_eq!(problems(&import).is_empty(), is_over, "{end} bytes");
    }
}

#[test]
fn har_logs_that_are_cut_off_lose_no_message() {
    let (name, file) = FILES[4];
    let (rows, _) = read(file.as_bytes(), name);
    for end in (file.find("_webSocketMessages").unwrap()..file.len() - 2).step_by(7) {
        let (some, import) = read(&file.as_bytes()[..end], name);
        assert_eq!(some, rows[..some.len()], "{end} bytes");
        assert_eq!(problems(&import).last().unwrap().1, CutOff);
    }
}

#[test]
fn deep_and_long_json_is_no_danger() {
    let deep = "[".repeat(300_000);
    let file = format!("{{\"log\":{{\"x\":{deep},\"entries\":[{deep}");
    assert_eq!(problems(&read(file.as_bytes(), "").1), [(1, CutOff)]);
    let row = format!("{{\"dir\":\"in\",\"data\":{deep}{}}}\n", "]".repeat(300_000));
    assert_eq!(read(row.as_bytes(), "a.jsonl").0.len(), 1);
}

/// Bytes that look like JSON, text, or nothing at all.
fn any_file() -> impl Strategy<Value = Vec<u8>> {
    let token = prop::sample::select(vec![
        "{\"format\":\"wirebench-log\",\"version\":1,\"rows\":[\n",
        "{\"log\":{\"entries\":[",
        "{\"_webSocketMessages\":[",
        "{\"type\":\"send\",\"data\":\"a\"}",
        "\"request\":{\"url\":\"ws://a/\"}",
        "{\"seq\":1,\"us\":2,\"kind\":\"sent\",\"type\":\"text\",\"size\":1,\"text\":\"x\"}",
        "\"dir\":\"in\"",
        "2026-11-28 16:18:11.123 ↑ a",
        "                          b",
        "Wirebench log",
        "\"",
        "\\",
        ":",
        ",",
        "{",
        "}",
        "[",
        "]",
        "]}",
        "\n",
        "\r\n",
        "> ",
        "1",
        "ก",
        "\u{fffd}",
        " ",
    ]);
    let piece = prop_oneof![
        12 => token.prop_map(|token| token.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..3),
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_bytes_panic_and_pieces_do_not_matter(file in any_file(), size in 1_usize..20, lines: bool) {
        let name = if lines { "a.jsonl" } else { "a" };
        let (rows, import) = read(&file, name);
        let (again, other) = read_in_pieces(&file, name, size);
        prop_assert_eq!(rows, again);
        prop_assert_eq!(import.problems(), other.problems());
        prop_assert_eq!((import.facts(), import.source()), (other.facts(), other.source()));
    }

    #[test]
    fn a_damaged_byte_costs_few_rows(at: prop::sample::Index, byte: u8, size in 1_usize..5000) {
        let (name, file) = FILES[0];
        let (rows, _) = read(file.as_bytes(), name);
        let body = file.find('\n').unwrap() + 1;
        let mut damaged = file.as_bytes().to_vec();
        damaged[body + at.index(file.len() - body)] = if byte == 0 { b'x' } else { byte };
        let (some, import) = read_in_pieces(&damaged, name, size);
        let same = some.iter().filter(|row| rows.contains(row)).count();
        prop_assert!(same + 2 >= rows.len(), "{} of {}: {:?}", same, rows.len(), import.problems());
    }

    #[test]
    fn files_are_the_same_in_pieces(which in 0..FILES.len(), size in 1_usize..300) {
        let (name, file) = FILES[which];
        let (rows, import) = read(file.as_bytes(), name);
        let (again, other) = read_in_pieces(file.as_bytes(), name, size);
        prop_assert_eq!(rows, again);
        prop_assert_eq!((import.problems(), import.facts()), (other.problems(), other.facts()));
    }
}
