//! The routes that misbehave, seen from the bare TCP connection.

use std::io::ErrorKind;
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio_tungstenite::tungstenite::Error;

use crate::client::{ask, dial, get, offer, open_raw, server, soon};

/// A ping and a close frame as a client sends them, masked with zeroes.
const PING_AND_CLOSE: [u8; 12] = [0x89, 0x80, 0, 0, 0, 0, 0x88, 0x80, 0, 0, 0, 0];

#[tokio::test]
async fn drop_is_a_reset() {
    let server = server().await;
    for path in ["/drop?after_ms=0", "/drop?after_ms=30"] {
        let mut stream = dial(&server).await;
        open_raw(&mut stream, path).await;
        let end = soon(stream.read(&mut [0; 16])).await;
        assert_eq!(end.unwrap_err().kind(), ErrorKind::ConnectionReset, "{path}");
    }
}

/// Clients that keep to the standard refuse these codes, so they are read off the wire.
#[tokio::test]
async fn odd_close_codes_are_sent_as_asked() {
    let server = server().await;
    for code in [1004_u16, 1012, 1014] {
        let mut stream = dial(&server).await;
        open_raw(&mut stream, &format!("/close?code={code}&reason=x")).await;
        let mut frame = [0; 5];
        soon(stream.read_exact(&mut frame)).await.unwrap();
        let [high, low] = code.to_be_bytes();
        assert_eq!(frame, [0x88, 3, high, low, b'x']);
    }
}

#[tokio::test]
async fn silent_reads_but_never_says_a_word() {
    let server = server().await;
    let mut stream = dial(&server).await;
    open_raw(&mut stream, "/silent").await;
    soon(stream.write_all(&PING_AND_CLOSE)).await.unwrap();
    soon(stream.write_all(&vec![0; 20_000_000])).await.unwrap();
    // The server hangs up once it has read all of this, so nothing more can come.
    soon(stream.shutdown()).await.unwrap();
    let mut heard = Vec::new();
    soon(stream.read_to_end(&mut heard)).await.unwrap();
    assert_eq!(heard, b"");
}

#[tokio::test]
async fn echo_would_have_answered_the_same_bytes() {
    let server = server().await;
    let mut stream = dial(&server).await;
    open_raw(&mut stream, "/echo").await;
    soon(stream.write_all(&PING_AND_CLOSE)).await.unwrap();
    let mut heard = Vec::new();
    soon(stream.read_to_end(&mut heard)).await.unwrap();
    assert_eq!(heard, [0x8a, 0, 0x88, 0]);
}

#[tokio::test]
async fn stall_stops_reading() {
    let server = server().await;
    let mut stream = dial(&server).await;
    open_raw(&mut stream, "/stall").await;
    // The same goes through /silent in much less time, as the test above shows.
    let much = vec![0; 20_000_000];
    let sent = tokio::time::timeout(Duration::from_millis(500), stream.write_all(&much)).await;
    assert!(sent.is_err(), "the server took it all");
}

#[tokio::test]
async fn slow_is_late_and_then_an_echo() {
    let server = server().await;
    let started = Instant::now();
    let mut stream = dial(&server).await;
    open_raw(&mut stream, "/slow?ms=60").await;
    assert!(started.elapsed() >= Duration::from_millis(60), "{:?}", started.elapsed());
    soon(stream.write_all(&[0x81, 0x82, 0, 0, 0, 0, b'h', b'i'])).await.unwrap();
    let mut echoed = [0; 4];
    soon(stream.read_exact(&mut echoed)).await.unwrap();
    assert_eq!(echoed, [0x81, 2, b'h', b'i']);
}

#[tokio::test]
async fn slow_lets_go_of_a_client_that_gives_up() {
    let server = server().await;
    let mut stream = dial(&server).await;
    let request = "GET /slow?ms=600000 HTTP/1.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
        Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    soon(stream.write_all(request.as_bytes())).await.unwrap();
    soon(stream.shutdown()).await.unwrap();
    assert_eq!(soon(stream.read(&mut [0; 16])).await.unwrap(), 0);
}

#[tokio::test]
async fn basic_lets_in_who_says_who_he_is() {
    let server = server().await;
    match offer(&server, "/basic", "").await {
        Err(Error::Http(response)) => {
            assert_eq!(response.headers()["www-authenticate"], "Basic realm=\"practice\"");
        }
        other => panic!("{other:?}"),
    }
    let named = "GET /basic HTTP/1.1\r\nHost: x\r\nAuthorization: Basic eDp5\r\n\r\n";
    let reply = ask(&mut dial(&server).await, named).await;
    // With a name it is asked for what every route wants, a WebSocket.
    assert_eq!(reply.status, 426);
}

#[tokio::test]
async fn status_refuses_the_handshake() {
    let server = server().await;
    for code in [200, 301, 302, 401, 403, 404, 429, 500, 503, 599] {
        match offer(&server, &format!("/status?code={code}"), "").await {
            Err(Error::Http(response)) => assert_eq!(response.status(), code),
            other => panic!("{code}: {other:?}"),
        }
    }
    assert_eq!(get(&server, "/status").await.status, 403);
    assert_eq!(get(&server, "/status?code=301").await.header("location"), Some("/echo"));
    let refused = get(&server, "/status?code=401").await;
    assert!(refused.header("www-authenticate").unwrap().starts_with("Bearer"));
    assert_eq!(refused.text(), "This route refuses every handshake, here with 401 Unauthorized.\n");
    assert_eq!(get(&server, "/status?code=204").await.body, b"");
}

#[tokio::test]
async fn a_handshake_must_be_one() {
    let server = server().await;
    for (headers, status) in [
        (
            "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 8\r\nSec-WebSocket-Key: x",
            426,
        ),
        ("Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13", 400),
        ("Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: x", 400),
        ("Upgrade: h2c", 426),
    ] {
        let request = format!("GET /echo HTTP/1.1\r\n{headers}\r\n\r\n");
        assert_eq!(ask(&mut dial(&server).await, &request).await.status, status, "{headers}");
    }
}
