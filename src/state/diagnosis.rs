//! Why a handshake failed, as far as it can be found out: gathers the facts, and on the user's wish asks the server by
//! http. Nothing is asked of anybody without that wish.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wirebench_browser::browser_kind::browser_kind;
use wirebench_browser::online::is_online;
use wirebench_browser::probe::probe;
use wirebench_browser::{location, permission};
use wirebench_core::conn::diagnosis::{Diagnosis, Facts, Permission, Probe, diagnose};
use wirebench_core::conn::{Clock, EndedBy, Ending, Endpoint, endpoint};

use super::session::Session;

/// How long a server may take to answer, in milliseconds.
const PROBE_MS: u32 = 5_000;
/// The same where the browser first asks the user.
const PROBE_MS_ASKING: u32 = 60_000;

/// What is known of the last handshake that failed; copies are the same.
#[derive(Clone, Copy)]
pub struct Failure {
    /// What can be said of it, while there is something.
    pub diagnosis: RwSignal<Option<Diagnosis>>,
    /// Whether the server is being asked.
    pub is_asking: RwSignal<bool>,
    /// How many handshakes in a row have failed.
    pub count: RwSignal<u32>,
    /// Whether the content security policy forbids the address.
    is_forbidden: RwSignal<bool>,
    ending: RwSignal<Option<Ending>>,
    /// What asking the server has brought to light.
    found: RwSignal<Option<Probe>>,
}

impl Failure {
    /// None yet.
    pub fn new() -> Self {
        Self {
            diagnosis: RwSignal::new(None),
            is_asking: RwSignal::new(false),
            count: RwSignal::new(0),
            is_forbidden: RwSignal::new(false),
            ending: RwSignal::new(None),
            found: RwSignal::new(None),
        }
    }

    /// A handshake of the user's begins, or one has succeeded.
    pub fn forget(self) {
        self.diagnosis.set(None);
        self.is_forbidden.set(false);
        self.ending.set(None);
        self.found.set(None);
    }
}

impl Session {
    /// Takes in that a handshake has failed in this way.
    pub fn handshake_failed(self, ending: &Ending) {
        self.failure.count.update(|count| *count += 1);
        self.failure.ending.set(Some(ending.clone()));
        self.find_out();
    }

    /// Takes in that the content security policy forbids the address, which a browser may tell before or after the end.
    pub fn address_is_forbidden(self) {
        self.failure.is_forbidden.set(true);
        self.find_out();
    }

    /// Asks the server by http, and the browser for its permission if need be.
    pub fn diagnose(self) {
        let Some(endpoint) = self.failed_endpoint() else { return };
        self.failure.is_asking.set(true);
        spawn_local(async move {
            let found = ask(&endpoint).await;
            // The tab may have been closed meanwhile.
            if self.failure.is_asking.try_set(false).is_none() {
                self.failure.found.set(Some(found));
                self.find_out();
            }
        });
    }

    fn failed_endpoint(self) -> Option<Endpoint> {
        let address = self.target.with_untracked(|target| target.as_ref().map(|t| t.address.clone()))?;
        endpoint::parse(&address, location::page_scheme()).ok()
    }

    fn find_out(self) {
        let (Some(endpoint), Some(ending)) = (self.failed_endpoint(), self.failure.ending.get_untracked())
        else {
            return;
        };
        spawn_local(async move {
            let local_network = permission::local_network(endpoint.reach()).await;
            // The tab may have been closed, or the connection opened, meanwhile.
            let is_current = self.failure.ending.try_with_untracked(|now| now.as_ref() == Some(&ending));
            if is_current != Some(true) {
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
                blocked_by_policy: self.failure.is_forbidden.get_untracked(),
                local_network,
                earlier_failures: self.failure.count.get_untracked().saturating_sub(1),
                probe: self.failure.found.get_untracked(),
                endpoint,
            };
            self.failure.diagnosis.set(Some(diagnose(&facts)));
        });
    }
}

async fn ask(endpoint: &Endpoint) -> Probe {
    let (reach, page_reach) = (endpoint.reach(), permission::page_reach());
    let permission = permission::local_network(reach).await;
    let asks_user = reach < page_reach && permission == Some(Permission::Prompt);
    let found = probe(&endpoint.http_twin(), if asks_user { PROBE_MS_ASKING } else { PROBE_MS }).await;
    match (found, endpoint.http_other(location::page_scheme())) {
        (Probe::Nothing { .. }, Some(other)) => found.or_other(probe(&other, PROBE_MS).await),
        (found, _) => found,
    }
}
