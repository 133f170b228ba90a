//! What a format writes around payloads; when and which rows, and the payloads themselves, are the machine's.

use std::fmt::Write;

use super::payload::Encoding;
use super::{Format, csv, har, json, plain};
use crate::conn::Notice;
use crate::log::Describe;
use crate::log::form::{Head, Shape};
use crate::message::{DataType, Role};
use crate::time::Micros;

/// A format at work.
pub(super) trait Layout {
    /// Writes what stands before all rows.
    fn begin(&mut self, title: &Title, out: &mut Vec<u8>);

    /// Writes what stands before a payload, and says how it is written.
    fn open(&mut self, facts: &Facts, payload: &[u8], out: &mut Vec<u8>) -> Encoding;

    /// Writes what stands behind a payload, of which the last `missing` bytes had gone before they were written.
    fn close(&mut self, missing: usize, out: &mut Vec<u8>);

    /// Writes a notice.
    fn notice(&mut self, head: Head, notice: &Notice, describe: &Describe, out: &mut Vec<u8>);

    /// Writes what stands behind all rows.
    fn end(&mut self, sum: &Sum, out: &mut Vec<u8>);

    /// Which notices it is given.
    fn heeds(&self) -> Heeds {
        Heeds::Chosen
    }
}

/// Which notices a format is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Heeds {
    /// Those that are to be rows.
    Chosen,
    /// All, because it is made of them; none is a row.
    All,
}

/// Where it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Destination {
    /// Into a file of its own.
    File,
    /// Into something else, between what is there.
    Clipboard,
}

/// What can be said of the whole before any row.
#[derive(Clone, Debug)]
pub(super) struct Title {
    pub exported: Micros,
    pub utc_offset: i32,
    /// The address; empty if it isn't known.
    pub address: String,
    /// The filter as a line; empty if all rows are wanted.
    pub filter: String,
    pub is_masked: bool,
}

/// What can be said of the whole behind all rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sum {
    /// How many rows were written.
    pub rows: u64,
    /// How many of those asked for had gone from the log before it began.
    pub evicted: u64,
    /// How many went from the log since, before they could be written.
    pub missed: u64,
}

impl Sum {
    /// How many rows had gone, be it before or since.
    pub fn lost(self) -> u64 {
        self.evicted + self.missed
    }

    /// The same in words.
    pub fn sentence(self) -> String {
        let rows = |count: u64| format!("{count} row{}", if count == 1 { "" } else { "s" });
        let mut sentence = rows(self.rows);
        // Writing into a string doesn't fail.
        if self.evicted > 0 {
            let _ = write!(sentence, "; {} had gone from the log before", rows(self.evicted));
        }
        if self.missed > 0 {
            let _ = write!(sentence, "; {} went from the log before being written", rows(self.missed));
        }
        sentence
    }
}

/// A message apart from its payload.
#[derive(Clone, Copy, Debug)]
pub(super) struct Facts {
    pub head: Head,
    pub data_type: DataType,
    pub size: usize,
    pub role: Role,
    pub shape: Shape,
}

/// The format.
pub(super) fn layout(format: Format, destination: Destination) -> Box<dyn Layout> {
    match format {
        Format::Json => Box::new(json::Layout::default()),
        Format::Text => Box::new(plain::Layout::new(destination)),
        Format::Csv => Box::new(csv::Layout::new(destination)),
        Format::Har => Box::new(har::Layout::default()),
    }
}
