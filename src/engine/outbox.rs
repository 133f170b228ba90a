//! Reports on their way to the page: packed at once, handed over in batches.
//!
//! The first report after a pause goes out at the end of the current event, so that nothing waits when little
//! happens; on a busy feed a batch leaves once a frame or when it has grown large. What nobody waits for may wait a
//! frame even then, and what comes meanwhile leaves with it. The timer runs in the worker, where it keeps time while
//! the tab is hidden.

use std::cell::RefCell;
use std::rc::Rc;

use wirebench_browser::clock;
use wirebench_browser::scope::Scope;
use wirebench_browser::timer::Timeout;
use wirebench_core::time::{Micros, Span};
use wirebench_core::wire::{Batch, Report};

/// A batch of this many bytes leaves at once.
const LARGE: usize = 100_000;
/// The least time between two batches that aren't large: a frame at 60 Hz.
const FRAME: Span = Span(16_000);

/// The one outbox of the worker; clones share it.
#[derive(Clone)]
pub struct Outbox(Rc<RefCell<Inner>>);

struct Inner {
    scope: Scope,
    batch: Batch,
    flushed: Micros,
    timer: Option<Timeout>,
}

impl Outbox {
    /// An empty outbox that posts to the page.
    pub fn new(scope: Scope) -> Self {
        let inner = Inner { scope, batch: Batch::default(), flushed: Micros::default(), timer: None };
        Self(Rc::new(RefCell::new(inner)))
    }

    /// Adds a report; it leaves in order, at the latest a frame from now.
    pub fn push(&self, report: &Report<'_>) {
        self.add(report, Span(0));
    }

    /// Adds a report for which the page is left alone for a frame, unless there was something before it.
    pub fn push_quietly(&self, report: &Report<'_>) {
        self.add(report, FRAME);
    }

    fn add(&self, report: &Report<'_>, least: Span) {
        let mut inner = self.0.borrow_mut();
        inner.batch.push(report);
        if inner.batch.len() >= LARGE {
            inner.flush();
        } else if inner.timer.is_none() {
            let waited = clock::now().since(inner.flushed);
            let left = least.0.max(FRAME.0.saturating_sub(waited.0)).div_ceil(1000);
            let outbox = self.clone();
            inner.timer = Some(Timeout::new(u32::try_from(left).unwrap_or(0), move || outbox.flush()));
        }
    }

    /// Hands over what waits.
    pub fn flush(&self) {
        self.0.borrow_mut().flush();
    }
}

impl Inner {
    fn flush(&mut self) {
        self.timer = None;
        if !self.batch.is_empty() {
            self.flushed = clock::now();
            self.scope.post(&self.batch.take());
        }
    }
}
