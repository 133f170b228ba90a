//! Connecting: what must hold before it, and what the user is asked.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wirebench_browser::clock;
use wirebench_core::conn::settings::Settings;
use wirebench_core::conn::{CloseRequest, Endpoint, Status, Target};
use wirebench_core::wire::Command;

use super::headers::Unsent;
use super::session::Session;

impl Session {
    /// Connects, unless something is wrong with what is typed; then that is said.
    pub fn connect(self) {
        let offered = untrack(|| self.subprotocols.with(|text| self.offered(text)));
        match (untrack(|| self.endpoint()), offered) {
            (Ok(endpoint), Ok(subprotocols)) => self.connect_with_headers(&endpoint, subprotocols),
            (Err(_), _) | (_, Err(_)) => self.tried.set(true),
        }
    }

    /// Connects if the headers go along, or needn't; else the user is asked.
    fn connect_with_headers(self, endpoint: &Endpoint, subprotocols: Vec<String>) {
        let target = Target { address: endpoint.as_str().to_owned(), subprotocols };
        self.headers_refused.set(None);
        if untrack(|| self.has_wrong_header()) {
            return;
        }
        if self.goes_without() || untrack(|| self.header_lines()).is_empty() {
            return self.connect_to(target);
        }
        let Some(asked) = self.handshakes.ask_for_access(endpoint) else {
            return self.unsent.set(Some(Unsent::Page));
        };
        let host = endpoint.host().to_owned();
        spawn_local(async move {
            let is_given = asked.await;
            // Meanwhile the tab may have been closed, or connected by another press of the button.
            if self.status.try_get_untracked().is_none_or(|status| status.is_live()) {
                return;
            }
            if is_given {
                self.connect_to(target);
            } else {
                self.unsent.set(Some(Unsent::NoAccess(host)));
            }
        });
    }

    fn connect_to(self, target: Target) {
        self.status.set(Status::Connecting { since: clock::wall(), attempt: 0 });
        self.library.remember_address(&self.address.get_untracked());
        self.is_from_link.set(false);
        self.agreed_headers.set_value(untrack(|| self.header_lines()));
        let settings = self.policy.with_untracked(Settings::of);
        self.use_secrets();
        self.tell_secrets();
        self.send_command(&Command::Connect(self.id, target, settings, self.values_now()));
    }

    /// Cancels or disconnects. Without a wish of the user a close frame says 1000, a normal closure.
    pub fn close(self, request: CloseRequest) {
        self.send_command(&Command::Close(self.id, request));
    }

    /// Doesn't wait any longer for the next attempt.
    pub fn try_now(self) {
        self.send_command(&Command::TryNow(self.id));
    }
}
