//! Back-off: how long to wait before a connection is tried again.

use super::super::policy::{Jitter, Reconnect};
use crate::time::Span;

/// Where a row of failed attempts stands.
#[derive(Debug, Default)]
pub struct Retry {
    /// How many attempts have followed on the user's own.
    attempts: u32,
    /// The wait before the last of them, without what chance made of it.
    wait: Option<Span>,
}

impl Retry {
    /// How many attempts have followed on the user's own; 0 while that one is under way.
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Begins anew: the next wait is the first.
    pub fn reset(&mut self) {
        *self = Self::default();
    }

    /// The wait before the next attempt, or nothing when there were as many as allowed.
    pub fn next(&mut self, policy: &Reconnect, rng: &mut fastrand::Rng) -> Option<Span> {
        if policy.most.is_some_and(|most| self.attempts >= most) {
            return None;
        }
        self.attempts = self.attempts.saturating_add(1);
        let grown =
            self.wait.map_or(policy.first.0, |wait| wait.0.saturating_mul(u64::from(policy.factor)) / 1000);
        let wait = grown.min(policy.ceiling.0);
        self.wait = Some(Span(wait));
        Some(Span(match policy.jitter {
            Jitter::None => wait,
            Jitter::Equal => wait - wait / 2 + rng.u64(0..=wait / 2),
            Jitter::Full => rng.u64(0..=wait),
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::{Jitter, Reconnect, Retry};
    use crate::time::Span;

    fn waits(policy: &Reconnect, count: usize) -> Vec<u64> {
        let mut rng = fastrand::Rng::with_seed(1);
        let mut retry = Retry::default();
        (0..count).map_while(|_| retry.next(policy, &mut rng)).map(|wait| wait.0 / 1000).collect()
    }

    fn policy(jitter: Jitter) -> Reconnect {
        Reconnect { jitter, ..Reconnect::default() }
    }

    #[test]
    fn waits_grow_up_to_the_ceiling() {
        assert_eq!(waits(&policy(Jitter::None), 7), [1000, 2000, 4000, 8000, 16000, 30000, 30000]);
        let slow = Reconnect { factor: 1500, ..policy(Jitter::None) };
        assert_eq!(waits(&slow, 4), [1000, 1500, 2250, 3375]);
        let steady = Reconnect { factor: 1000, ..policy(Jitter::None) };
        assert_eq!(waits(&steady, 3), [1000, 1000, 1000]);
        let low = Reconnect { ceiling: Span(500_000), ..policy(Jitter::None) };
        assert_eq!(waits(&low, 2), [500, 500]);
    }

    #[test]
    fn chance_stays_within_the_wait() {
        let whole = waits(&policy(Jitter::None), 1000);
        for (wait, whole) in waits(&policy(Jitter::Full), 1000).into_iter().zip(&whole) {
            assert!(wait <= *whole);
        }
        let equal = waits(&policy(Jitter::Equal), 1000);
        for (wait, whole) in equal.iter().zip(&whole) {
            assert!(*wait >= whole / 2 && wait <= whole, "{wait} of {whole}");
        }
        assert!(equal[10..].iter().any(|wait| *wait != equal[10]), "chance has no part in it");
    }

    #[test]
    fn attempts_are_counted_and_end() {
        let few = Reconnect { most: Some(3), ..policy(Jitter::None) };
        assert_eq!(waits(&few, 10).len(), 3);
        let none = Reconnect { most: Some(0), ..policy(Jitter::None) };
        assert_eq!(waits(&none, 10).len(), 0);
    }

    #[test]
    fn ten_thousand_attempts_neither_drift_nor_overflow() {
        let wild = Reconnect { factor: u32::MAX, ceiling: Span(u64::MAX), ..policy(Jitter::Equal) };
        assert_eq!(waits(&wild, 10_000).len(), 10_000);
        assert_eq!(waits(&policy(Jitter::None), 10_000).last(), Some(&30_000));
    }
}
