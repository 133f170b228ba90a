//! The table of routes: the one place that says which addresses there are, what they do and what they take.
//! The dispatcher and the index page both read it, so they can't disagree.
//! A route's query is read into a closed enum before the handshake; after it, nothing can be refused any more.

use std::sync::Arc;
use std::time::Duration;

use tokio::io::AsyncReadExt;
use tokio_tungstenite::tungstenite::Error;
use tokio_tungstenite::tungstenite::error::ProtocolError;

use crate::answer::{Answer, Body};
use crate::handshake::Handshake;
use crate::params::{Param, Query};
use crate::request::Request;
use crate::socket::{self, Outcome, Socket, Still};
use crate::visits::Guest;
use crate::wire::Wire;

mod basic;
mod big;
mod chat;
mod close;
mod echo;
mod faulty;
mod flood;
mod fragments;
mod greet;
mod headers;
mod hostile;
mod phoenix;
mod pong;
mod protocols;
mod quiet;
mod reset;
mod slow;
mod status;
mod ticker;

pub use chat::room::Room;

/// One address, and everything there is to know about it.
#[derive(Debug)]
pub struct Route {
    pub path: &'static str,
    pub what: &'static str,
    pub params: &'static [Param],
    /// Reads the query; the error is a sentence for the client.
    read: fn(&Query) -> Result<Action, String>,
}

/// All routes, in the order of the index page.
pub const ROUTES: &[Route] = &[
    echo::ROUTE,
    faulty::ROUTE,
    greet::ROUTE,
    ticker::ROUTE,
    flood::ROUTE,
    chat::ROUTE,
    phoenix::ROUTE,
    protocols::ROUTE,
    headers::ROUTE,
    pong::ROUTE,
    fragments::ROUTE,
    big::ROUTE,
    hostile::ROUTE,
    close::ROUTE,
    reset::ROUTE,
    quiet::SILENT,
    quiet::STALL,
    slow::ROUTE,
    status::ROUTE,
    basic::ROUTE,
];

/// What a request asks for, with its parameters read.
#[derive(Debug)]
enum Action {
    /// No handshake at all, but this status.
    Refuse(u16),
    /// Without an `Authorization` there is no handshake; with any, it is an echo.
    Login,
    /// The handshake is answered only after this time; then it is an echo.
    Late(Duration),
    /// The handshake is answered, and what follows is no WebSocket.
    Quiet(quiet::Quiet),
    Talk(Talk),
}

/// What happens on an open socket.
#[derive(Debug)]
enum Talk {
    Big(big::Big),
    Chat,
    Close(close::Close),
    Echo,
    Faulty(faulty::Faulty),
    Flood(flood::Flood),
    Fragments,
    Greet,
    Headers,
    Hostile,
    Phoenix,
    Pong(pong::Pong),
    Protocols(protocols::Pick),
    Reset(reset::Reset),
    Ticker(ticker::Ticker),
}

/// A request for a route, and the wire it came on.
pub struct Arrival {
    pub wire: Wire,
    pub request: Request,
    /// What the client sent after the request's head.
    pub rest: Vec<u8>,
    pub room: Arc<Room>,
    pub guest: Guest,
}

impl Route {
    /// Answers a request until its connection ends.
    pub async fn answer(&self, mut arrival: Arrival) {
        match self.plan(&arrival.request) {
            Ok((action, handshake)) => perform(action, &handshake, arrival).await,
            Err(refusal) => {
                let body = if arrival.request.method == "HEAD" { Body::Withheld } else { Body::Sent };
                // A failed write means that nobody is left to be told.
                let _ = refusal.send(&mut arrival.wire, body).await;
            }
        }
    }

    /// Everything that can be wrong with the request is found here. The parameters come first, so
    /// that they can be tried out with a plain GET too.
    fn plan(&self, request: &Request) -> Result<(Action, Handshake), Answer> {
        let bad = |sentence| Answer::sentence(400, sentence);
        let query = Query::parse(&request.query);
        query.check_names(self.path, self.params).map_err(bad)?;
        let action = (self.read)(&query).map_err(bad)?;
        if let Action::Refuse(code) = action {
            return Err(status::refusal(code));
        }
        if matches!(action, Action::Login) && request.header("Authorization").is_none() {
            return Err(basic::challenge());
        }
        Ok((action, Handshake::of(request)?))
    }
}

async fn perform(action: Action, handshake: &Handshake, mut arrival: Arrival) {
    if let Action::Late(delay) = action
        && still_there(&mut arrival, delay).await == Still::Closed
    {
        return;
    }
    let protocol = match &action {
        Action::Talk(Talk::Protocols(pick)) => pick.choose(&handshake.offered),
        Action::Refuse(_) | Action::Login | Action::Late(_) | Action::Quiet(_) | Action::Talk(_) => {
            handshake.offered.first().map(String::as_str)
        }
    };
    if handshake.accept(&mut arrival.wire, protocol).await.is_err() {
        return;
    }
    let talk = match action {
        Action::Talk(talk) => talk,
        Action::Refuse(_) | Action::Login | Action::Late(_) => Talk::Echo,
        Action::Quiet(quiet) => return quiet.keep(arrival.wire, &arrival.guest).await,
    };
    let Arrival { wire, request, rest, room, guest } = arrival;
    let mut socket = socket::open(wire, rest).await;
    let outcome = talk.run(&mut socket, &request, handshake, &room, &guest).await;
    if let Err(Error::Protocol(ProtocolError::SendAfterClosing)) = outcome {
        // The client closed while something was being sent: its close frame still waits for an answer.
        // Any other error means that nobody is left to talk to.
        let _ = socket::until_closed(&mut socket).await;
    }
}

impl Talk {
    async fn run(
        self,
        socket: &mut Socket,
        request: &Request,
        handshake: &Handshake,
        room: &Arc<Room>,
        guest: &Guest,
    ) -> Outcome {
        match self {
            Self::Big(big) => big.run(socket).await,
            Self::Chat => chat::run(socket, room).await,
            Self::Close(close) => close.run(socket).await,
            Self::Echo => echo::run(socket, guest).await,
            Self::Faulty(faulty) => faulty.run(socket).await,
            Self::Flood(flood) => flood.run(socket).await,
            Self::Fragments => fragments::run(socket).await,
            Self::Greet => greet::run(socket).await,
            Self::Headers => headers::run(socket, request).await,
            Self::Hostile => hostile::run(socket).await,
            Self::Phoenix => phoenix::run(socket).await,
            Self::Pong(pong) => pong.run(socket, guest).await,
            Self::Protocols(pick) => pick.run(socket, &handshake.offered).await,
            Self::Reset(reset) => reset.run(socket).await,
            Self::Ticker(ticker) => ticker.run(socket).await,
        }
    }
}

/// Waits, and notices a client that gives up meanwhile.
async fn still_there(arrival: &mut Arrival, delay: Duration) -> Still {
    let leaving =
        async { while arrival.wire.read_buf(&mut arrival.rest).await.is_ok_and(|count| count > 0) {} };
    match tokio::time::timeout(delay, leaving).await {
        Ok(()) => Still::Closed,
        Err(_) => Still::Open,
    }
}
