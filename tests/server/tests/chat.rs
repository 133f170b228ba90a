//! The chat room: two who meet, and everything that is refused.

use futures_util::SinkExt;
use practice_server::Server;
use serde_json::json as value;
use tokio_tungstenite::tungstenite::Message;

use crate::client::{Client, close, json, open, say, server, soon};

async fn join(server: &Server, name: &str) -> Client {
    let mut client = open(server, "/chat").await;
    say(&mut client, &value!({"type": "join", "name": name}).to_string()).await;
    client
}

#[tokio::test]
async fn two_people_talk() {
    let server = server().await;
    let mut ann = join(&server, "Ann").await;
    assert_eq!(json(&mut ann).await, value!({"type": "welcome", "name": "Ann", "users": ["Ann"]}));
    let mut boris = join(&server, " Борис ").await;
    let welcome = value!({"type": "welcome", "name": "Борис", "users": ["Ann", "Борис"]});
    assert_eq!(json(&mut boris).await, welcome);
    assert_eq!(json(&mut ann).await, value!({"type": "user_joined", "name": "Борис"}));

    // Ann doesn't hear herself typing, or her first message would not be the next thing she gets.
    say(&mut ann, r#"{"type":"typing"}"#).await;
    say(&mut ann, r#"{"type":"typing","typing":false}"#).await;
    say(&mut ann, r#"{"type":"message","text":"Hi 🙂"}"#).await;
    assert_eq!(json(&mut boris).await, value!({"type": "typing", "name": "Ann", "typing": true}));
    assert_eq!(json(&mut boris).await, value!({"type": "typing", "name": "Ann", "typing": false}));
    for client in [&mut ann, &mut boris] {
        let mut message = json(client).await;
        assert!(message["at"].take().as_u64().unwrap() > 1_600_000_000_000);
        assert_eq!(message, value!({"type": "message", "name": "Ann", "text": "Hi 🙂", "at": null}));
    }

    close(&mut boris).await;
    assert_eq!(json(&mut ann).await, value!({"type": "user_left", "name": "Борис"}));
    // A connection that just breaks leaves too, and its name is free again.
    let mut carl = join(&server, "Carl").await;
    json(&mut carl).await;
    assert_eq!(json(&mut ann).await["type"], "user_joined");
    drop(carl);
    assert_eq!(json(&mut ann).await, value!({"type": "user_left", "name": "Carl"}));
    let mut carl = join(&server, "Carl").await;
    assert_eq!(json(&mut carl).await["type"], "welcome");
}

#[tokio::test]
async fn what_breaks_the_rules_gets_an_error() {
    let server = server().await;
    let mut ann = join(&server, "Ann").await;
    json(&mut ann).await;
    let mut client = open(&server, "/chat").await;
    let long_name = value!({"type": "join", "name": "ж".repeat(33)}).to_string();
    for (message, part) in [
        ("hello", "That is no chat message"),
        (r#"{"type":"dance"}"#, "dance"),
        (r#"{"type":"join"}"#, "missing field `name`"),
        (r#"{"type":"join","name":7}"#, "expected a string"),
        (r#"{"type":"join","name":"  "}"#, "1 to 32 characters"),
        (long_name.as_str(), "and this has 33"),
        (r#"{"type":"join","name":"a\nb"}"#, "control characters"),
        (r#"{"type":"join","name":"ANN"}"#, "is taken"),
        (r#"{"type":"message","text":"hi"}"#, "Join first"),
        (r#"{"type":"typing"}"#, "Join first"),
    ] {
        say(&mut client, message).await;
        refused(&mut client, part).await;
    }
    soon(client.send(Message::binary(vec![1]))).await.unwrap();
    refused(&mut client, "binary").await;

    let long_text = value!({"type": "message", "text": "ж".repeat(2001)}).to_string();
    for (message, part) in [
        (r#"{"type":"join","name":"Bea"}"#, "already joined as Ann"),
        (r#"{"type":"message","text":" \n"}"#, "not a space"),
        (long_text.as_str(), "at most 2000 characters, and this has 2001"),
    ] {
        say(&mut ann, message).await;
        refused(&mut ann, part).await;
    }
    let longest = value!({"type": "message", "text": "ж".repeat(2000)}).to_string();
    say(&mut ann, &longest).await;
    assert_eq!(json(&mut ann).await["type"], "message");
}

#[tokio::test]
async fn each_server_has_a_room_of_its_own() {
    let (here, there) = (server().await, server().await);
    for server in [&here, &there] {
        let mut ann = join(server, "Ann").await;
        assert_eq!(json(&mut ann).await["users"], value!(["Ann"]));
    }
}

async fn refused(client: &mut Client, part: &str) {
    let error = json(client).await;
    assert_eq!(error["type"], "error", "{part}: {error}");
    assert!(error["text"].as_str().unwrap().contains(part), "{part}: {error}");
}
