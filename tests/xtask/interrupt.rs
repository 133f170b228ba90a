//! Ctrl-c, and the polite request to end that other programs send.
//!
//! The handler only raises a flag. The loops that wait for children look at it, and end their
//! children before they return; a second ctrl-c doesn't wait for that.

use std::sync::atomic::{AtomicBool, Ordering};

use crate::Result;

static RAISED: AtomicBool = AtomicBool::new(false);

/// Exit code of a program that was ended by ctrl-c, by convention of the shells.
const ENDED_BY_INTERRUPT: i32 = 130;

/// Starts to listen; called once, at the start.
pub fn listen() -> Result {
    ctrlc::set_handler(|| {
        if RAISED.swap(true, Ordering::SeqCst) {
            std::process::exit(ENDED_BY_INTERRUPT);
        }
    })
    .map_err(|problem| format!("Ctrl-c can't be handled ({problem})."))
}

/// Was the end asked for?
pub fn raised() -> bool {
    RAISED.load(Ordering::SeqCst)
}
