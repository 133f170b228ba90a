//! The digest: rows told, requests found, what is forgotten, and what filters ask of it.

use super::{Digest, MOST_ASKED, Recognition};
use crate::conn::{Notice, Target};
use crate::log::{Eyes, Search, Seq, Store, View};
use crate::message::{Message, Role};
use crate::protocol::{Act, Protocol};
use crate::time::Micros;

const NOW: Micros = Micros(0);

fn sent(store: &mut Store, text: &str) -> Seq {
    store.push_sent(NOW, Role::Data, Message::text(text))
}

fn received(store: &mut Store, text: &str) -> Seq {
    store.push_received(NOW, Role::Data, Message::text(text))
}

fn connecting() -> Notice {
    let target = Target { address: "ws://h/".to_owned(), subprotocols: Vec::new() };
    Notice::Connecting { target, attempt: 0 }
}

fn digest(store: &Store) -> Digest {
    let mut digest = Digest::new(Protocol::SocketIo);
    digest.extend(store, usize::MAX);
    digest
}

#[test]
fn each_row_is_told_and_answers_find_their_requests() {
    let mut store = Store::default();
    store.push_notice(NOW, &connecting());
    let ask = sent(&mut store, r#"420["add",1]"#);
    let other = received(&mut store, "hello");
    let answer = received(&mut store, "430[2]");
    received(&mut store, "2");
    let digest = digest(&store);
    assert!(digest.is_whole(&store) && digest.has_heartbeats());
    assert_eq!(digest.told(other), None);
    let told = digest.told(ask).expect("it is told");
    assert_eq!((told.act, told.event, told.channel), (Act::Call, "add", ""));
    assert_eq!((told.request, told.answer), (None, Some(answer)));
    let told = digest.told(answer).expect("it is told");
    assert_eq!((told.act, told.event, told.request, told.answer), (Act::Answer, "ack", Some(ask), None));
}

#[test]
fn an_id_is_asked_anew_on_each_connection() {
    let mut store = Store::default();
    sent(&mut store, r#"420["add",1]"#);
    store.push_notice(NOW, &connecting());
    let stray = received(&mut store, "430[2]");
    let ask = sent(&mut store, r#"420["add",2]"#);
    let answer = received(&mut store, "430[3]");
    let digest = digest(&store);
    assert_eq!(digest.told(stray).and_then(|told| told.request), None);
    assert_eq!(digest.told(answer).and_then(|told| told.request), Some(ask));
}

#[test]
fn it_is_the_same_in_steps() {
    let mut store = Store::default();
    for n in 0..50 {
        sent(&mut store, &format!(r#"42{n}["add",{n}]"#));
        received(&mut store, &format!("43{n}[0]"));
    }
    let whole = digest(&store);
    let mut steps = Digest::new(Protocol::SocketIo);
    while !steps.is_whole(&store) {
        steps.extend(&store, 200);
    }
    for seq in (0..=store.next().0).map(Seq) {
        assert_eq!(steps.told(seq), whole.told(seq), "{seq:?}");
    }
}

#[test]
fn what_the_store_forgets_is_forgotten() {
    let mut store = Store::with_limit(0);
    let mut digest = Digest::new(Protocol::SocketIo);
    let large = "x".repeat(200_000);
    for n in 0..4 {
        sent(&mut store, &format!(r#"42{n}["add","{large}"]"#));
        digest.extend(&store, usize::MAX);
        received(&mut store, &format!(r#"43{n}["{large}"]"#));
        digest.extend(&store, usize::MAX);
    }
    assert_eq!((digest.entries.len(), digest.requests.len(), digest.answers.len()), (1, 1, 0));
    store.clear();
    let next = sent(&mut store, r#"42["hi"]"#);
    digest.extend(&store, usize::MAX);
    assert_eq!(digest.told(next).map(|told| told.event), Some("hi"));
    assert_eq!(digest.told(Seq(next.0 - 1)), None);
}

#[test]
fn requests_without_an_answer_are_given_up() {
    let mut store = Store::default();
    for n in 0..MOST_ASKED * 2 {
        sent(&mut store, &format!(r#"42{n}["add"]"#));
    }
    let last = received(&mut store, &format!("43{}[]", MOST_ASKED * 2 - 1));
    let digest = digest(&store);
    assert!(digest.asked.len() as u64 <= MOST_ASKED);
    assert!(digest.told(last).is_some_and(|told| told.request.is_some()));
}

#[test]
fn filters_ask_for_what_is_told() {
    let mut store = Store::default();
    sent(&mut store, r#"42/room,["chat message","a"]"#);
    received(&mut store, r#"42/ROOM,["joined","b"]"#);
    received(&mut store, "2");
    received(&mut store, "chat message");
    let digest = digest(&store);
    let eyes = Eyes { describe: &|_| String::new(), utc_offset: 0, digest: Some(&digest) };
    let found = |search: Search| {
        let mut view = View::new(search.filter().0, &store);
        view.search(&store, eyes, usize::MAX);
        (0..view.len(&store)).filter_map(|index| view.seq(&store, index)).map(|seq| seq.0).collect::<Vec<_>>()
    };
    let line = |line: &str| found(Search { line: line.to_owned(), ..Search::default() });
    assert_eq!(line(r#"event:"chat message""#), [1]);
    assert_eq!(line("channel:room"), [1, 2]);
    assert_eq!(line("case:on channel:room"), [1]);
    assert_eq!(line("channel:room -event:join"), [1]);
    assert_eq!(line("is:ping"), [3]);
    assert_eq!(found(Search { hides_pings: true, ..Search::default() }), [1, 2, 4]);
}

#[test]
fn a_protocol_is_recognised_by_what_tells_it() {
    let mut store = Store::default();
    let mut recognition = Recognition::default();
    for _ in 0..20 {
        received(&mut store, "hello");
    }
    received(&mut store, r#"{"jsonrpc":"2.0","method":"late"}"#);
    recognition.look(&store);
    assert_eq!(recognition.found(), None);
    let opened =
        |subprotocol: &str| Notice::Opened { subprotocol: subprotocol.to_owned(), extensions: String::new() };
    store.push_notice(NOW, &opened(""));
    received(&mut store, r#"{"jsonrpc":"2.0","method":"tick"}"#);
    // One that is known isn't guessed again.
    received(&mut store, r#"{"type":"join"}"#);
    recognition.look(&store);
    assert_eq!(recognition.found(), Some(Protocol::JsonRpc));
    store.push_notice(NOW, &opened("mqtt"));
    received(&mut store, r#"{"type":"join"}"#);
    recognition.look(&store);
    assert_eq!(recognition.found(), Some(Protocol::Mqtt));
    store.push_notice(NOW, &opened(""));
    recognition.look(&store);
    assert_eq!(recognition.found(), Some(Protocol::Mqtt));
}

#[test]
fn only_what_is_nothing_else_is_a_heartbeat() {
    let mut store = Store::default();
    let call = sent(&mut store, r#"[2,"1","Heartbeat",{}]"#);
    let answer = received(&mut store, r#"[3,"1",{"currentTime":"now"}]"#);
    let mut digest = Digest::new(Protocol::Ocpp);
    digest.extend(&store, usize::MAX);
    assert!(digest.is_heartbeat(call) && digest.is_heartbeat(answer));
    let both = received(&mut store, "{\"type\":6}\u{1e}{\"type\":1,\"target\":\"a\",\"arguments\":[]}\u{1e}");
    let mut digest = Digest::new(Protocol::SignalR);
    digest.extend(&store, usize::MAX);
    assert!(digest.told(both).is_some() && !digest.is_heartbeat(both));
}
