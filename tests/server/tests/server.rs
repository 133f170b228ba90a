//! Starting and ending: servers side by side, taken ports, and a restart on the same ones.

use std::io::ErrorKind;

use futures_util::StreamExt;
use practice_server::{Options, start};

use crate::client::{get, open, say, server, soon, text};

#[test]
fn the_defaults_are_the_documented_ones() {
    let options = Options::default();
    assert_eq!((options.port, options.serve, options.base.as_str()), (8765, None, "/"));
}

#[tokio::test]
async fn addresses_are_spelled_out() {
    let server = server().await;
    let (port, next) = (server.addr().port(), server.tls_addr().port());
    assert_eq!(server.ws("/echo"), format!("ws://127.0.0.1:{port}/echo"));
    assert_eq!(server.wss("/echo"), format!("wss://127.0.0.1:{next}/echo"));
    assert_eq!(server.http("/"), format!("http://127.0.0.1:{port}/"));
}

#[tokio::test]
async fn a_stopped_server_ends_its_connections_and_can_be_followed() {
    let first = server().await;
    let port = first.addr().port();
    let mut client = open(&first, "/echo").await;
    first.stop().await;
    assert!(soon(client.next()).await.is_none_or(|end| end.is_err()));

    let second = start(Options { port, ..Options::default() }).await.unwrap();
    let mut client = open(&second, "/echo").await;
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
