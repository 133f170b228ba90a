//! What is to be written of one log: rows become pages, pages go to disk in batches, and what is there is counted.
//!
//! A page that is still small when it goes to disk is written again with what comes, in its place, so that a quiet
//! connection doesn't leave a page for each message. Whoever writes takes a batch, and tells when it is on disk; what
//! comes meanwhile goes into the next one.

use std::collections::VecDeque;

use super::record::PageWriter;
use super::{KeptLog, LogId};
use crate::log::{Body, Kind, Seq};
use crate::time::Micros;

/// A page ends before it has more bytes than this; a row that is larger has one of its own. Chromium moves values of
/// more than 64 KiB into files of their own.
const PAGE_BYTES: usize = 60_000;

/// A page on disk that has fewer bytes is written again with more rows.
const SMALL: usize = 8_000;

/// A page and its number in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberedPage {
    /// 1, 2, 3 …
    pub number: u32,
    /// How many rows it has.
    pub rows: u32,
    /// As it goes to disk.
    pub bytes: Vec<u8>,
}

/// What goes to disk together, or not at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Whose they are.
    pub id: LogId,
    /// Those that are new, or have more rows.
    pub pages: Vec<NumberedPage>,
}

/// A page that is on disk.
#[derive(Clone, Copy, Debug)]
struct Written {
    number: u32,
    rows: u32,
    bytes: u64,
}

/// One log while it is written.
#[derive(Debug)]
pub struct Recorder {
    log: KeptLog,
    /// How many rows there were, kept or not.
    seen: u64,
    /// The page that takes in rows.
    page: Option<PageWriter>,
    /// Its number.
    number: u32,
    /// Whether it has rows that no batch had.
    is_new: bool,
    /// Pages that take in nothing more.
    full: Vec<NumberedPage>,
    full_bytes: usize,
    written: VecDeque<Written>,
    /// Pages below this number are on disk, and aren't written any more.
    settled: u32,
}

impl Recorder {
    /// Nothing of that log yet.
    pub fn new(id: LogId) -> Self {
        Self {
            log: KeptLog::new(id),
            seen: 0,
            page: None,
            number: 1,
            is_new: false,
            full: Vec::new(),
            full_bytes: 0,
            written: VecDeque::new(),
            settled: 1,
        }
    }

    /// By which it is known.
    pub fn id(&self) -> LogId {
        self.log.id
    }

    /// How many bytes are on disk.
    pub fn bytes(&self) -> u64 {
        self.log.bytes
    }

    /// How many bytes wait for the next batch.
    pub fn waiting(&self) -> usize {
        self.full_bytes + self.page.as_ref().filter(|_| self.is_new).map_or(0, |page| page.bytes().len())
    }

    /// Where its connection goes now, without secrets.
    pub fn set_label(&mut self, label: &str) {
        label.clone_into(&mut self.log.label);
    }

    /// Adds a row without secrets.
    pub fn push(&mut self, at: Micros, kind: Kind, body: &Body<'_>) {
        let size = match body {
            Body::Message(message, _) => message.payload.len(),
            Body::Notice(_) => 0,
        };
        if self.page.as_ref().is_some_and(|page| page.bytes().len() + size > PAGE_BYTES) {
            self.end_page();
        }
        let seq = Seq(self.seen + 1);
        self.page.get_or_insert_with(|| PageWriter::new(seq, at)).push(at, kind, body);
        self.note(at);
        self.is_new = true;
    }

    /// Counts a row that there is no room for.
    pub fn skip(&mut self, at: Micros) {
        // The numbers in a page have no gaps.
        self.end_page();
        self.note(at);
        self.log.skipped += 1;
    }

    fn note(&mut self, at: Micros) {
        if self.seen == 0 {
            self.log.began = at;
        }
        self.seen += 1;
        self.log.last = at;
    }

    fn end_page(&mut self) {
        if let Some(page) = self.page.take() {
            if self.is_new {
                let page = NumberedPage { number: self.number, rows: page.rows(), bytes: page.into_bytes() };
                self.full_bytes += page.bytes.len();
                self.full.push(page);
            }
            self.number += 1;
            self.is_new = false;
        }
    }

    /// What is to be written now, if there is anything new.
    pub fn batch(&mut self) -> Option<Batch> {
        if self.page.as_ref().is_some_and(|page| page.bytes().len() >= SMALL) {
            self.end_page();
        }
        let mut pages = std::mem::take(&mut self.full);
        self.full_bytes = 0;
        if let Some(page) = self.page.as_ref().filter(|_| self.is_new) {
            let bytes = page.bytes().to_vec();
            pages.push(NumberedPage { number: self.number, rows: page.rows(), bytes });
            self.is_new = false;
        }
        if pages.is_empty() {
            return None;
        }
        self.settled = pages[0].number;
        for page in &pages {
            self.count(Written { number: page.number, rows: page.rows, bytes: page.bytes.len() as u64 });
        }
        Some(Batch { id: self.log.id, pages })
    }

    /// A batch is on disk.
    pub fn settle(&mut self, batch: &Batch) {
        self.settled = batch.pages.last().map_or(self.settled, |page| page.number);
    }

    /// Whether some of it is on disk that the last batch hasn't got: then its record must be there, too.
    pub fn has_more_on_disk(&self) -> bool {
        self.written.front().is_some_and(|page| page.number < self.settled)
    }

    /// Counts a page in place of what it had when it was smaller.
    fn count(&mut self, page: Written) {
        if self.written.back().is_some_and(|last| last.number == page.number)
            && let Some(before) = self.written.pop_back()
        {
            self.log.rows -= u64::from(before.rows);
            self.log.bytes -= before.bytes;
        }
        self.log.rows += u64::from(page.rows);
        self.log.bytes += page.bytes;
        self.written.push_back(page);
    }

    /// Lets go of the oldest pages, of so many bytes at least if there are so many, but neither of the newest nor of those
    /// that are being written. Gives the number up to which all have to be deleted, if any has.
    pub fn evict(&mut self, bytes: u64) -> Option<u32> {
        let mut freed = 0;
        let mut last = None;
        while freed < bytes
            && self.written.front().is_some_and(|page| page.number < self.settled)
            && let Some(page) = self.written.pop_front()
        {
            freed += page.bytes;
            self.log.bytes -= page.bytes;
            self.log.rows -= u64::from(page.rows);
            self.log.evicted += u64::from(page.rows);
            last = Some(page.number);
        }
        last
    }

    /// What is known of it now.
    pub fn log(&self) -> &KeptLog {
        &self.log
    }
}

#[cfg(test)]
mod tests;
