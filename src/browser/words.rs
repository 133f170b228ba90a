//! What the browser says of an error.

use wasm_bindgen::JsValue;

/// The browser's own words; empty if it has none.
pub(crate) fn words(error: JsValue) -> String {
    js_sys::Error::from(error).message().into()
}
