//! Forms: what each writes, and that the protocol's own reader reads it as just that.

use proptest::prelude::*;

use super::{FieldProblem, Form, Wrong};
use crate::compose::{Draft, Filling, Values};
use crate::conn::keep_alive::Ping;
use crate::message::Message;
use crate::protocol::{Protocol, Way};
use crate::time::Micros;

fn form(protocol: Protocol, name: &str) -> &'static Form {
    protocol.forms().iter().find(|form| form.name == name).expect("there is such a form")
}

/// The usual values, with some others.
fn values<'v>(form: &Form, given: &[(&str, &'v str)]) -> Vec<&'v str> {
    let value = |field: &super::Field| {
        let found = given.iter().find(|(name, _)| *name == field.name);
        found.map_or(field.usual, |(_, value)| value)
    };
    form.fields.iter().map(value).collect()
}

fn sent(draft: &Draft) -> crate::compose::Outgoing {
    let own = Values::default();
    let mut rng = fastrand::Rng::with_seed(1);
    let filling = &mut Filling { now: Micros(0), rng: &mut rng, seq: 7, nonce: "n", last: &[], own: &own };
    draft.prepare(Some(&own)).expect("it is a draft").outgoing(filling).expect("it is a message")
}

/// What a form writes, as text.
#[track_caller]
fn writes(protocol: Protocol, name: &str, given: &[(&str, &str)], expected: &str) {
    let form = form(protocol, name);
    let draft = form.write(&values(form, given)).expect("it can be written");
    let outgoing = sent(&draft);
    assert_eq!(String::from_utf8_lossy(&outgoing.payload), expected, "{}", protocol.name());
    assert!(form.has_written(&draft), "{name}");
}

/// What a packet is, in hex.
#[track_caller]
fn packs(name: &str, given: &[(&str, &str)], expected: &str) {
    let form = form(Protocol::Mqtt, name);
    assert_eq!(form.write(&values(form, given)).expect("it can be written").text, expected);
}

