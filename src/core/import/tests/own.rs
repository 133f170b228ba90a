//! Our own files, as we write them and as other tools lay them out anew.

use super::{ProblemKind, check_rows, problems, read, shown};
use crate::export::{NAME, VERSION};
use crate::import::{Content, Facts, Source, is_log};
use crate::time::Micros;

const SESSION: &str = include_str!("../../../../tests/fixtures/export/session.json");
const SESSION_TEXT: &str = include_str!("../../../../tests/fixtures/export/session.txt");
const SESSION_HAR: &str = include_str!("../../../../tests/fixtures/export/session.har");

#[test]
fn what_was_exported_comes_back() {
    let (rows, import) = read(SESSION.as_bytes(), "session.json");
    assert_eq!((rows.len(), problems(&import)), (24, vec![]));
    assert_eq!(
        shown(&rows)[2..4],
        [
            r#"3 1795879091223456 sent "Hello, \"Wirebench\"""#,
            r#"4 1795879091273456 received "สว\u{e31}สด\u{e35} 👩\u{200d}👩\u{200d}👧, ключ""#
        ]
    );
    let facts = Facts {
        addresses: vec!["wss://example.com/feed".into(), "wss://example.com/feed?token=hush&x=1".into()],
        subprotocols: vec!["chat.v2".into()],
        exported: Some(Micros(1_795_879_211_000_000)),
        count: Some(24),
        whole: true,
        ..Facts::default()
    };
    assert_eq!((import.facts(), import.source()), (&facts, Some(&Source::Wirebench)));
}

#[test]
fn the_layout_does_not_matter() {
    let (rows, _) = read(SESSION.as_bytes(), "");
    let tree: serde_json::Value = serde_json::from_str(SESSION).unwrap();
    let layouts = [serde_json::to_string(&tree).unwrap(), serde_json::to_string_pretty(&tree).unwrap()];
    for layout in layouts.iter().chain([&SESSION.replace('\n', "\r\n"), &format!("\u{feff}{SESSION}")]) {
        let (again, import) = read(layout.as_bytes(), "");
        assert_eq!(shown(&again), shown(&rows));
        assert_eq!((problems(&import), import.facts().whole), (vec![], true), "{layout}");
    }
    // Without the file around them.
    let lines: String =
        SESSION.lines().skip(1).take(24).map(|row| row.trim_end_matches(',').to_owned() + "\n").collect();
    assert_eq!(read(lines.as_bytes(), "").0, rows);
}

#[test]
fn messages_come_back_from_a_har_log_and_from_text() {
    let messages = |rows: Vec<_>| {
        shown(&rows)
            .iter()
            .filter(|row| row.contains(" sent ") || row.contains(" received "))
            .map(|row| row.split_once(' ').unwrap().1.to_owned())
            .collect::<Vec<_>>()
    };
    let (rows, _) = read(SESSION.as_bytes(), "");
    let expected = messages(rows);
    let (rows, import) = read(SESSION_HAR.as_bytes(), "");
    assert_eq!(messages(rows), expected);
    assert_eq!((problems(&import), import.facts().addresses.len()), (vec![], 1));

    let (rows, import) = read(SESSION_TEXT.as_bytes(), "session.txt");
    assert_eq!((problems(&import), import.facts().notices), (vec![], 6));
    assert_eq!(import.facts().exported, Some(Micros(1_795_879_211_000_000)));
    let again = messages(rows);
    assert_eq!(again.len(), expected.len());
    // Binary comes back whole, and so does the time up to milliseconds.
    let binary = |rows: &[String]| -> Vec<String> {
        let is_binary = |row: &&String| row.ends_with(']');
        rows.iter().filter(is_binary).map(|row| row[..13].to_owned() + &row[16..]).collect()
    };
    assert_eq!(binary(&again), binary(&expected));
    assert_eq!(binary(&again).len(), 4);
}

/// A file with these lines between its first and its last one.
fn file(rows: &str) -> String {
    format!("{{\"format\":\"{NAME}\",\"version\":{VERSION},\"rows\":[\n{rows}\n],\"count\":2}}\n")
}

const ROW: &str = r#"{"seq":5,"us":7,"kind":"sent","type":"text","text":"a"}"#;

#[test]
fn a_damaged_row_costs_itself_alone() {
    let damaged = r#"{"seq":6,"us":7,"kind":"sent","type":"text","text":"b},"#;
    let import = check_rows(file(&format!("{damaged}\n{ROW}")).as_bytes(), "", &[r#"5 7 sent "a""#]);
    assert_eq!(import.problems().told()[0].line, 2);
    assert_eq!(
        (import.problems().count(), import.problems().left_out(), import.facts().whole),
        (1, 1, false)
    );

    let half = r#"{"seq":6,"us":7,"ki"#;
    let bytes = [file(&format!("{ROW},\n{half}\n{ROW},")).as_bytes(), b"\n\n x \n y"].concat();
    let import = check_rows(&bytes, "", &[r#"5 7 sent "a""#, r#"5 7 sent "a""#]);
    let kinds: Vec<_> =
        problems(&import).into_iter().map(|(line, kind)| (line, kind.costs_a_row())).collect();
    assert_eq!(kinds, [(3, true), (8, false), (9, false)]);
    assert_eq!(
        problems(&import)[1..],
        [(8, ProblemKind::AfterEnd), (9, ProblemKind::Count { said: 2, found: 3 })]
    );

    let bytes =
        [b"{\"format\":\"wirebench-log\",\"rows\":[\n\xff\n".as_slice(), ROW.as_bytes(), b"\n]}"].concat();
    let import = check_rows(&bytes, "", &[r#"5 7 sent "a""#]);
    assert_eq!(problems(&import), [(2, ProblemKind::NotUtf8)]);
    let member = file(&format!("{{\"us\":1,\"kind\":\"sent\"}},\n{ROW}"));
    assert_eq!(problems(&read(member.as_bytes(), "").1), [(2, ProblemKind::Member("type".into()))]);
}

#[test]
fn a_newer_version_is_refused() {
    let newer = file(ROW).replace(&format!("\"version\":{VERSION}"), "\"version\":99");
    let laid_out = newer.replace(',', ",\n");
    for (file, line) in [(newer, 1), (laid_out, 2)] {
        let import = check_rows(file.as_bytes(), "", &[]);
        assert_eq!(problems(&import), [(line, ProblemKind::Newer { version: 99 })]);
        assert_eq!(is_log(file.as_bytes(), ""), Content::Log);
    }
}

#[test]
fn the_rest_of_what_a_file_says_is_kept() {
    let file = format!(
        "{{\"format\":\"{NAME}\",\"version\":1,\"filter\":\"-ping\",\"masked\":true,\"rows\":[\n],\"count\":0,\"evicted\":3,\"missed\":4}}"
    );
    let (_, import) = read(file.as_bytes(), "");
    let facts = Facts {
        filter: Some("-ping".into()),
        masked: true,
        evicted: 3,
        missed: 4,
        count: Some(0),
        whole: true,
        ..Facts::default()
    };
    assert_eq!(*import.facts(), facts);
}
