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
    /// Whether a row of this kind is shown.
    pub fn matches(self, kind: Kind) -> bool {
        match self {
            Self::All => true,
            Self::Sent => kind == Kind::Sent,
            Self::Received => kind == Kind::Received,
            Self::Errors => kind == Kind::Error,
        }
    }
}

/// The rows that match, by their numbers.
#[derive(Debug)]
pub struct View {
    show: Show,
    /// Unused while everything is shown: then the store's own numbers are the view.
    matching: Vec<Seq>,
    /// How many of `matching`, from its start, were evicted and wait to be taken out.
    gone: usize,
    /// The first row that hasn't been looked at.
    seen: Seq,
}

impl View {
    /// A view of nothing yet.
    pub fn new(show: Show) -> Self {
        Self { show, matching: Vec::new(), gone: 0, seen: Seq(0) }
    }

    /// The filter.
    pub fn show(&self) -> Show {
        self.show
    }

    /// Takes in what was added to, and what has gone from, the store since the last call.
    pub fn extend(&mut self, store: &Store) {
        let from = self.seen.max(store.first());
        if self.show != Show::All {
            let show = self.show;
            let new = (from.0..store.next().0).map(Seq);
            self.matching.extend(new.filter(|seq| store.kind(*seq).is_some_and(|kind| show.matches(kind))));
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
        if self.show == Show::All { store.len() } else { self.matching.len() - self.gone }
    }

    /// The number of the row at that place among the matching ones, from 0.
    pub fn seq(&self, store: &Store, index: usize) -> Option<Seq> {
        if self.show == Show::All {
            (index < store.len()).then(|| Seq(store.first().0 + index as u64))
        } else {
            self.matching.get(self.gone + index).copied()
        }
    }

    /// The place among the matching ones of that row, or of the next one if it doesn't match.
    pub fn index(&self, store: &Store, seq: Seq) -> usize {
        if self.show == Show::All {
            usize::try_from(seq.0.saturating_sub(store.first().0)).unwrap_or(usize::MAX).min(store.len())
        } else {
            self.matching[self.gone..].partition_point(|other| *other < seq)
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Kind, Seq, Show, Store, View};
    use crate::conn::{EndedBy, Ending, Notice};
    use crate::message::Message;
    use crate::time::Micros;

    fn push(store: &mut Store, kind: Kind, size: usize) {
        let payload = vec![1; size];
        match kind {
            Kind::Sent => store.push_sent(Micros(0), Message::binary(&payload)),
            Kind::Received => store.push_received(Micros(0), Message::binary(&payload)),
            Kind::Error | Kind::Info => {
                let by = if kind == Kind::Error { EndedBy::Lost } else { EndedBy::Cancelled };
                let ending = Ending { by, code: 1006, reason: String::new(), clean: false, lasted: None };
                store.push_notice(Micros(0), &Notice::Ended(ending)).unwrap()
            }
        };
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(60))]

        #[test]
        fn it_shows_exactly_the_kept_rows_that_match(
            steps in prop::collection::vec((0usize..4, prop_oneof![0usize..10, 900_000usize..1_200_000], any::<bool>()), 0..40),
            which in 0usize..4
        ) {
            let show = [Show::All, Show::Sent, Show::Received, Show::Errors][which];
            let mut store = Store::with_limit(3_000_000);
            let mut view = View::new(show);
            for (kind, size, extend) in steps {
                push(&mut store, [Kind::Sent, Kind::Received, Kind::Error, Kind::Info][kind], size);
                if extend {
                    view.extend(&store);
                }
            }
            view.extend(&store);
            let expected: Vec<Seq> = (store.first().0..store.next().0)
                .map(Seq)
                .filter(|seq| show.matches(store.kind(*seq).unwrap()))
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
