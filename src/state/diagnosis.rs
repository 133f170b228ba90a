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

/// What is known of the last handshake that failed.
#[derive(Clone, Debug, Default)]
pub struct Failure {
    /// What can be said of it, while there is something.
    pub diagnosis: Option<Diagnosis>,
    /// Whether the server is being asked.
    pub is_asking: bool,
    /// How many handshakes in a row have failed.
    pub count: u32,
    ending: Option<Ending>,
    /// Whether the content security policy forbids the address.
    is_forbidden: bool,
    /// What asking the server has brought to light.
    found: Option<Probe>,
}

impl Failure {
    /// A handshake of the user's begins: what was found out counts for the one before.
    pub fn begin_anew(&mut self) {
        *self = Self { count: self.count, ..Self::default() };
    }
}

impl Session {
    /// Takes in that a handshake has failed in this way.
    pub fn handshake_failed(self, ending: &Ending) {
        self.failure.update(|failure| {
            failure.count += 1;
            failure.ending = Some(ending.clone());
        });
        self.find_out();
    }

    /// Takes in that the content security policy forbids the address, which a browser may tell before or after the end.
    pub fn address_is_forbidden(self) {
        self.failure.update(|failure| failure.is_forbidden = true);
        self.find_out();
    }

    /// Asks the server by http, and the browser for its permission if need be.
    pub fn diagnose(self) {
        let Some(endpoint) = self.failed_endpoint() else { return };
        self.failure.update(|failure| failure.is_asking = true);
        spawn_local(async move {
            let found = ask(&endpoint).await;
            let keep = |failure: &mut Failure| {
                // Another attempt may have begun meanwhile, perhaps to another address.
                if std::mem::take(&mut failure.is_asking) {
                    failure.found = Some(found);
                }
            };
            // The tab may have been closed meanwhile.
            if self.failure.try_update(keep).is_some() {
                self.find_out();
            }
        });
    }

    fn failed_endpoint(self) -> Option<Endpoint> {
        let address = self.target.with_untracked(|target| target.as_ref().map(|t| t.address.clone()))?;
        endpoint::parse(&address, location::page_scheme()).ok()
    }

    fn find_out(self) {
        let ending = self.failure.with_untracked(|failure| failure.ending.clone());
        let (Some(endpoint), Some(ending)) = (self.failed_endpoint(), ending) else { return };
        spawn_local(async move {
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
                probe: failure.found,
                endpoint,
            };
            self.failure.update(|failure| failure.diagnosis = Some(diagnose(&facts)));
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
