//! The TLS port: the same routes, under a certificate that a client can choose to trust.

use std::io::ErrorKind;
use std::sync::Arc;

use practice_server::Server;
use tokio::io::AsyncReadExt;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore};
use tokio_tungstenite::client_async;

use crate::client::{ask, open_raw, say, server, soon, text};

async fn dial(server: &Server, trusted: &[u8], name: &'static str) -> std::io::Result<TlsStream<TcpStream>> {
    let mut roots = RootCertStore::empty();
    if !trusted.is_empty() {
        roots.add(CertificateDer::from(trusted.to_vec())).unwrap();
    }
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let stream = TcpStream::connect(server.tls_addr()).await.unwrap();
    let name = ServerName::try_from(name).unwrap();
    soon(TlsConnector::from(Arc::new(config)).connect(name, stream)).await
}

#[tokio::test]
async fn sockets_and_pages_work_over_tls() {
    let server = server().await;
    assert_eq!(server.tls_addr().port(), server.addr().port() + 1);
    for name in ["localhost", "127.0.0.1"] {
        let stream = dial(&server, server.certificate(), name).await.unwrap();
        let (mut client, _) = soon(Box::pin(client_async(server.wss("/echo"), stream))).await.unwrap();
        say(&mut client, "in secret").await;
        assert_eq!(text(&mut client).await, "in secret");
    }
    let mut stream = dial(&server, server.certificate(), "localhost").await.unwrap();
    let page = ask(&mut stream, "GET / HTTP/1.1\r\n\r\n").await;
    assert_eq!(page.status, 200);
}

#[tokio::test]
async fn a_reset_reaches_through_tls() {
    let server = server().await;
    let mut stream = dial(&server, server.certificate(), "localhost").await.unwrap();
    open_raw(&mut stream, "/drop?after_ms=20").await;
    let end = soon(stream.read(&mut [0; 16])).await;
    assert_eq!(end.unwrap_err().kind(), ErrorKind::ConnectionReset);
}

#[tokio::test]
async fn each_server_has_a_certificate_of_its_own() {
    let (server, other) = (server().await, server().await);
    assert!(dial(&server, &[], "localhost").await.is_err());
    assert!(dial(&server, other.certificate(), "localhost").await.is_err());
    // A client that refuses the certificate harms nobody else.
    assert!(dial(&server, server.certificate(), "localhost").await.is_ok());
}
