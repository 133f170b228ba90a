//! A channel to all other windows and workers of this origin (`BroadcastChannel`), which needs no secure context.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{BroadcastChannel, MessageEvent};

/// A channel; it is left when this is dropped.
#[derive(Debug)]
pub struct Channel {
    inner: BroadcastChannel,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
}

impl Channel {
    /// Joins the channel of that name, and calls back with each text that somebody else says on it. Nothing where the
    /// browser has no such thing.
    pub fn join(name: &str, mut on_text: impl FnMut(String) + 'static) -> Option<Self> {
        let inner = BroadcastChannel::new(name).ok()?;
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(text) = event.data().as_string() {
                on_text(text);
            }
        });
        inner.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        Some(Self { inner, _on_message: on_message })
    }

    /// Says a text to all others.
    pub fn say(&self, text: &str) {
        // It fails only for what can't be cloned, or on a channel that was left.
        let _ = self.inner.post_message(&text.into());
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.inner.set_onmessage(None);
        self.inner.close();
    }
}
