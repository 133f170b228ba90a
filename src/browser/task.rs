//! Work that is done while the page or worker does other things.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;

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

/// What comes of some work; nothing if that takes more than so many milliseconds, and then the work is given up.
pub async fn within<T>(millis: u32, work: impl Future<Output = T>) -> Option<T> {
    let (mut work, mut over) = (pin!(work), pin!(pause(millis)));
    poll_fn(|context| match work.as_mut().poll(context) {
        Poll::Ready(done) => Poll::Ready(Some(done)),
        Poll::Pending => over.as_mut().poll(context).map(|()| None),
    })
    .await
}
