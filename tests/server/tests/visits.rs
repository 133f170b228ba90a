//! The record of visits: what a test can learn about connections from the server's side.

use std::time::{Duration, Instant};

use futures_util::SinkExt;
use practice_server::{Said, Server, Visit};
use tokio::io::AsyncWriteExt;
use tokio_tungstenite::tungstenite::Message;

use crate::client::{ask, close, dial, get, offer, open, open_raw, say, server, soon, text};

/// Waits until the record says what is expected of it.
async fn noted(server: &Server, expected: impl Fn(&[Visit]) -> bool) -> Vec<Visit> {
    soon(async {
        loop {
            let visits = server.visits();
            if expected(&visits) {
                return visits;
            }
            tokio::task::yield_now().await;
        }
    })
    .await
}

#[tokio::test]
async fn pings_are_noted_answered_or_not() {
    let server = server().await;
    let before = Instant::now();
    let mut client = open(&server, "/pong?skip=2&delay_ms=60").await;
    for message in ["ping", "hello", r#"{"type":"ping"}"#, "ping", r#"{"type":"pong"}"#] {
        say(&mut client, message).await;
    }
    soon(client.send(Message::binary("ping"))).await.unwrap();
    assert_eq!(text(&mut client).await, "pong");
    let answered = Instant::now();
    let [visit] = server.visits().try_into().unwrap();
    assert_eq!((visit.number, visit.path, visit.socket, visit.ended), (1, "/pong", true, None));
    assert_eq!(visit.pings.len(), 3);
    assert!(visit.pings.is_sorted() && before <= visit.began && visit.began <= visit.pings[0]);
    // It is the arrival that counts, not the answer.
    assert!(answered - visit.pings[2] >= Duration::from_millis(60), "{:?}", answered - visit.pings[2]);
    assert!(visit.heard.unwrap() >= visit.pings[2]);
}

#[tokio::test]
async fn messages_to_the_echo_are_noted_byte_for_byte() {
    let server = server().await;
    let mut first = open(&server, "/echo").await;
    let mut second = open(&server, "/echo").await;
    say(&mut second, "of the second").await;
    assert_eq!(text(&mut second).await, "of the second");
    let long = "x".repeat(1001);
    for message in ["", "two\nlines", &long, &long[1..]] {
        say(&mut first, message).await;
        assert_eq!(text(&mut first).await, message);
    }
    soon(first.send(Message::binary(&b"\0\xff"[..]))).await.unwrap();
    let visits = noted(&server, |visits| visits[0].messages.len() == 4).await;
    let said = |text: &str| Said::Text(text.to_owned());
    assert_eq!(
        visits[0].messages,
        [said(""), said("two\nlines"), said(&long[1..]), Said::Binary(vec![0, 0xff])]
    );
    assert_eq!(visits[1].messages, [said("of the second")]);
}

#[tokio::test]
async fn connections_are_told_apart() {
    let server = server().await;
    let mut first = open(&server, "/pong").await;
    let mut second = open(&server, "/pong").await;
    for (client, count) in [(&mut first, 1), (&mut second, 3)] {
        for _ in 0..count {
            say(client, "ping").await;
            assert_eq!(text(client).await, "pong");
        }
    }
    close(&mut first).await;
    let visits = noted(&server, |visits| visits[0].ended.is_some()).await;
    let seen: Vec<_> = visits.iter().map(|visit| (visit.number, visit.pings.len())).collect();
    assert_eq!(seen, [(1, 1), (2, 3)]);
    assert!(visits[0].ended >= visits[0].heard && visits[1].ended.is_none());
    // One that merely breaks has ended too.
    drop(second);
    noted(&server, |visits| visits[1].ended.is_some()).await;
}

#[tokio::test]
async fn silence_is_kept_but_listened_to() {
    let server = server().await;
    let mut stream = dial(&server).await;
    open_raw(&mut stream, "/silent").await;
    let [visit] = server.visits().try_into().unwrap();
    assert_eq!((visit.heard, visit.ended), (None, None));
    let before = Instant::now();
    soon(stream.write_all(&[0x88, 0x80, 0, 0, 0, 0])).await.unwrap();
    let visits = noted(&server, |visits| visits[0].heard.is_some()).await;
    assert!(visits[0].heard.unwrap() >= before && visits[0].ended.is_none());
    drop(stream);
    noted(&server, |visits| visits[0].ended.is_some()).await;
}

#[tokio::test]
async fn cookies_are_noted() {
    let server = server().await;
    for more in ["", "cookie: a=1\r\n"] {
        let request = format!("GET /status HTTP/1.1\r\nHost: x\r\n{more}\r\n");
        ask(&mut dial(&server).await, &request).await;
    }
    let seen: Vec<_> = server.visits().iter().map(|visit| visit.header("Cookie").is_some()).collect();
    assert_eq!(seen, [false, true]);
}

#[tokio::test]
async fn refusals_and_plain_requests_are_visits_too() {
    let server = server().await;
    assert!(offer(&server, "/status?code=503", "").await.is_err());
    get(&server, "/status?code=503").await;
    // These are no routes.
    get(&server, "/").await;
    get(&server, "/nowhere").await;
    let visits = noted(&server, |visits| visits.iter().all(|visit| visit.ended.is_some())).await;
    let seen: Vec<_> = visits.iter().map(|visit| (visit.path, visit.socket)).collect();
    assert_eq!(seen, [("/status", true), ("/status", false)]);
}
