//! A message that is sent again and again: when it is due, and how far it has come.
//!
//! Times are worked out from the first one and compared with `now`, never counted, so lateness doesn't add up: a timer
//! that fires every 4 ms gives a thousand messages a second all the same. What is sent and to whom is not known here.

use serde::{Deserialize, Serialize};

use crate::time::{Micros, Span};

/// How a message is sent again and again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repeat {
    /// The time from one message to the next; less than [`SHORTEST_INTERVAL`] is taken for that.
    pub every: Span,
    /// How many times at most; nothing for any number. A time at which it couldn't be sent is one of them.
    pub times: Option<u32>,
    /// What doesn't end it.
    pub outlasts: Outlasts,
}

/// The least time from one message to the next.
pub const SHORTEST_INTERVAL: Span = Span(1000);

/// Whether a repeated message waits for the next connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outlasts {
    /// It is over when the connection ends.
    Nothing,
    /// It goes on if the connection comes back by itself. One that the user ends is over all the same.
    Connection,
}

/// How far a repeated message has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RepeatState {
    /// How many times it was sent.
    pub sent: u64,
    /// How many of these were sent at least an interval after their time.
    pub late: u64,
    /// How many times it couldn't be sent: there was no connection, or it didn't come out as what it is meant to be.
    pub refused: u64,
    /// Why it is over, if it is.
    pub over: Option<RepeatEnd>,
}

/// Why a message isn't sent any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RepeatEnd {
    /// It was sent as often as the user wanted.
    Done,
    /// The user stopped it, or ended the connection, or repeats another one.
    Stopped,
    /// The connection ended, or there was none.
    ConnectionEnded,
    /// The connection ended and couldn't be brought back.
    GaveUp,
}

/// When a message is due.
#[derive(Clone, Copy, Debug)]
pub struct Schedule {
    every: Span,
    left: Option<u32>,
    /// The time of the next message.
    next: Micros,
    /// Nothing is sent before: of those that are late, as many as allowed have just been sent.
    held_until: Micros,
}

/// Messages that are due at the same moment, the oldest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Due {
    /// How many.
    pub count: u32,
    /// How many of them, from the first on, are late by an interval or more.
    pub late: u32,
}

impl Schedule {
    /// From now on; the first message is due at once.
    pub fn new(now: Micros, repeat: &Repeat) -> Self {
        let every = repeat.every.max(SHORTEST_INTERVAL);
        Self { every, left: repeat.times, next: now, held_until: now }
    }

    /// When the next message is due; nothing after the last one.
    pub fn deadline(&self) -> Option<Micros> {
        (self.left != Some(0)).then_some(self.next.max(self.held_until))
    }

    /// Takes what is due now, so that it won't be due again; at most so many, the rest is due a moment later.
    pub fn take(&mut self, now: Micros, most: u32) -> Due {
        if self.deadline().is_none_or(|due| due > now) {
            return Due::default();
        }
        // How many have been waiting for longer than an interval.
        let late = now.since(self.next).0 / self.every.0;
        let most = self.left.map_or(most, |left| left.min(most));
        let count = u32::try_from(late.saturating_add(1)).map_or(most, |due| due.min(most));
        let late = u32::try_from(late).map_or(count, |late| late.min(count));
        self.next = self.next + Span(self.every.0.saturating_mul(u64::from(count)));
        self.held_until = now + SHORTEST_INTERVAL;
        self.left = self.left.map(|left| left - count);
        Due { count, late }
    }

