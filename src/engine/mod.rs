//! The worker's side: runs core's machines, carries out what they ask for, stamps and packs what happens.
//!
//! It decides nothing about connections (the machines do) and keeps no log (the page does).

mod outbox;
mod sessions;

use std::cell::RefCell;
use std::rc::Rc;

use outbox::Outbox;
use sessions::Sessions;
use wirebench_browser::scope::Scope;
use wirebench_core::wire::{self, Report};

/// Listens to the page until the worker is ended.
pub fn start() {
    let Some(scope) = Scope::current() else { return };
    let outbox = Outbox::new(scope.clone());
    let sessions = Rc::new(RefCell::new(Sessions::new(outbox.clone())));
    scope.listen(move |bytes| {
        // The page packs with the same code, so a command that can't be read is a fault of ours, worth a trace.
        match wire::command(&bytes) {
            Ok(command) => Sessions::run(&sessions, command),
            Err(damaged) => panic!("a damaged command: {damaged:?}"),
        }
    });
    outbox.push(&Report::Ready);
    outbox.flush();
}
