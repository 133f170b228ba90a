//! Who asked for which route, from when to when, what they said, and when their pings came.
//! Tests read it to see from outside what a page did while nobody could look at the page.
//! It is kept in memory only, as rings: the newest visits, messages and pings push the oldest out.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use tokio_tungstenite::tungstenite::Message;

use crate::request::Request;

/// A request for a route, and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// Counts the requests for this server's routes, from 1.
    pub number: u64,
    /// The route, without the query.
    pub path: &'static str,
    /// Whether a WebSocket was asked for, and not a page.
    pub socket: bool,
    /// The headers that came with it, in their order.
    pub headers: Vec<(String, String)>,
    /// The query of its address, still percent-encoded.
    pub query: String,
    /// When the request had arrived.
    pub began: Instant,
    /// When the connection had ended, if it has.
    pub ended: Option<Instant>,
    /// When the client was last heard, be it with a close frame. Only `/pong` and `/silent` listen for that.
    pub heard: Option<Instant>,
    /// When its pings arrived, answered or not. Only `/pong` knows a ping.
    pub pings: Vec<Instant>,
    /// The messages that came, but for those of more than 1,000 bytes. Only `/echo` remembers them.
    pub messages: Vec<Said>,
}

/// A message of a client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// A text.
    Text(String),
    /// Bytes.
    Binary(Vec<u8>),
}

impl Visit {
    /// The first header of that name, in any case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find_map(|(other, value)| other.eq_ignore_ascii_case(name).then_some(value.as_str()))
    }
}

/// The visits of one server.
#[derive(Debug, Default)]
pub struct Visits(Mutex<Kept>);

/// A visit that goes on until this is dropped, in whatever way that comes about.
#[derive(Debug)]
pub struct Guest {
    visits: Arc<Visits>,
    number: u64,
}

#[derive(Debug, Default)]
struct Kept {
    /// How many there have been; the last of `visits` has this number.
    count: u64,
    visits: VecDeque<Visit>,
    /// Apart from the visits, so that one limit holds for all of them.
    pings: VecDeque<(u64, Instant)>,
    messages: VecDeque<(u64, Said)>,
}

const MOST_VISITS: usize = 10_000;
const MOST_PINGS: usize = 100_000;
const MOST_MESSAGES: usize = 10_000;
const LONGEST_MESSAGE: usize = 1000;

impl Visits {
    /// Notes that a request has arrived.
    pub fn enter(visits: &Arc<Self>, path: &'static str, request: &Request) -> Guest {
        let mut kept = visits.kept();
        kept.count += 1;
        let number = kept.count;
        let visit = Visit {
            number,
            path,
            socket: request.asks_for_socket(),
            headers: request.headers.clone(),
            query: request.query.clone(),
            began: Instant::now(),
            ended: None,
            heard: None,
            pings: Vec::new(),
            messages: Vec::new(),
        };
        push(&mut kept.visits, visit, MOST_VISITS);
        Guest { visits: Arc::clone(visits), number }
    }

    /// All that are remembered, in the order in which they began.
    pub fn list(&self) -> Vec<Visit> {
        let kept = self.kept();
        let mut visits: Vec<Visit> = kept.visits.iter().cloned().collect();
        for &(number, at) in &kept.pings {
            if let Some(visit) = kept.place(number).and_then(|place| visits.get_mut(place)) {
                visit.pings.push(at);
            }
        }
        for (number, said) in &kept.messages {
            if let Some(visit) = kept.place(*number).and_then(|place| visits.get_mut(place)) {
                visit.messages.push(said.clone());
            }
        }
        visits
    }

    /// A panic elsewhere can't leave a half-written visit behind, so a poisoned lock is as good as any.
    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Guest {
    /// Notes that the client was heard just now.
    pub fn heard(&self) {
        self.note(|visit| visit.heard = Some(Instant::now()));
    }

    /// Notes a ping.
    pub fn ping(&self) {
        push(&mut self.visits.kept().pings, (self.number, Instant::now()), MOST_PINGS);
    }

    /// Notes a message, unless it is too long to be remembered.
    pub fn message(&self, message: &Message) {
        let said = match message {
            Message::Text(text) if text.len() <= LONGEST_MESSAGE => Said::Text(text.as_str().to_owned()),
            Message::Binary(bytes) if bytes.len() <= LONGEST_MESSAGE => Said::Binary(bytes.to_vec()),
            Message::Text(_)
            | Message::Binary(_)
            | Message::Ping(_)
            | Message::Pong(_)
            | Message::Close(_)
            | Message::Frame(_) => return,
        };
        push(&mut self.visits.kept().messages, (self.number, said), MOST_MESSAGES);
    }

    fn note(&self, write: impl FnOnce(&mut Visit)) {
        let mut kept = self.visits.kept();
        if let Some(visit) = kept.place(self.number).and_then(|place| kept.visits.get_mut(place)) {
            write(visit);
        }
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        self.note(|visit| visit.ended = Some(Instant::now()));
    }
}

impl Kept {
    /// Where a visit is, if it is still remembered.
    fn place(&self, number: u64) -> Option<usize> {
        let back = usize::try_from(self.count.checked_sub(number)?).ok()?;
        self.visits.len().checked_sub(back + 1)
    }
}

fn push<T>(ring: &mut VecDeque<T>, item: T, most: usize) {
    if ring.len() == most {
        ring.pop_front();
    }
    ring.push_back(item);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_are_forgotten_first() {
        let visits = Arc::default();
        let first = Visits::enter(&visits, "/pong", &Request::default());
        first.ping();
        for _ in 0..MOST_VISITS - 1 {
            drop(Visits::enter(&visits, "/silent", &Request::default()));
        }
        assert_eq!((visits.list().len(), visits.list()[0].pings.len()), (MOST_VISITS, 1));
        let last = Visits::enter(&visits, "/pong", &Request::default());
        // What the forgotten one still does is no other's doing.
        first.ping();
        first.heard();
        drop(first);
        for _ in 0..=MOST_PINGS {
            last.ping();
        }
        let remembered = visits.list();
        assert_eq!((remembered.len(), remembered[0].number, remembered[0].path), (MOST_VISITS, 2, "/silent"));
        let of_last = &remembered[MOST_VISITS - 1];
        assert_eq!((of_last.pings.len(), of_last.ended, of_last.heard), (MOST_PINGS, None, None));
        assert!(
            remembered[..MOST_VISITS - 1].iter().all(|visit| visit.pings.is_empty() && visit.ended.is_some())
        );
    }
}
