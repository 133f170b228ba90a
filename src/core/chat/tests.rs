//! The conversation: lines, people, refusals, what a reconnect does to it, and what hostile servers say.

use proptest::prelude::*;

use super::{
    ANSWERS_WITHIN, Conversation, Fate, Line, MOST_LINES, MOST_TEXT, Membership, Spelling, TYPING_LASTS, What,
};
use crate::conn::{EndedBy, Ending, Notice, Target};
use crate::log::{Seq, Store, Traffic};
use crate::message::{Message, Role};
use crate::time::{Micros, Span};

/// A log and the conversation in it.
#[derive(Default)]
struct Talk {
    store: Store,
    chat: Conversation,
    now: Micros,
}

impl Talk {
    /// A connection on which the user has come in as Ann.
    fn with_ann() -> Self {
        let mut talk = Self::default();
        talk.enter();
        talk
    }

    fn enter(&mut self) {
        self.connect();
        self.send(r#"{"type":"join","username":"Ann"}"#);
        self.hear(r#"{"type":"welcome","message":"Hello","users":["Ann","Bob"]}"#);
    }

    fn connect(&mut self) {
        let target = Target { address: "ws://h/".to_owned(), subprotocols: Vec::new() };
        self.notice(&Notice::Connecting { target, attempt: 0 });
    }

    fn end(&mut self) {
        let (handshake, traffic) = (Span(0), Traffic::default());
        let ending = Ending {
            by: EndedBy::Lost,
            code: 1006,
            reason: String::new(),
            clean: false,
            lasted: Some(Span(1)),
            handshake,
            traffic,
        };
        self.notice(&Notice::Ended(ending));
    }

    fn notice(&mut self, notice: &Notice) {
        self.store.push_notice(self.now, notice);
        self.chat.extend(&self.store);
    }

    fn send(&mut self, text: &str) {
        self.store.push_sent(self.now, Role::Data, Message::text(text));
        self.chat.extend(&self.store);
    }

    fn hear(&mut self, text: &str) {
        self.store.push_received(self.now, Role::Data, Message::text(text));
        self.chat.extend(&self.store);
    }

    /// Each line in short.
    fn lines(&self) -> Vec<String> {
        self.chat.lines().map(short).collect()
    }

    fn people(&self) -> Vec<&str> {
        self.chat.people().collect()
    }

    fn typing(&self) -> Vec<&str> {
        self.chat.typing(self.now).collect()
    }
}

fn short(line: &Line) -> String {
    match &line.what {
        What::Message(spoken) => {
            let fate = match &spoken.fate {
                Fate::Sent => " …",
                Fate::Heard => "",
                Fate::Refused(why) => &format!(" !{why}"),
                Fate::Unknown => " ?",
            };
            format!("{}{}: {}{fate}", if spoken.is_own { ">" } else { "<" }, spoken.name, spoken.text)
        }
        What::Entered(name) => format!("entered {name}"),
        What::Came(name) => format!("+{name}"),
        What::Left(name) => format!("-{name}"),
        What::Problem(why) => format!("!{why}"),
        What::Ended => "ended".to_owned(),
    }
}

#[test]
fn what_the_user_says_is_one_line_when_the_server_repeats_it() {
    let mut talk = Talk::with_ann();
    talk.send(r#"{"type":"message","message":"one"}"#);
    assert_eq!(talk.lines(), ["entered Ann", ">Ann: one …"]);
    talk.hear(r#"{"type":"message","username":"Bob","message":"one"}"#);
    talk.hear(r#"{"type":"message","username":"Ann","message":"one","timestamp":1}"#);
    assert_eq!(talk.lines(), ["entered Ann", ">Ann: one", "<Bob: one"]);
    // From another window under the same name.
    talk.hear(r#"{"type":"message","username":"Ann","message":"two","timestamp":2}"#);
    assert_eq!(talk.lines().last().map(String::as_str), Some(">Ann: two"));
}

#[test]
fn who_is_here_follows_those_who_come_and_go() {
    let mut talk = Talk::with_ann();
    assert_eq!(talk.people(), ["Ann", "Bob"]);
    talk.hear(r#"{"type":"user_joined","username":"Боб"}"#);
    talk.hear(r#"{"type":"user_joined","username":"Ann"}"#);
    talk.hear(r#"{"type":"user_left","username":"Bob"}"#);
    talk.hear(r#"{"type":"user_left","username":"Ann"}"#);
    assert_eq!(talk.people(), ["Ann", "Боб"]);
    assert_eq!(talk.lines(), ["entered Ann", "+Боб", "-Bob"]);
    talk.hear(r#"{"type":"user_joined","username":"C","users":[{"name":"C"},{"username":"D"},7]}"#);
    assert_eq!(talk.people(), ["C", "D"]);
    talk.end();
    assert!(talk.people().is_empty());
}

#[test]
fn who_types_is_shown_for_a_while() {
    let mut talk = Talk::with_ann();
    talk.hear(r#"{"type":"typing","username":"Ann"}"#);
    talk.hear(r#"{"type":"typing","username":"Bob"}"#);
    talk.hear(r#"{"type":"typing","username":"Cid","isTyping":true}"#);
    assert_eq!(talk.typing(), ["Bob", "Cid"]);
    talk.hear(r#"{"type":"typing","username":"Cid","isTyping":false}"#);
    assert_eq!(talk.typing(), ["Bob"]);
    talk.now = Micros(TYPING_LASTS.0 - 1);
    assert_eq!(talk.typing(), ["Bob"]);
    talk.hear(r#"{"type":"typing","username":"Cid"}"#);
    talk.now = Micros(TYPING_LASTS.0);
    assert_eq!(talk.typing(), ["Cid"]);
    talk.hear(r#"{"type":"message","username":"Cid","message":"done"}"#);
    assert!(talk.typing().is_empty());
}

#[test]
fn a_refusal_stands_where_it_belongs() {
    let mut talk = Talk::default();
    talk.connect();
    talk.send(r#"{"type":"join","username":"Bob"}"#);
    assert_eq!(*talk.chat.membership(), Membership::Asked("Bob".to_owned()));
    talk.hear(r#"{"type":"error","message":"taken"}"#);
    assert_eq!((talk.chat.membership(), talk.chat.refused()), (&Membership::Outside, Some("taken")));
    assert!(talk.lines().is_empty());
    talk.send(r#"{"type":"join","username":"Ann"}"#);
    assert_eq!(talk.chat.refused(), None);
    talk.hear(r#"{"type":"user_joined","username":"Ann"}"#);
    assert_eq!(*talk.chat.membership(), Membership::Inside("Ann".to_owned()));

    talk.send(r#"{"type":"message","message":"one"}"#);
    talk.send(r#"{"type":"message","message":"two"}"#);
    talk.hear(r#"{"type":"error","message":"too long"}"#);
    assert_eq!(talk.lines(), ["entered Ann", ">Ann: one …", ">Ann: two !too long"]);
    // Now it is known that the server repeats what it takes.
    talk.hear(r#"{"type":"message","username":"Ann","message":"one"}"#);
    talk.send(r#"{"type":"message","message":"three"}"#);
    talk.send(r#"{"type":"message","message":"four"}"#);
    talk.hear(r#"{"type":"error","message":"too long"}"#);
    talk.hear(r#"{"type":"message","username":"Ann","message":"four"}"#);
    talk.hear(r#"{"type":"error","message":"too slow"}"#);
    let after = [">Ann: one", ">Ann: two !too long", ">Ann: three !too long", ">Ann: four", "!too slow"];
    assert_eq!(talk.lines()[1..], after);
}

#[test]
fn after_a_reconnect_nothing_stands_there_twice() {
    let mut talk = Talk::with_ann();
    let one = r#"{"type":"message","username":"Bob","message":"one","timestamp":"1"}"#;
    talk.hear(one);
    talk.send(r#"{"type":"message","message":"mine"}"#);
    talk.hear(r#"{"type":"message","username":"Ann","message":"mine","timestamp":"2"}"#);
    talk.send(r#"{"type":"message","message":"lost"}"#);
    talk.end();
    talk.enter();
    // The server tells newcomers what was said before.
    talk.hear(one);
    talk.hear(r#"{"type":"message","username":"Ann","message":"mine","timestamp":"2"}"#);
    talk.hear(r#"{"type":"message","username":"Bob","message":"one","timestamp":"3"}"#);
    talk.hear(r#"{"type":"message","username":"Bob","message":"one","timestamp":"3"}"#);
    // What was lost on the way back was heard all the same.
    talk.hear(r#"{"type":"message","username":"Ann","message":"lost","timestamp":"4"}"#);
    let all = ["entered Ann", "<Bob: one", ">Ann: mine", ">Ann: lost", "ended", "entered Ann"];
    // What is said twice on one connection was said twice.
    assert_eq!(talk.lines(), [&all[..], &["<Bob: one", "<Bob: one"]].concat());
}

#[test]
fn a_handshake_that_fails_ends_nothing() {
    let mut talk = Talk::default();
    talk.connect();
    talk.end();
    assert!(talk.lines().is_empty());
}

#[test]
fn what_a_server_calls_things_is_learned() {
    assert_eq!(Spelling::default().join("A\"b"), r#"{"type":"join","username":"A\"b","name":"A\"b"}"#);
    assert_eq!(Spelling::default().typing(true), r#"{"type":"typing","isTyping":true,"typing":true}"#);
    let mut talk = Talk::default();
    talk.connect();
    talk.hear(r#"{"type":"message","from":"B","text":"hi"}"#);
    talk.hear(r#"{"type":"user_joined","user":"C"}"#);
    talk.hear(r#"{"type":"typing","sender":"B","is_typing":true}"#);
    // What it says of errors is no message of a client.
    talk.hear(r#"{"type":"error","message":"no"}"#);
    let spelling = talk.chat.spelling();
    assert_eq!(spelling.message("hi\n"), r#"{"type":"message","text":"hi\n"}"#);
    assert_eq!(spelling.join("A"), r#"{"type":"join","user":"A"}"#);
    assert_eq!(spelling.typing(false), r#"{"type":"typing","is_typing":false}"#);
    // The next server may have other names.
    talk.connect();
    assert_eq!(talk.chat.spelling(), Spelling::default());
}

#[test]
fn who_only_listens_hears_nothing_twice_either() {
    let mut talk = Talk::default();
    for _ in 0..2 {
        talk.connect();
        talk.hear(r#"{"type":"message","username":"Bob","message":"one","id":1}"#);
        talk.end();
    }
    assert_eq!(talk.lines(), ["<Bob: one", "ended", "ended"][..2]);
}

#[test]
fn a_greeting_before_a_refusal_lets_nobody_in() {
    let mut talk = Talk::default();
    talk.connect();
    talk.send(r#"{"type":"join","username":"Ann"}"#);
    talk.hear(r#"{"type":"welcome","from":"Server","message":"This is a chat."}"#);
    assert_eq!(*talk.chat.membership(), Membership::Inside("Ann".to_owned()));
    talk.hear(r#"{"type":"error","message":"taken"}"#);
    assert_eq!((talk.chat.membership(), talk.chat.refused()), (&Membership::Outside, Some("taken")));
    assert!(talk.lines().is_empty());
    // An error about something else doesn't keep out who is let in then.
    talk.hear(r#"{"type":"welcome","username":"Ann"}"#);
    assert_eq!((talk.chat.membership(), talk.chat.refused()), (&Membership::Inside("Ann".to_owned()), None));
}

#[test]
fn who_was_welcomed_by_name_is_not_shown_out_by_an_error() {
    let mut talk = Talk::with_ann();
    talk.hear(r#"{"type":"error","message":"typing is off"}"#);
    assert_eq!(*talk.chat.membership(), Membership::Inside("Ann".to_owned()));
    assert_eq!(
        (talk.lines(), talk.people()),
        (vec!["entered Ann".into(), "!typing is off".into()], vec!["Ann", "Bob"])
    );
}

#[test]
fn errors_about_other_things_refuse_no_messages() {
    let mut talk = Talk::with_ann();
    talk.send(r#"{"type":"message","message":"one"}"#);
    talk.send(r#"{"type":"message","message":"two"}"#);
    talk.hear(r#"{"type":"error","message":"bad word"}"#);
    talk.hear(r#"{"type":"error","message":"going down"}"#);
    assert_eq!(talk.lines()[1..], [">Ann: one …", ">Ann: two !bad word", "!going down"]);
    talk.send(r#"{"type":"message","message":"three"}"#);
    talk.now = Micros(ANSWERS_WITHIN.0);
    talk.hear(r#"{"type":"error","message":"later"}"#);
    assert_eq!(talk.lines()[4..], [">Ann: three …", "!later"]);
}

#[test]
fn lines_and_texts_have_a_limit_and_go_with_their_rows() {
    let mut talk = Talk::with_ann();
    talk.hear(&format!(r#"{{"type":"message","username":"B","message":"{}"}}"#, "я".repeat(MOST_TEXT)));
    let What::Message(long) = &talk.chat.lines().last().unwrap().what else { panic!("it is a message") };
    assert_eq!((long.text.len(), long.is_cut), (MOST_TEXT, true));
    for number in 0..MOST_LINES {
        talk.hear(&format!(r#"{{"type":"message","username":"B","message":{number}}}"#));
    }
    assert_eq!((talk.chat.lines().count(), talk.chat.has_older()), (MOST_LINES, true));
    assert_eq!(talk.lines()[0], "<B: 0");
    talk.store.clear();
    talk.chat.extend(&talk.store);
    assert_eq!(talk.chat.lines().count(), 0);
    assert!(Seq(0) < talk.store.next());
}

/// Anything that looks like the chat, from either side, with ends of connections in between.
fn row() -> impl Strategy<Value = (u8, String)> {
    let kinds = ["join", "welcome", "message", "typing", "user_joined", "user_left", "error", "odd"];
    let kind = prop::sample::select(kinds.to_vec());
    let values = [r#""Ann""#, r#""B""#, "1", "null", "[\"Ann\"]", r#"{"name":"B"}"#, r#""\ud800""#];
    let value = || prop::sample::select(values.to_vec());
    let text = (kind, value(), value(), value()).prop_map(|(kind, name, text, users)| {
        format!(r#"{{"type":"{kind}","username":{name},"message":{text},"id":{text},"users":{users}}}"#)
    });
    (0..6_u8, text)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn reading_at_once_or_row_by_row_is_the_same(rows in prop::collection::vec(row(), 0..60)) {
        let mut talk = Talk::default();
        for (way, text) in &rows {
            match way {
                0 => talk.end(),
                1 => talk.connect(),
                2 | 3 => talk.send(text),
                _ => talk.hear(text),
            }
        }
        let mut whole = Conversation::default();
        whole.extend(&talk.store);
        prop_assert!(whole.lines().eq(talk.chat.lines()));
        prop_assert!(whole.people().eq(talk.people()));
        prop_assert_eq!(whole.membership(), talk.chat.membership());
    }
}
