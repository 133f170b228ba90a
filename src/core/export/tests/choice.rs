//! Which rows are written, what is hidden of them, and a choice of them on the clipboard.

use super::session::session;
use super::{EYES, Format, Notices, Wish, file, records, tree, wish};
use crate::export::{MAX_COPY_BYTES, TooLong, copy};
use crate::log::{Filter, Mask, Seq, Store};
use crate::message::{Message, Role};
use crate::time::Micros;

fn filter(line: &str) -> Filter {
    let mut filter = Filter::default();
    assert_eq!(filter.add_line(line, false), None, "{line}");
    filter
}

#[test]
fn only_what_is_wanted_is_written() {
    let store = session();
    let rows = |filter, notices, from, end| {
        let wish =
            Wish { filter, notices, from: Seq(from), end: Some(Seq(end)), ..wish(Format::Csv, &store) };
        let records = records(&file(wish, &store, 1000));
        records[1..].iter().map(|record| record[0].parse().unwrap()).collect::<Vec<u64>>()
    };
    assert_eq!(rows(None, Notices::With, 0, 25), (1..=24).collect::<Vec<_>>());
    assert_eq!(rows(None, Notices::Without, 0, 25), (3..=20).collect::<Vec<_>>());
    assert_eq!(rows(None, Notices::With, 2, 4), [2, 3]);
    assert!(rows(None, Notices::With, 9, 4).is_empty());
    assert_eq!(rows(Some(filter("is:ping")), Notices::With, 0, 25), [18, 19, 20]);
    assert_eq!(rows(Some(filter("kind:error")), Notices::With, 0, 25), [21, 23, 24]);
    assert!(rows(Some(filter("kind:error")), Notices::Without, 0, 25).is_empty());
    assert_eq!(rows(Some(filter("\"Closed by\"")), Notices::With, 0, 25), [21]);
}

#[test]
fn a_file_says_which_rows_it_has() {
    let store = session();
    let wish = Wish { filter: Some(filter("hush")), ..wish(Format::Json, &store) };
    assert_eq!(tree(&file(wish, &store, 1000))["filter"], "hush");
    let all = Wish { filter: Some(filter("")), ..super::wish(Format::Json, &store) };
    assert!(tree(&file(all, &store, 1000))["filter"].is_null());
}

/// The connections of an archive are there whatever rows are wanted.
#[test]
fn an_archive_has_its_connections_always() {
    let store = session();
    let wish = Wish {
        filter: Some(filter("is:ping kind:sent")),
        notices: Notices::Without,
        ..wish(Format::Har, &store)
    };
    let har = tree(&file(wish, &store, 1000));
    let entries = har["log"]["entries"].as_array().unwrap();
    assert_eq!(entries.len(), 2);
    assert_eq!(entries[0]["_webSocketMessages"].as_array().unwrap().len(), 1);
    assert_eq!(entries[0]["response"]["status"], 101);
    assert_eq!(har["log"]["comment"], "1 row");
}

#[test]
fn messages_before_all_connections_have_an_entry() {
    let store = session();
    let wish = Wish { from: Seq(20), ..wish(Format::Har, &store) };
    let har = tree(&file(wish.clone(), &store, 1000));
    let entry = &har["log"]["entries"][0];
    assert_eq!(entry["request"]["url"], "wss://example.com/feed");
    assert_eq!((&entry["response"]["status"], &entry["timings"]["wait"]), (&101.into(), &0.0.into()));
    let har = tree(&file(Wish { address: String::new(), ..wish }, &store, 1000));
    assert_eq!(har["log"]["entries"][0]["request"]["url"], "about:blank");
}

#[test]
fn no_secret_is_in_any_file() {
    let store = session();
    for format in Format::ALL {
        let mask = Mask::new(["hush".to_owned(), "chat.v1".to_owned(), "restarting".to_owned()]);
        let wish = Wish {
            mask,
            filter: Some(filter("-hush2")),
            address: "wss://example.com/?token=hush".to_owned(),
            ..wish(format, &store)
        };
        let open = file(Wish { mask: Mask::default(), ..wish.clone() }, &store, 100);
        let masked = file(wish, &store, 100);
        for secret in ["hush", "chat.v1", "restarting"] {
            assert!(open.contains(secret), "{}: {secret} was there to be hidden", format.name());
            assert!(!masked.contains(secret), "{}: {secret}", format.name());
        }
        match format {
            Format::Json => assert_eq!(tree(&masked)["masked"], true),
            Format::Csv => {}
            Format::Text | Format::Har => assert!(masked.contains("secrets are replaced by •••")),
        }
        assert!(!open.contains("•••"));
    }
}

#[test]
fn copying_leaves_out_what_only_a_file_needs() {
    let store = session();
    let copied = |format, from, end| {
        copy(Wish { from: Seq(from), end: Some(Seq(end)), ..wish(format, &store) }, &store, EYES).unwrap()
    };
    assert_eq!(copied(Format::Text, 3, 4), "2026-11-28 16:18:11.223 ↑ Hello, \"Wirebench\"\n");
    let csv = copied(Format::Csv, 3, 4);
    assert!(csv.starts_with("seq,"));
    assert_eq!(records(&csv)[1][8], "Hello, \"Wirebench\"");
    assert_eq!(tree(&copied(Format::Json, 3, 5))["count"], 2);
    assert_eq!(tree(&copied(Format::Har, 3, 5))["log"]["version"], "1.2");
    // Rows that are still to come aren't waited for.
    assert_eq!(copied(Format::Text, 90, 25), "");
}

#[test]
fn what_is_too_long_isn_t_copied() {
    let mut store = Store::default();
    store.push_sent(Micros(1), Role::Data, Message::binary(&vec![0; MAX_COPY_BYTES / 4 * 3]));
    let result = copy(Wish { end: None, ..wish(Format::Json, &store) }, &store, EYES);
    assert_eq!(result, Err(TooLong { limit: MAX_COPY_BYTES }));
}
