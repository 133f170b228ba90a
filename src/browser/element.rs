//! The size of an element, followed as it changes.

use js_sys::Array;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, ResizeObserver};

/// Watches an element's size until it is dropped.
#[derive(Debug)]
pub struct SizeWatch {
    observer: ResizeObserver,
    _on_change: Closure<dyn FnMut(Array)>,
}

impl SizeWatch {
    /// Calls back once at the start and then after each change of the element's size.
    /// Nothing if the browser has no `ResizeObserver`.
    pub fn new(element: &Element, mut on_change: impl FnMut() + 'static) -> Option<Self> {
        let closure = Closure::new(move |_: Array| on_change());
        let observer = ResizeObserver::new(wasm_bindgen::JsCast::unchecked_ref(closure.as_ref())).ok()?;
        observer.observe(element);
        Some(Self { observer, _on_change: closure })
    }
}

impl Drop for SizeWatch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
