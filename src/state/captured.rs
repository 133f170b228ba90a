//! A log that wasn't received here: read from a file, or kept from an earlier session. Its tab shows it and nothing else.

use std::sync::Arc;

use leptos::prelude::*;
use wirebench_core::import::{Facts, Problems, Source};

use super::kept_logs::ReadProblem;

/// Where a log comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A file of that name.
    File(String),
    /// An earlier session with that address.
    Earlier(String),
}

/// How far the reading has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// So many bytes of so many.
    Reading(u64, u64),
    /// To the end.
    Read,
    /// The user didn't want to wait for the rest.
    Stopped,
    /// The browser couldn't go on, in its own words.
    Failed(String),
    /// What this browser keeps of it can't be read on.
    Unreadable(ReadProblem),
}

/// What was found besides rows.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// What kind of file it is, once that is known.
    pub source: Option<Source>,
    /// What the file says about itself.
    pub facts: Facts,
    /// What couldn't be read.
    pub problems: Problems,
    /// Of an earlier log: how many rows were never kept.
    pub unkept: u64,
}

/// The log of a tab that is captured; copies are the same.
#[derive(Clone, Copy)]
pub struct Captured {
    /// Where it comes from.
    pub origin: StoredValue<Origin>,
    /// How far the reading has come.
    pub stage: RwSignal<Stage>,
    /// What was found besides rows.
    pub found: RwSignal<Arc<Found>>,
}

impl Captured {
    /// Of which nothing has been read.
    pub fn new(origin: Origin) -> Self {
        Self {
            origin: StoredValue::new(origin),
            stage: RwSignal::new(Stage::Reading(0, 0)),
            found: RwSignal::new(Arc::default()),
        }
    }

    /// What its tab is called.
    pub fn name(self) -> String {
        self.origin.with_value(|origin| match origin {
            Origin::File(name) | Origin::Earlier(name) => name.clone(),
        })
    }

    /// Whether it is still being read.
    pub fn is_reading(self) -> bool {
        self.stage.with(|stage| matches!(stage, Stage::Reading(..)))
    }

    /// What was read so far is enough.
    pub fn stop(self) {
        if untrack(|| self.is_reading()) {
            self.stage.set(Stage::Stopped);
        }
    }
}
