//! The pings of well-known protocols.
//!
//! A preset fills in what its protocol settles: the message, how its answer is known, and what is said to the pings of
//! the server. How often and how long is up to the user, or to what the server says after connecting.

use super::{Answer, Ping, PongRule};
use crate::compose::{Draft, Meaning};

/// A well-known way of keeping a connection alive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preset {
    /// `ping` and `pong`, a habit of small servers that no specification tells of.
    Plain,
    /// The same in JSON, by `type`, as many exchanges have it.
    Json,
    /// "GraphQL over WebSocket Protocol", message types `Ping` and `Pong`: either side may ask.
    GraphqlTransportWs,
    /// Engine.IO protocol 4, "Heartbeat", as in Socket.IO 3 and later: the server asks with `2`, the client says `3`.
    ///
    /// The client must not ask: the reference server closes the connection at a `2`. What it sends by itself is
    /// therefore a `3`, which nobody answers; it puts off the server's next question.
    SocketIo,
    /// Phoenix, guide "Writing a Channels Client", for messages of version 2.0.0: a reply has the `ref` of its message.
    Phoenix,
    /// ASP.NET Core `SignalR` Hub Protocol, "JSON Encoding", "Ping Message Encoding": each side sends them, none
    /// answers. The message is text, for its JSON ends with a record separator.
    SignalR,
    /// STOMP 1.2, "Heart-beating": an end of line, which isn't answered.
    Stomp,
    /// MQTT 3.1.1 and 5.0, §3.12 PINGREQ and §3.13 PINGRESP, in binary messages (§6).
    Mqtt,
    /// Pusher Channels Protocol 7, "Ping and Pong messages": either side may ask.
    Pusher,
    /// OCPP-J 1.6 and 2.0.1 part 4, §4.2.1 Call and §4.2.2 `CallResult`, with the message Heartbeat: the result has
    /// the id of its call.
    Ocpp,
    /// Discord's gateway, "Sending Heartbeats", opcodes 1 and 11: with the last sequence number that was received.
    Discord,
}

