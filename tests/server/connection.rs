//! One connection from its first byte: TLS if the port has it, the request's head, and then whoever answers it.
//! Nothing is logged, and a peer that goes away is no error.

use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;

use crate::answer::{Answer, Body};
use crate::index;
use crate::request::{self, Head, Request};
use crate::routes::{self, Arrival, Room};
use crate::static_files::Files;
use crate::visits::Visits;
use crate::wire::Wire;

/// What all connections of one server share.
pub struct World {
    files: Option<Files>,
    room: Arc<Room>,
    visits: Arc<Visits>,
}

impl World {
    /// A fresh one, with nobody in the chat room.
    pub fn new(files: Option<Files>, visits: Arc<Visits>) -> Self {
        Self { files, room: Arc::default(), visits }
    }
}

/// Serves a connection until it ends.
pub async fn serve(stream: TcpStream, tls: Option<TlsAcceptor>, world: Arc<World>) {
    // Small messages have to leave at once; where this can't be set, they merely leave late.
    let _ = stream.set_nodelay(true);
    if let Some((mut wire, head)) = first_words(stream, tls).await {
        match head {
            Head::Read(request, rest) => answer(wire, request, rest, &world).await,
            // A failed write means that nobody is left to be told.
            Head::Refused(refusal) => drop(refusal.send(&mut wire, Body::Sent).await),
            Head::Gone => {}
        }
    }
}

/// The TLS handshake and the request's head, in limited time: browsers open connections in advance
/// and then forget them.
async fn first_words(stream: TcpStream, tls: Option<TlsAcceptor>) -> Option<(Wire, Head)> {
    const PATIENCE: Duration = Duration::from_mins(1);
    let words = async {
        let mut wire = match tls {
            Some(acceptor) => Wire::Tls(Box::new(acceptor.accept(stream).await.ok()?)),
            None => Wire::Plain(stream),
        };
        let head = request::read(&mut wire).await;
        Some((wire, head))
    };
    tokio::time::timeout(PATIENCE, words).await.ok().flatten()
}

async fn answer(mut wire: Wire, request: Request, rest: Vec<u8>, world: &World) {
    let body = if request.method == "HEAD" { Body::Withheld } else { Body::Sent };
    let reply = match place(&request, world) {
        Place::Route(route) => {
            let guest = Visits::enter(&world.visits, route.path, &request);
            let arrival = Arrival { wire, request, rest, room: Arc::clone(&world.room), guest };
            return route.answer(arrival).await;
        }
        Place::WrongMethod => {
            Answer::sentence(405, "Only GET and HEAD are answered here.").with("Allow", "GET, HEAD")
        }
        Place::Index => index::page(),
        Place::IndexStyle => index::style(),
        Place::File(files) => files.answer(&request).await,
        Place::Nowhere => Answer::sentence(404, "There is no such route; the table of routes is at /routes."),
    };
    // A failed write means that nobody is left to be told.
    let _ = reply.send(&mut wire, body).await;
}

enum Place<'a> {
    Route(&'static routes::Route),
    Index,
    IndexStyle,
    File(&'a Files),
    WrongMethod,
    Nowhere,
}

/// Files under a base of their own come before everything else, so that no route shines through a
/// deployed folder; files at `/` come last, so that they hide no route.
fn place<'a>(request: &Request, world: &'a World) -> Place<'a> {
    if !matches!(request.method.as_str(), "GET" | "HEAD") {
        return Place::WrongMethod;
    }
    let path = request.path.as_str();
    let (deep, at_root) = match &world.files {
        Some(files) if files.at_root() => (None, Some(files)),
        files => (files.as_ref(), None),
    };
    if let Some(files) = deep.filter(|files| files.covers(path)) {
        return Place::File(files);
    }
    if let Some(route) = routes::ROUTES.iter().find(|route| route.path == path) {
        return Place::Route(route);
    }
    match (path, at_root) {
        ("/routes", _) | ("/", None) => Place::Index,
        ("/routes.css", _) => Place::IndexStyle,
        (_, Some(files)) => Place::File(files),
        (_, None) => Place::Nowhere,
    }
}
