//! How much went each way in each second of the last minute.
//!
//! A ring of buckets of a second each: counting takes no memory and no look at the others, and a feed that has stopped
//! is at zero without anybody saying so, because the time it is asked at is a parameter.

use super::{Flow, Traffic};
use crate::message::Message;
use crate::time::Micros;

/// How many seconds are told of.
pub const MINUTE: u64 = 60;

/// A bucket for each of them, for the one that has begun, and for a clock that is a little ahead.
const RING: usize = 64;

/// What went each way, by seconds.
#[derive(Clone, Debug)]
pub struct Rates([Bucket; RING]);

#[derive(Clone, Copy, Debug, Default)]
struct Bucket {
    /// Which second it is of, since the Unix epoch.
    second: u64,
    traffic: Traffic,
}

impl Default for Rates {
    fn default() -> Self {
        Self([Bucket::default(); RING])
    }
}

impl Rates {
    /// Counts a message that was sent.
    pub fn sent(&mut self, at: Micros, message: Message<'_>) {
        self.bucket(at).sent.add(message);
    }

    /// Counts a message that was received.
    pub fn received(&mut self, at: Micros, message: Message<'_>) {
        self.bucket(at).received.add(message);
    }

    fn bucket(&mut self, at: Micros) -> &mut Traffic {
        let second = second(at);
        let bucket = &mut self.0[slot(second)];
        if bucket.second != second {
            *bucket = Bucket { second, ..Bucket::default() };
        }
        &mut bucket.traffic
    }

    /// Whether nothing was ever counted.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|bucket| bucket.second == 0)
    }

    /// What went in the last whole second.
    pub fn last(&self, now: Micros) -> Traffic {
        self.of(second(now).saturating_sub(1))
    }

    /// What went in each whole second of the last minute, the oldest first.
    pub fn minute(&self, now: Micros) -> impl Iterator<Item = Traffic> + '_ {
        let now = second(now);
        (now.saturating_sub(MINUTE)..now).map(|second| self.of(second))
    }

    /// Everything that went in the last minute and in the second that has begun.
    pub fn total(&self, now: Micros) -> Traffic {
        let begun = self.of(second(now));
        self.minute(now).fold(begun, |total, one| Traffic {
            sent: sum(total.sent, one.sent),
            received: sum(total.received, one.received),
        })
    }

    fn of(&self, second: u64) -> Traffic {
        let bucket = &self.0[slot(second)];
        if bucket.second == second { bucket.traffic } else { Traffic::default() }
    }
}

fn sum(one: Flow, other: Flow) -> Flow {
    Flow { messages: one.messages + other.messages, bytes: one.bytes + other.bytes }
}

fn second(at: Micros) -> u64 {
    at.0 / 1_000_000
}

fn slot(second: u64) -> usize {
    usize::try_from(second % RING as u64).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{MINUTE, Micros, Rates};
    use crate::log::Flow;
    use crate::message::Message;

    /// Some second since the epoch.
    const START: u64 = 1_750_000_000;

    fn at(millis: u64) -> Micros {
        Micros(START * 1_000_000 + millis * 1000)
    }

    /// A message of 10 bytes received every `every` milliseconds in that span.
    fn feed(rates: &mut Rates, from: u64, until: u64, every: u64) {
        for millis in (from..until).step_by(usize::try_from(every).unwrap()) {
            rates.received(at(millis), Message::text("ten bytes!"));
        }
    }

    #[test]
    fn the_last_whole_second_is_counted_to_the_message() {
        let mut rates = Rates::default();
        assert!(rates.is_empty());
        feed(&mut rates, 0, 3000, 10);
        feed(&mut rates, 3000, 3500, 1);
        rates.sent(at(2999), Message::text("abc"));
        assert!(!rates.is_empty());
        let check = |millis, messages, bytes| {
            assert_eq!(rates.last(at(millis)).received, Flow { messages, bytes }, "at {millis} ms");
        };
        check(999, 0, 0);
        check(1000, 100, 1000);
        check(3999, 100, 1000);
        check(4000, 500, 5000);
        assert_eq!(rates.last(at(3000)).sent, Flow { messages: 1, bytes: 3 });
        assert_eq!(rates.last(at(4000)).sent, Flow::default());
    }

    #[test]
    fn a_feed_that_stops_goes_to_zero_by_itself_and_is_forgotten_after_a_minute() {
        let mut rates = Rates::default();
        feed(&mut rates, 0, 1000, 1);
        assert_eq!(rates.last(at(2000)).received, Flow::default());
        assert_eq!(rates.total(at(0)).received.messages, 1000);
        assert_eq!(rates.total(at(MINUTE * 1000 + 999)).received.messages, 1000);
        assert_eq!(rates.total(at((MINUTE + 1) * 1000)).received, Flow::default());
        // The ring has come round: old buckets aren't taken for new ones.
        assert_eq!(rates.minute(at(64_000 + 30_000)).map(|one| one.received.messages).sum::<u64>(), 0);
    }

    #[test]
    fn a_minute_has_sixty_seconds_in_their_order() {
        let mut rates = Rates::default();
        for second in 0..100 {
            feed(&mut rates, second * 1000, second * 1000 + second, 1);
        }
        let seen: Vec<u64> = rates.minute(at(100_500)).map(|one| one.received.messages).collect();
        assert_eq!(seen, (40..100).collect::<Vec<_>>());
    }
}
