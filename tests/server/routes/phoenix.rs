//! `/phoenix`: channels as Phoenix has them, in the form of version 2.0.0: lists of `join_ref`, `ref`, topic, event and
//! payload. A client is alone in its rooms; what it hears is what a server of Phoenix says in its place.

use std::collections::BTreeSet;

use futures_util::StreamExt;
use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;

use super::{Action, Route, Talk};
use crate::socket::{Outcome, Socket, say};

pub const ROUTE: Route = Route {
    path: "/phoenix",
    what: "Channels of Phoenix 2.0.0. Topics \"room:…\" let everybody in but \"room:secret\"; there \"shout\" is told to \
           everybody, \"add\" with terms is answered by their sum, and anything else by an error.",
    params: &[],
    read: |_| Ok(Action::Talk(Talk::Phoenix)),
};

pub async fn run(socket: &mut Socket) -> Outcome {
    let mut joined = BTreeSet::new();
    while let Some(message) = socket.next().await {
        let Message::Text(text) = message? else { continue };
        // A server of Phoenix ends the connection of whoever says anything else.
        let Ok((join_ref, reference, topic, event, payload)) = serde_json::from_str::<Said>(&text) else {
            return Ok(());
        };
        for answer in answers(&mut joined, &topic, &event, &payload) {
            let reply = |join_ref: &Value, status, response: Value| {
                let payload = json!({"status": status, "response": response});
                json!([join_ref, reference, topic, "phx_reply", payload])
            };
            let said = match answer {
                Answer::Reply(status, response) => reply(&join_ref, status, response),
                Answer::Unmatched => reply(&Value::Null, "error", reason("unmatched topic")),
                Answer::Close => json!([join_ref, join_ref, topic, "phx_close", {}]),
                Answer::Broadcast => json!([null, null, topic, event, payload]),
            };
            say(socket, said.to_string()).await?;
        }
    }
    Ok(())
}

/// `join_ref`, `ref`, topic, event and payload.
type Said = (Value, Value, String, String, Value);

enum Answer {
    Reply(&'static str, Value),
    Unmatched,
    Close,
    Broadcast,
}

fn answers(joined: &mut BTreeSet<String>, topic: &str, event: &str, payload: &Value) -> Vec<Answer> {
    let error = |words| vec![Answer::Reply("error", reason(words))];
    match (topic, event) {
        ("phoenix", "heartbeat") => vec![Answer::Reply("ok", json!({}))],
        ("room:secret", "phx_join") => error("unauthorized"),
        (_, "phx_join") if topic.starts_with("room:") => {
            joined.insert(topic.to_owned());
            vec![Answer::Reply("ok", json!({}))]
        }
        // Whoever isn't there may leave, too.
        (_, "phx_leave") => {
            let left = joined.remove(topic).then_some(Answer::Close);
            [Answer::Reply("ok", json!({}))].into_iter().chain(left).collect()
        }
        _ if !joined.contains(topic) => vec![Answer::Unmatched],
        (_, "shout") => vec![Answer::Broadcast],
        (_, "add") => {
            let terms = payload["terms"].as_array().into_iter().flatten();
            let sum: i64 = terms.filter_map(Value::as_i64).sum();
            vec![Answer::Reply("ok", json!({ "sum": sum }))]
        }
        _ => error("unknown"),
    }
}

fn reason(words: &str) -> Value {
    json!({ "reason": words })
}