    /// After a sleep, what was missed is left out: the next message is due an interval from now.
    pub fn wake(&mut self, now: Micros) {
        if self.next <= now {
            self.next = now + self.every;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Due, Outlasts, Repeat, Schedule};
    use crate::time::{Micros, Span};

    const MOST: u32 = 1000;

    /// In milliseconds: the start is at 1000.
    fn schedule(every: u64, times: Option<u32>) -> Schedule {
        let repeat = Repeat { every: Span(every * 1000), times, outlasts: Outlasts::Nothing };
        Schedule::new(Micros(1_000_000), &repeat)
    }

    #[track_caller]
    fn check(schedule: &mut Schedule, at: u64, (count, late): (u32, u32), deadline: Option<u64>) {
        assert_eq!(schedule.take(Micros(at * 1000), MOST), Due { count, late }, "at {at}");
        assert_eq!(schedule.deadline(), deadline.map(|millis| Micros(millis * 1000)), "at {at}");
    }

    #[test]
    fn lateness_does_not_add_up() {
        let schedule = &mut schedule(100, None);
        check(schedule, 1000, (1, 0), Some(1100));
        check(schedule, 1050, (0, 0), Some(1100));
        check(schedule, 1130, (1, 0), Some(1200));
        check(schedule, 1200, (1, 0), Some(1300));
        check(schedule, 1399, (1, 0), Some(1400));
        check(schedule, 1500, (2, 1), Some(1600));
        check(schedule, 1999, (4, 3), Some(2000));
    }

    #[test]
    fn it_ends_after_so_many_times() {
        let few = &mut schedule(100, Some(3));
        check(few, 1000, (1, 0), Some(1100));
        check(few, 9000, (2, 2), None);
        check(few, 9999, (0, 0), None);
        check(&mut schedule(100, Some(0)), 1000, (0, 0), None);
        check(&mut schedule(100, Some(1)), 1000, (1, 0), None);
    }

    #[test]
    fn timers_that_fire_every_4_ms_give_a_thousand_a_second() {
        let schedule = &mut schedule(1, None);
        let sent: u32 = (0..250).map(|turn| schedule.take(Micros(1_000_000 + turn * 4000), MOST).count).sum();
        assert_eq!(sent, 997);
        check(&mut self::schedule(0, None), 1000, (1, 0), Some(1001));
    }

    #[test]
    fn only_so_many_leave_at_once() {
        let schedule = &mut schedule(1, None);
        check(schedule, 3500, (1000, 1000), Some(3501));
        check(schedule, 3500, (0, 0), Some(3501));
        check(schedule, 3501, (1000, 1000), Some(3502));
        check(schedule, 3502, (503, 502), Some(3503));
    }

    #[test]
    fn what_was_slept_over_is_left_out() {
        let schedule = &mut schedule(100, Some(5));
        check(schedule, 1000, (1, 0), Some(1100));
        schedule.wake(Micros(1_050_000));
        assert_eq!(schedule.deadline(), Some(Micros(1_100_000)));
        schedule.wake(Micros(60_000_000));
        check(schedule, 60_000, (0, 0), Some(60_100));
        check(schedule, 60_100, (1, 0), Some(60_200));
        check(schedule, 99_999, (3, 3), None);
    }

    proptest! {
        #[test]
        fn no_pace_of_waking_gives_too_many_or_spins(
            every in prop_oneof![0u64..5000, any::<u64>()],
            times in prop::option::of(prop_oneof![0u32..5000, any::<u32>()]),
            passed in prop::collection::vec((prop_oneof![0u64..10_000, 0u64..u64::MAX / 100], any::<bool>()), 0..50),
        ) {
            let start = Micros(1_000_000);
            let repeat = Repeat { every: Span(every), times, outlasts: Outlasts::Nothing };
            let mut schedule = Schedule::new(start, &repeat);
            let (mut now, mut total) = (start, 0);
            for (span, slept) in passed {
                now = now + Span(span);
                if slept {
                    schedule.wake(now);
                }
                let due = schedule.take(now, MOST);
                prop_assert!(due.late <= due.count && due.count <= MOST);
                prop_assert!(schedule.deadline().is_none_or(|due| due > now));
                total += u64::from(due.count);
                prop_assert!(total <= u64::from(times.unwrap_or(u32::MAX)));
                prop_assert!(total <= now.since(start).0 / every.max(1000) + 1);
            }
        }
    }
}
