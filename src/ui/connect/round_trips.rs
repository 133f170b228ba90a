//! How long pongs take: the last one, percentiles, and how it went lately as a line.

use leptos::prelude::*;
use wirebench_core::conn::keep_alive::{Figures, RoundTrips};
use wirebench_core::time::Span;

use crate::i18n::{say, use_words, word};
use crate::state::Log;
use crate::ui::parts::{Spark, live, strokes};

/// The line under the status, once there is a round trip to tell of, or a ping was lost.
#[component]
pub fn RoundTripLine(log: Log) -> impl IntoView {
    let i18n = use_words();
    let is_empty = live(move || log.with_round_trips(|trips| trips.last().is_none() && trips.lost() == 0));
    let figures = live(move || {
        log.with_round_trips(|trips| match trips.figures() {
            Some(Figures { last, p50, p95, p99, max, .. }) => {
                let [last, p50, p95, p99, max] = [last, p50, p95, p99, max].map(Span::fine);
                say!(i18n, round_trips.figures, last = last, p50 = p50, p95 = p95, p99 = p99, max = max)
            }
            None => say!(i18n, round_trips.none),
        })
    });
    let lost = live(move || say!(i18n, round_trips.lost, count = log.with_round_trips(RoundTrips::lost)));
    // A lost ping is a gap.
    let recent =
        |trips: &RoundTrips| trips.recent().map(|outcome| outcome.map(|span| span.0)).collect::<Vec<_>>();
    let line = live(move || strokes(&log.with_round_trips(recent)));
    view! {
        <p class="round-trips" data-testid="round-trips" hidden=is_empty>
            <span class="round-trips-label">{word!(i18n, round_trips.label)}</span>
            <Spark line />
            <span class="round-trips-figures">{figures}</span>
            <span class:is-bad=live(move || log.with_round_trips(|trips| trips.lost() > 0))>{lost}</span>
        </p>
    }
}