impl Preset {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Preset; 11] = [
        Preset::Plain,
        Preset::Json,
        Preset::GraphqlTransportWs,
        Preset::SocketIo,
        Preset::Phoenix,
        Preset::SignalR,
        Preset::Stomp,
        Preset::Mqtt,
        Preset::Pusher,
        Preset::Ocpp,
        Preset::Discord,
    ];

    /// The name of the protocol, the same in every language.
    pub fn name(self) -> &'static str {
        match self {
            Preset::Plain => "ping / pong",
            Preset::Json => "JSON",
            Preset::GraphqlTransportWs => "graphql-transport-ws",
            Preset::SocketIo => "Socket.IO",
            Preset::Phoenix => "Phoenix",
            Preset::SignalR => "SignalR",
            Preset::Stomp => "STOMP",
            Preset::Mqtt => "MQTT",
            Preset::Pusher => "Pusher",
            Preset::Ocpp => "OCPP",
            Preset::Discord => "Discord",
        }
    }

    /// The keep-alive of the protocol, with the interval and timeout of `ping`.
    pub fn apply(self, ping: &Ping) -> Ping {
        let message = match self {
            Preset::Plain => draft("ping", Meaning::Text),
            Preset::Json | Preset::GraphqlTransportWs => draft(r#"{"type":"ping"}"#, Meaning::Json),
            Preset::SocketIo => draft("3", Meaning::Text),
            Preset::Phoenix => draft(r#"[null,"{{nonce}}","phoenix","heartbeat",{}]"#, Meaning::Json),
            Preset::SignalR => draft(r#"{"type":6}{{char:1e}}"#, Meaning::Text),
            Preset::Stomp => draft("{{char:a}}", Meaning::Text),
            Preset::Mqtt => draft("c0 00", Meaning::Hex),
            Preset::Pusher => draft(r#"{"event":"pusher:ping","data":{}}"#, Meaning::Json),
            Preset::Ocpp => draft(r#"[2,"{{nonce}}","Heartbeat",{}]"#, Meaning::Json),
            Preset::Discord => draft(r#"{"op":1,"d":{{last:$.s}}}"#, Meaning::Json),
        };
        let rule = match self {
            Preset::Plain => PongRule::Equals("pong".to_owned()),
            Preset::Json | Preset::GraphqlTransportWs => field("$.type", "pong"),
            Preset::SocketIo | Preset::SignalR | Preset::Stomp => PongRule::Nothing,
            Preset::Phoenix | Preset::Ocpp => PongRule::Nonce,
            Preset::Mqtt => PongRule::Equals("d0 00".to_owned()),
            Preset::Pusher => field("$.event", "pusher:pong"),
            Preset::Discord => field("$.op", "11"),
        };
        Ping { interval: ping.interval, timeout: ping.timeout, message, rule, answer: self.answer() }
    }

    fn answer(self) -> Option<Answer> {
        let (when, with) = match self {
            Preset::GraphqlTransportWs => {
                (field("$.type", "ping"), draft(r#"{"type":"pong"}"#, Meaning::Json))
            }
            Preset::SocketIo => (PongRule::Equals("2".to_owned()), draft("3", Meaning::Text)),
            Preset::Pusher => {
                let pong = draft(r#"{"event":"pusher:pong","data":{}}"#, Meaning::Json);
                (field("$.event", "pusher:ping"), pong)
            }
            Preset::Plain
            | Preset::Json
            | Preset::Phoenix
            | Preset::SignalR
            | Preset::Stomp
            | Preset::Mqtt
            | Preset::Ocpp
            | Preset::Discord => return None,
        };
        Some(Answer { when, with })
    }
}

fn draft(text: &str, meaning: Meaning) -> Draft {
    Draft { text: text.to_owned(), meaning }
}

fn field(path: &str, value: &str) -> PongRule {
    PongRule::Field { path: path.to_owned(), value: value.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::Preset;
    use crate::codec::json::Path;
    use crate::compose::{Draft, Filling, Values};
    use crate::conn::keep_alive::{Matcher, Ping};
    use crate::message::{DataType, Message};
    use crate::time::{Micros, Span};

    const NONCE: &str = "wb-1";

    fn sent(draft: &Draft) -> Vec<u8> {
        let mut rng = fastrand::Rng::with_seed(1);
        let last = [(Path::parse("$.s").unwrap(), "5".to_owned())];
        let own = &Values::default();
        let filling = &mut Filling { now: Micros(0), rng: &mut rng, seq: 1, nonce: NONCE, last: &last, own };
        draft.prepare(Some(own)).unwrap().outgoing(filling).unwrap().payload
    }

    /// What a preset sends, what answers it, and what the server asks and is answered.
    #[track_caller]
    fn check(preset: Preset, ping: &[u8], reply: Option<&[u8]>, asked: Option<(&str, &str)>) {
        let settings = preset.apply(&Ping::default());
        assert_eq!(sent(&settings.message), ping, "{preset:?}");
        let matcher = Matcher::compile(&settings.rule, settings.message.meaning).unwrap();
        if let Some(reply) = reply {
            assert!(
                matcher.answers(Message { data_type: DataType::Text, payload: reply }, ping, NONCE),
                "{preset:?}"
            );
        }
        assert!(!matcher.answers(Message::text("{\"type\":\"hello\",\"op\":1}"), ping, NONCE), "{preset:?}");

        assert_eq!(settings.answer.is_some(), asked.is_some(), "{preset:?}");
        if let (Some(answer), Some((question, expected))) = (settings.answer, asked) {
            let matcher = Matcher::compile(&answer.when, answer.with.meaning).unwrap();
            assert!(matcher.answers(Message::text(question), ping, NONCE), "{preset:?}");
            assert!(!matcher.answers(Message::text(expected), ping, NONCE), "{preset:?}");
            assert_eq!(sent(&answer.with), expected.as_bytes(), "{preset:?}");
        }
    }

    #[test]
    fn each_speaks_its_protocol() {
        let json_ping = br#"{"type":"ping"}"#;
        let json_reply: &[u8] = br#"{"type":"pong","payload":{}}"#;
        let graphql = (r#"{"type":"ping"}"#, r#"{"type":"pong"}"#);
        let pusher = (r#"{"event":"pusher:ping","data":"{}"}"#, r#"{"event":"pusher:pong","data":{}}"#);
        check(Preset::Plain, b"ping", Some(b"pong"), None);
        check(Preset::Json, json_ping, Some(json_reply), None);
        check(Preset::GraphqlTransportWs, json_ping, Some(json_reply), Some(graphql));
        check(Preset::SocketIo, b"3", None, Some(("2", "3")));
        check(
            Preset::Phoenix,
            br#"[null,"wb-1","phoenix","heartbeat",{}]"#,
            Some(br#"[null,"wb-1","phoenix","phx_reply",{"status":"ok","response":{}}]"#),
            None,
        );
        check(Preset::SignalR, b"{\"type\":6}\x1e", None, None);
        check(Preset::Stomp, b"\n", None, None);
        check(Preset::Mqtt, b"\xc0\x00", Some(b"\xd0\x00"), None);
        check(
            Preset::Pusher,
            br#"{"event":"pusher:ping","data":{}}"#,
            Some(br#"{"event":"pusher:pong","data":"{}"}"#),
            Some(pusher),
        );
        check(
            Preset::Ocpp,
            br#"[2,"wb-1","Heartbeat",{}]"#,
            Some(br#"[3,"wb-1",{"currentTime":"2013-02-01T20:53:32Z"}]"#),
            None,
        );
        check(Preset::Discord, br#"{"op":1,"d":5}"#, Some(br#"{"t":null,"s":null,"op":11,"d":null}"#), None);
    }

    #[test]
    fn the_times_stay() {
        let times = Ping { interval: Some(Span(1)), timeout: Some(Span(2)), ..Ping::default() };
        for preset in Preset::ALL {
            let applied = preset.apply(&times);
            assert_eq!((applied.interval, applied.timeout), (times.interval, times.timeout), "{preset:?}");
            assert_eq!(applied.message.check(), Ok(()), "{preset:?}");
            assert!(Matcher::compile(&applied.rule, applied.message.meaning).is_ok(), "{preset:?}");
        }
    }

    #[test]
    fn each_has_a_name_of_its_own() {
        let mut names = Preset::ALL.map(Preset::name);
        names.sort_unstable();
        assert!(names.windows(2).all(|pair| pair[0] != pair[1]));
    }
}
