//! Whether there is a network, and when it comes back, in the page as well as in a worker.
//!
//! Only a no can be relied on: a browser calls itself online as soon as the machine has any network at all.

use js_sys::Reflect;
use wasm_bindgen::JsValue;

use crate::listener::Listener;

/// Whether the browser believes that there is a network; yes where it doesn't say.
pub fn is_online() -> bool {
    let get = |object: &JsValue, name| Reflect::get(object, &JsValue::from_str(name)).ok();
    get(&js_sys::global(), "navigator").and_then(|navigator| get(&navigator, "onLine"))
        != Some(JsValue::FALSE)
}

/// Calls back each time the network comes back, until it is dropped.
#[derive(Debug)]
pub struct WhenOnline {
    _listener: Listener,
}

impl WhenOnline {
    /// Begins to listen.
    pub fn new(on_online: impl FnMut() + 'static) -> Self {
        Self { _listener: Listener::new("online", on_online) }
    }
}
