//! The routes that behave: what they say, word for word.

use std::time::{Duration, Instant};

use futures_util::SinkExt;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::{Error, Message};

use crate::client::{close, json, next, offer, open, say, server, soon, text};

#[tokio::test]
async fn echo_keeps_kind_and_content() {
    let server = server().await;
    let mut client = open(&server, "/echo").await;
    let messages = [
        Message::text(""),
        Message::text("สวัสดี 🙂\0 {\"a\": 1.0}"),
        Message::binary(vec![]),
        Message::binary((0..=255).collect::<Vec<u8>>()),
        Message::text("x".repeat(70_000)),
        Message::binary(vec![7; 5_000_000]),
    ];
    for message in messages {
        soon(client.send(message.clone())).await.unwrap();
        assert!(next(&mut client).await == message, "{} bytes", message.len());
    }
    soon(client.send(Message::Ping("p".into()))).await.unwrap();
    assert_eq!(next(&mut client).await, Message::Pong("p".into()));
    close(&mut client).await;
}

#[tokio::test]
async fn faulty_treats_some_messages_otherwise() {
    let server = server().await;
    let mut client = open(&server, "/faulty?change=2&skip=3&twice=4").await;
    for message in ["a", "b", "c", "d", "e"] {
        say(&mut client, message).await;
    }
    for answer in ["a", "b (changed)", "d", "d", "e"] {
        assert_eq!(text(&mut client).await, answer);
    }
    close(&mut client).await;
    let mut client = open(&server, "/faulty?change=1").await;
    soon(client.send(Message::binary(vec![1]))).await.unwrap();
    assert_eq!(next(&mut client).await, Message::binary(b"\x01 (changed)".to_vec()));
    close(&mut client).await;
}

