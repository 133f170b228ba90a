//! Why a handshake failed, as far as it can be found out: gathers the facts, and on the user's wish asks the server by
//! http. Nothing is asked of anybody without that wish.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wirebench_browser::browser_kind::browser_kind;
use wirebench_browser::online::is_online;
use wirebench_browser::probe::probe;
use wirebench_browser::{clock, location, permission};
use wirebench_core::conn::diagnosis::{Answer, Browser, Diagnosis, Facts, Permission, Probe, diagnose};
use wirebench_core::conn::handshake::Handshake;
use wirebench_core::conn::{Clock, EndedBy, Ending, Endpoint, endpoint};

use wirebench_core::time::{Micros, Span};

use super::session::Session;

/// How long a server may take to answer, in milliseconds.
const PROBE_MS: u32 = 5_000;
/// The same where the browser first asks the user.
const PROBE_MS_ASKING: u32 = 60_000;

/// For how long an answer is taken to hold for later attempts as well.
const FRESH: Span = Span::from_secs(30);

/// What is known of the last handshake that failed.
#[derive(Clone, Debug, Default)]
pub struct Failure {
    /// What can be said of it, while there is something.
    pub diagnosis: Option<Diagnosis>,
    /// How many handshakes in a row have failed.
    pub count: u32,
    /// What could be seen of it, where the page is an extension's.
    pub handshake: Option<Handshake>,
    /// Whether more could be seen of the next one with access to its host.
    pub lacks_access: bool,
    ending: Option<Ending>,
    /// Whether the content security policy forbids the address.
    is_forbidden: bool,
    /// What asking the server has brought to light, and when.
    found: Option<(Micros, Probe)>,
    /// The question that is being asked.
    asking: Option<u32>,
    /// How many questions there were.
    questions: u32,
}

impl Failure {
    /// Whether the server is being asked.
    pub fn is_asking(&self) -> bool {
        self.asking.is_some()
    }

    /// Whether the server was asked, so that the user waits for what is said.
    pub fn was_asked(&self) -> bool {
        self.found.is_some()
    }

    /// A handshake of the user's begins, or one has succeeded: what was found out counts for those before.
    pub fn begin_anew(&mut self, count: u32) {
        *self = Self { count, questions: self.questions, ..Self::default() };
    }
}

impl Session {
    /// Takes in that a handshake has failed in this way.
    pub fn handshake_failed(self, ending: &Ending) {
        self.failure.update(|failure| {
            failure.count += 1;
            failure.ending = Some(ending.clone());
            failure.handshake = None;
            failure.found = failure.found.filter(|(asked, _)| clock::now().since(*asked) < FRESH);
        });
        self.find_out();
    }

    /// Takes in what could be seen of a handshake, which comes after its end.
    pub fn handshake_seen(self, handshake: &Handshake) {
        if !handshake.is_accepted() {
            self.failure.update(|failure| failure.handshake = Some(handshake.clone()));
            self.find_out();
        }
    }

    /// Asks the user for access to where the handshake has failed, so that more can be seen of the next one.
    pub fn give_access(self) {
        let asked = self.failed_endpoint().and_then(|endpoint| self.handshakes.ask_for_access(&endpoint));
        let Some(asked) = asked else { return };
        spawn_local(async move {
            if asked.await {
                // The tab may have been closed meanwhile.
                self.failure.try_update(|failure| failure.lacks_access = false);
                // What could not be sent can be now.
                self.unsent_are_fine.try_set(false);
            }
        });
    }

    /// Takes in that the content security policy forbids the address, which a browser may tell before or after the end.
    pub fn address_is_forbidden(self) {
        self.failure.update(|failure| failure.is_forbidden = true);
        self.find_out();
    }

