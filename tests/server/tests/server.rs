//! Starting and ending: servers side by side, taken ports, and a restart on the same ones.

use std::io::ErrorKind;

use futures_util::StreamExt;
use practice_server::{Options, start};
use tokio::io::AsyncReadExt;

use crate::client::{dial, get, open, say, server, soon, text};

#[test]
fn the_defaults_are_the_documented_ones() {
    let options = Options::default();
    let expected = Options { port: 8765, serve: None, base: "/".to_owned(), policy: None };
    assert_eq!(options, expected);
}

#[tokio::test]
async fn addresses_are_spelled_out() {
    let server = server().await;
    let (port, next) = (server.addr().port(), server.tls_addr().port());
    assert_eq!(server.ws("/echo"), format!("ws://127.0.0.1:{port}/echo"));
    assert_eq!(server.wss("/echo"), format!("wss://127.0.0.1:{next}/echo"));
    assert_eq!(server.http("/"), format!("http://127.0.0.1:{port}/"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stopped_server_ends_its_connections_and_can_be_followed() {
    const TIMES: usize = 5;
    let mut running = server().await;
    let addresses = (running.addr(), running.tls_addr());
    for time in 1..=TIMES {
        // One that is quiet, one that is in the middle of something, and one that hasn't said yet what it wants.
        let mut quiet = open(&running, "/silent").await;
        let mut busy = open(&running, "/flood?count=10000000").await;
        let mut fresh = dial(&running).await;
        text(&mut busy).await;
        running.stop().await;
        // At once, on the very same ports.
        running = start(Options { port: addresses.0.port(), ..Options::default() }).await.unwrap();
        assert_eq!((running.addr(), running.tls_addr()), addresses);
        assert!(soon(quiet.next()).await.is_none_or(|end| end.is_err()), "{time}");
        while soon(busy.next()).await.is_some_and(|message| message.is_ok()) {}
        // Perhaps it wasn't even accepted yet, and then it is reset.
        assert!(soon(fresh.read(&mut [0])).await.map_or(true, |count| count == 0), "{time}");
        assert_eq!(running.visits(), [], "{time}");
    }
    let mut client = open(&running, "/echo").await;
    say(&mut client, "again").await;
    assert_eq!(text(&mut client).await, "again");
}

#[tokio::test]
async fn a_dropped_server_ends_its_connections() {
    let (kept, dropped) = (server().await, server().await);
    let mut client = open(&dropped, "/silent").await;
    drop(dropped);
    assert!(soon(client.next()).await.is_none_or(|end| end.is_err()));
    assert_eq!(get(&kept, "/").await.status, 200);
}

#[tokio::test]
async fn taken_ports_are_named() {
    let server = server().await;
    for port in [server.addr().port(), server.addr().port() - 1] {
        let error = start(Options { port, ..Options::default() }).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::AddrInUse);
        assert!(error.to_string().starts_with("port "), "{error}");
    }
    let error = start(Options { port: 65535, ..Options::default() }).await.unwrap_err();
    assert!(error.to_string().contains("65534") || error.kind() == ErrorKind::AddrInUse, "{error}");
}
