//! What is counted is what is on a disk that does as it is told.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{Batch, PAGE_BYTES, Recorder, SMALL};
use crate::log::{Body, Kind, LogId, Page, Seq};
use crate::message::{Message, Role};
use crate::time::Micros;

#[derive(Clone, Debug)]
enum Step {
    Row(usize),
    Skip,
    Write,
    Evict(u64),
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => (0..500_usize).prop_map(Step::Row),
        2 => (0..40_000_usize).prop_map(Step::Row),
        1 => Just(Step::Row(PAGE_BYTES + 1)),
        1 => Just(Step::Skip),
        3 => Just(Step::Write),
        1 => (0..200_000_u64).prop_map(Step::Evict),
    ]
}

#[derive(Default)]
struct Disk {
    pages: BTreeMap<u32, Vec<u8>>,
}

impl Disk {
    fn write(&mut self, batch: &Batch) {
        for page in &batch.pages {
            let is_larger = self.pages.get(&page.number).is_none_or(|before| before.len() < page.bytes.len());
            assert!(is_larger, "page {} is written again for nothing", page.number);
            self.pages.insert(page.number, page.bytes.clone());
        }
    }

    fn agrees(&self, recorder: &Recorder) {
        let log = recorder.log();
        let rows = self.pages.values().flat_map(|page| Page::read(page).unwrap().rows());
        let seqs: Vec<Seq> = rows.map(|row| row.unwrap().seq).collect();
        assert_eq!(log.rows, seqs.len() as u64);
        assert_eq!(log.bytes, self.pages.values().map(|page| page.len() as u64).sum::<u64>());
        assert!(seqs.is_sorted_by(|one, other| one < other));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_counted_is_on_disk(steps in prop::collection::vec(any_step(), 1..80)) {
        let payload = vec![b'x'; PAGE_BYTES + 1];
        let mut recorder = Recorder::new(LogId(1));
        let mut disk = Disk::default();
        let (mut seen, mut skipped) = (0_u64, 0);
        for step in steps.into_iter().chain([Step::Write]) {
            match step {
                Step::Row(size) => {
                    seen += 1;
                    let body = Body::Message(Message::binary(&payload[..size]), Role::Data);
                    recorder.push(Micros(seen), Kind::Received, &body);
                }
                Step::Skip => {
                    seen += 1;
                    skipped += 1;
                    recorder.skip(Micros(seen));
                }
                Step::Write => {
                    if let Some(batch) = recorder.batch() {
                        disk.write(&batch);
                        recorder.settle(&batch);
                    }
                    prop_assert_eq!(recorder.waiting(), 0);
                    disk.agrees(&recorder);
                }
                Step::Evict(bytes) => {
                    if let Some(last) = recorder.evict(bytes) {
                        disk.pages.retain(|number, _| *number > last);
                        prop_assert!(!disk.pages.is_empty());
                    }
                }
            }
        }
        let log = recorder.log();
        prop_assert_eq!(log.rows + log.evicted + log.skipped, seen);
        prop_assert_eq!(log.skipped, skipped);
    }
}

fn push(recorder: &mut Recorder, size: usize) {
    let payload = vec![b'x'; size];
    recorder.push(Micros(1), Kind::Sent, &Body::Message(Message::binary(&payload), Role::Data));
}

#[test]
fn a_small_page_is_written_again_until_it_is_larger() {
    let mut recorder = Recorder::new(LogId(1));
    let mut numbers = Vec::new();
    for _ in 0..4 {
        push(&mut recorder, SMALL / 2);
        let batch = recorder.batch().unwrap();
        recorder.settle(&batch);
        numbers.extend(batch.pages.iter().map(|page| (page.number, page.rows)));
    }
    assert_eq!(numbers, [(1, 1), (1, 2), (2, 1), (2, 2)]);
    assert_eq!((recorder.batch(), recorder.log().rows), (None, 4));
}

#[test]
fn a_large_row_has_a_page_of_its_own() {
    let mut recorder = Recorder::new(LogId(1));
    for size in [10, PAGE_BYTES * 2, 10] {
        push(&mut recorder, size);
    }
    let rows: Vec<u32> = recorder.batch().unwrap().pages.iter().map(|page| page.rows).collect();
    assert_eq!(rows, [1, 1, 1]);
}

#[test]
fn what_is_being_written_is_not_evicted() {
    let mut recorder = Recorder::new(LogId(1));
    push(&mut recorder, PAGE_BYTES);
    push(&mut recorder, PAGE_BYTES);
    let batch = recorder.batch().unwrap();
    assert_eq!(recorder.evict(u64::MAX), None);
    recorder.settle(&batch);
    assert_eq!(recorder.evict(u64::MAX), Some(1));
    assert_eq!((recorder.log().rows, recorder.log().evicted), (1, 1));
}

#[test]
fn a_gap_shows_in_the_numbers() {
    let mut recorder = Recorder::new(LogId(1));
    push(&mut recorder, 1);
    recorder.skip(Micros(2));
    push(&mut recorder, 1);
    let firsts: Vec<Seq> =
        recorder.batch().unwrap().pages.iter().map(|page| Page::read(&page.bytes).unwrap().first()).collect();
    assert_eq!(firsts, [Seq(1), Seq(3)]);
}
