//! Notices that the machine slept, or that the browser stood still.
//!
//! Some systems stop the monotonic clock while they sleep, others let it run: so both it and the wall clock are
//! compared with how much time should have passed since the last look.

use crate::time::{Micros, Span};

/// How often the clocks are to be looked at.
pub const PACE: Span = Span::from_secs(1);

/// A look that is late by more than this means that nothing ran meanwhile; a busy machine is late by less.
const TOLERANCE: Span = Span::from_secs(4);

/// The clocks at the last look.
#[derive(Clone, Copy, Debug)]
pub struct Watch {
    monotonic: Micros,
    wall: Micros,
}

impl Watch {
    /// Begins to watch now, by both clocks.
    pub fn new(monotonic: Micros, wall: Micros) -> Self {
        Self { monotonic, wall }
    }

    /// Something ran. Timers may be late for long where a feed keeps the browser busy, and nothing slept.
    pub fn note(&mut self, monotonic: Micros) {
        let passed = monotonic.since(self.monotonic);
        if passed.0 <= PACE.0 + TOLERANCE.0 {
            *self = Self::new(monotonic.max(self.monotonic), self.wall + passed);
        }
    }

    /// For how long nothing ran, if that was longer than a busy machine explains. What the monotonic clock has missed is
    /// taken to be made up for from now on.
    pub fn look(&mut self, monotonic: Micros, wall: Micros) -> Option<Gap> {
        let passed = monotonic.since(self.monotonic);
        let missed = Span(wall.since(self.wall).0.saturating_sub(passed.0));
        let is_asleep = missed.0 > TOLERANCE.0;
        let missed = if is_asleep { missed } else { Span::default() };
        *self = Self::new(monotonic + missed, wall);
        let late = passed.0.saturating_sub(PACE.0);
        (late > TOLERANCE.0 || is_asleep).then_some(Gap { whole: Span(passed.0 + missed.0), missed })
    }
}

/// A time in which nothing ran.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// All of it.
    pub whole: Span,
    /// As much of it as the monotonic clock has missed, because it stood still, too.
    pub missed: Span,
}

#[cfg(test)]
mod tests {
    use super::Watch;
    use crate::time::{Micros, Span};

    const SECOND: u64 = 1_000_000;

    #[test]
    fn a_gap_is_noticed_by_either_clock() {
        let check = |monotonic: u64, wall: u64, expected: Option<(u64, u64)>| {
            let mut watch = Watch::new(Micros(10 * SECOND), Micros(20 * SECOND));
            let gap = watch.look(Micros((10 + monotonic) * SECOND), Micros((20 + wall) * SECOND));
            let seconds = |span: Span| span.0 / SECOND;
            assert_eq!(
                gap.map(|gap| (seconds(gap.whole), seconds(gap.missed))),
                expected,
                "{monotonic} {wall}"
            );
            // The next look begins from there, with a clock that has made up for what it missed.
            let missed = gap.map_or(0, |gap| seconds(gap.missed));
            let next = watch.look(Micros((11 + monotonic + missed) * SECOND), Micros((21 + wall) * SECOND));
            assert_eq!(next, None);
        };
        check(1, 1, None);
        check(4, 4, None);
        // Both clocks ran on, or only the wall clock did.
        check(600, 600, Some((600, 0)));
        check(1, 600, Some((600, 599)));
        check(0, 6, Some((6, 6)));
    }

    #[test]
    fn whatever_runs_is_no_gap() {
        let at = |second: u64| Micros(second * SECOND);
        let mut watch = Watch::new(at(10), at(20));
        // Messages came all the time, the timer only after 20 s.
        (11..30).for_each(|second| watch.note(at(second)));
        assert_eq!(watch.look(at(30), at(40)), None);
        // A message was the first to come after a sleep of ten minutes, before the timer.
        watch.note(at(630));
        watch.note(at(631));
        assert_eq!(watch.look(at(631), at(641)).map(|gap| gap.whole), Some(Span(601 * SECOND)));
        // The clock stood still meanwhile.
        watch.note(at(632));
        assert_eq!(watch.look(at(632), at(1242)).map(|gap| gap.missed), Some(Span(600 * SECOND)));
    }

    #[test]
    fn a_wall_clock_that_is_set_back_is_no_gap() {
        let mut watch = Watch::new(Micros(10 * SECOND), Micros(20 * SECOND));
        assert_eq!(watch.look(Micros(11 * SECOND), Micros(SECOND)), None);
    }
}
