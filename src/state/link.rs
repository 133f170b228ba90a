//! The link to the worker: starts it, sends commands, and passes on its reports.

use std::cell::RefCell;
use std::rc::Rc;

use wirebench_browser::worker::Worker;
use wirebench_core::wire::{self, Command, Report};

/// The script that starts the worker; relative, so that the page works from any folder.
const SCRIPT: &str = "./worker.js";

/// The one link of the page; clones share it.
#[derive(Clone, Default)]
pub struct Link(Rc<RefCell<Inner>>);

#[derive(Default)]
struct Inner {
    worker: Option<Worker>,
    ready: bool,
    /// Commands given before the worker listens.
    waiting: Vec<Vec<u8>>,
}

impl Link {
    /// Starts the worker. Every report goes to `on_report`, `after_batch` is called once after each batch, and
    /// `on_failure` gets the browser's words if the worker can't run.
    pub fn start(
        &self,
        on_report: impl Fn(&Report<'_>) + 'static,
        after_batch: impl Fn() + 'static,
        on_failure: impl Fn(String) + 'static,
    ) {
        let link = self.clone();
        let on_failure = Rc::new(on_failure);
        let failed = Rc::clone(&on_failure);
        let on_batch = move |batch: Vec<u8>| {
            for report in wire::reports(&batch) {
                match report {
                    Ok(Report::Ready) => link.open(),
                    Ok(Report::Failed(words)) => failed(words.to_owned()),
                    Ok(report) => on_report(&report),
                    // The worker packs with the same code, so this is a fault of ours, and it must be seen.
                    Err(damaged) => failed(format!("a batch is damaged after {} bytes", damaged.offset)),
                }
            }
            after_batch();
        };
        let fail = Rc::clone(&on_failure);
        // A script that can't be loaded comes without words.
        let on_error = move |words: String| {
            fail(if words.is_empty() { format!("{SCRIPT} can't be loaded.") } else { words });
        };
        match Worker::start(SCRIPT, on_batch, on_error) {
            Ok(worker) => self.0.borrow_mut().worker = Some(worker),
            Err(words) => on_failure(words),
        }
    }

    /// Sends a command, or keeps it until the worker listens.
    pub fn send(&self, command: &Command<'_>) {
        let packed = command.pack();
        let mut inner = self.0.borrow_mut();
        match &inner.worker {
            Some(worker) if inner.ready => worker.post(&packed),
            _ => inner.waiting.push(packed),
        }
    }

    fn open(&self) {
        let mut inner = self.0.borrow_mut();
        inner.ready = true;
        let waiting = std::mem::take(&mut inner.waiting);
        if let Some(worker) = &inner.worker {
            for packed in waiting {
                worker.post(&packed);
            }
        }
    }
}
