//! Each format as it is in a file: kept in `tests/fixtures/export`, and read by what should be able to.

use expect_test::expect_file;
use proptest::prelude::*;

use super::session::session;
use super::{EYES, Format, file, records, tree, wish};
use crate::codec::base64;
use crate::codec::json::value::Json;
use crate::log::form::tests::any_row;
use crate::log::form::{self, OwnedBody};
use crate::log::{Body, Seq, Store};
use crate::message::DataType;

fn whole(format: Format) -> String {
    let store = session();
    file(wish(format, &store), &store, usize::MAX)
}

#[test]
fn json_is_as_it_was() {
    expect_file!["../../../../tests/fixtures/export/session.json"].assert_eq(&whole(Format::Json));
}

#[test]
fn text_is_as_it_was() {
    expect_file!["../../../../tests/fixtures/export/session.txt"].assert_eq(&whole(Format::Text));
}

/// Byte for byte, which `expect_file` isn't about line breaks.
#[test]
fn a_table_is_as_it_was() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/export/session.csv");
    let csv = whole(Format::Csv);
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(path, &csv).unwrap();
    }
    assert_eq!(csv, std::fs::read_to_string(path).unwrap());
}

#[test]
fn an_archive_is_as_it_was() {
    expect_file!["../../../../tests/fixtures/export/session.har"].assert_eq(&whole(Format::Har));
}

#[test]
fn every_row_of_a_log_is_read_back() {
    let store = session();
    let file = whole(Format::Json);
    let json = Json::read(&file).unwrap();
    let rows = json.items("rows", form::read).unwrap();
    for row in &rows {
        assert_eq!(store.row(row.seq), Some(row.as_row()));
    }
    assert_eq!((rows.len(), json.number("count")), (store.len(), Ok(store.len() as u64)));
}

#[test]
fn an_archive_has_what_har_asks_for() {
    let file = tree(&whole(Format::Har));
    let entries = file["log"]["entries"].as_array().unwrap();
    assert_eq!(entries.len(), 2);
    for entry in entries {
        for member in ["startedDateTime", "time", "request", "response", "cache", "timings"] {
            assert!(!entry[member].is_null(), "{member}");
        }
        let (request, response) = (&entry["request"], &entry["response"]);
        let both = ["httpVersion", "cookies", "headers", "headersSize", "bodySize"];
        for member in ["method", "url", "queryString"].into_iter().chain(both) {
            assert!(!request[member].is_null(), "{member}");
        }
        for member in ["status", "statusText", "content", "redirectURL"].into_iter().chain(both) {
            assert!(!response[member].is_null(), "{member}");
        }
        let timings = ["send", "wait", "receive"].map(|phase| entry["timings"][phase].as_f64().unwrap());
        assert!((entry["time"].as_f64().unwrap() - timings.iter().sum::<f64>()).abs() < 0.001);
    }
    assert_eq!(entries[0]["_webSocketMessages"].as_array().unwrap().len(), 18);
    assert_eq!(entries[1]["_webSocketMessages"], serde_json::json!([]));
    assert_eq!(
        [&entries[0], &entries[1]].map(|entry| entry["response"]["status"].as_u64()),
        [Some(101), Some(0)]
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn any_rows_make_a_file_that_can_be_read(rows in prop::collection::vec(any_row(), 0..8)) {
        let mut store = Store::default();
        for row in &rows {
            store.push_row(&row.as_row());
        }
        let json = file(wish(Format::Json, &store), &store, 50);
        let json = Json::read(&json).unwrap();
        for row in json.items("rows", form::read).unwrap() {
            prop_assert_eq!(store.row(row.seq), Some(row.as_row()));
        }
        prop_assert_eq!(json.listed("rows").len(), store.len());

        let csv = records(&file(wish(Format::Csv, &store), &store, 50));
        prop_assert_eq!(csv.len(), store.len() + 1);
        for record in &csv[1..] {
            let row = store.row(Seq(record[0].parse().unwrap())).unwrap();
            let data = record[8].strip_prefix('\'').unwrap_or(&record[8]);
            prop_assert!(!record[8].starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']));
            match (row.body, record[7].as_str()) {
                (Body::Message(message, _), "base64") => {
                    prop_assert_eq!(base64::decode(data).unwrap(), message.payload);
                }
                (Body::Message(message, _), _) => {
                    let text = std::str::from_utf8(message.payload).unwrap();
                    prop_assert_eq!(data, text.replace('\0', "␀"));
                }
                (Body::Notice(notice), _) => {
                    prop_assert_eq!(data, (EYES.describe)(&notice).replace('\0', "␀"));
                }
            }
        }

        let har = tree(&file(wish(Format::Har, &store), &store, 50));
        let entries = har["log"]["entries"].as_array().unwrap().iter();
        let found: Vec<_> = entries.flat_map(|entry| entry["_webSocketMessages"].as_array().unwrap()).collect();
        let messages: Vec<_> = rows.iter().filter_map(|row| match &row.body {
            OwnedBody::Message { data_type, payload, .. } => Some((data_type, payload)),
            OwnedBody::Notice(_) => None,
        }).collect();
        prop_assert_eq!(found.len(), messages.len());
        for (har, (data_type, payload)) in found.into_iter().zip(messages) {
            let data = har["data"].as_str().unwrap();
            match (har["opcode"].as_u64(), data_type) {
                (Some(1), DataType::Text) => prop_assert_eq!(data.as_bytes(), payload),
                (Some(2), DataType::Text | DataType::Binary) => {
                    prop_assert_eq!(&base64::decode(data).unwrap(), payload);
                }
                other => prop_assert!(false, "{other:?}"),
            }
        }

        let text = file(wish(Format::Text, &store), &store, 50);
        let moves = |character: char| character.is_control() && !matches!(character, '\n' | '\t');
        let turns = |character| character == '\u{202e}';
        prop_assert!(!text.contains(moves) && !text.contains(turns));
    }
}
