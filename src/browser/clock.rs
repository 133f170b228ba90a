//! The time, and how it is read off a wall clock.

use js_sys::{Date, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Performance;
use wirebench_core::time::Micros;

/// Now, by the monotonic clock of this thread, in the page as well as in a worker.
pub fn now() -> Micros {
    let performance = Reflect::get(&js_sys::global(), &JsValue::from_str("performance"))
        .ok()
        .and_then(|value| value.dyn_into::<Performance>().ok());
    Micros::from_millis(performance.map_or_else(Date::now, |p| p.time_origin() + p.now()))
}

/// Now by the clock on the wall, which runs on while the machine sleeps, and can be set.
pub fn wall() -> Micros {
    Micros::from_millis(Date::now())
}

/// The time of day in the user's time zone, to the millisecond: `12:00:01.123`.
pub fn time_of_day(at: Micros) -> String {
    let date = Date::new(&JsValue::from_f64(at.as_millis()));
    format!(
        "{:02}:{:02}:{:02}.{:03}",
        date.get_hours(),
        date.get_minutes(),
        date.get_seconds(),
        date.get_milliseconds()
    )
}