    /// Asks the server by http, and the browser for its permission if need be.
    pub fn diagnose(self) {
        let Some(endpoint) = self.failed_endpoint() else { return };
        if self.failure.with_untracked(Failure::is_asking) {
            return;
        }
        let mut question = 0;
        self.failure.update(|failure| {
            failure.questions += 1;
            question = failure.questions;
            failure.asking = Some(question);
        });
        spawn_local(async move {
            self.handshakes.begin_to_watch(&endpoint).await;
            let found = ask(&endpoint).await;
            let error = match found {
                Probe::Nothing { .. } => self.handshakes.error_of(&endpoint.http_twin()),
                Probe::Answered(_) | Probe::OtherScheme(_) | Probe::TimedOut | Probe::Forbidden => None,
            };
            let keep = |failure: &mut Failure| {
                // Another attempt may have begun meanwhile, perhaps to another address.
                if failure.asking == Some(question) {
                    failure.asking = None;
                    failure.found = Some((clock::now(), found));
                    // More of it can be seen than of a handshake.
                    if let (Some(handshake), Some(error)) = (&mut failure.handshake, error) {
                        handshake.error = error;
                    }
                }
            };
            // The tab may have been closed meanwhile.
            if self.failure.try_update(keep).is_some() {
                self.find_out();
            }
        });
    }

    /// Whether the browser may hold the attempt back that is under way.
    pub fn may_be_held_back(self) -> bool {
        self.failure.with(|failure| browser_kind().delays_after(failure.count))
    }

    fn failed_endpoint(self) -> Option<Endpoint> {
        let address = self.target.with_untracked(|target| target.as_ref().map(|t| t.address.clone()))?;
        endpoint::parse(&address, location::page_scheme()).ok()
    }

    fn find_out(self) {
        let ending = self.failure.with_untracked(|failure| failure.ending.clone());
        let (Some(endpoint), Some(ending)) = (self.failed_endpoint(), ending) else { return };
        spawn_local(async move {
            let has_access = self.handshakes.has_access(&endpoint).await;
            let local_network = permission::local_network(endpoint.reach()).await;
            // The tab may have been closed, or the connection opened, meanwhile.
            let failure = self.failure.try_get_untracked().unwrap_or_default();
            if failure.ending.as_ref() != Some(&ending) {
                return;
            }
            let offered = self.target.with_untracked(|t| t.as_ref().map_or(0, |t| t.subprotocols.len()));
            let facts = Facts {
                browser: browser_kind(),
                page: location::page_scheme(),
                page_reach: permission::page_reach(),
                online: is_online(),
                offered,
                took: ending.handshake,
                timed_out: ending.by == EndedBy::TimedOut(Clock::Connect),
                blocked_by_policy: failure.is_forbidden,
                local_network,
                earlier_failures: failure.count.saturating_sub(1),
                probe: failure.found.map(|(_, found)| found),
                handshake: failure.handshake,
                endpoint,
            };
            let lacks_access = self.handshakes.are_ours() && !has_access;
            self.failure.update(|failure| {
                failure.lacks_access = lacks_access;
                failure.diagnosis = Some(diagnose(&facts));
            });
        });
    }
}

async fn ask(endpoint: &Endpoint) -> Probe {
    let (reach, page_reach) = (endpoint.reach(), permission::page_reach());
    let permission = permission::local_network(reach).await;
    let asks_user = reach < page_reach && permission == Some(Permission::Prompt);
    let found = probe(&endpoint.http_twin(), if asks_user { PROBE_MS_ASKING } else { PROBE_MS }).await;
    let is_unclear = may_be_an_alert(found) || matches!(found, Probe::Nothing { .. });
    match endpoint.http_other(location::page_scheme()) {
        Some(other) if is_unclear => {
            let second = probe(&other, PROBE_MS).await;
            if may_be_an_alert(second) { found } else { found.or_other(second) }
        }
        Some(_) | None => found,
    }
}

/// Firefox takes the alert with which a TLS server refuses plain http for an answer, which it doesn't show.
fn may_be_an_alert(found: Probe) -> bool {
    browser_kind() == Browser::Firefox && found == Probe::Answered(Answer::Hidden)
}
