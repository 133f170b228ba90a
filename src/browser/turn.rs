//! Giving the page its turn in the middle of long work, and waiting for something to do.
//!
//! A timer would do, but browsers hold timers back in a hidden tab, to one a minute in the end. Messages are never held
//! back.

use std::cell::{Cell, RefCell};

use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::MessageChannel;

/// Goes on when the browser has done what waits: input, painting, messages from the worker.
pub async fn next() {
    let Ok(channel) = MessageChannel::new() else { return };
    let come = Promise::new(&mut |resolve, _| channel.port1().set_onmessage(Some(&resolve)));
    // It fails only for values that can't be cloned.
    let _ = channel.port2().post_message(&JsValue::NULL);
    // This promise is never rejected.
    let _ = JsFuture::from(come).await;
    channel.port1().close();
}

/// Wakes the one who waits for it. What rings while nobody waits is heard by the next one who does.
#[derive(Debug, Default)]
pub struct Bell {
    waiting: RefCell<Option<Function>>,
    has_rung: Cell<bool>,
}

impl Bell {
    /// Wakes whoever waits now, or whoever waits next.
    pub fn ring(&self) {
        match self.waiting.borrow_mut().take() {
            Some(resolve) => {
                // A promise's own function doesn't throw.
                let _ = resolve.call0(&JsValue::NULL);
            }
            None => self.has_rung.set(true),
        }
    }

    /// What goes on when it has rung; whoever waited before is woken.
    pub fn heard(&self) -> impl Future<Output = ()> + use<> {
        let heard = Promise::new(&mut |resolve, _| {
            if let Some(before) = self.waiting.borrow_mut().replace(resolve) {
                // A promise's own function doesn't throw.
                let _ = before.call0(&JsValue::NULL);
            }
        });
        if self.has_rung.take() {
            self.ring();
        }
        async move {
            // This promise is never rejected.
            let _ = JsFuture::from(heard).await;
        }
    }
}

impl Drop for Bell {
    fn drop(&mut self) {
        // Nobody is to wait for ever.
        self.ring();
    }
}
