//! Each version as it was stored, and texts that nothing of ours has stored.
//!
//! A fixture of an older version never changes; that of the newest is what this program writes, to the byte.

use std::fmt::Debug;

use super::{Kept, Tab, Tabs};
use crate::conn::settings::{Setting, Settings};
use crate::saved::{
    Header, ItemId, Pair, Profile, Rank, SavedConnection, SavedMessage, Secrecy, Shelf, Stamp, Unreadable,
};

const TABS_V1: &str = include_str!("../../../../tests/fixtures/disk/tabs-v1.json");
const TABS_V2: &str = include_str!("../../../../tests/fixtures/disk/tabs-v2.json");
const CONNECTIONS_V1: &str = include_str!("../../../../tests/fixtures/disk/connections-v1.json");
const MESSAGES_V1: &str = include_str!("../../../../tests/fixtures/disk/messages-v1.json");
const VARIABLES_V1: &str = include_str!("../../../../tests/fixtures/disk/variables-v1.json");

/// This version is written as it is read, to the byte.
#[track_caller]
fn check_newest<T: Kept + Debug>(fixture: &str) -> T {
    let kept = T::read(fixture).unwrap();
    assert_eq!(kept.write(), fixture.trim_end());
    kept
}

fn pair(name: &str, value: &str, secrecy: Secrecy) -> Pair {
    Pair { name: name.to_owned(), value: value.to_owned(), secrecy }
}

#[test]
fn what_this_version_stores_is_the_fixture() {
    let tabs: Tabs = check_newest(TABS_V2);
    let connections: Shelf<SavedConnection> = check_newest(CONNECTIONS_V1);
    let feed = connections.get(ItemId(0xff)).unwrap();
    assert_eq!(tabs.open[0], Tab { profile: feed.profile.clone(), saved: Some(ItemId(0xff)) });
    assert_eq!((feed.name.as_str(), feed.group.as_str()), ("Feed", "Staging"));
    let policy = feed.profile.settings.policy();
    assert_eq!(Setting::Delay.read(&policy), "2.5");
    assert_eq!(feed.profile.settings, Settings::of(&policy));
    let fleeting = pair("Authorization", "", Secrecy::Fleeting);
    assert_eq!(feed.profile.headers[1], Header { pair: fleeting, is_on: false });
    assert_eq!(connections.items().count(), 2);
    assert_eq!(connections.slots().len(), 3);

    let messages: Shelf<SavedMessage> = check_newest(MESSAGES_V1);
    assert_eq!(messages.get(ItemId(1)).unwrap().connection, Some(ItemId(0xff)));
    let variables: Shelf<Pair> = check_newest(VARIABLES_V1);
    assert_eq!(variables.get(ItemId(1)), Some(&pair("host", "example.com", Secrecy::Open)));
}

#[test]
fn the_tabs_of_version_1_are_read() {
    let tabs = Tabs::read(TABS_V1).unwrap();
    assert_eq!((tabs.open.len(), tabs.active), (2, 1));
    let Tab { profile, saved } = &tabs.open[0];
    assert_eq!(*saved, None);
    assert_eq!(profile.address, "wss://example.com/feed");
    assert_eq!(profile.subprotocols, "graphql-transport-ws");
    assert_eq!(profile.filter, "-ping");
    assert_eq!(Setting::Delay.read(&profile.settings.policy()), "2.5");
    assert_eq!(Tabs::read(&tabs.write()), Ok(tabs));
}

