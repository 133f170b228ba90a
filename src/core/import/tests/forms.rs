//! Lines of JSON and of text, and how a file's form is told.

use super::{ProblemKind, check_rows, problems, read};
use crate::import::{Content, Source, is_log};

const ROWS: &str = include_str!("../../../../tests/fixtures/import/log-rows.jsonl");
const LOGGERS: &str = include_str!("../../../../tests/fixtures/import/log-loggers.jsonl");
const TERMINAL: &str = include_str!("../../../../tests/fixtures/import/log-terminal.txt");

#[test]
fn rows_of_ours_keep_their_numbers_without_the_file() {
    let import = check_rows(
        ROWS.as_bytes(),
        "rows.jsonl",
        &[
            r#"3 1795882691123456 sent "hello""#,
            "4 1795882691200000 received [00, 01, 02, ff]",
            "9 1795882692000000 info Stopped",
            r#"4 1795882693500000 received "of a HAR log""#,
        ],
    );
    assert_eq!((problems(&import), import.source()), (vec![], Some(&Source::Rows)));
}

#[test]
fn what_loggers_write_is_told_by_the_usual_names() {
    let import = check_rows(
        LOGGERS.as_bytes(),
        "x.log",
        &[
            r#"1 1795882691123000 received "{\"type\":\"tick\",\"price\":12.50}""#,
            r#"2 1795882692500000 sent "hi""#,
            r#"3 1795882693000000 sent "a \"b\"""#,
            "4 1795882694000000 received [00, 01]",
            r#"5 1000000 received "{\"type\":\"tick\",\"price\":13}""#,
            r#"6 1000000 received "connected""#,
            r#"7 1000000 sent "pong""#,
        ],
    );
    assert_eq!(problems(&import), []);
}

#[test]
fn a_line_that_begins_as_an_object_and_is_none_is_told() {
    let file =
        "{\"dir\":\"in\",\"data\":\"a\"}\n{\"dir\":\"in\",\"data\":\"b\nc\n{\"dir\":\"in\",\"data\":\"d\"}\n";
    let import = check_rows(
        file.as_bytes(),
        "a.jsonl",
        &[r#"1 1000000 received "a""#, r#"2 1000000 received "c""#, r#"3 1000000 received "d""#],
    );
    let problems: Vec<u64> = import.problems().told().iter().map(|problem| problem.line).collect();
    assert_eq!((problems, import.problems().left_out()), (vec![2], 1));
}

#[test]
fn an_address_that_stands_for_none_is_none() {
    let har = r#"{"log":{"entries":[{"_webSocketMessages":[{"type":"send","time":1,"opcode":1,"data":"a"}],
        "startedDateTime":"1970-01-01T00:00:01Z","request":{"url":"about:blank"},"response":{"status":101}}]}}"#;
    let (_, import) = read(har.as_bytes(), "a.har");
    assert_eq!((problems(&import), import.facts().addresses.len()), (vec![], 0));
}

#[test]
fn a_list_is_read_item_by_item() {
    let file = "[\n{\"dir\":\"in\",\"data\":\"a\"},\n{\"dir\":\"out\",\"base64\":\"AAE=\"},\n{\"x\":1}, 5]\n";
    let import = check_rows(
        file.as_bytes(),
        "",
        &[
            r#"1 1000000 received "a""#,
            "2 1000000 sent [00, 01]",
            r#"3 1000000 received "{\"x\":1}""#,
            r#"4 1000000 received "5""#,
        ],
    );
    assert_eq!((problems(&import), import.source()), (vec![], Some(&Source::Rows)));
}

#[test]
fn marks_tell_which_way_a_line_went() {
    let import = check_rows(
        TERMINAL.as_bytes(),
        "a.txt",
        &[
            r#"1 1000000 received "Connected (press CTRL+C to quit)""#,
            r#"2 1000000 sent "{\"op\":\"sub\"}""#,
            r#"3 1000000 received "{\"ok\":true}""#,
            r#"4 1000000 received "  indented""#,
            r#"5 1000000 sent "out""#,
            r#"6 1000000 received "in""#,
            r#"7 1000000 sent "up""#,
            r#"8 1000000 received "down""#,
            r#"9 1000000 received "<no mark""#,
        ],
    );
    assert_eq!((problems(&import), import.source()), (vec![], Some(&Source::Text)));
}

#[test]
fn our_text_has_its_time() {
    let file = "2026-11-28 16:18:11.123 ↑ a\n                          b\n2026-11-28 16:18:11.200 i Opened\n2026-11-28 16:18:12.000 ↓\n2026-11-28 16:18:13.000 ↓ x\ny\n";
    let import = check_rows(
        file.as_bytes(),
        "",
        &[
            r#"1 1795882691123000 sent "a\nb""#,
            r#"2 1795882692000000 received """#,
            r#"3 1795882693000000 received "x""#,
            r#"4 1000000 received "y""#,
        ],
    );
    assert_eq!((problems(&import), import.facts().notices), (vec![], 1));
}

#[test]
fn what_is_no_log_is_told_from_its_beginning() {
    let saved = [
        include_str!("../../../../tests/fixtures/import/wirebench-v1.json"),
        include_str!("../../../../tests/fixtures/import/postman-v2.1.json"),
        include_str!("../../../../tests/fixtures/import/postman-v3.json"),
        include_str!("../../../../tests/fixtures/import/postman-environment.json"),
        include_str!("../../../../tests/fixtures/import/insomnia-v4.json"),
        include_str!("../../../../tests/fixtures/import/insomnia-v5.yaml"),
    ];
    for file in saved {
        assert_eq!(is_log(file.as_bytes(), "x.json"), Content::Saved, "{file}");
    }
    assert_eq!(read(b"{\"log\":{\"level\":1}}\n{\"log\":{\"level\":2}}\n", "").0.len(), 2);
    let logs = [
        include_str!("../../../../tests/fixtures/import/devtools.har"),
        ROWS,
        LOGGERS,
        TERMINAL,
        "[12:00] a line",
        "{\"a\":1}\n",
        "{\"a\":1",
    ];
    for (file, named) in logs.iter().zip(["", "", "", "", "", "", "x.JSONL"]) {
        assert_eq!(is_log(file.as_bytes(), named), Content::Log, "{file}");
    }
    let neither: [(&[u8], ProblemKind); 9] = [
        (b"", ProblemKind::Empty),
        (b"\xef\xbb\xbf \r\n", ProblemKind::Empty),
        (b"\x1f\x8b\x08", ProblemKind::Gzip),
        (b"PK\x03\x04", ProblemKind::NotText),
        (b"\xff\xfea\0", ProblemKind::NotText),
        (b"a\0b\0", ProblemKind::NotText),
        (b"caf\xe9 au lait", ProblemKind::NotText),
        (b"{\n  \"name\": \"x\"\n}\n", ProblemKind::Unknown),
        (b"{\"a\": 1", ProblemKind::Unknown),
    ];
    for (file, problem) in neither {
        assert_eq!(is_log(file, ""), Content::Neither(problem.clone()), "{file:?}");
        assert_eq!(problems(&check_rows(file, "", &[])), [(1, problem)]);
    }
}
