//! Giving the page its turn in the middle of long work, and waiting for something to do.
//!
//! A timer would do, but browsers hold timers back in a hidden tab, to one a minute in the end. Messages are never held
//! back.

use std::cell::RefCell;

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

/// Wakes the one who waits for it.
#[derive(Debug, Default)]
pub struct Bell(RefCell<Option<Function>>);

impl Bell {
    /// Wakes whoever waits now; nobody later.
    pub fn ring(&self) {
        if let Some(resolve) = self.0.borrow_mut().take() {
            // A promise's own function doesn't throw.
            let _ = resolve.call0(&JsValue::NULL);
        }
    }

    /// What goes on when it rings; whoever waited before is woken.
    pub fn heard(&self) -> impl Future<Output = ()> + use<> {
        let heard = Promise::new(&mut |resolve, _| {
            self.ring();
            *self.0.borrow_mut() = Some(resolve);
        });
        async move {
            // This promise is never rejected.
            let _ = JsFuture::from(heard).await;
        }
    }
}
