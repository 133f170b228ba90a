//! How long the answers to pings took: figures over all of them, and the latest for a small chart.
//!
//! The figures come from a histogram with three significant digits, whose size depends on the longest round trip and
//! not on their number. What counts as lost is the caller's to say.

use std::collections::VecDeque;

use hdrhistogram::Histogram;

use crate::time::Span;

/// How many of the latest outcomes are kept.
pub const RECENT: usize = 60;

/// An hour; what takes longer counts as this.
const LONGEST: Span = Span(3_600_000_000);

/// The round trips of a connection.
#[derive(Clone, Debug, Default)]
pub struct RoundTrips {
    /// In microseconds. It takes some kilobytes, so it is made when the first answer is there.
    histogram: Option<Histogram<u32>>,
    recent: VecDeque<Option<Span>>,
    last: Option<Span>,
    max: Span,
    lost: u64,
}

/// What can be said of the round trips so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Figures {
    /// The latest.
    pub last: Span,
    /// Half of them took no longer.
    pub p50: Span,
    /// 95 % of them took no longer.
    pub p95: Span,
    /// 99 % of them took no longer.
    pub p99: Span,
    /// The longest.
    pub max: Span,
}

impl RoundTrips {
    /// An answer came after so long.
    pub fn add(&mut self, round_trip: Span) {
        let round_trip = round_trip.min(LONGEST);
        if self.histogram.is_none() {
            self.histogram = Histogram::new(3).ok();
        }
        if let Some(histogram) = &mut self.histogram {
            // It grows as needed, and an hour is far from what it can't hold.
            let _ = histogram.record(round_trip.0);
        }
        self.last = Some(round_trip);
        self.max = self.max.max(round_trip);
        self.keep(Some(round_trip));
    }

    /// So many pings had no answer.
    pub fn lose(&mut self, pings: u64) {
        self.lost = self.lost.saturating_add(pings);
        for _ in 0..pings.min(RECENT as u64) {
            self.keep(None);
        }
    }

    /// The latest round trip; pings without an answer are passed over.
    pub fn last(&self) -> Option<Span> {
        self.last
    }

    /// How many pings had no answer.
    pub fn lost(&self) -> u64 {
        self.lost
    }

    /// The figures over all round trips, or none before the first.
    pub fn figures(&self) -> Option<Figures> {
        let (histogram, last) = (self.histogram.as_ref()?, self.last?);
        // The histogram gives the upper end of a range, which may lie beyond the longest.
        let quantile = |quantile: f64| Span(histogram.value_at_quantile(quantile)).min(self.max);
        Some(Figures { last, p50: quantile(0.5), p95: quantile(0.95), p99: quantile(0.99), max: self.max })
    }

    /// The latest [`RECENT`] outcomes, the oldest first; none for a ping without an answer.
    pub fn recent(&self) -> impl Iterator<Item = Option<Span>> {
        self.recent.iter().copied()
    }

    fn keep(&mut self, outcome: Option<Span>) {
        if self.recent.len() == RECENT {
            self.recent.pop_front();
        }
        self.recent.push_back(outcome);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Figures, RECENT, RoundTrips};
    use crate::time::Span;

    fn after(round_trips: impl IntoIterator<Item = u64>) -> RoundTrips {
        let mut all = RoundTrips::default();
        round_trips.into_iter().for_each(|micros| all.add(Span(micros)));
        all
    }

    #[test]
    fn there_are_no_figures_before_the_first() {
        let mut none = RoundTrips::default();
        none.lose(2);
        assert_eq!((none.figures(), none.last(), none.lost()), (None, None, 2));
        assert_eq!(none.recent().collect::<Vec<_>>(), [None, None]);
    }

    #[test]
    fn figures_are_of_all_round_trips() {
        let mut all = after((1..=1000).rev());
        all.lose(3);
        let expected =
            Figures { last: Span(1), p50: Span(500), p95: Span(950), p99: Span(990), max: Span(1000) };
        assert_eq!(all.figures(), Some(expected));
        assert_eq!(all.last(), Some(Span(1)));
    }

    #[test]
    fn zero_and_more_than_an_hour_are_taken() {
        let figures = after([0, u64::MAX]).figures().unwrap();
        assert_eq!(
            (figures.p50, figures.p99, figures.max),
            (Span(0), Span(3_600_000_000), Span(3_600_000_000))
        );
    }

    #[test]
    fn only_the_latest_are_kept_in_order() {
        let mut all = after(0..100);
        all.lose(1);
        all.add(Span(7));
        let recent: Vec<_> = all.recent().collect();
        assert_eq!(recent.len(), RECENT);
        assert_eq!(recent[0], Some(Span(42)));
        assert_eq!(recent[RECENT - 3..], [Some(Span(99)), None, Some(Span(7))]);
        all.lose(u64::MAX);
        assert_eq!(all.lost(), u64::MAX);
        assert!(all.recent().all(|outcome| outcome.is_none()));
    }

    proptest! {
        #[test]
        fn figures_have_three_digits(mut micros in prop::collection::vec(0..4_000_000_000_u64, 1..50)) {
            let figures = after(micros.iter().copied()).figures().unwrap();
            for micros in &mut micros {
                *micros = (*micros).min(3_600_000_000);
            }
            micros.sort_unstable();
            let median = micros[(micros.len() - 1) / 2];
            prop_assert!(figures.p50.0.abs_diff(median) * 1000 <= median, "{:?} {median}", figures.p50);
            prop_assert!(figures.p50 <= figures.p95 && figures.p95 <= figures.p99 && figures.p99 <= figures.max);
            prop_assert_eq!(figures.max.0, micros[micros.len() - 1]);
        }
    }
}
