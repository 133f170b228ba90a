//! What views need of the browser around them.

use leptos::html;
use leptos::prelude::*;
use wirebench_browser::element::SizeWatch;
use wirebench_browser::timer::Interval;
use wirebench_browser::{clipboard, clock, highlight};
use wirebench_core::log::Filter;
use wirebench_core::time::Micros;

use super::Log;

/// More parts of one text are not made to stand out.
const MOST_HIGHLIGHTS: usize = 1000;

/// The time of day in the user's time zone, as a row shows it.
pub fn time_of_day(at: Micros) -> String {
    clock::time_of_day(at)
}

/// The day and the time of day in the user's time zone: `2026-11-28 14:03`.
pub fn date_and_time(at: Micros) -> String {
    clock::date_and_time(at)
}

/// Copies the text and says whether the browser allowed it.
pub async fn copy(text: &str) -> bool {
    clipboard::copy(text).await
}

/// Makes what the filter looks for stand out in the texts that `selector` leads to, before the next frame is painted
/// and whenever `changed` tells of other texts. An element with `data-type="binary"` shows bytes in hex.
pub fn highlight(
    name: &'static str,
    root: NodeRef<html::Div>,
    selector: &'static str,
    log: Log,
    changed: impl Fn() + 'static,
) {
    let was_shown = StoredValue::new(false);
    // Or it would keep texts that are no longer on screen.
    on_cleanup(move || highlight::clear(name));
    Effect::new(move |_| {
        changed();
        let is_wanted = log.with_filter(Filter::has_highlights);
        if !is_wanted && !was_shown.get_value() {
            return;
        }
        was_shown.set_value(is_wanted);
        request_animation_frame(move || {
            let Some(root) = root.try_get_untracked().flatten() else { return };
            untrack(|| {
                log.with_filter(|filter| {
                    highlight::show(name, &root, selector, |element, text| {
                        let is_hex =
                            element.get_attribute("data-type").is_some_and(|data_type| data_type == "binary");
                        filter.highlights(text, is_hex, MOST_HIGHLIGHTS)
                    });
                });
            });
        });
    });
}

/// The height of an element's inside in CSS pixels, followed as long as the calling view lives.
pub fn height_of(element: NodeRef<html::Div>) -> ReadSignal<f64> {
    let (height, set_height) = signal(0.0);
    let watch = StoredValue::new_local(None);
    Effect::new(move |_| {
        if let Some(div) = element.get() {
            let measured = div.clone();
            watch
                .set_value(SizeWatch::new(&div, move || set_height.set(f64::from(measured.client_height()))));
        }
    });
    on_cleanup(move || watch.set_value(None));
    height
}

/// Now, told anew four times a second as long as the calling view lives.
pub fn ticking_now() -> ReadSignal<Micros> {
    // The clock on the wall goes on while the machine sleeps, as the worker's clock has done after it.
    let (now, set_now) = signal(clock::wall());
    let interval = StoredValue::new_local(Some(Interval::new(250, move || set_now.set(clock::wall()))));
    on_cleanup(move || interval.set_value(None));
    now
}
