//! `/silent` and `/stall`: servers that have stopped being one.
//! Both bypass tungstenite, which would answer pings and close frames.

use std::time::Duration;

use socket2::SockRef;
use tokio::io::{AsyncReadExt, Interest};

use super::{Action, Route};
use crate::visits::Guest;
use crate::wire::Wire;

pub const SILENT: Route = Route {
    path: "/silent",
    what: "Opens, and then never says a word: no message, no pong, no answer to a close frame.",
    params: &[],
    read: |_| Ok(Action::Quiet(Quiet::Silent)),
};

pub const STALL: Route = Route {
    path: "/stall",
    what: "Opens, and then stops reading, so that what the client sends piles up on its side.",
    params: &[],
    read: |_| Ok(Action::Quiet(Quiet::Stalled)),
};

/// How the server fails to answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quiet {
    /// It reads and throws away.
    Silent,
    /// It doesn't even read.
    Stalled,
}

impl Quiet {
    /// Holds the connection until the client ends it.
    pub async fn keep(self, wire: Wire, guest: &Guest) {
        match self {
            Self::Silent => silent(wire, guest).await,
            Self::Stalled => stalled(wire).await,
        }
    }
}

async fn silent(mut wire: Wire, guest: &Guest) {
    let mut ignored = vec![0; 64 * 1024];
    while wire.read(&mut ignored).await.is_ok_and(|count| count > 0) {
        guest.heard();
    }
}

/// The end can't be seen without reading up to it, so the socket is asked now and then whether it is over.
async fn stalled(wire: Wire) {
    const SMALL: usize = 4096;
    const PAUSE: Duration = Duration::from_secs(1);
    // A small buffer makes the stall felt soon; where it can't be had, it is felt later.
    let _ = SockRef::from(wire.tcp()).set_recv_buffer_size(SMALL);
    while let Ok(ready) = wire.tcp().ready(Interest::READABLE).await {
        if ready.is_read_closed() {
            return;
        }
        tokio::time::sleep(PAUSE).await;
    }
}
