//! Work that is done while the page or worker does other things.

use js_sys::Promise;
use wasm_bindgen_futures::JsFuture;

use crate::timer::Timeout;

pub use wasm_bindgen_futures::spawn_local as spawn;

/// Lets so many milliseconds pass, and whatever else there is have its turn.
pub async fn pause(millis: u32) {
    let mut timer = None;
    let over = Promise::new(&mut |resolve, _| {
        timer = Some(Timeout::new(millis, move || {
            // Resolving a promise can't fail.
            let _ = resolve.call0(&wasm_bindgen::JsValue::UNDEFINED);
        }));
    });
    // It is never rejected.
    let _ = JsFuture::from(over).await;
    drop(timer);
}
