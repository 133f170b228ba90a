//! Files as they are written, read and taken in.
//!
//! Files of other programs have their own tests, in `foreign`.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::{
    Choice, Import, ImportProblem, Kind, Library, MAX_FILE_BYTES, MAX_ITEMS, Plan, Secrets, Source, Summary,
    apply, export, plan, read,
};
use crate::codec::Place;
use crate::codec::json::{Expected, JsonError, JsonProblem};
use crate::compose::{Draft, Meaning};
use crate::conn::Policy;
use crate::conn::settings::{Setting, Settings};
use crate::saved::{
    Header, ItemId, Pair, Profile, Rank, SavedConnection, SavedMessage, Secrecy, Shelf, Stamp,
};

const FILE: &str = include_str!("../../../../tests/fixtures/import/wirebench-v1.json");

fn stamp(at: u64) -> Stamp {
    Stamp { at, by: 1 }
}

/// What is in a file, taken in where there is nothing.
fn library(text: &str) -> Library {
    let mut library = Library::default();
    take_in(&mut library, text, 1);
    library
}

#[track_caller]
fn take_in(library: &mut Library, text: &str, at: u64) -> Plan {
    let import = read(text).unwrap();
    let expected = plan(&import, library);
    let mut next = 1000 * at;
    let mut new_id = || {
        next += 1;
        ItemId(next)
    };
    let done = apply(&import, library, stamp(at), &mut new_id);
    assert_eq!(done, expected, "what is done is what was told");
    done
}

fn counts(plan: &Plan) -> [usize; 3] {
    [plan.added.len(), plan.replaced.len(), plan.kept.len()]
}

#[test]
fn what_is_written_is_the_fixture() {
    assert_eq!(export(&library(FILE), &Choice::All, Secrets::With), FILE);
}

#[test]
fn secrets_go_along_as_was_chosen() {
    let library = library(FILE);
    let placeholders = export(&library, &Choice::All, Secrets::Placeholders);
    let without = export(&library, &Choice::All, Secrets::Without);
    for value in ["Bearer abc", "\"abc\"", "hunter2"] {
        assert!(FILE.contains(value) && !placeholders.contains(value) && !without.contains(value), "{value}");
    }
    for name in ["Authorization", "\"token\"", "password"] {
        assert!(placeholders.contains(name) && !without.contains(name), "{name}");
    }
    assert!(without.contains("X-Trace") && without.contains("\"host\""));
}

#[test]
fn a_choice_takes_the_messages_of_its_connections_along() {
    let library = library(FILE);
    let check = |connections: &[u64], messages: &[u64], expected: [usize; 3]| {
        let ids = |ids: &[u64]| ids.iter().map(|id| ItemId(*id)).collect();
        let choice = Choice::Only { connections: ids(connections), messages: ids(messages) };
        let import = read(&export(&library, &choice, Secrets::With)).unwrap();
        let found = [import.connections.len(), import.messages.len(), import.variables.len()];
        assert_eq!(found, expected, "{connections:?} {messages:?}");
    };
    check(&[0xff], &[], [1, 1, 0]);
    check(&[0x100], &[], [1, 0, 0]);
    // A variable may have the id of a message.
    check(&[], &[2, 3], [0, 1, 0]);
    check(&[], &[], [0, 0, 0]);
}

#[test]
fn the_same_file_again_changes_nothing() {
    let mut library = library(FILE);
    let before = library.clone();
    assert_eq!(counts(&take_in(&mut library, FILE, 2)), [0, 0, 6]);
    assert_eq!(library, before);
}

#[test]
fn a_file_with_placeholders_leaves_the_values_that_are_here() {
    let mut library = library(FILE);
    let before = library.clone();
    let file = export(&library, &Choice::All, Secrets::Placeholders);
    assert_eq!(counts(&take_in(&mut library, &file, 2)), [0, 0, 6]);
    assert_eq!(library, before);
}

#[test]
fn what_has_changed_is_replaced_and_what_was_deleted_comes_back() {
    let mut library = library(FILE);
    library.messages.delete(ItemId(2), stamp(2));
    let changed = FILE.replace("ws://localhost:9001", "ws://localhost:9002");
    let plan = take_in(&mut library, &changed, 3);
    let summary = |kind, name: &str| Summary { kind, name: name.to_owned() };
    assert_eq!(plan.replaced, [summary(Kind::Connection, "Echo")]);
    assert_eq!(plan.added, [summary(Kind::Message, "MQTT ping")]);
    assert_eq!(library.connections.get(ItemId(0x100)).unwrap().profile.address, "ws://localhost:9002");
    assert!(library.messages.get(ItemId(2)).is_some());
}

#[test]
fn the_same_content_under_other_ids_is_known() {
    let mut library = library(FILE);
    let before = library.clone();
    let elsewhere = FILE
        .replace("00000000000000ff", "00000000000000fe")
        .replace("0000000000000100", "0000000000000102")
        .replace("\"Echo\",\"rank\":\"j\"", "\"Echo\",\"rank\":\"k\"");
    assert_eq!(counts(&take_in(&mut library, &elsewhere, 2)), [0, 0, 6]);
    assert_eq!(library, before);
}

