//! A dedicated worker seen from the page.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{ErrorEvent, MessageEvent, WorkerOptions, WorkerType, window};

use crate::words::words;

/// A running worker; dropping it ends it.
#[derive(Debug)]
pub struct Worker {
    inner: web_sys::Worker,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(ErrorEvent)>,
}

impl Worker {
    /// Starts the module script as a worker, hands it this very program (the name of its JavaScript and the compiled
    /// WebAssembly), and calls back with the bytes of each of its messages, and with the browser's words if it can't be
    /// started or throws.
    ///
    /// # Errors
    /// The browser's own words if it doesn't allow a worker at all.
    pub fn start(
        script: &str,
        mut on_bytes: impl FnMut(Vec<u8>) + 'static,
        mut on_error: impl FnMut(String) + 'static,
    ) -> Result<Self, String> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let inner = web_sys::Worker::new_with_options(script, &options).map_err(words)?;
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if let Ok(bytes) = event.data().dyn_into::<Uint8Array>() {
                on_bytes(bytes.to_vec());
            }
        });
        // A script that can't be loaded is a plain event without words.
        let on_error = Closure::<dyn FnMut(ErrorEvent)>::new(move |event: ErrorEvent| {
            let has_words = event.is_instance_of::<ErrorEvent>();
            on_error(if has_words { event.message() } else { String::new() });
        });
        inner.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        inner.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        let program = Array::of2(&JsValue::from(glue()), &wasm_bindgen::module());
        inner.post_message(&program).map_err(words)?;
        Ok(Self { inner, _on_message: on_message, _on_error: on_error })
    }

    /// Hands the bytes over to the worker by transfer.
    pub fn post(&self, bytes: &[u8]) {
        let array = Uint8Array::from(bytes);
        let transfer = Array::of1(&array.buffer());
        // It fails only for values that can't be cloned or transferred, and a fresh buffer can.
        let _ = self.inner.post_message_with_transfer(&array, &transfer);
    }
}

/// The name of the page's JavaScript, which boot.js was told by Trunk.
fn glue() -> Option<String> {
    window()?.document()?.query_selector("script[data-js]").ok()??.get_attribute("data-js")
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.inner.terminate();
    }
}
