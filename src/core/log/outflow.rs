//! What was handed to the browser and hasn't left it yet: how much, which rows, and how fast it goes.
//!
//! The browser tells only how many bytes still wait (`bufferedAmount`); since they leave in their order, that says
//! which messages are among them.

use std::collections::VecDeque;

use super::Seq;
use crate::time::{Micros, Span};

/// The rate is measured over at least this long, or it would jump with every look.
const MEASURE: Span = Span(500_000);

/// What became of a sent message, as far as a browser tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivery {
    /// It has left the browser.
    Gone,
    /// It waits in the browser.
    Queued,
    /// The connection ended before all of it had left.
    Doubtful,
}

/// The outgoing side of a session's connection.
#[derive(Debug, Default)]
pub struct Outflow {
    /// How many bytes were handed over on this connection.
    handed: u64,
    /// How many of them wait.
    queued: u64,
    /// The rows that may be waiting, and up to which byte each reaches.
    waiting: VecDeque<(Seq, u64)>,
    /// The rows that may not have arrived, on this connection or an earlier one.
    doubtful: Vec<Seq>,
    /// When the rate was measured last, and how many bytes had left by then.
    measured: Option<(Micros, u64)>,
    /// Bytes per second.
    rate: u64,
}

impl Outflow {
    /// A new connection begins.
    pub fn begin(&mut self) {
        *self = Self { doubtful: std::mem::take(&mut self.doubtful), ..Self::default() };
    }

    /// A row was handed over.
    pub fn hand_over(&mut self, seq: Seq, bytes: usize) {
        self.handed += bytes as u64;
        self.waiting.push_back((seq, self.handed));
    }

    /// So many bytes wait now.
    pub fn wait(&mut self, at: Micros, queued: u64) {
        let left = self.forget_gone(queued);
        if queued == 0 {
            self.measured = None;
            self.rate = 0;
            return;
        }
        match self.measured {
            Some((then, before)) if at.since(then) >= MEASURE => {
                self.rate = left.saturating_sub(before).saturating_mul(1_000_000) / at.since(then).0;
                self.measured = Some((at, left));
            }
            Some(_) => {}
            None => self.measured = Some((at, left)),
        }
    }

    /// The connection ended while so many bytes waited.
    pub fn lose(&mut self, unsent: u64) {
        self.forget_gone(unsent);
        self.doubtful.extend(self.waiting.drain(..).map(|(seq, _)| seq));
        self.queued = 0;
    }

    fn forget_gone(&mut self, queued: u64) -> u64 {
        self.queued = queued;
        let left = self.handed.saturating_sub(queued);
        while self.waiting.front().is_some_and(|(_, end)| *end <= left) {
            self.waiting.pop_front();
        }
        left
    }

    /// How many bytes wait.
    pub fn queued(&self) -> u64 {
        self.queued
    }

    /// How many bytes leave in a second; 0 until that is known.
    pub fn rate(&self) -> u64 {
        self.rate
    }

    /// What became of a sent row.
    pub fn delivery(&self, seq: Seq) -> Delivery {
        if self.queued > 0 && self.waiting.binary_search_by_key(&seq, |(seq, _)| *seq).is_ok() {
            Delivery::Queued
        } else if self.doubtful.binary_search(&seq).is_ok() {
            Delivery::Doubtful
        } else {
            Delivery::Gone
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Delivery::{Doubtful, Gone, Queued};
    use super::Outflow;
    use crate::log::Seq;
    use crate::time::Micros;

    fn check(outflow: &Outflow, expected: [super::Delivery; 3]) {
        assert_eq!([1, 2, 3].map(|seq| outflow.delivery(Seq(seq))), expected);
    }

    fn three() -> Outflow {
        let mut outflow = Outflow::default();
        for seq in 1..=3 {
            outflow.hand_over(Seq(seq), 100);
        }
        outflow
    }

    #[test]
    fn messages_leave_in_their_order() {
        let mut outflow = three();
        check(&outflow, [Gone, Gone, Gone]);
        outflow.wait(Micros(1), 250);
        check(&outflow, [Queued, Queued, Queued]);
        outflow.wait(Micros(2), 200);
        check(&outflow, [Gone, Queued, Queued]);
        outflow.wait(Micros(3), 1);
        check(&outflow, [Gone, Gone, Queued]);
        outflow.wait(Micros(4), 0);
        check(&outflow, [Gone, Gone, Gone]);
    }

    #[test]
    fn what_waits_at_the_end_is_doubtful_for_good() {
        let mut outflow = three();
        outflow.lose(150);
        check(&outflow, [Gone, Doubtful, Doubtful]);
        outflow.begin();
        check(&outflow, [Gone, Doubtful, Doubtful]);
        assert_eq!(outflow.queued(), 0);
    }

    #[test]
    fn the_rate_is_bytes_in_a_second() {
        let mut outflow = Outflow::default();
        outflow.hand_over(Seq(1), 10_000_000);
        outflow.wait(Micros(0), 9_000_000);
        outflow.wait(Micros(100_000), 8_900_000);
        assert_eq!(outflow.rate(), 0);
        outflow.wait(Micros(500_000), 8_500_000);
        assert_eq!(outflow.rate(), 1_000_000);
        outflow.wait(Micros(600_000), 0);
        assert_eq!(outflow.rate(), 0);
    }
}
