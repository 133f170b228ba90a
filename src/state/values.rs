//! The values of the user's variables as a session has them, and what may be shown of those that are secret.

use leptos::prelude::*;
use wirebench_core::compose::Values;
use wirebench_core::conn::Notice;
use wirebench_core::log::Mask;
use wirebench_core::saved::Pair;
use wirebench_core::wire::Command;

use super::session::Session;

impl Session {
    /// The values of the user's variables.
    pub fn values(self) -> Values {
        self.variables.with(|own| self.library.values(own))
    }

    /// A text with dots in place of the user's secrets.
    pub fn masked(self, text: &str) -> String {
        self.mask().text(text)
    }

    /// Hides what is secret in this session.
    pub fn mask(self) -> Mask {
        Mask::new(self.secrets())
    }

    /// What is secret in this session: values of variables and headers, those in force now and those that were used.
    fn secrets(self) -> Vec<String> {
        let mut all = self.secrets_in_force();
        self.sending.used_secrets.with_value(|used| all.extend(used.iter().cloned()));
        all.sort_unstable();
        all.dedup();
        all
    }

    fn secrets_in_force(self) -> Vec<String> {
        let mut pairs = self.variables.with(|own| self.library.in_force(own));
        self.headers.with(|headers| pairs.extend(headers.iter().map(|header| header.pair.clone())));
        let secrets = pairs.into_iter().filter(Pair::is_secret).map(|pair| pair.value);
        secrets.chain(self.secret_header_values()).collect()
    }

    /// What is in force now goes over the wire, and stays secret when it has another value.
    pub(super) fn use_secrets(self) {
        let now = untrack(|| self.secrets_in_force());
        self.sending.used_secrets.update_value(|used| {
            used.extend(now);
            used.sort_unstable();
            used.dedup();
        });
    }

    /// Tells the worker what it must not keep.
    pub(super) fn tell_secrets(self) {
        self.send_command(&Command::Secrets(self.id, untrack(|| self.secrets())));
    }

    /// Tells it again whenever that has changed, as long as the calling owner lives.
    pub(super) fn keep_secrets_told(self) {
        Effect::new(move |before: Option<Vec<String>>| {
            let now = self.secrets();
            if before.is_some_and(|before| before != now) {
                self.send_command(&Command::Secrets(self.id, now.clone()));
            }
            now
        });
    }

    /// Forgets every row, here and on disk.
    pub fn clear_log(self) {
        self.send_command(&Command::Cleared(self.id));
        self.log.clear();
    }

    /// The values, for a moment.
    pub(super) fn values_now(self) -> Values {
        untrack(|| self.values())
    }

    /// A notice as it is kept and shown.
    pub(super) fn without_secrets(self, notice: &Notice) -> Notice {
        match notice {
            Notice::Connecting { .. } => untrack(|| self.mask()).notice(notice),
            // What a server says is shown as it says it.
            Notice::Opened { .. }
            | Notice::Broken { .. }
            | Notice::Closing
            | Notice::Unsent(_)
            | Notice::Ended(_)
            | Notice::Waiting { .. }
            | Notice::Stopped
            | Notice::GaveUp(_)
            | Notice::Slept(_)
            | Notice::Forbidden
            // Its secrets are hidden before the worker hears of it.
            | Notice::Handshake(_) => notice.clone(),
        }
    }
}
