//! Which rows are shown: the numbers of those that match the filter, in order.
//!
//! It grows by the new rows only and forgets those that were evicted; it never looks at a row twice.

use super::{Kind, Seq, Store};

/// The filter of the Thai manual: everything, or one kind of row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Show {
    /// Every row.
    #[default]
    All,
    /// Only what was sent.
    Sent,
    /// Only what was received.
    Received,
    /// Only what went wrong.
    Errors,
}

impl Show {
    fn matches(self, kind: Kind) -> bool {
        match self {
            Self::All => true,
            Self::Sent => kind == Kind::Sent,
            Self::Received => kind == Kind::Received,
            Self::Errors => kind == Kind::Error,
        }
    }
}

/// Which rows are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// By their kind.
    pub show: Show,
    /// Whether pings and pongs are left out.
    pub hides_pings: bool,
}

impl Filter {
    /// Whether every row is shown.
    pub fn is_all(self) -> bool {
        self == Self::default()
    }

    /// Whether a row of this kind is shown, which may be one that only keeps the connection alive.
    pub fn matches(self, (kind, is_keep_alive): (Kind, bool)) -> bool {
        self.show.matches(kind) && !(self.hides_pings && is_keep_alive)
    }
}

/// The rows that match, by their numbers.
#[derive(Debug)]
pub struct View {
    filter: Filter,
    /// Unused while everything is shown: then the store's own numbers are the view.
    matching: Vec<Seq>,
    /// How many of `matching`, from its start, were evicted and wait to be taken out.
    gone: usize,
    /// The first row that hasn't been looked at.
    seen: Seq,
}

impl View {
    /// A view of nothing yet.
    pub fn new(filter: Filter) -> Self {
        Self { filter, matching: Vec::new(), gone: 0, seen: Seq(0) }
    }

    /// The filter.
    pub fn filter(&self) -> Filter {
        self.filter
    }

    /// Takes in what was added to, and what has gone from, the store since the last call.
    pub fn extend(&mut self, store: &Store) {
        let from = self.seen.max(store.first());
        if !self.filter.is_all() {
            let filter = self.filter;
            let new = (from.0..store.next().0).map(Seq);
            self.matching.extend(new.filter(|seq| store.kind(*seq).is_some_and(|kind| filter.matches(kind))));
            let first = store.first();
            self.gone += self.matching[self.gone..].partition_point(|seq| *seq < first);
            // Taking out a few at a time would move the rest each time.
            if self.gone > self.matching.len() / 2 {
                self.matching.drain(..self.gone);
                self.gone = 0;
            }
        }
        self.seen = store.next();
    }

    /// How many rows match.
    pub fn len(&self, store: &Store) -> usize {
        if self.filter.is_all() { store.len() } else { self.matching.len() - self.gone }
    }

    /// The number of the row at that place among the matching ones, from 0.
    pub fn seq(&self, store: &Store, index: usize) -> Option<Seq> {
        if self.filter.is_all() {
            (index < store.len()).then(|| Seq(store.first().0 + index as u64))
        } else {
            self.matching.get(self.gone + index).copied()
        }
    }

    /// The place among the matching ones of that row, or of the next one if it doesn't match.
    pub fn index(&self, store: &Store, seq: Seq) -> usize {
        if self.filter.is_all() {
            usize::try_from(seq.0.saturating_sub(store.first().0)).unwrap_or(usize::MAX).min(store.len())
        } else {
            self.matching[self.gone..].partition_point(|other| *other < seq)
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Filter, Kind, Seq, Show, Store, View};
    use crate::conn::Notice;
    use crate::message::{Message, Role};
    use crate::time::Micros;

    fn push(store: &mut Store, kind: Kind, role: Role, size: usize) {
        let payload = vec![1; size];
        match kind {
            Kind::Sent => store.push_sent(Micros(0), role, Message::binary(&payload)),
            Kind::Received => store.push_received(Micros(0), role, Message::binary(&payload)),
            Kind::Error => store.push_notice(Micros(0), &Notice::Unsent(1)).unwrap(),
            Kind::Info => store.push_notice(Micros(0), &Notice::Stopped).unwrap(),
        };
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]

        #[test]
        fn it_shows_exactly_the_kept_rows_that_match(
            steps in prop::collection::vec((0usize..4, 0usize..3, prop_oneof![0usize..10, 900_000usize..1_200_000], any::<bool>()), 0..40),
            which in 0usize..4, hides_pings in any::<bool>()
        ) {
            let show = [Show::All, Show::Sent, Show::Received, Show::Errors][which];
            let mut store = Store::with_limit(3_000_000);
            let filter = Filter { show, hides_pings };
            let mut view = View::new(filter);
            for (kind, role, size, extend) in steps {
                let role = [Role::Data, Role::Ping, Role::Pong(None)][role];
                push(&mut store, [Kind::Sent, Kind::Received, Kind::Error, Kind::Info][kind], role, size);
                if extend {
                    view.extend(&store);
                }
            }
            view.extend(&store);
            let expected: Vec<Seq> = (store.first().0..store.next().0)
                .map(Seq)
                .filter(|seq| filter.matches(store.kind(*seq).unwrap()))
                .collect();
            let shown: Vec<Seq> = (0..view.len(&store)).filter_map(|i| view.seq(&store, i)).collect();
            prop_assert_eq!(&shown, &expected);
            prop_assert_eq!(view.seq(&store, shown.len()), None);
            for (index, seq) in shown.iter().enumerate() {
                prop_assert_eq!(view.index(&store, *seq), index);
            }
        }
    }
}
