//! The TLS identity: a self-signed certificate made at start, so no private key ever lies on a disk.
//! Browsers warn about it, which is one of the things to practise.

use std::io;
use std::sync::Arc;

use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

/// A certificate and what accepts connections with it.
pub struct Identity {
    /// The certificate in DER form.
    pub certificate: Vec<u8>,
    /// Does the TLS handshake.
    pub acceptor: TlsAcceptor,
}

impl Identity {
    /// Makes a fresh key and a certificate for this machine's own names.
    pub fn new() -> io::Result<Self> {
        let names = ["localhost", "127.0.0.1", "::1"].map(str::to_owned);
        let made = rcgen::generate_simple_self_signed(names).map_err(io::Error::other)?;
        let certificate = made.cert.der().clone();
        let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(made.signing_key.serialize_der()));

        // The provider is named, because a process-wide default would be global.
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .and_then(|builder| {
                builder.with_no_client_auth().with_single_cert(vec![certificate.clone()], key)
            })
            .map_err(io::Error::other)?;
        Ok(Self { certificate: certificate.to_vec(), acceptor: TlsAcceptor::from(Arc::new(config)) })
    }
}
