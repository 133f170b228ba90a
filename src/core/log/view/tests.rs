//! A view is the filter applied to the whole store, whatever came in between.

use proptest::prelude::*;

use super::View;
use crate::conn::Notice;
use crate::log::{Eyes, Filter, Kind, Seq, Show, Store};
use crate::message::{Message, Role};
use crate::time::Micros;

const EYES: Eyes<'static> = Eyes { describe: &|notice| format!("{notice:?}"), utc_offset: 0, digest: None };

#[derive(Clone, Debug)]
enum Step {
    Add(Kind, Role, usize),
    /// So many rows of a kilobyte, to make the store evict.
    Flood(usize),
    Extend,
    Search(usize),
    Filter(usize),
    Clear,
}

fn step() -> impl Strategy<Value = Step> {
    let kinds = prop::sample::select(vec![Kind::Sent, Kind::Received, Kind::Error, Kind::Info]);
    let roles = prop::sample::select(vec![Role::Data, Role::Ping, Role::Pong(None)]);
    prop_oneof![
        6 => (kinds, roles, 0usize..40).prop_map(|(kind, role, size)| Step::Add(kind, role, size)),
        2 => (1usize..250).prop_map(Step::Flood),
        4 => Just(Step::Extend),
        4 => (0usize..60_000).prop_map(Step::Search),
        2 => (0usize..filters().len()).prop_map(Step::Filter),
        1 => Just(Step::Clear),
    ]
}

fn filters() -> Vec<Filter> {
    let of = |show, hides_pings, hides_info, line: &str| {
        let mut filter = Filter { show, hides_pings, hides_info, conditions: Vec::new() };
        assert_eq!(filter.add_line(line, false), None, "{line}");
        filter
    };
    vec![
        Filter::default(),
        of(Show::Sent, false, false, ""),
        of(Show::Received, true, false, ""),
        of(Show::Errors, false, false, ""),
        of(Show::All, true, true, ""),
        of(Show::All, false, false, "a3 -size:>20"),
        of(Show::All, false, false, "-/a[0-3]/ type:text"),
        of(Show::All, false, false, "Stopped"),
    ]
}

fn add(store: &mut Store, kind: Kind, role: Role, size: usize) {
    let text = format!("a{}", size % 7).repeat(size);
    match kind {
        Kind::Sent => store.push_sent(Micros(0), role, Message::text(&text)),
        Kind::Received => store.push_received(Micros(0), role, Message::binary(text.as_bytes())),
        Kind::Error => store.push_notice(Micros(0), &Notice::Unsent(1)).unwrap(),
        Kind::Info => store.push_notice(Micros(0), &Notice::Stopped).unwrap(),
    };
}

fn shown(view: &View, store: &Store) -> Vec<Seq> {
    (0..view.len(store)).filter_map(|index| view.seq(store, index)).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn it_shows_exactly_the_kept_rows_that_match(steps in prop::collection::vec(step(), 0..40)) {
        let mut store = Store::with_limit(400_000);
        let mut view = View::new(Filter::default(), &store);
        for step in steps {
            match step {
                Step::Add(kind, role, size) => add(&mut store, kind, role, size),
                Step::Flood(rows) => (0..rows).for_each(|_| add(&mut store, Kind::Received, Role::Data, 500)),
                Step::Extend => {
                    view.extend(&store, EYES);
                    // What is known so far is in order, and kept.
                    let known = shown(&view, &store);
                    prop_assert!(known.is_sorted() && known.iter().all(|seq| store.row(*seq).is_some()));
                }
                Step::Search(bytes) => view.search(&store, EYES, bytes),
                Step::Filter(which) => view = View::new(filters()[which].clone(), &store),
                Step::Clear => {
                    store.clear();
                    view = View::new(view.filter().clone(), &store);
                }
            }
        }
        view.extend(&store, EYES);
        view.search(&store, EYES, usize::MAX);
        prop_assert!(view.is_searched(&store));
        let expected: Vec<Seq> = store
            .glances(Seq(0)..store.next())
            .filter(|row| view.filter().matches(row, EYES))
            .map(|row| row.seq)
            .collect();
        prop_assert_eq!(&shown(&view, &store), &expected);
        prop_assert_eq!(view.seq(&store, expected.len()), None);
        for (index, seq) in expected.iter().enumerate() {
            prop_assert_eq!(view.index(&store, *seq), index);
        }
    }
}

#[test]
fn the_newest_rows_are_found_first() {
    let mut store = Store::default();
    (0..100).for_each(|_| add(&mut store, Kind::Sent, Role::Data, 3));
    let mut view = View::new(Filter { show: Show::Sent, ..Filter::default() }, &store);
    view.search(&store, EYES, 1);
    assert_eq!(shown(&view, &store), [Seq(100)]);
    assert!(!view.is_searched(&store));
    add(&mut store, Kind::Sent, Role::Data, 3);
    view.extend(&store, EYES);
    view.search(&store, EYES, 1);
    assert_eq!(shown(&view, &store), [Seq(99), Seq(100), Seq(101)]);
}
