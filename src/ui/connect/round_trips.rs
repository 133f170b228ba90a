//! How long pongs take: the last one, percentiles, and how it went lately as a line.

use std::fmt::Write;

use leptos::prelude::*;
use wirebench_core::conn::keep_alive::{Figures, RoundTrips};
use wirebench_core::time::Span;

use crate::i18n::{say, use_words, word};
use crate::state::Log;
use crate::ui::parts::live;

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
    let line = live(move || log.with_round_trips(|trips| spark(&trips.recent().collect::<Vec<_>>())));
    view! {
        <p class="round-trips" data-testid="round-trips" hidden=is_empty>
            <span class="round-trips-label">{word!(i18n, round_trips.label)}</span>
            <svg class="spark" viewBox="0 0 120 20" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                <path d=line></path>
            </svg>
            <span class="round-trips-figures">{figures}</span>
            <span class:is-bad=live(move || log.with_round_trips(|trips| trips.lost() > 0))>{lost}</span>
        </p>
    }
}

/// The recent round trips as strokes in a box of 120 by 20, the newest last; a lost ping is a gap.
fn spark(recent: &[Option<Span>]) -> String {
    let most = recent.iter().flatten().map(|span| span.0).max().unwrap_or(0).max(1);
    let mut path = String::new();
    let mut pen_is_down = false;
    for (index, outcome) in recent.iter().enumerate() {
        if let Some(span) = outcome {
            let (x, y) = (2 * index + 1, 18 - span.0 * 15 / most);
            // A single point is drawn as a dot by the round ends of a stroke of no length.
            let _ = write!(path, "{}{x} {y}", if pen_is_down { "L" } else { "M" });
            path.push_str(if pen_is_down { "" } else { "h0" });
        }
        pen_is_down = outcome.is_some();
    }
    path
}
