//! The time, and how it is read off a wall clock.

use std::cell::Cell;

use js_sys::{Date, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Performance;
use wirebench_core::time::{Micros, Span};

thread_local! {
    /// The monotonic clock of this thread and when it began, in milliseconds; looking it up takes longer than reading it.
    static CLOCK: Option<(Performance, f64)> = {
        let found = Reflect::get(&js_sys::global(), &JsValue::from_str("performance")).ok();
        let clock = found.and_then(|value| value.dyn_into::<Performance>().ok());
        clock.map(|clock| { let began = clock.time_origin(); (clock, began) })
    };

    /// By how much that clock is behind because it stood still while the machine slept.
    static BEHIND: Cell<Span> = const { Cell::new(Span(0)) };
}

/// Makes up for what the monotonic clock of this thread has missed.
pub fn catch_up(missed: Span) {
    BEHIND.set(Span(BEHIND.get().0 + missed.0));
}

/// Now, by the monotonic clock of this thread, in the page as well as in a worker.
pub fn now() -> Micros {
    let millis = CLOCK.with(|clock| match clock {
        Some((clock, began)) => began + clock.now(),
        None => Date::now(),
    });
    Micros::from_millis(millis) + BEHIND.get()
}

/// Now by the clock on the wall, which runs on while the machine sleeps, and can be set.
pub fn wall() -> Micros {
    Micros::from_millis(Date::now())
}

/// How far the user's clock is ahead of UTC, in minutes.
#[expect(clippy::cast_possible_truncation, reason = "a day has few minutes")]
pub fn utc_offset() -> i32 {
    -Date::new_0().get_timezone_offset() as i32
}

/// The day and the time of day in the user's time zone, to the minute: `2026-11-28 14:03`.
pub fn date_and_time(at: Micros) -> String {
    let date = Date::new(&JsValue::from_f64(at.as_millis()));
    format!(
        "{}-{:02}-{:02} {:02}:{:02}",
        date.get_full_year(),
        date.get_month() + 1,
        date.get_date(),
        date.get_hours(),
        date.get_minutes()
    )
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
