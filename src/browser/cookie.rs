//! Cookies of the page's own host.

use wasm_bindgen::JsCast;
use web_sys::{HtmlDocument, window};

/// Sets a cookie, as `name=value`, for the whole host until the browser ends. Where the browser keeps none, as in an
/// extension, nothing happens.
pub fn set(pair: &str) {
    let document = window().and_then(|window| window.document());
    if let Some(document) = document.and_then(|document| document.dyn_into::<HtmlDocument>().ok()) {
        let _ = document.set_cookie(&format!("{pair}; path=/; SameSite=Lax"));
    }
}
