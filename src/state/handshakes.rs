//! Making attempts ready where the page is an extension's: its headers are put in force before a socket opens and taken
//! away after the handshake, and what the browser shows of it is told.
//!
//! Attempts to one host go one after the other, as RFC 6455 §4.1 wants it; so a rule is never there for the attempt of
//! another session, and an event never of one.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;

use futures_channel::oneshot::{Receiver, Sender, channel};
use leptos::prelude::*;
use wirebench_browser::browser_kind::browser_kind;
use wirebench_browser::extension::{Extension, Sightings};
use wirebench_browser::{address, chance, location, task};
use wirebench_core::conn::handshake::{Place, Rule, Sighting, Watch};
use wirebench_core::conn::machine::Generation;
use wirebench_core::conn::{CloseRequest, Endpoint, Notice, endpoint};
use wirebench_core::wire::{Command, SessionId};

use super::link::Link;
use super::session::Session;

/// How long the last event of a handshake may take after its end, in milliseconds. The two come on different ways.
const EVENT_MS: u32 = 1_000;

/// As many failed requests are remembered; Diagnose sends four at most.
const MOST_FAILURES: usize = 8;

/// What the page may do with handshakes: nothing, or all that an extension may. Copies are the same.
#[derive(Clone, Copy)]
pub struct Handshakes(StoredValue<Option<Rc<Inner>>, LocalStorage>);

struct Inner {
    extension: Extension,
    link: Link,
    attempts: RefCell<Vec<Attempt>>,
    turns: RefCell<Vec<(String, VecDeque<Sender<()>>)>>,
    sightings: RefCell<Option<Sightings>>,
    /// The requests that have failed since Diagnose was pressed: where each went, and the browser's name for the reason.
    failures: RefCell<Vec<(String, String)>>,
}

/// An attempt under way, or the last one's end.
struct Attempt {
    session: SessionId,
    generation: Generation,
    /// Told when it has opened or ended.
    over: Option<Sender<()>>,
    watch: Option<Watch>,
    /// Told when nothing more is to be seen of it.
    seen: Option<Sender<()>>,
}

impl Handshakes {
    /// Looks at where the page runs; where it is an extension's, the worker is told to announce attempts.
    pub fn start(link: &Link) -> Self {
        let inner = Extension::here().map(|extension| {
            link.send(&Command::Announce);
            let tidying = extension.clone();
            task::spawn(async move {
                if let Ok(tab) = tidying.tab().await {
                    tidying.tidy(tab).await;
                }
            });
            Rc::new(Inner {
                extension,
                link: link.clone(),
                attempts: RefCell::default(),
                turns: RefCell::default(),
                sightings: RefCell::default(),
                failures: RefCell::default(),
            })
        });
        Self(StoredValue::new_local(inner))
    }

    /// Whether headers can be set at all.
    pub fn are_ours(self) -> bool {
        self.0.with_value(Option::is_some)
    }

    /// Whether the user has given access to where that leads; never in a page.
    pub async fn has_access(self, endpoint: &Endpoint) -> bool {
        match (self.0.get_value(), place(endpoint.as_str())) {
            (Some(inner), Some((place, _))) => inner.extension.has_access(&place).await,
            (Some(_) | None, _) => false,
        }
    }

    /// Begins to watch requests, where the user has given access to where that leads.
    pub(super) async fn begin_to_watch(self, endpoint: &Endpoint) {
        let Some(inner) = self.0.get_value() else { return };
        if self.has_access(endpoint).await
            && let Ok(tab) = inner.extension.tab().await
        {
            inner.listen(tab);
        }
        inner.failures.borrow_mut().clear();
    }

    /// The browser's name for why a request to that address has failed since then, where it could be seen.
    pub(super) fn error_of(self, address: &str) -> Option<String> {
        let (inner, address) = (self.0.get_value()?, address::normal(address)?);
        let failures = inner.failures.borrow();
        failures.iter().find(|(failed, _)| *failed == address).map(|(_, error)| error.clone())
    }

    /// Asks the user for access to where that leads, while an event of the user's is handled.
    pub(super) fn ask_for_access(self, endpoint: &Endpoint) -> Option<impl Future<Output = bool> + use<>> {
        let (inner, (place, _)) = (self.0.get_value()?, place(endpoint.as_str())?);
        Some(inner.extension.ask_for_access(&place))
    }

    /// Makes an attempt ready that the worker has announced.
    pub(super) fn announced(self, session: Session, generation: Generation) {
        if let Some(inner) = self.0.get_value() {
            task::spawn(inner.attend(session, generation));
        }
    }

    /// Takes in that the attempt of a session has opened or ended.
    pub(super) fn over(self, session: SessionId) {
        if let Some(inner) = self.0.get_value() {
            inner.over(session);
        }
    }
}

impl Inner {
    /// From the announcement of an attempt until all is known of it.
    async fn attend(self: Rc<Self>, session: Session, generation: Generation) {
        let over = self.begin(session.id, generation);
        let target = session.target.try_get_untracked().flatten();
        let Some((place, host)) = target.and_then(|target| place(&target.address)) else {
            // What the browser can't parse it refuses in its own words.
            return self.link.send(&Command::Open(session.id, generation));
        };
        self.turn(&host).await;
        if self.is_under_way(session.id, generation) {
            self.handshake(session, generation, &place, over).await;
        }
        self.leave(&host);
    }

