//! A listener on the whole page or worker, which is taken back when it is dropped.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, EventTarget};

/// Calls back on one kind of event.
#[derive(Debug)]
pub struct Listener {
    target: EventTarget,
    event: &'static str,
    callback: Closure<dyn FnMut(Event)>,
}

impl Listener {
    /// Listens on the global object, where events of the document arrive, too.
    pub fn new(event: &'static str, mut callback: impl FnMut() + 'static) -> Self {
        Self::with_event(event, move |_| callback())
    }

    /// As [`Listener::new`], for those who look at the event.
    pub fn with_event(event: &'static str, callback: impl FnMut(Event) + 'static) -> Self {
        let target = js_sys::global().unchecked_into();
        let this = Self { target, event, callback: Closure::new(callback) };
        // It fails for no event and no listener.
        let _ = this.target.add_event_listener_with_callback(event, this.function());
        this
    }

    fn function(&self) -> &js_sys::Function {
        self.callback.as_ref().unchecked_ref()
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let _ = self.target.remove_event_listener_with_callback(self.event, self.function());
    }
}
