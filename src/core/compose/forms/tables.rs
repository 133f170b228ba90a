//! The forms of each protocol, and what its clients do by themselves.

use super::Meaning::{Json, Text as PlainText};
use super::{Body, Field, Form, Habits, KeepAlive, Shape, mqtt};
use crate::compose::Meaning;
use crate::conn::keep_alive::Preset;
use crate::protocol::Protocol;
use crate::time::Span;

const fn needed(name: &'static str, shape: Shape) -> Field {
    Field { name, shape, usual: "", is_needed: true }
}

const fn optional(name: &'static str, shape: Shape) -> Field {
    Field { name, shape, usual: "", is_needed: false }
}

/// A field that must hold something, and holds this to begin with.
const fn usual(name: &'static str, shape: Shape, usual: &'static str) -> Field {
    Field { name, shape, usual, is_needed: true }
}

const fn form(name: &'static str, meaning: Meaning, fields: &'static [Field], pattern: &'static str) -> Form {
    Form { name, fields, body: Body::Pattern(meaning, pattern) }
}

const fn packet(
    name: &'static str,
    fields: &'static [Field],
    write: fn(&[&str]) -> Result<Vec<u8>, super::Wrong>,
) -> Form {
    Form { name, fields, body: Body::Mqtt(write) }
}

pub(super) fn forms(protocol: Protocol) -> &'static [Form] {
    match protocol {
        Protocol::SocketIo => &SOCKET_IO,
        Protocol::GraphQl => &GRAPHQL,
        Protocol::Stomp => &STOMP,
        Protocol::Mqtt => &MQTT,
        Protocol::SignalR => &SIGNAL_R,
        Protocol::Phoenix => &PHOENIX,
        Protocol::JsonRpc => &JSON_RPC,
        Protocol::Wamp => &WAMP,
        Protocol::ActionCable => &ACTION_CABLE,
        Protocol::Pusher => &PUSHER,
        Protocol::Ocpp => &OCPP,
        Protocol::Chat => &CHAT,
        // They are values, and nothing is settled of them.
        Protocol::MsgPack | Protocol::Cbor | Protocol::Protobuf => &[],
    }
}

pub(super) fn habits(protocol: Protocol) -> Habits {
    let every = |seconds| Some(Span::from_secs(seconds));
    let (hello, keep_alive) = match protocol {
        Protocol::SocketIo => (Some("CONNECT"), Some((Preset::SocketIo, None, None))),
        Protocol::GraphQl => (Some("connection_init"), Some((Preset::GraphqlTransportWs, None, None))),
        Protocol::Stomp => {
            (Some("CONNECT"), Some((Preset::Stomp, every(10), Some(("heart-beat", "10000,0", "0,0")))))
        }
        Protocol::Mqtt => (Some("CONNECT"), Some((Preset::Mqtt, every(30), Some(("Keep Alive", "60", "0"))))),
        Protocol::SignalR => (Some("handshake"), Some((Preset::SignalR, every(15), None))),
        Protocol::Phoenix => (None, Some((Preset::Phoenix, every(30), None))),
        Protocol::Wamp => (Some("HELLO"), None),
        Protocol::Pusher => (None, Some((Preset::Pusher, None, None))),
        Protocol::Ocpp => (None, Some((Preset::Ocpp, every(60), None))),
        Protocol::JsonRpc
        | Protocol::ActionCable
        | Protocol::Chat
        | Protocol::MsgPack
        | Protocol::Cbor
        | Protocol::Protobuf => (None, None),
    };
    let keep_alive = keep_alive.map(|(preset, interval, told)| KeepAlive { preset, interval, told });
    Habits { hello, keep_alive }
}

/// The one namespace that isn't written.
const NAMESPACE: Field = optional("namespace", Shape::Path);

static SOCKET_IO: [Form; 3] = [
    form(
        "emit",
        PlainText,
        &[
            needed("event", Shape::Text),
            optional("arguments", Shape::Items),
            NAMESPACE,
            optional("ack id", Shape::Plain),
        ],
        "42<$3,>$4[$1<,$2>]",
    ),
    form("CONNECT", PlainText, &[NAMESPACE, optional("auth", Shape::Credentials)], "40<$1,>$2"),
    form("DISCONNECT", PlainText, &[NAMESPACE], "41<$1,>"),
];

