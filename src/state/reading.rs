//! The JSON document of the row that is looked at: read in slices, so that the page stays alive meanwhile.

use std::time::Duration;

use leptos::prelude::*;
use wirebench_browser::clock;
use wirebench_core::codec::json::Document;
use wirebench_core::time::Span;

/// How much is read between two looks at the clock, in bytes.
const SLICE: usize = 128 * 1024;

/// For how long the page reads before it does anything else.
const TURN: Span = Span(10_000);

/// A document while it is read and after; copies are the same.
#[derive(Clone, Copy)]
pub struct Reading {
    document: StoredValue<Option<Document>, LocalStorage>,
    grown: Trigger,
    /// Whether the next turn is on its way.
    is_due: StoredValue<bool>,
}

impl Reading {
    /// Of no document.
    pub fn new() -> Self {
        Self {
            document: StoredValue::new_local(None),
            grown: Trigger::new(),
            is_due: StoredValue::new(false),
        }
    }

    /// Begins to read a text, in place of the one before; the first slice is there at once.
    pub fn open(self, text: Option<String>) {
        self.document.set_value(text.map(Document::new));
        self.turn();
    }

    /// What is known of the document, if there is one.
    pub fn with<T>(self, read: impl FnOnce(&Document) -> T) -> Option<T> {
        self.grown.track();
        self.document.with_value(|document| document.as_ref().map(read))
    }

    /// Folds or unfolds.
    pub fn change(self, change: impl FnOnce(&mut Document)) {
        self.document.update_value(|document| {
            if let Some(document) = document {
                change(document);
            }
        });
        self.turn();
    }

    fn turn(self) {
        let end = clock::now() + TURN;
        let read = |document: &mut Option<Document>| {
            let Some(document) = document else { return true };
            loop {
                document.step(SLICE);
                if document.is_settled() || clock::now() >= end {
                    return document.is_settled();
                }
            }
        };
        // The view may have gone since the turn was asked for.
        let Some(is_settled) = self.document.try_update_value(read) else { return };
        self.grown.notify();
        if !is_settled && !self.is_due.get_value() {
            self.is_due.set_value(true);
            set_timeout(
                move || {
                    if self.is_due.try_update_value(|is_due| *is_due = false).is_some() {
                        self.turn();
                    }
                },
                Duration::ZERO,
            );
        }
    }
}
