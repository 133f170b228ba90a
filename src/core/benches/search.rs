//! Looking for something in messages. What searches the log belongs here, beside the way to a value in JSON.

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use wirebench_core::codec::json::{self, Path};
use wirebench_core::log::{Search, View};

use crate::samples;

/// The whole of a feed that is kept already, for what is in every ninetieth message.
#[divan::bench(args = [Way::Text, Way::AnyCase, Way::Regex], max_time = 5)]
fn view_search(bencher: Bencher, way: Way) {
    let store = samples::store();
    let search = Search {
        text: ":77".to_owned(),
        minds_case: matches!(way, Way::Text),
        is_regex: matches!(way, Way::Regex),
        ..Search::default()
    };
    let (filter, _) = search.filter();
    bencher
        .counter(ItemsCount::new(samples::COUNT))
        .with_inputs(|| View::new(filter.clone(), &store))
        .bench_local_refs(|view| view.search(&store, samples::EYES, usize::MAX));
}

/// What is searched for.
#[derive(Clone, Copy, Debug)]
enum Way {
    Text,
    AnyCase,
    Regex,
}

/// The value behind a path in a megabyte of JSON.
#[divan::bench]
fn json_find_in_one(bencher: Bencher) {
    let text = samples::json(1_000_000);
    let path = Path::parse("$.last.id").ok();
    bencher
        .counter(BytesCount::of_str(&text))
        .bench_local(|| path.as_ref().and_then(|path| json::find(black_box(&text), path)));
}

/// A value in each of many small messages, as a rule for pongs looks for it.
#[divan::bench]
fn json_find_in_many(bencher: Bencher) {
    let messages = samples::messages();
    let path = Path::parse("$.n").ok();
    bencher.counter(ItemsCount::new(samples::COUNT)).bench_local(|| {
        let found = |text: &&String| path.as_ref().and_then(|path| json::find(text, path)).is_some();
        black_box(&messages).iter().filter(found).count()
    });
}
