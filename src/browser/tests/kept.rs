//! Kept logs in a real database, and the channel between windows.

use wasm_bindgen_test::wasm_bindgen_test;
use wirebench_core::log::{Batch, Body, KeptLog, Kind, LogId, Recorder};
use wirebench_core::message::{Message, Role};
use wirebench_core::time::Micros;

use super::heard;
use crate::channel::Channel;
use crate::database::{Database, Failure, Mode};
use crate::log_disk::{Going, LogDisk, Write};

/// A log with a page for each of so many rows.
fn log(id: u64, rows: usize) -> (Recorder, Batch) {
    let mut recorder = Recorder::new(LogId(id));
    let payload = "x".repeat(60_000);
    for _ in 0..rows {
        recorder.push(Micros(1), Kind::Sent, &Body::Message(Message::text(&payload), Role::Data));
    }
    let batch = recorder.batch().unwrap();
    (recorder, batch)
}

#[wasm_bindgen_test]
async fn logs_are_written_read_and_deleted() {
    let disk = LogDisk::open().await.unwrap();
    let nothing = Going::default();
    for id in [1, 2] {
        let (recorder, batch) = log(id, 3);
        let write = Write { log: recorder.log().clone(), pages: &batch.pages, is_there: false };
        assert_eq!(disk.write(&nothing, &[write]).await, Ok(Vec::new()));
    }
    let records = disk.records().await.unwrap();
    let logs: Vec<KeptLog> = records.iter().map(|text| KeptLog::read(text).unwrap()).collect();
    assert_eq!(logs.iter().map(|log| (log.id, log.rows)).collect::<Vec<_>>(), [(LogId(1), 3), (LogId(2), 3)]);

    let two = disk.pages(LogId(1), 0, 2).await.unwrap();
    assert_eq!((two.bytes.len(), two.last), (2, 2));
    let rest = disk.pages(LogId(1), two.last, 2).await.unwrap();
    assert_eq!((rest.bytes.len(), rest.last), (1, 3));
    assert!(disk.pages(LogId(1), 3, 2).await.unwrap().bytes.is_empty());

    let going = Going { logs: vec![LogId(2)], pages: vec![(LogId(1), 2)] };
    disk.delete(&going).await.unwrap();
    assert_eq!(disk.records().await.unwrap().len(), 1);
    assert_eq!(disk.pages(LogId(1), 0, 9).await.unwrap().bytes.len(), 1);
    assert!(disk.pages(LogId(2), 0, 9).await.unwrap().bytes.is_empty());

    // One that somebody has deleted isn't written on.
    let (recorder, batch) = log(2, 1);
    let write = |is_there| Write { log: recorder.log().clone(), pages: &batch.pages, is_there };
    assert_eq!(disk.write(&nothing, &[write(true)]).await, Ok(vec![LogId(2)]));
    assert_eq!(disk.records().await.unwrap().len(), 1);
    assert_eq!(disk.write(&nothing, &[write(false)]).await, Ok(Vec::new()));
    disk.delete(&Going { logs: vec![LogId(1), LogId(2)], pages: Vec::new() }).await.unwrap();
}

#[wasm_bindgen_test]
async fn a_newer_version_takes_over() {
    const NAME: &str = "a database of two versions";
    let older = Database::open(NAME, 1, &["a"]).await.unwrap();
    assert!(older.transaction(&["a"], Mode::Write).is_ok());
    let newer = Database::open(NAME, 2, &["b"]).await.unwrap();
    assert_eq!(older.transaction(&["a"], Mode::Read).unwrap_err(), Failure::Newer);
    newer.transaction(&["a", "b"], Mode::Write).unwrap().done().await.unwrap();
    assert_eq!(Database::open(NAME, 1, &["a"]).await.unwrap_err(), Failure::Newer);
}

#[wasm_bindgen_test]
async fn a_channel_reaches_all_others() {
    let own = Channel::join("a channel", |text| panic!("it hears itself say {text}")).unwrap();
    let mut other = None;
    let text = heard(|say| {
        other = Channel::join("a channel", say);
        own.say("hello");
    })
    .await;
    assert_eq!(text, "hello");
}
