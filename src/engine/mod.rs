//! The worker's side: runs core's machines, carries out what they ask for, stamps and packs what happens.
//!
//! It decides nothing about connections (the machines do), and the log is the page's; what is written of it to disk goes
//! from here, where a busy or hidden page holds nothing up.

mod keeper;
mod outbox;
mod sessions;

use std::cell::RefCell;
use std::rc::Rc;

use keeper::Keeper;
use outbox::Outbox;
use sessions::Sessions;
use wirebench_browser::scope::Scope;
use wirebench_core::wire::{self, Batch, Report};

/// Listens to the page until the worker is ended.
pub fn start(scope: &Scope) {
    std::panic::set_hook(Box::new(|info| say_failure(&info.to_string())));
    let outbox = Outbox::new(scope.clone());
    let sessions = Rc::new(RefCell::new(Sessions::new(outbox.clone(), Keeper::new(outbox.clone()))));
    let listening = Rc::clone(&sessions);
    scope.listen_to_violations(move |address| Sessions::forbidden(&listening, &address));
    scope.listen(move |bytes| match wire::command(&bytes) {
        Ok(command) => Sessions::run(&sessions, command),
        // The page packs with the same code, so this is a fault of ours, and it must be seen.
        Err(damaged) => say_failure(&format!("a command is damaged after {} bytes", damaged.offset)),
    });
    outbox.push(&Report::Ready);
    outbox.flush();
}

/// Tells the page what went wrong here, past the outbox, which may be what failed.
fn say_failure(words: &str) {
    if let Some(scope) = Scope::current() {
        let mut batch = Batch::default();
        batch.push(&Report::Failed(words));
        scope.post(&batch.take());
    }
}
