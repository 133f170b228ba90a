//! Copying text, on plain http too.
//!
//! `navigator.clipboard` exists in secure contexts only; elsewhere the old way through a selected text area works.

use js_sys::Reflect;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, HtmlTextAreaElement, window};

/// Copies the text and says whether the browser did it.
pub async fn copy(text: &str) -> bool {
    let Some(window) = window() else { return false };
    let navigator = window.navigator();
    // web-sys declares the clipboard as always there; in an insecure context it is undefined.
    let has_clipboard = Reflect::get(&navigator, &JsValue::from_str("clipboard"))
        .is_ok_and(|clipboard| !clipboard.is_undefined());
    if has_clipboard && JsFuture::from(navigator.clipboard().write_text(text)).await.is_ok() {
        return true;
    }
    window.document().and_then(|document| copy_by_selection(&document, text)).unwrap_or(false)
}

fn copy_by_selection(document: &Document, text: &str) -> Option<bool> {
    let area: HtmlTextAreaElement = document.create_element("textarea").ok()?.dyn_into().ok()?;
    area.set_value(text);
    area.set_class_name("off-screen");
    // A modal dialog makes everything outside of itself inert, so the area goes where the focus is.
    let focused = document.active_element();
    let parent = focused.as_ref().and_then(|element| element.parent_element());
    parent.or_else(|| document.body().map(Into::into))?.append_child(&area).ok()?;
    area.select();
    let exec = Reflect::get(document, &JsValue::from_str("execCommand")).ok()?;
    let copied = exec.dyn_into::<js_sys::Function>().ok()?.call1(document, &JsValue::from_str("copy"));
    area.remove();
    if let Some(element) = focused.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = element.focus();
    }
    copied.ok()?.as_bool()
}