const QUERY: &[Field] = &[
    needed("query", Shape::Lines),
    optional("variables", Shape::Object),
    optional("operationName", Shape::Text),
    usual("id", Shape::Text, "1"),
];
const OPERATION_ID: &[Field] = &[usual("id", Shape::Text, "1")];

static GRAPHQL: [Form; 6] = [
    form(
        "subscribe",
        Json,
        QUERY,
        r#"{"id":$4,"type":"subscribe","payload":{"query":$1<,"variables":$2><,"operationName":$3>}}"#,
    ),
    form(
        "connection_init",
        Json,
        &[optional("payload", Shape::Credentials)],
        r#"{"type":"connection_init"<,"payload":$1>}"#,
    ),
    form("complete", Json, OPERATION_ID, r#"{"id":$1,"type":"complete"}"#),
    form("ping", Json, &[], r#"{"type":"ping"}"#),
    // The last two are those of the older graphql-ws.
    form(
        "start",
        Json,
        QUERY,
        r#"{"id":$4,"type":"start","payload":{"query":$1<,"variables":$2><,"operationName":$3>}}"#,
    ),
    form("stop", Json, OPERATION_ID, r#"{"id":$1,"type":"stop"}"#),
];

const ID_OF_SUBSCRIPTION: Field = usual("id", Shape::Header, "0");

static STOMP: [Form; 6] = [
    form(
        "SEND",
        PlainText,
        &[
            needed("destination", Shape::Header),
            optional("content-type", Shape::Header),
            optional("receipt", Shape::Header),
            optional("body", Shape::Body),
        ],
        "SEND\ndestination:$1\n<content-type:$2\n><receipt:$3\n>\n$4{{char:0}}",
    ),
    form(
        "SUBSCRIBE",
        PlainText,
        &[
            needed("destination", Shape::Header),
            ID_OF_SUBSCRIPTION,
            usual("ack", Shape::Choice(&["auto", "client", "client-individual"]), "auto"),
            optional("receipt", Shape::Header),
        ],
        "SUBSCRIBE\nid:$2\ndestination:$1\nack:$3\n<receipt:$4\n>\n{{char:0}}",
    ),
    form(
        "CONNECT",
        PlainText,
        &[
            usual("host", Shape::Plain, "/"),
            optional("login", Shape::Plain),
            optional("passcode", Shape::Secret),
            usual("heart-beat", Shape::Plain, "0,0"),
        ],
        "CONNECT\naccept-version:1.0,1.1,1.2\nhost:$1\n<login:$2\n><passcode:$3\n>heart-beat:$4\n\n{{char:0}}",
    ),
    form("UNSUBSCRIBE", PlainText, &[ID_OF_SUBSCRIPTION], "UNSUBSCRIBE\nid:$1\n\n{{char:0}}"),
    form("ACK", PlainText, &[needed("id", Shape::Header)], "ACK\nid:$1\n\n{{char:0}}"),
    form(
        "DISCONNECT",
        PlainText,
        &[optional("receipt", Shape::Header)],
        "DISCONNECT\n<receipt:$1\n>\n{{char:0}}",
    ),
];

const VERSION: Field = usual("Version", Shape::Choice(&["3.1.1", mqtt::FIVE]), "3.1.1");
const QOS: Field = usual("QoS", Shape::Choice(&["0", "1", "2"]), "0");
const ON_OFF: Shape = Shape::Choice(&["0", "1"]);

const PACKET_ID: &[Field] = &[usual("Packet Identifier", Shape::Number, "1")];

static MQTT: [Form; 10] = [
    packet(
        "PUBLISH",
        &[
            VERSION,
            needed("Topic Name", Shape::Plain),
            optional("Payload", Shape::Body),
            QOS,
            usual("RETAIN", ON_OFF, "0"),
        ],
        mqtt::publish,
    ),
    packet("SUBSCRIBE", &[VERSION, needed("Topic Filter", Shape::Plain), QOS], mqtt::subscribe),
    packet(
        "CONNECT",
        &[
            VERSION,
            optional("Client Identifier", Shape::Plain),
            optional("User Name", Shape::Plain),
            optional("Password", Shape::Secret),
            usual("Keep Alive", Shape::Number, "0"),
            usual("Clean Start", ON_OFF, "1"),
        ],
        mqtt::connect,
    ),
    packet("UNSUBSCRIBE", &[VERSION, needed("Topic Filter", Shape::Plain)], mqtt::unsubscribe),
    packet("PUBACK", PACKET_ID, |values| Ok(mqtt::acknowledgement(0x40, values))),
    packet("PUBREC", PACKET_ID, |values| Ok(mqtt::acknowledgement(0x50, values))),
    packet("PUBREL", PACKET_ID, |values| Ok(mqtt::acknowledgement(0x62, values))),
    packet("PUBCOMP", PACKET_ID, |values| Ok(mqtt::acknowledgement(0x70, values))),
    // §3.12 and §3.14 are nothing but their first byte.
    packet("PINGREQ", &[], |_| Ok(mqtt::packet(0xc0, &[]))),
    packet("DISCONNECT", &[], |_| Ok(mqtt::packet(0xe0, &[]))),
];

const HUB_METHOD: &[Field] = &[
    needed("target", Shape::Text),
    usual("arguments", Shape::List, "[]"),
    usual("invocationId", Shape::Text, "{{seq}}"),
];

static SIGNAL_R: [Form; 7] = [
    form(
        "Invocation",
        PlainText,
        HUB_METHOD,
        r#"{"type":1,"invocationId":$3,"target":$1,"arguments":$2}{{char:1e}}"#,
    ),
    form(
        "Invocation without answer",
        PlainText,
        &[needed("target", Shape::Text), usual("arguments", Shape::List, "[]")],
        r#"{"type":1,"target":$1,"arguments":$2}{{char:1e}}"#,
    ),
    form(
        "StreamInvocation",
        PlainText,
        HUB_METHOD,
        r#"{"type":4,"invocationId":$3,"target":$1,"arguments":$2}{{char:1e}}"#,
    ),
    form(
        "CancelInvocation",
        PlainText,
        &[needed("invocationId", Shape::Text)],
        r#"{"type":5,"invocationId":$1}{{char:1e}}"#,
    ),
    form("handshake", PlainText, &[], r#"{"protocol":"json","version":1}{{char:1e}}"#),
    form("Ping", PlainText, &[], r#"{"type":6}{{char:1e}}"#),
    form("Close", PlainText, &[], r#"{"type":7}{{char:1e}}"#),
];

const CHANNEL_TOPIC: Field = needed("topic", Shape::Text);
const REF: Field = usual("ref", Shape::Text, "{{seq}}");
/// What ties the messages of a channel to its `phx_join`.
const JOIN_REF: Field = usual("join_ref", Shape::Text, "1");

static PHOENIX: [Form; 4] = [
    form(
        "push",
        Json,
        &[CHANNEL_TOPIC, needed("event", Shape::Text), usual("payload", Shape::Object, "{}"), REF, JOIN_REF],
        "[$5,$4,$1,$2,$3]",
    ),
    form(
        "phx_join",
        Json,
        &[CHANNEL_TOPIC, usual("payload", Shape::Object, "{}"), REF, JOIN_REF],
        r#"[$4,$3,$1,"phx_join",$2]"#,
    ),
    form("phx_leave", Json, &[CHANNEL_TOPIC, REF, JOIN_REF], r#"[$3,$2,$1,"phx_leave",{}]"#),
    form("heartbeat", Json, &[REF], r#"[null,$1,"phoenix","heartbeat",{}]"#),
];

static JSON_RPC: [Form; 2] = [
    form(
        "request",
        Json,
        &[
            needed("method", Shape::Text),
            optional("params", Shape::Json),
            usual("id", Shape::Json, "{{seq}}"),
        ],
        r#"{"jsonrpc":"2.0","method":$1<,"params":$2>,"id":$3}"#,
    ),
    form(
        "notification",
        Json,
        &[needed("method", Shape::Text), optional("params", Shape::Json)],
        r#"{"jsonrpc":"2.0","method":$1<,"params":$2>}"#,
    ),
];

const URI_TOPIC: Field = needed("Topic", Shape::Text);
const PROCEDURE: Field = needed("Procedure", Shape::Text);
const REQUEST: Field = usual("Request", Shape::Json, "{{seq}}");
const ARGUMENTS: Field = usual("Arguments", Shape::List, "[]");
const ARGUMENTS_KW: Field = optional("ArgumentsKw", Shape::Object);

static WAMP: [Form; 7] = [
    form("CALL", Json, &[PROCEDURE, ARGUMENTS, ARGUMENTS_KW, REQUEST], "[48,$4,{},$1,$2<,$3>]"),
    form("SUBSCRIBE", Json, &[URI_TOPIC, REQUEST], "[32,$2,{},$1]"),
    form(
        "PUBLISH",
        Json,
        &[URI_TOPIC, ARGUMENTS, ARGUMENTS_KW, REQUEST],
        r#"[16,$4,{"acknowledge":true},$1,$2<,$3>]"#,
    ),
    form("REGISTER", Json, &[PROCEDURE, REQUEST], "[64,$2,{},$1]"),
    form("UNSUBSCRIBE", Json, &[needed("Subscription", Shape::Json), REQUEST], "[34,$2,$1]"),
    form(
        "HELLO",
        Json,
        &[usual("Realm", Shape::Text, "realm1")],
        r#"[1,$1,{"roles":{"subscriber":{},"publisher":{},"caller":{},"callee":{}}}]"#,
    ),
    form("GOODBYE", Json, &[], r#"[6,{},"wamp.close.close_realm"]"#),
];

const IDENTIFIER: Field = usual("identifier", Shape::Object, r#"{"channel":"ChatChannel"}"#);

static ACTION_CABLE: [Form; 3] = [
    form(
        "message",
        Json,
        &[IDENTIFIER, usual("data", Shape::Object, r#"{"action":"speak"}"#)],
        r#"{"command":"message","identifier":«$1»,"data":«$2»}"#,
    ),
    form("subscribe", Json, &[IDENTIFIER], r#"{"command":"subscribe","identifier":«$1»}"#),
    form("unsubscribe", Json, &[IDENTIFIER], r#"{"command":"unsubscribe","identifier":«$1»}"#),
];

const CHANNEL: Field = needed("channel", Shape::Text);

static PUSHER: [Form; 4] = [
    form(
        "pusher:subscribe",
        Json,
        &[CHANNEL, optional("auth", Shape::Text), optional("channel_data", Shape::Text)],
        r#"{"event":"pusher:subscribe","data":{"channel":$1<,"auth":$2><,"channel_data":$3>}}"#,
    ),
    form(
        "client event",
        Json,
        &[CHANNEL, usual("event", Shape::Text, "client-"), usual("data", Shape::Json, "{}")],
        r#"{"event":$2,"channel":$1,"data":$3}"#,
    ),
    form("pusher:unsubscribe", Json, &[CHANNEL], r#"{"event":"pusher:unsubscribe","data":{"channel":$1}}"#),
    form("pusher:ping", Json, &[], r#"{"event":"pusher:ping","data":{}}"#),
];

static OCPP: [Form; 3] = [
    form(
        "CALL",
        Json,
        &[
            needed("Action", Shape::Text),
            usual("Payload", Shape::Object, "{}"),
            usual("UniqueId", Shape::Text, "{{uuid}}"),
        ],
        "[2,$3,$1,$2]",
    ),
    form(
        "CALLRESULT",
        Json,
        &[needed("UniqueId", Shape::Text), usual("Payload", Shape::Object, "{}")],
        "[3,$1,$2]",
    ),
    form(
        "CALLERROR",
        Json,
        &[
            needed("UniqueId", Shape::Text),
            usual("errorCode", Shape::Text, "GenericError"),
            optional("errorDescription", Shape::Text),
        ],
        "[4,$1,$2,$3,{}]",
    ),
];

/// Under both of the names that servers have for them, as the chat view does before it knows better.
static CHAT: [Form; 3] = [
    form("message", Json, &[needed("message", Shape::Text)], r#"{"type":"message","message":$1,"text":$1}"#),
    form("join", Json, &[needed("username", Shape::Text)], r#"{"type":"join","username":$1,"name":$1}"#),
    form("typing", Json, &[], r#"{"type":"typing","isTyping":true,"typing":true}"#),
];