#[tokio::test]
async fn phoenix_answers_as_its_channels_do() {
    let server = server().await;
    let mut client = open(&server, "/phoenix").await;
    let mut talk = async |said: &str, answers: &[&str]| {
        say(&mut client, said).await;
        for answer in answers {
            let answer: serde_json::Value = serde_json::from_str(answer).unwrap();
            assert_eq!(json(&mut client).await, answer);
        }
    };
    let unmatched =
        r#"[null,"1","room:1","phx_reply",{"status":"error","response":{"reason":"unmatched topic"}}]"#;
    talk(r#"["1","1","room:1","shout",{}]"#, &[unmatched]).await;
    let ok = r#"["1","2","room:1","phx_reply",{"status":"ok","response":{}}]"#;
    talk(r#"["1","2","room:1","phx_join",{}]"#, &[ok]).await;
    talk(r#"["1","3","room:1","shout",{"a":1}]"#, &[r#"[null,null,"room:1","shout",{"a":1}]"#]).await;
    let sum = r#"["1","4","room:1","phx_reply",{"status":"ok","response":{"sum":3}}]"#;
    talk(r#"["1","4","room:1","add",{"terms":[1,2]}]"#, &[sum]).await;
    let refused =
        r#"["2","5","room:secret","phx_reply",{"status":"error","response":{"reason":"unauthorized"}}]"#;
    talk(r#"["2","5","room:secret","phx_join",{}]"#, &[refused]).await;
    let beat = r#"[null,"6","phoenix","phx_reply",{"status":"ok","response":{}}]"#;
    talk(r#"[null,"6","phoenix","heartbeat",{}]"#, &[beat]).await;
    let left = r#"["1","7","room:1","phx_reply",{"status":"ok","response":{}}]"#;
    let leave = r#"["1","7","room:1","phx_leave",{}]"#;
    talk(leave, &[left, r#"["1","1","room:1","phx_close",{}]"#]).await;
    talk(leave, &[left]).await;
    talk(r#"[null,"8","phoenix","heartbeat",{}]"#, &[&beat.replace('6', "8")]).await;
}

#[tokio::test]
async fn a_flood_may_speak_a_protocol() {
    let server = server().await;
    let mut client = open(&server, "/flood?count=1&size=70&form=json-rpc").await;
    let message = text(&mut client).await;
    assert_eq!(message.len(), 70);
    assert!(message.starts_with(r#"{"jsonrpc":"2.0","method":"tick","params":{"n":1,"pad":"x"#), "{message}");
}

#[tokio::test]
async fn echo_takes_the_first_offered_protocol() {
    let server = server().await;
    let (mut client, response) = offer(&server, "/echo", "chat.v2, chat.v1").await.unwrap();
    assert_eq!(response.headers()["sec-websocket-protocol"], "chat.v2");
    say(&mut client, "hello").await;
    assert_eq!(text(&mut client).await, "hello");
}

#[tokio::test]
async fn greet_greets_and_repeats() {
    let server = server().await;
    let mut client = open(&server, "/greet").await;
    assert_eq!(text(&mut client).await, "Welcome to the WebSocket server!");
    say(&mut client, "Привіт").await;
    assert_eq!(text(&mut client).await, "You said: Привіт");
    soon(client.send(Message::binary(vec![1, 2, 3]))).await.unwrap();
    assert_eq!(text(&mut client).await, "You said: 3 bytes");
    close(&mut client).await;
}

#[tokio::test]
async fn ticker_counts() {
    let server = server().await;
    let started = Instant::now();
    let mut client = open(&server, "/ticker?ms=20").await;
    for n in 1..=4 {
        let tick = json(&mut client).await;
        assert_eq!((&tick["type"], &tick["n"]), (&"tick".into(), &n.into()));
        assert!(tick["at"].as_u64().unwrap() > 1_600_000_000_000);
    }
    // The first comes at once, so four of them span three intervals.
    assert!(started.elapsed() >= Duration::from_millis(60), "{:?}", started.elapsed());
    close(&mut client).await;
}

#[tokio::test]
async fn flood_sends_every_number_in_the_size_asked_for() {
    let server = server().await;
    let mut client = open(&server, "/flood?count=20000&size=120").await;
    for n in 1..=20_000 {
        let message = text(&mut client).await;
        assert_eq!(message.len(), 120);
        assert!(message.starts_with(&format!(r#"{{"n":{n},"pad":"x"#)), "{message}");
    }
    assert_eq!(text(&mut client).await, r#"{"type":"end"}"#);
    say(&mut client, "not answered").await;
    close(&mut client).await;
}

#[tokio::test]
async fn flood_messages_are_never_smaller_than_their_number() {
    let server = server().await;
    let mut client = open(&server, "/flood?count=10&size=16").await;
    for n in 1..=10 {
        assert_eq!(text(&mut client).await, format!(r#"{{"n":{n},"pad":""}}"#));
    }
}

#[tokio::test]
async fn flood_keeps_its_rate() {
    let server = server().await;
    let started = Instant::now();
    let mut client = open(&server, "/flood?count=101&rate=1000").await;
    while text(&mut client).await != r#"{"type":"end"}"# {}
    assert!(started.elapsed() >= Duration::from_millis(100), "{:?}", started.elapsed());
}

#[tokio::test]
async fn a_flood_can_be_closed_in_the_middle() {
    let server = server().await;
    let mut client = open(&server, "/flood?count=10000000").await;
    text(&mut client).await;
    close(&mut client).await;
}

#[tokio::test]
async fn protocols_are_chosen_as_asked() {
    let server = server().await;
    for (query, offered, chosen) in [
        ("", "a, b", Some("a")),
        ("?pick=b", "a, b", Some("b")),
        ("?pick=c", "a, b", None),
        ("?pick=none", "a, b", None),
        ("", "", None),
    ] {
        let (mut client, answered) = match offer(&server, &format!("/protocols{query}"), offered).await {
            Ok((client, response)) => {
                let header = response.headers().get("sec-websocket-protocol");
                (client, header.map(|value| value.to_str().unwrap().to_owned()))
            }
            // The client fails the connection, as browsers do, when it offers some and gets none.
            Err(Error::Protocol(_)) if chosen.is_none() && !offered.is_empty() => continue,
            Err(error) => panic!("{query} {offered}: {error}"),
        };
        assert_eq!(answered.as_deref(), chosen, "{query} {offered}");
        let offered: Vec<_> = offered.split(", ").filter(|name| !name.is_empty()).collect();
        let report = serde_json::json!({"type": "protocols", "offered": offered, "chosen": chosen});
        assert_eq!(json(&mut client).await, report);
        close(&mut client).await;
    }
}

#[tokio::test]
async fn headers_come_back_in_order() {
    let server = server().await;
    let mut client = open(&server, "/headers").await;
    let headers: Vec<(String, String)> = serde_json::from_str(&text(&mut client).await).unwrap();
    assert_eq!(headers[0], ("Host".to_owned(), server.addr().to_string()));
    assert!(headers.contains(&("Sec-WebSocket-Version".to_owned(), "13".to_owned())), "{headers:?}");
    close(&mut client).await;
}

#[tokio::test]
async fn pong_answers_late_and_leaves_out() {
    let server = server().await;
    let mut client = open(&server, "/pong?skip=1&delay_ms=40").await;
    let started = Instant::now();
    for message in ["ping", "hello", r#"{"type": "ping", "id": 1}"#, "ping"] {
        say(&mut client, message).await;
    }
    assert_eq!(text(&mut client).await, r#"{"type":"pong"}"#);
    assert_eq!(text(&mut client).await, "pong");
    assert!(started.elapsed() >= Duration::from_millis(40), "{:?}", started.elapsed());
    close(&mut client).await;
}

#[tokio::test]
async fn fragments_arrive_whole_with_a_ping_between() {
    let server = server().await;
    let mut client = open(&server, "/fragments").await;
    // A ping that overtakes the text can only have come between its frames.
    assert_eq!(next(&mut client).await, Message::Ping("between frames".into()));
    assert_eq!(text(&mut client).await, "Split inside 🙂 and inside ไทย, and whole again.");
    assert_eq!(next(&mut client).await, Message::binary((0..=255).collect::<Vec<u8>>()));
    close(&mut client).await;
}

#[tokio::test]
async fn big_is_exactly_that_big() {
    let server = server().await;
    let mut client = open(&server, "/big?mb=2").await;
    let message = text(&mut client).await;
    assert_eq!(message.len(), 2_000_000);
    assert!(message.starts_with(r#"{"type":"big","pad":"xx"#) && message.ends_with(r#"xx"}"#));
    close(&mut client).await;
}

#[tokio::test]
async fn big_records_are_json_of_that_size() {
    let server = server().await;
    let mut client = open(&server, "/big?mb=1&records=1").await;
    let message = text(&mut client).await;
    assert_eq!(message.len(), 1_000_000);
    let start = r#"[{"id":0,"name":"record 0","tags":["a",0,[]],"on":true},{"id":1,"#;
    assert!(message.starts_with(start) && message.ends_with(r#""]"#), "{}", &message[..200]);
    close(&mut client).await;
}

#[tokio::test]
async fn hostile_sends_all_its_poisons() {
    let server = server().await;
    let mut client = open(&server, "/hostile").await;
    let mut messages = Vec::new();
    while messages.last().is_none_or(|last| last != r#"{"type":"end"}"#) {
        messages.push(text(&mut client).await);
    }
    let [html, bidi, nuls, long, deep, surrogates, _end] = messages.try_into().unwrap();
    assert!(html.contains("<script>window.__hacked = true") && html.contains("onerror="));
    assert!(bidi.contains('\u{202e}') && bidi.contains('\u{2066}'));
    assert_eq!(nuls.matches('\0').count(), 4);
    assert!(long.len() == 1_000_000 && !long.contains('\n'));
    assert!(deep.starts_with("[[[") && deep.matches('[').count() == 100_000 && deep.len() == 200_000);
    assert!(surrogates.contains(r#""high":"\ud83d""#), "{surrogates}");
    close(&mut client).await;
}

#[tokio::test]
async fn close_sends_the_code_and_reason() {
    let server = server().await;
    for code in [1000_u16, 1001, 1003, 1011, 3000, 4999] {
        let mut client = open(&server, &format!("/close?code={code}&reason=so+long%20%F0%9F%99%82")).await;
        let frame = CloseFrame { code: code.into(), reason: "so long 🙂".into() };
        assert_eq!(next(&mut client).await, Message::Close(Some(frame)));
    }
    let mut client = open(&server, "/close").await;
    let plain = CloseFrame { code: 1000.into(), reason: "".into() };
    assert_eq!(next(&mut client).await, Message::Close(Some(plain)));
    let mut client = open(&server, "/close?code=1005").await;
    assert_eq!(next(&mut client).await, Message::Close(None));
}

#[tokio::test]
async fn close_waits_if_asked_and_lets_the_client_be_first() {
    let server = server().await;
    let started = Instant::now();
    let mut client = open(&server, "/close?after_ms=50").await;
    assert!(next(&mut client).await.is_close());
    assert!(started.elapsed() >= Duration::from_millis(50), "{:?}", started.elapsed());
    let mut client = open(&server, "/close?after_ms=600000").await;
    close(&mut client).await;
}