#[test]
fn settings_that_are_none_cost_an_old_tab_nothing_else() {
    for (settings, delay) in [
        ("7", "1"),
        ("{}", "1"),
        ("null", "1"),
        (r#"[["reconnect"],5,null,["reconnect-delay","3"]]"#, "3"),
        (r#"[["reconnect-delay","-5"]]"#, "1"),
        (r#"[["reconnect-delay",5]]"#, "1"),
    ] {
        let text =
            format!(r#"{{"version":1,"tabs":[{{"address":"ws://a","settings":{settings}}}],"active":0}}"#);
        let tabs = Tabs::read(&text).unwrap();
        assert_eq!(tabs.open[0].profile.address, "ws://a", "{settings}");
        assert_eq!(Setting::Delay.read(&tabs.open[0].profile.settings.policy()), delay, "{settings}");
    }
}

#[track_caller]
fn check_unreadable<T: Kept + Debug + PartialEq>(text: &str, expected: Unreadable) {
    assert_eq!(T::read(text), Err(expected), "{text}");
}

#[test]
fn what_is_newer_or_damaged_is_told_apart() {
    check_unreadable::<Tabs>(r#"{"version":3}"#, Unreadable::Newer { version: 3 });
    check_unreadable::<Shelf<Pair>>(r#"{"items":7,"version":2}"#, Unreadable::Newer { version: 2 });
    for text in [
        "",
        "null",
        "\"text\"",
        "{",
        r#"{"items":[]}"#,
        r#"{"version":0,"items":[]}"#,
        r#"{"version":"1","items":[]}"#,
        r#"{"version":1.0,"items":[]}"#,
        r#"{"version":1}"#,
        r#"{"version":1,"items":{}}"#,
        r#"{"version":1,"items":[{}]}"#,
        r#"{"version":1,"items":[{"id":"ff","name":"a","value":""}]}"#,
        r#"{"version":1,"items":[{"id":"+0000000000000ff","name":"a","value":""}]}"#,
        r#"{"version":1,"items":[{"id":"00000000000000ff","by":4294967296,"name":"a","value":""}]}"#,
        r#"{"version":1,"items":[{"id":"00000000000000ff","value":""}]}"#,
        r#"{"version":1,"items":[{"id":"00000000000000ff","name":"a","value":"","secrecy":"none"}]}"#,
        r#"{"version":1,"items":[{"id":"00000000000000ff","name":"a","value":""},{"id":"0"}]}"#,
    ] {
        check_unreadable::<Shelf<Pair>>(text, Unreadable::Damaged);
    }
    for text in [
        r#"{"version":1,"tabs":[{"settings":[]}],"active":-1}"#,
        r#"{"version":1,"tabs":[{"address":"ws://a"}],"active":-1}"#,
        r#"{"version":1,"tabs":[{"settings":[]}],"active":0}"#,
        r#"{"version":2,"tabs":[{"address":"ws://a","settings":7}],"active":0}"#,
        r#"{"version":2,"tabs":[{"address":"ws://a","headers":[{"name":5}]}],"active":0}"#,
        r#"{"version":2,"tabs":[{"address":"ws://a","saved":"ff"}],"active":0}"#,
    ] {
        check_unreadable::<Tabs>(text, Unreadable::Damaged);
    }
}

#[test]
fn an_id_that_comes_twice_is_merged() {
    let item = |at: u64, value: &str| {
        format!(r#"{{"id":"0000000000000001","at":{at},"by":1,"name":"a","value":"{value}"}}"#)
    };
    let text = format!(r#"{{"version":1,"items":[{},{}]}}"#, item(5, "later"), item(4, "earlier"));
    let shelf: Shelf<Pair> = Kept::read(&text).unwrap();
    assert_eq!(shelf.get(ItemId(1)).unwrap().value, "later");
    assert_eq!(shelf.slots().len(), 1);
}

#[test]
fn a_fleeting_value_never_gets_into_what_is_stored() {
    const VALUE: &str = "fleeting-value";
    let fleeting = pair("Authorization", VALUE, Secrecy::Fleeting);
    let profile = Profile {
        headers: vec![Header { pair: fleeting.clone(), is_on: true }],
        variables: vec![fleeting.clone()],
        ..Profile::default()
    };
    let connection = SavedConnection {
        name: String::new(),
        group: String::new(),
        rank: Rank::between(None, None),
        profile: profile.clone(),
    };
    let (id, stamp) = (ItemId(1), Stamp::default());
    let mut connections = Shelf::default();
    connections.put(id, connection, stamp);
    let mut variables = Shelf::default();
    variables.put(id, fleeting, stamp);
    let tabs = Tabs { open: vec![Tab { profile, saved: None }], active: 0 };
    for text in [connections.write(), variables.write(), tabs.write()] {
        let is_there = text.as_bytes().windows(VALUE.len()).any(|bytes| bytes == VALUE.as_bytes());
        assert!(!is_there, "{text}");
        assert!(text.contains("Authorization"), "{text}");
    }
}
