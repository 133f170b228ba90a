//! The time as views show it.

use leptos::prelude::*;
use wirebench_browser::clock;
use wirebench_browser::timer::Interval;
use wirebench_core::time::Micros;

/// Now, told anew each second as long as the calling view lives.
pub fn ticking_now() -> ReadSignal<Micros> {
    let (now, set_now) = signal(clock::now());
    let interval = StoredValue::new_local(Some(Interval::new(1000, move || set_now.set(clock::now()))));
    on_cleanup(move || interval.set_value(None));
    now
}
