//! A dedicated worker seen from inside: what it hears from the page and says to it.

use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent, SecurityPolicyViolationEvent};

/// The worker's own global scope.
#[derive(Clone, Debug)]
pub struct Scope(DedicatedWorkerGlobalScope);

impl Scope {
    /// The scope; nothing if this isn't a dedicated worker.
    pub fn current() -> Option<Self> {
        js_sys::global().dyn_into().ok().map(Self)
    }

    /// Calls back with the bytes of each message from the page, for as long as the worker lives.
    pub fn listen(&self, mut on_bytes: impl FnMut(Vec<u8>) + 'static) {
        let listener = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            if let Ok(bytes) = event.data().dyn_into::<Uint8Array>() {
                on_bytes(bytes.to_vec());
            }
        });
        // The worker lives as long as its scope, so the browser may own the listener.
        self.0.set_onmessage(Some(&listener.into_js_value().unchecked_into()));
    }

    /// Calls back with each address that the content security policy has forbidden, for as long as the worker lives.
    pub fn listen_to_violations(&self, on_forbidden: impl Fn(String) + 'static) {
        let listener = Closure::<dyn Fn(SecurityPolicyViolationEvent)>::new(
            move |event: SecurityPolicyViolationEvent| on_forbidden(event.blocked_uri()),
        );
        // It fails for no name of an event.
        let _ = self.0.add_event_listener_with_callback(
            "securitypolicyviolation",
            listener.into_js_value().unchecked_ref(),
        );
    }

    /// Hands the bytes over to the page by transfer.
    pub fn post(&self, bytes: &[u8]) {
        let array = Uint8Array::from(bytes);
        let transfer = Array::of1(&array.buffer());
        // It fails only for values that can't be cloned or transferred, and a fresh buffer can.
        let _ = self.0.post_message_with_transfer(&array, &transfer);
    }
}
