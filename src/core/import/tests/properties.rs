//! What is written can be read: any log, exported and imported again, is the same.

use proptest::prelude::*;

use super::{owned, problems, read, read_in_pieces};
use crate::export::{Export, Format, Notices, Progress, Wish};
use crate::log::form::tests::any_row;
use crate::log::form::{self, OwnedBody, OwnedRow};
use crate::log::{Eyes, Kind, Mask, Seq, Store};
use crate::time::Micros;

const EYES: Eyes<'static> = Eyes { describe: &|notice| format!("{notice:?}"), utc_offset: 0, digest: None };

/// The rows as a log has them, and the file that is made of it.
fn exported(rows: &[OwnedRow], format: Format) -> (Vec<OwnedRow>, Vec<u8>) {
    let mut store = Store::default();
    for row in rows {
        store.push_row(&row.as_row());
    }
    let wish = Wish {
        format,
        filter: None,
        notices: Notices::With,
        from: Seq(0),
        end: Some(store.next()),
        mask: Mask::default(),
        utc_offset: 0,
        now: Micros(1_795_879_211_000_000),
        address: "ws://localhost/".to_owned(),
    };
    let mut file = Vec::new();
    let mut export = Export::new(wish, &store);
    while export.step(&store, EYES, 1000, &mut file) == Progress::More {}
    let rows = (store.first().0..store.next().0).filter_map(|seq| store.row(Seq(seq)));
    (rows.map(|row| owned(&row)).collect(), file)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn a_log_comes_back_as_it_was(
        rows in prop::collection::vec(any_row(), 0..12),
        size in 1_usize..400,
    ) {
        let (rows, file) = exported(&rows, Format::Json);
        let (again, import) = read_in_pieces(&file, "log.json", size);
        prop_assert_eq!(&again, &rows);
        prop_assert_eq!((problems(&import), import.facts().whole), (vec![], true));

        let tree: serde_json::Value = serde_json::from_slice(&file).unwrap();
        let (again, import) = read_in_pieces(&serde_json::to_vec_pretty(&tree).unwrap(), "", size);
        prop_assert_eq!((again, problems(&import)), (rows, vec![]));
    }

    #[test]
    fn rows_alone_come_back_with_their_numbers(rows in prop::collection::vec(any_row(), 1..8)) {
        let mut file = Vec::new();
        for row in &rows {
            form::write(&row.as_row(), &mut file);
            file.push(b'\n');
        }
        let (again, import) = read(&file, "rows.jsonl");
        prop_assert_eq!((again, problems(&import)), (rows, vec![]));
    }

    #[test]
    fn messages_come_back_from_a_har_log(rows in prop::collection::vec(any_row(), 0..12)) {
        let (rows, file) = exported(&rows, Format::Har);
        let (again, import) = read(&file, "log.har");
        prop_assert_eq!(problems(&import), vec![]);
        let payloads = |rows: &[OwnedRow]| -> Vec<(Kind, Micros, Vec<u8>)> {
            let payload = |row: &OwnedRow| match &row.body {
                OwnedBody::Message { payload, .. } => Some((row.kind, row.at, payload.clone())),
                OwnedBody::Notice(_) => None,
            };
            rows.iter().filter_map(payload).collect()
        };
        prop_assert_eq!(payloads(&again), payloads(&rows));
    }
}