    async fn handshake(
        self: &Rc<Self>,
        session: Session,
        generation: Generation,
        place: &Place,
        over: Receiver<()>,
    ) {
        let headers = session.headers_to_send();
        // The tab may be closed before anything is seen.
        let mask = untrack(|| session.mask());
        let has_access = self.extension.has_access(place).await;
        let tab = self.extension.tab().await;
        let rule = Rule(u32::try_from(chance::seed() % (1 << 30)).unwrap_or(0) + 1);
        if !headers.is_empty() {
            let is_set = match &tab {
                Ok(tab) if has_access => self.extension.set_headers(rule, *tab, place, &headers).await,
                Ok(_) => Err(String::new()),
                Err(words) => Err(words.clone()),
            };
            // Without its headers it isn't the attempt that the user wanted.
            if let Err(words) = is_set {
                session.headers_refused.try_set(Some(words));
                return self.link.send(&Command::Close(session.id, CloseRequest::default()));
            }
        }
        let seen = tab.ok().filter(|_| has_access).map(|tab| self.watch(tab, session.id, generation, place));
        self.link.send(&Command::Open(session.id, generation));
        // The other end goes with another attempt of this session.
        let _ = over.await;
        if !headers.is_empty() {
            self.extension.remove(rule).await;
        }
        if let Some(seen) = seen {
            let _ = task::within(EVENT_MS, seen).await;
            if let Some(handshake) = self.take_watch(session.id, generation).and_then(Watch::into_handshake) {
                self.link.send(&Command::Tell(session.id, mask.notice(&Notice::Handshake(handshake))));
            }
        }
    }

    /// Notes an attempt in the place of an earlier one of the same session.
    fn begin(&self, session: SessionId, generation: Generation) -> Receiver<()> {
        self.over(session);
        let (over, when_over) = channel();
        let attempt = Attempt { session, generation, over: Some(over), watch: None, seen: None };
        self.attempts.borrow_mut().push(attempt);
        when_over
    }

    fn is_under_way(&self, session: SessionId, generation: Generation) -> bool {
        let is_it = |attempt: &Attempt| {
            attempt.session == session && attempt.generation == generation && attempt.over.is_some()
        };
        self.attempts.borrow().iter().any(is_it)
    }

    fn over(&self, session: SessionId) {
        let mut attempts = self.attempts.borrow_mut();
        for attempt in attempts.iter_mut().filter(|attempt| attempt.session == session) {
            // Nobody listens to one that is still waiting for its turn, and it sees that it is over by itself.
            let _ = attempt.over.take().map(|over| over.send(()));
        }
        attempts.retain(|attempt| attempt.session != session || attempt.watch.is_some());
    }

    /// Waits until no other attempt to that host is under way.
    async fn turn(&self, host: &str) {
        let turn = {
            let mut turns = self.turns.borrow_mut();
            if let Some((_, waiting)) = turns.iter_mut().find(|(other, _)| other == host) {
                let (mine, turn) = channel();
                waiting.push_back(mine);
                Some(turn)
            } else {
                turns.push((host.to_owned(), VecDeque::new()));
                None
            }
        };
        if let Some(turn) = turn {
            // It is told by whoever leaves, and each does.
            let _ = turn.await;
        }
    }

    fn leave(&self, host: &str) {
        let mut turns = self.turns.borrow_mut();
        if let Some(at) = turns.iter().position(|(other, _)| other == host) {
            match turns[at].1.pop_front() {
                Some(next) => drop(next.send(())),
                None => drop(turns.remove(at)),
            }
        }
    }

    fn watch(
        self: &Rc<Self>,
        tab: u32,
        session: SessionId,
        generation: Generation,
        place: &Place,
    ) -> Receiver<()> {
        self.listen(tab);
        let (seen, when_seen) = channel();
        let is_it = |attempt: &&mut Attempt| attempt.session == session && attempt.generation == generation;
        if let Some(attempt) = self.attempts.borrow_mut().iter_mut().find(is_it) {
            attempt.watch = Some(Watch::new(place.clone()));
            attempt.seen = Some(seen);
        }
        when_seen
    }

    fn listen(self: &Rc<Self>, tab: u32) {
        let weak = Rc::downgrade(self);
        let tell = move |sighting| {
            if let Some(inner) = weak.upgrade() {
                inner.saw(&sighting);
            }
        };
        self.sightings.borrow_mut().get_or_insert_with(|| self.extension.watch(tab, tell));
    }

    fn saw(&self, sighting: &Sighting) {
        let mut failures = self.failures.borrow_mut();
        if let Some((address, error)) = sighting.failure()
            && failures.len() < MOST_FAILURES
        {
            failures.push((address.to_owned(), error.to_owned()));
        }
        drop(failures);
        for attempt in &mut *self.attempts.borrow_mut() {
            if attempt.watch.as_mut().is_some_and(|watch| watch.take(sighting)) {
                // Nobody listens yet to one that isn't over, and finds it told.
                let _ = attempt.seen.take().map(|seen| seen.send(()));
            }
        }
    }

    fn take_watch(&self, session: SessionId, generation: Generation) -> Option<Watch> {
        let mut attempts = self.attempts.borrow_mut();
        let is_it = |attempt: &Attempt| attempt.session == session && attempt.generation == generation;
        let at = attempts.iter().position(is_it)?;
        attempts.remove(at).watch
    }
}

/// How the browser speaks of where an address leads, and the host by which attempts are taken one after the other.
fn place(address: &str) -> Option<(Place, String)> {
    let endpoint = endpoint::parse(&address::normal(address)?, location::page_scheme()).ok()?;
    Some((Place::of(&endpoint, browser_kind()), endpoint.host_port()))
}
