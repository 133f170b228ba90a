//! The values of the user's variables as a session has them, and what may be shown of those that are secret.

use leptos::prelude::*;
use wirebench_core::compose::Values;
use wirebench_core::conn::Notice;

use super::session::Session;

impl Session {
    /// The values of the user's variables.
    pub fn values(self) -> Values {
        self.variables.with(|own| self.library.values(own))
    }

    /// A text with dots in place of the user's secrets.
    pub fn masked(self, text: &str) -> String {
        self.variables.with(|own| self.library.masked(own, text))
    }

    /// The values, for a moment.
    pub(super) fn values_now(self) -> Values {
        untrack(|| self.values())
    }

    /// A notice as it is kept and shown.
    pub(super) fn without_secrets(self, notice: &Notice) -> Notice {
        let mut notice = notice.clone();
        if let Notice::Connecting { target, .. } = &mut notice {
            target.address = untrack(|| self.masked(&target.address));
            for subprotocol in &mut target.subprotocols {
                *subprotocol = untrack(|| self.masked(subprotocol));
            }
        }
        notice
    }
}
