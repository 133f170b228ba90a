//! The clients that the tests use: a WebSocket one, and one that writes bytes by hand.

use std::future::Future;
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use practice_server::{Options, Server, start};
use serde_json::Value;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::handshake::client::Response;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{WebSocketStream, client_async};

pub type Client<S = TcpStream> = WebSocketStream<S>;

/// A server on free ports.
pub async fn server() -> Server {
    start(Options { port: 0, ..Options::default() }).await.unwrap()
}

/// Fails instead of hanging.
pub async fn soon<T>(future: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(20), future).await.expect("it should not take that long")
}

pub async fn dial(server: &Server) -> TcpStream {
    soon(TcpStream::connect(server.addr())).await.unwrap()
}

/// Opens a WebSocket and offers sub-protocols; gives the server's answer too.
pub async fn offer(server: &Server, path: &str, protocols: &str) -> Result<(Client, Response), Error> {
    let mut request = server.ws(path).into_client_request().unwrap();
    if !protocols.is_empty() {
        let value = HeaderValue::from_str(protocols).unwrap();
        request.headers_mut().insert("Sec-WebSocket-Protocol", value);
    }
    let stream = dial(server).await;
    soon(client_async(request, stream)).await
}

pub async fn open(server: &Server, path: &str) -> Client {
    offer(server, path, "").await.unwrap().0
}

/// The next message of any kind.
pub async fn next<S: AsyncRead + AsyncWrite + Unpin>(client: &mut Client<S>) -> Message {
    soon(client.next()).await.expect("the connection is still open").unwrap()
}

pub async fn text<S: AsyncRead + AsyncWrite + Unpin>(client: &mut Client<S>) -> String {
    next(client).await.into_text().unwrap().to_string()
}

pub async fn json(client: &mut Client) -> Value {
    serde_json::from_str(&text(client).await).unwrap()
}

pub async fn say<S: AsyncRead + AsyncWrite + Unpin>(client: &mut Client<S>, text: &str) {
    soon(client.send(Message::text(text))).await.unwrap();
}

/// Closes with 1000 and reads on until the server has answered with the same.
pub async fn close(client: &mut Client) {
    let frame = CloseFrame { code: CloseCode::Normal, reason: "bye".into() };
    soon(client.close(Some(frame.clone()))).await.unwrap();
    loop {
        if let Message::Close(answer) = next(client).await {
            assert_eq!(answer, Some(frame));
            return;
        }
    }
}

/// An HTTP answer, cut into its parts.
#[derive(Debug)]
pub struct Reply {
    pub status: u16,
    head: String,
    pub body: Vec<u8>,
}

impl Reply {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers(name).first().copied()
    }

    /// All headers of that name, in their order.
    pub fn headers(&self, name: &str) -> Vec<&str> {
        let lines = self.head.lines().skip(1).filter_map(|line| line.split_once(": "));
        lines.filter(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| value).collect()
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }
}

pub async fn get(server: &Server, path: &str) -> Reply {
    ask(&mut dial(server).await, &format!("GET {path} HTTP/1.1\r\nHost: x\r\n\r\n")).await
}

/// Sends a request as it is and reads the answer to its end.
pub async fn ask(stream: &mut (impl AsyncRead + AsyncWrite + Unpin), request: &str) -> Reply {
    soon(stream.write_all(request.as_bytes())).await.unwrap();
    let mut bytes = Vec::new();
    soon(stream.read_to_end(&mut bytes)).await.unwrap();
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").expect("the head is whole");
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    Reply { status, head, body: bytes.split_off(end + 4) }
}

/// Does the opening handshake by hand, so that what follows can be anything.
pub async fn open_raw(stream: &mut (impl AsyncRead + AsyncWrite + Unpin), path: &str) {
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
         Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    );
    soon(stream.write_all(request.as_bytes())).await.unwrap();
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(soon(stream.read_u8()).await.unwrap());
    }
    let head = String::from_utf8(head).unwrap();
    assert!(head.starts_with("HTTP/1.1 101 "), "{head}");
    // The key and its answer are the example of RFC 6455.
    assert!(head.contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n"), "{head}");
}