#[test]
fn socket_io() {
    let emit = |given: &[(&str, &str)], expected: &str| writes(Protocol::SocketIo, "emit", given, expected);
    emit(&[("event", "a\"b")], r#"42["a\"b"]"#);
    emit(
        &[("event", "add"), ("arguments", "1, {\"b\":2}"), ("namespace", "/admin"), ("ack id", "{{seq}}")],
        r#"42/admin,7["add",1, {"b":2}]"#,
    );
    // What stands for braces is no variable, and what is no namespace is said.
    emit(&[("event", r"C:\{{user}}\")], r#"42["C:{{user}}\\"]"#);
    let form = form(Protocol::SocketIo, "CONNECT");
    let slashless = values(form, &[("namespace", "admin")]);
    assert_eq!(form.write(&slashless), Err(Wrong { field: 0, problem: FieldProblem::NoSlash }));
    let other = Draft { text: "400".to_owned(), meaning: crate::compose::Meaning::Text };
    assert!(!form.has_written(&other));
    writes(Protocol::SocketIo, "CONNECT", &[], "40");
    writes(Protocol::SocketIo, "CONNECT", &[("namespace", "/a"), ("auth", r#"{"t":1}"#)], r#"40/a,{"t":1}"#);
}

#[test]
fn json_protocols() {
    writes(
        Protocol::GraphQl,
        "subscribe",
        &[("query", "subscription {\n  a\n}")],
        r#"{"id":"1","type":"subscribe","payload":{"query":"subscription {\n  a\n}"}}"#,
    );
    writes(
        Protocol::GraphQl,
        "subscribe",
        &[("query", "{a}"), ("variables", r#"{"x":{}}"#), ("operationName", "Q")],
        r#"{"id":"1","type":"subscribe","payload":{"query":"{a}","variables":{"x":{}},"operationName":"Q"}}"#,
    );
    writes(
        Protocol::JsonRpc,
        "request",
        &[("method", "add"), ("params", "[1]")],
        r#"{"jsonrpc":"2.0","method":"add","params":[1],"id":7}"#,
    );
    writes(
        Protocol::SignalR,
        "Invocation",
        &[("target", "Send")],
        "{\"type\":1,\"invocationId\":\"7\",\"target\":\"Send\",\"arguments\":[]}\u{1e}",
    );
    writes(Protocol::Phoenix, "phx_join", &[("topic", "room:1")], r#"["1","7","room:1","phx_join",{}]"#);
    writes(
        Protocol::Wamp,
        "CALL",
        &[("Procedure", "p"), ("Arguments", "[1]"), ("ArgumentsKw", "{}")],
        r#"[48,7,{},"p",[1],{}]"#,
    );
    writes(
        Protocol::ActionCable,
        "message",
        &[("data", r#"{"action":"say","x":"\""}"#)],
        r#"{"command":"message","identifier":"{\"channel\":\"ChatChannel\"}","data":"{\"action\":\"say\",\"x\":\"\\\"\"}"}"#,
    );
    writes(
        Protocol::Pusher,
        "pusher:subscribe",
        &[("channel", "c"), ("auth", "k:s")],
        r#"{"event":"pusher:subscribe","data":{"channel":"c","auth":"k:s"}}"#,
    );
    writes(Protocol::Ocpp, "CALLERROR", &[("UniqueId", "1")], r#"[4,"1","GenericError","",{}]"#);
}

#[test]
fn stomp() {
    writes(
        Protocol::Stomp,
        "SEND",
        &[("destination", "/topic/a:b\\"), ("body", "one\ntwo\\")],
        "SEND\ndestination:/topic/a\\cb\\\\\n\none\ntwo\\\0",
    );
    writes(
        Protocol::Stomp,
        "SEND",
        &[("destination", "{{random:7-7}}"), ("body", "{")],
        "SEND\ndestination:7\n\n{\0",
    );
    writes(
        Protocol::Stomp,
        "CONNECT",
        &[("login", "guest"), ("passcode", "guest")],
        "CONNECT\naccept-version:1.0,1.1,1.2\nhost:/\nlogin:guest\npasscode:guest\nheart-beat:0,0\n\n\0",
    );
}

#[test]
fn mqtt() {
    packs("CONNECT", &[("Client Identifier", "a")], "10 0d 00 04 4d 51 54 54 04 02 00 00 00 01 61");
    packs(
        "CONNECT",
        &[
            ("Version", "5"),
            ("Client Identifier", "a"),
            ("User Name", "u"),
            ("Password", "p"),
            ("Keep Alive", "60"),
        ],
        "10 14 00 04 4d 51 54 54 05 c2 00 3c 00 00 01 61 00 01 75 00 01 70",
    );
    packs("SUBSCRIBE", &[("Topic Filter", "a/#"), ("QoS", "1")], "82 08 00 01 00 03 61 2f 23 01");
    packs("PUBLISH", &[("Topic Name", "t"), ("Payload", "hi")], "30 05 00 01 74 68 69");
    packs(
        "PUBLISH",
        &[("Version", "5"), ("Topic Name", "t"), ("QoS", "1"), ("RETAIN", "1")],
        "33 06 00 01 74 00 01 00",
    );
    packs("PINGREQ", &[], "c0 00");
    packs("PUBREL", &[("Packet Identifier", "258")], "62 02 01 02");
    packs("CONNECT", &[], "10 0c 00 04 4d 51 54 54 04 02 00 00 00 00");
    let connect = form(Protocol::Mqtt, "CONNECT");
    let nameless = values(connect, &[("Password", "p")]);
    assert_eq!(connect.write(&nameless), Err(Wrong { field: 2, problem: FieldProblem::Empty }));
    let long = "x".repeat(200);
    let publish = form(Protocol::Mqtt, "PUBLISH");
    let draft = publish.write(&values(publish, &[("Topic Name", "t"), ("Payload", &long)])).expect("it fits");
    assert!(draft.text.starts_with("30 cb 01 00 01 74 78"));
    let long = "x".repeat(70_000);
    let given = values(publish, &[("Topic Name", &long)]);
    assert_eq!(publish.write(&given), Err(Wrong { field: 1, problem: FieldProblem::TooLong }));
}

/// Whether the protocol's reader finds a message in what its form has written, with the name of the form, or of what was
/// typed as the name.
#[test]
fn what_is_written_is_read_as_that() {
    for protocol in Protocol::ALL {
        for form in protocol.forms() {
            let sample = |field: &super::Field| match field.usual {
                "" if matches!(field.shape, super::Shape::Object | super::Shape::Credentials) => "{}",
                "" if field.shape == super::Shape::Json => "1",
                "" if field.shape == super::Shape::Items => "1",
                "" if field.name == "namespace" => "/n",
                "" if field.name == "ack id" => "5",
                "" => "typed",
                usual => usual,
            };
            let values: Vec<&str> = form.fields.iter().map(sample).collect();
            let outgoing = sent(&form.write(&values).expect("it can be written"));
            let message = Message { data_type: outgoing.data_type, payload: &outgoing.payload };
            let facts = protocol.reader().read(Way::Sent, message);
            let facts = facts.unwrap_or_else(|| panic!("{} {}", protocol.name(), form.name));
            assert!(facts.event.is_some(), "{} {}", protocol.name(), form.name);
        }
    }
}

#[test]
fn what_is_missing_or_wrong_is_said_of_its_field() {
    let wrong = |protocol, name, given: &[(&str, &str)]| {
        let form = form(protocol, name);
        form.write(&values(form, given)).expect_err("it is wrong")
    };
    assert_eq!(wrong(Protocol::JsonRpc, "request", &[]), Wrong { field: 0, problem: FieldProblem::Empty });
    let params = wrong(Protocol::JsonRpc, "request", &[("method", "m"), ("params", "[1")]);
    assert!(matches!(params, Wrong { field: 1, problem: FieldProblem::Draft(_) }), "{params:?}");
    let payload = wrong(Protocol::Ocpp, "CALL", &[("Action", "Reset"), ("Payload", "[]")]);
    assert_eq!(payload, Wrong { field: 1, problem: FieldProblem::NoObject });
    let arguments = wrong(Protocol::Wamp, "CALL", &[("Procedure", "p"), ("Arguments", "{}")]);
    assert_eq!(arguments, Wrong { field: 1, problem: FieldProblem::NoList });
    let keep_alive = wrong(Protocol::Mqtt, "CONNECT", &[("Keep Alive", "70000")]);
    assert_eq!(keep_alive, Wrong { field: 4, problem: FieldProblem::NoNumber });
}

#[test]
fn a_secret_is_in_no_message_that_is_kept() {
    let connect = form(Protocol::Stomp, "CONNECT");
    let secret = values(connect, &[("passcode", "s3cret")]);
    assert_eq!(connect.write_kept(&secret), Err(Wrong { field: 2, problem: FieldProblem::SecretKept }));
    for passcode in ["{{a}}secret{{b}}", "{{char:41}}", "{{token}}!", "{{char:41}}s3cret{{char:41}}"] {
        assert!(connect.write_kept(&values(connect, &[("passcode", passcode)])).is_err(), "{passcode}");
    }
    assert!(connect.write_kept(&values(connect, &[("passcode", "{{token}}")])).is_ok());
    assert!(connect.write_kept(&values(connect, &[])).is_ok());
    // Where JSON may hold secrets, they are known by their names.
    for (protocol, name, field) in
        [(Protocol::GraphQl, "connection_init", "payload"), (Protocol::SocketIo, "CONNECT", "auth")]
    {
        let connect = form(protocol, name);
        let kept = |json| connect.write_kept(&values(connect, &[(field, json)])).is_ok();
        assert!(!kept(r#"{"authToken":"s3cret"}"#) && !kept(r#"{"headers":[{"Authorization":"Bearer x"}]}"#));
        assert!(!kept(r#"{"token":"{{a}}{{b}}"}"#));
        assert!(kept(r#"{"authToken":"{{token}}","room":"a"}"#) && kept(""));
        let typed = values(connect, &[(field, r#"{"token":"s3cret","room":"a"}"#)]);
        assert_eq!(connect.secrets(&typed), ["s3cret"]);
    }
    // A packet is filled in before it is kept.
    let connect = form(Protocol::Mqtt, "CONNECT");
    let secret = values(connect, &[("Password", "{{token}}")]);
    assert_eq!(connect.write_kept(&secret), Err(Wrong { field: 3, problem: FieldProblem::SecretPacked }));
}

#[test]
fn habits_are_switched_on_and_known_again() {
    for protocol in Protocol::ALL {
        let habits = protocol.habits();
        if let Some(hello) = habits.hello {
            let connect = form(protocol, hello);
            let draft = connect.write_kept(&values(connect, &[])).expect("the usual values do");
            let others = protocol.forms().iter().filter(|other| other.name != hello);
            assert!(others.filter(|other| other.has_written(&draft)).all(Form::is_filled_first), "{hello}");
        }
        if let Some(keep_alive) = habits.keep_alive {
            assert!(!keep_alive.is_on(&Ping::default()), "{}", protocol.name());
            assert!(keep_alive.is_on(&keep_alive.switch_on(&Ping::default())), "{}", protocol.name());
            if let (Some(hello), Some((field, ..))) = (habits.hello, keep_alive.told) {
                assert!(form(protocol, hello).fields.iter().any(|other| other.name == field));
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn whatever_is_typed_there_is_no_panic_and_what_is_json_stays_json(
        which in 0..Protocol::ALL.len(), typed in prop::collection::vec("[\\x00-\\x7f«»é{}\"\\\\$<>:,\\[\\]]{0,6}", 6),
    ) {
        for form in Protocol::ALL[which].forms() {
            let values: Vec<&str> = typed.iter().take(form.fields.len()).map(String::as_str).collect();
            if let Ok(draft) = form.write(&values) {
                prop_assert!(form.is_filled_first() || typed.iter().any(|text| text.contains("{{"))
                    || draft.prepare(None).is_ok(), "{draft:?}");
            }
        }
    }
}