#[test]
fn of_an_id_that_comes_twice_the_last_counts() {
    let item = |value: &str| format!(r#"{{"id":"0000000000000001","name":"a","value":"{value}"}}"#);
    let variables = format!("{},{}", item("first"), item("last"));
    let file = format!(r#"{{"format":"wirebench","version":1,"variables":[{variables}]}}"#);
    let mut library = library(&file);
    assert_eq!(library.variables.get(ItemId(1)).unwrap().value, "last");
    assert_eq!(counts(&take_in(&mut library, &file, 2)), [0, 0, 1]);
}

#[test]
fn a_message_without_its_connection_belongs_to_all() {
    let file = export(
        &library(FILE),
        &Choice::Only { connections: Vec::new(), messages: vec![ItemId(1)] },
        Secrets::With,
    );
    assert_eq!(library(&file).messages.get(ItemId(1)).unwrap().connection, None);
    let mut there = library(FILE);
    assert_eq!(counts(&take_in(&mut there, &file, 2)), [0, 0, 1]);
}

#[track_caller]
fn check_problem(text: &str, expected: ImportProblem) {
    assert_eq!(read(text), Err(expected), "{}", &text[..text.len().min(200)]);
}

fn damaged(what: &str) -> ImportProblem {
    ImportProblem::Damaged { what: what.to_owned() }
}

#[test]
fn what_is_no_file_of_ours_is_told() {
    for empty in ["", " \n", "\u{feff}"] {
        check_problem(empty, ImportProblem::Empty);
    }
    let place = Place { offset: 4, line: 2, column: 3 };
    let kind = JsonProblem::UnexpectedEnd { expected: Expected::Key };
    check_problem("{\n  ", ImportProblem::NotJson(JsonError { place, kind }));
    check_problem(
        r#"{"format":"wirebench","version":2,"connections":7}"#,
        ImportProblem::Newer { version: 2 },
    );
    for unknown in ["{}", "[]", "7", "\"text\"", r#"{"version":1,"items":[]}"#, r#"{"openapi":"3.0.0"}"#] {
        check_problem(unknown, ImportProblem::Unknown);
    }
    check_problem(r#"{"log":{"version":"1.2","entries":[]}}"#, ImportProblem::Har);
    check_problem("# x\ntype: collection.insomnia.rest/5.0\nname: x\n", ImportProblem::InsomniaYaml);
    check_problem("_type: export\r\n__export_format: 4\r\n", ImportProblem::InsomniaYaml);
    assert!(read(&format!("\u{feff}{FILE}")).is_ok());
}

#[test]
fn what_is_wrong_is_named() {
    let file =
        |connections: &str| format!(r#"{{"format":"wirebench","version":1,"connections":[{connections}]}}"#);
    let connection = |rest: &str| format!(r#"{{"id":"00000000000000ff",{rest}}}"#);
    check_problem(r#"{"format":"wirebench"}"#, damaged("version"));
    check_problem(r#"{"format":"wirebench","version":1,"messages":{}}"#, damaged("messages"));
    check_problem(&file("7"), damaged("connections[0].id"));
    check_problem(&file(&connection(r#""name":"a""#)), damaged("connections[0].address"));
    let good = connection(r#""name":"a","address":"""#);
    check_problem(&file(&format!("{good},{good},{{}}")), damaged("connections[2].id"));
    let wrong = connection(r#""name":"a","address":"","headers":[{"name":"a","value":"b","off":1}]"#);
    check_problem(&file(&wrong), damaged("connections[0].headers[0].off"));
    let wrong = connection(r#""name":"a","address":"","settings":[["a"]]"#);
    check_problem(&file(&wrong), damaged("connections[0].settings[0]"));
    let long = connection(&format!(r#""name":"{}","address":"""#, "ก".repeat(201)));
    check_problem(&file(&long), damaged("connections[0].name"));
    let long = connection(&format!(r#""name":"a","address":"{}""#, "a".repeat(65 * 1024)));
    check_problem(&file(&long), damaged("connections[0].address"));
    assert!(read(&file(&good)).is_ok());
}

#[test]
fn what_is_too_much_is_refused_fast() {
    let start = Instant::now();
    check_problem(&"x".repeat(20_000_000), ImportProblem::TooLarge { limit: MAX_FILE_BYTES });
    let entries = |count: usize| {
        format!(r#"{{"format":"wirebench","version":1,"messages":[{}{{}}]}}"#, "{},".repeat(count - 1))
    };
    check_problem(&entries(1_000_000), ImportProblem::TooMany { found: 1_000_000, limit: MAX_ITEMS });
    check_problem(&entries(MAX_ITEMS), damaged("messages[0].id"));
    // Debug builds on busy machines are slow, but not as slow as making a million items would be.
    assert!(start.elapsed() < Duration::from_secs(10), "{:?}", start.elapsed());
}

fn texts() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z]{0,3}", "\\PC{0,8}", any::<String>()]
}

fn pairs() -> impl Strategy<Value = Pair> {
    let secrecy = prop::sample::select(vec![Secrecy::Open, Secrecy::Secret, Secrecy::Fleeting]);
    (texts(), texts(), secrecy).prop_map(|(name, value, secrecy)| Pair { name, value, secrecy })
}

fn ranks() -> impl Strategy<Value = Rank> {
    "[0-9a-z]{0,4}[1-9a-z]".prop_map(|digits| Rank::read(&digits).unwrap())
}

fn settings() -> impl Strategy<Value = Settings> {
    (0..100_u32, texts()).prop_map(|(delay, hello)| {
        let mut policy = Policy::default();
        let _ = Setting::Delay.write(&mut policy, &delay.to_string());
        let _ = Setting::Hello.write(&mut policy, &hello);
        Settings::of(&policy)
    })
}

fn profiles() -> impl Strategy<Value = Profile> {
    let headers = (pairs(), any::<bool>()).prop_map(|(pair, is_on)| Header { pair, is_on });
    let lists = (prop::collection::vec(headers, 0..3), prop::collection::vec(pairs(), 0..3));
    (texts(), texts(), lists, settings(), (texts(), texts())).prop_map(
        |(address, subprotocols, (headers, variables), settings, (filter, protocol))| Profile {
            address,
            subprotocols,
            headers,
            variables,
            settings,
            filter,
            protocol,
        },
    )
}

fn connections() -> impl Strategy<Value = SavedConnection> {
    (texts(), texts(), ranks(), profiles()).prop_map(|(name, group, rank, profile)| SavedConnection {
        name,
        group,
        rank,
        profile,
    })
}

fn shelf<T: Clone + Ord>(items: Vec<(u64, T)>) -> Shelf<T> {
    let mut shelf = Shelf::default();
    for (id, item) in items {
        shelf.put(ItemId(id), item, stamp(1));
    }
    shelf
}

fn libraries() -> impl Strategy<Value = Library> {
    let connections = prop::collection::vec((0..20_u64, connections()), 0..4);
    let meaning = prop::sample::select(vec![Meaning::Text, Meaning::Json, Meaning::Hex, Meaning::Base64]);
    let messages = prop::collection::vec((any::<u64>(), texts(), texts(), ranks(), texts(), meaning), 0..4);
    let variables = prop::collection::vec((any::<u64>(), pairs()), 0..4);
    (connections, messages, variables).prop_map(|(connections, messages, variables)| {
        let owner = connections.first().map(|(id, _)| ItemId(*id));
        let message = |(id, name, group, rank, text, meaning)| {
            let connection = owner.filter(|_| id % 2 == 0);
            (id, SavedMessage { name, group, connection, rank, draft: Draft { text, meaning } })
        };
        Library {
            connections: shelf(connections),
            messages: shelf(messages.into_iter().map(message).collect()),
            variables: shelf(variables),
        }
    })
}

fn items<T: Clone + Ord>(shelf: &Shelf<T>) -> Vec<(ItemId, T)> {
    shelf.items().map(|(id, item)| (id, item.clone())).collect()
}

proptest! {
    // Each case has whole libraries.
    #![proptest_config(ProptestConfig::with_cases(80))]

    #[test]
    fn what_is_taken_elsewhere_is_the_same_there(library in libraries()) {
        let file = export(&library, &Choice::All, Secrets::With);
        prop_assert!(serde_json::from_str::<serde_json::Value>(&file).is_ok());
        let mut there = Library::default();
        let done = take_in(&mut there, &file, 1);
        prop_assert_eq!(items(&there.connections), items(&library.connections));
        prop_assert_eq!(items(&there.messages), items(&library.messages));
        prop_assert_eq!(items(&there.variables), items(&library.variables));
        prop_assert!(done.replaced.is_empty() && done.kept.is_empty());
    }

    #[test]
    fn taking_a_file_in_twice_changes_nothing_more(library in libraries(), mut there in libraries()) {
        let file = export(&library, &Choice::All, Secrets::With);
        take_in(&mut there, &file, 2);
        let once = there.clone();
        let done = take_in(&mut there, &file, 3);
        prop_assert_eq!(&there, &once);
        prop_assert!(done.added.is_empty() && done.replaced.is_empty(), "{:?}", done);
    }

    #[test]
    fn any_text_is_read_or_refused(text in any::<String>(), at: prop::sample::Index, cut: prop::sample::Index) {
        let _: Result<Import, _> = read(&text);
        // A file with some of it missing.
        let (a, b) = (at.index(FILE.len()), cut.index(FILE.len()));
        let file = format!("{}{}", &FILE[..a.min(b)], &FILE[a.max(b)..]);
        if let Ok(import) = read(&file) {
            prop_assert_eq!(import.source, Source::Wirebench);
        }
    }
}
