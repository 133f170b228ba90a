//! A real WebSocket server to practise on, and the one that the tests talk to.
//! It listens on loopback only: plain on one port and with TLS on the next, under a certificate made at start.
//! What each address does is in the table in `routes.rs`; a folder of static files can be served beside it.
//! Nothing here is global, so several servers live in one process and end when they are dropped.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;

mod answer;
mod connection;
mod handshake;
mod index;
mod mime;
mod params;
mod request;
mod routes;
mod socket;
mod static_files;
mod tls;
mod visits;
mod wire;

use connection::World;
use static_files::Files;
use visits::Visits;
pub use visits::{Said, Visit};

/// What to serve, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The plain port; TLS takes the next one. 0 asks for two free neighbours.
    pub port: u16,
    /// A folder of static files to serve beside the routes.
    pub serve: Option<PathBuf>,
    /// The path under which the folder appears, such as `/` or `/any/path`.
    pub base: String,
    /// A content security policy that the files are sent with besides the usual one; both have to be kept.
    pub policy: Option<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self { port: 8765, serve: None, base: "/".to_owned(), policy: None }
    }
}

/// A running server. Dropping it ends the listeners and every connection.
#[derive(Debug)]
pub struct Server {
    addr: SocketAddr,
    tls_addr: SocketAddr,
    certificate: Vec<u8>,
    visits: Arc<Visits>,
    listeners: JoinSet<()>,
}

/// Starts a server; it accepts connections when this returns.
///
/// # Errors
/// When a port is taken, the folder can't be read, the base is not a path, or the policy is no header.
pub async fn start(options: Options) -> io::Result<Server> {
    let files = match &options.serve {
        Some(folder) => Some(Files::new(folder, &options.base, options.policy)?),
        None => None,
    };
    let identity = tls::Identity::new()?;
    let (plain, secure) = listen(options.port).await?;
    let (addr, tls_addr) = (plain.local_addr()?, secure.local_addr()?);
    let visits = Arc::default();
    let world = Arc::new(World::new(files, Arc::clone(&visits)));

    let mut listeners = JoinSet::new();
    listeners.spawn(accept(plain, None, Arc::clone(&world)));
    listeners.spawn(accept(secure, Some(identity.acceptor), world));
    Ok(Server { addr, tls_addr, certificate: identity.certificate, visits, listeners })
}

impl Server {
    /// Where `ws://` and `http://` are answered.
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// Where `wss://` and `https://` are answered.
    pub fn tls_addr(&self) -> SocketAddr {
        self.tls_addr
    }

    /// The self-signed certificate in DER form, for clients that want to trust it.
    pub fn certificate(&self) -> &[u8] {
        &self.certificate
    }

    /// The `ws://` address of a path that starts with a slash.
    pub fn ws(&self, path: &str) -> String {
        format!("ws://{}{path}", self.addr)
    }

    /// The `wss://` address of a path that starts with a slash.
    pub fn wss(&self, path: &str) -> String {
        format!("wss://{}{path}", self.tls_addr)
    }

    /// The `http://` address of a path that starts with a slash.
    pub fn http(&self, path: &str) -> String {
        format!("http://{}{path}", self.addr)
    }

    /// The requests for routes since the start, at least the last 10,000, with their last 100,000 pings and 10,000 messages.
    pub fn visits(&self) -> Vec<Visit> {
        self.visits.list()
    }

    /// Serves until the task that awaits this is dropped.
    pub async fn wait(mut self) {
        while self.listeners.join_next().await.is_some() {}
    }

    /// Stops the server; its ports are free when this returns.
    /// A plain drop stops it too, but the ports may stay taken for a moment longer.
    pub async fn stop(mut self) {
        self.listeners.shutdown().await;
    }
}

/// Binds the port and its neighbour. With 0 a pair is looked for, so that a test can start
/// a second server on the very ports of one that has ended.
async fn listen(port: u16) -> io::Result<(TcpListener, TcpListener)> {
    const ATTEMPTS: usize = 50;
    if port != 0 {
        return pair(port).await;
    }
    let mut outcome = pair(0).await;
    for _ in 1..ATTEMPTS {
        if outcome.is_ok() {
            break;
        }
        outcome = pair(0).await;
    }
    outcome
}

async fn pair(port: u16) -> io::Result<(TcpListener, TcpListener)> {
    let plain = bind(port).await?;
    let Some(next) = plain.local_addr()?.port().checked_add(1) else {
        return Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            "port 65535 leaves no next port for TLS; the highest possible port is 65534",
        ));
    };
    Ok((plain, bind(next).await?))
}

async fn bind(port: u16) -> io::Result<TcpListener> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .await
        .map_err(|error| io::Error::new(error.kind(), format!("port {port} of 127.0.0.1: {error}")))
}

/// Owns the connections of one port, so that they end together with it.
async fn accept(listener: TcpListener, tls: Option<TlsAcceptor>, world: Arc<World>) {
    const BREATH: Duration = Duration::from_millis(50);
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => {
                    connections.spawn(connection::serve(stream, tls.clone(), Arc::clone(&world)));
                }
                // Out of file handles, as a rule: existing connections have to end first.
                Err(_) => tokio::time::sleep(BREATH).await,
            },
            Some(_) = connections.join_next() => {}
        }
    }
}
