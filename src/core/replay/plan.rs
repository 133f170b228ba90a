//! Which messages are sent again, and when.
//!
//! The rows are read from the log one at a time, when their turn comes. A log that is cleared meanwhile, or lets go of its
//! oldest rows, has fewer of them then; the others keep their times.

use std::ops::Range;

use super::Pace;
use crate::log::{DataRow, Kind, Seq, Store};
use crate::time::{Micros, Span};

/// The messages that haven't been taken yet.
#[derive(Debug)]
pub struct Plan {
    left: Range<Seq>,
    pace: Pace,
    /// When the first message was captured.
    origin: Option<Micros>,
    /// How long after the first one the last one that was taken is due.
    reached: Span,
}

/// A message whose turn it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Planned<'a> {
    /// Its row.
    pub row: DataRow<'a>,
    /// How long after the first message it is due.
    pub offset: Span,
    /// And how long after the one before it.
    pub gap: Span,
}

impl Plan {
    /// The sent messages among these rows.
    pub fn new(rows: Range<Seq>, pace: Pace) -> Self {
        Self { left: rows, pace, origin: None, reached: Span::default() }
    }

    /// The next message; it stays the next until it is taken.
    pub fn peek<'s>(&mut self, store: &'s Store) -> Option<Planned<'s>> {
        let Some(row) = store.data_rows(self.left.clone()).find(|row| row.kind == Kind::Sent) else {
            self.left.start = self.left.end;
            return None;
        };
        // What isn't sent isn't looked at again.
        self.left.start = row.seq;
        let origin = *self.origin.get_or_insert(row.at);
        // The clock of whoever captured it may have been set back.
        let offset = self.pace.offset(row.at.since(origin)).max(self.reached);
        Some(Planned { row, offset, gap: Span(offset.0 - self.reached.0) })
    }

    /// Takes the message that was peeked at.
    pub fn take(&mut self, planned: &Planned<'_>) {
        self.left.start = Seq(planned.row.seq.0 + 1);
        self.reached = planned.offset;
    }

    /// The row from which nothing has been taken: the next message, or the end.
    pub fn next(&mut self, store: &Store) -> Seq {
        self.peek(store);
        self.left.start
    }
}

#[cfg(test)]
mod tests {
    use super::{Pace, Plan};
    use crate::log::{Seq, Store};
    use crate::message::{Message, Role};
    use crate::time::Micros;

    /// Sent at 1.0, 1.1, 1.1, 1.05 (a clock that was set back) and 2.0 s, among others.
    fn store() -> Store {
        let mut store = Store::default();
        let data = Role::Data;
        store.push_received(Micros(900_000), data, Message::text("welcome"));
        store.push_sent(Micros(1_000_000), data, Message::text("a"));
        store.push_sent(Micros(1_050_000), Role::Ping, Message::text("ping"));
        store.push_sent(Micros(1_100_000), data, Message::binary(b"b"));
        store.push_sent(Micros(1_100_000), data, Message::text(""));
        store.push_received(Micros(1_200_000), data, Message::text("answer"));
        store.push_sent(Micros(1_050_000), data, Message::text("d"));
        store.push_sent(Micros(1_900_000), Role::Pong(None), Message::text("pong"));
        store.push_sent(Micros(2_000_000), data, Message::text("e"));
        store.push_sent(Micros(3_000_000), data, Message::text("too late"));
        store
    }

    /// The numbers of the rows, and the milliseconds from the first one and from the one before.
    #[track_caller]
    fn check(pace: Pace, expected: &[(u64, u64, u64)]) {
        let store = store();
        let mut plan = Plan::new(Seq(1)..Seq(10), pace);
        let mut taken = Vec::new();
        while let Some(planned) = plan.peek(&store) {
            assert_eq!(plan.peek(&store), Some(planned));
            plan.take(&planned);
            taken.push((planned.row.seq.0, planned.offset.0 / 1000, planned.gap.0 / 1000));
        }
        assert_eq!(taken, expected, "{pace:?}");
        assert_eq!(plan.next(&store), Seq(10));
    }

    #[test]
    fn messages_come_in_order_at_their_pace() {
        let at_once = [(2, 0, 0), (4, 0, 0), (5, 0, 0), (7, 0, 0), (9, 0, 0)];
        check(Pace::Fast, &at_once);
        check(Pace::Steps, &at_once);
        check(Pace::Captured(1000), &[(2, 0, 0), (4, 100, 100), (5, 100, 0), (7, 100, 0), (9, 1000, 900)]);
        check(Pace::Captured(2000), &[(2, 0, 0), (4, 50, 50), (5, 50, 0), (7, 50, 0), (9, 500, 450)]);
        check(
            Pace::Captured(100),
            &[(2, 0, 0), (4, 1000, 1000), (5, 1000, 0), (7, 1000, 0), (9, 10_000, 9000)],
        );
        check(
            Pace::Captured(0),
            &[(2, 0, 0), (4, 100_000, 100_000), (5, 100_000, 0), (7, 100_000, 0), (9, 1_000_000, 900_000)],
        );
    }

    #[test]
    fn rows_that_have_gone_are_passed_over_and_the_others_keep_their_times() {
        let mut store = Store::with_limit(350_000);
        let payload = vec![0; 100_000];
        for second in 1..=3 {
            store.push_sent(Micros(second * 1_000_000), Role::Data, Message::binary(&payload));
        }
        let mut plan = Plan::new(store.first()..store.next(), Pace::Captured(1000));
        let first = plan.peek(&store).unwrap();
        plan.take(&first);
        for second in 4..=5 {
            store.push_sent(Micros(second * 1_000_000), Role::Data, Message::binary(&payload));
        }
        assert!(store.first() > Seq(2), "{:?}", store.first());
        let second = plan.peek(&store).unwrap();
        assert_eq!((second.row.seq, second.gap.0, second.offset.0), (Seq(3), 2_000_000, 2_000_000));
        store.clear();
        assert_eq!((plan.peek(&store), plan.next(&store)), (None, Seq(4)));
    }
}
