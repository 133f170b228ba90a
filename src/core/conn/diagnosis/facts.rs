//! What there is to judge by, and what of it is certain.

use super::Known;
use crate::conn::handshake::Handshake;
use crate::conn::{Endpoint, PageScheme, Reach};
use crate::time::Span;

/// A refusal takes a round trip, and an answer to a question that the browser asks takes a human.
pub(super) const SLOW: Span = Span(1_000_000);

/// Everything that is known of a handshake that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Where it went.
    pub endpoint: Endpoint,
    /// Which browser this is.
    pub browser: Browser,
    /// How this page was loaded.
    pub page: PageScheme,
    /// From where this page was loaded.
    pub page_reach: Reach,
    /// Whether the browser believes that there is a network; only its no is to be relied on.
    pub online: bool,
    /// How many sub-protocols were offered.
    pub offered: usize,
    /// How long the handshake took to fail.
    pub took: Span,
    /// Whether it was us who gave it up.
    pub timed_out: bool,
    /// Whether a content security policy forbade it.
    pub blocked_by_policy: bool,
    /// Whether the browser lets this page reach what is that near; nothing where it knows no such permission.
    pub local_network: Option<Permission>,
    /// How many handshakes failed in a row before this one.
    pub earlier_failures: u32,
    /// What became of an http request to the same address, if one was sent.
    pub probe: Option<Probe>,
    /// What could be seen of the handshake, where the page is an extension's.
    pub handshake: Option<Handshake>,
}

/// The browsers that differ in what matters here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Browser {
    /// Chrome, Edge, Opera and others.
    Chromium,
    /// Firefox.
    Firefox,
    /// Safari, and every browser on iOS.
    Safari,
    /// Some other one.
    Other,
}

/// From how many failures in a row on Chromium's delay can be felt: it doubles with each, up to five seconds.
const CHROMIUM_DELAYS_FROM: u32 = 12;

impl Browser {
    /// Whether the browser itself holds an attempt back after so many failures in a row: Firefox from the first on, for
    /// up to a minute, Chromium later, for up to five seconds.
    pub fn delays_after(self, failures: u32) -> bool {
        match self {
            Self::Firefox => failures > 0,
            Self::Chromium => failures >= CHROMIUM_DELAYS_FROM,
            Self::Safari | Self::Other => false,
        }
    }
}

/// The state of a permission (W3C Permissions §2.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    /// It was given.
    Granted,
    /// It was refused.
    Denied,
    /// The user will be asked.
    Prompt,
}

/// What became of an http request to the address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Probe {
    /// It was answered.
    Answered(Answer),
    /// It failed, and one by the other scheme, https or http, was answered.
    OtherScheme(Answer),
    /// It failed, and so did one by the other scheme if that could be sent.
    Nothing {
        /// How long the first one took.
        took: Span,
    },
    /// Nothing came within the time given.
    TimedOut,
    /// The browser didn't send it.
    Forbidden,
}

/// How much of an answer the browser lets the page see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Its status.
    Status(u16),
    /// That it is a redirect.
    Redirect,
    /// Nothing but that there is one. That is the rule where the server doesn't share with other origins.
    Hidden,
}

impl Probe {
    /// Takes in a second request, by the other scheme, which is worth sending only after [`Probe::Nothing`] and
    /// an answer that isn't shown.
    #[must_use]
    pub fn or_other(self, other: Self) -> Self {
        match (self, other) {
            (Self::Nothing { .. } | Self::Answered(Answer::Hidden), Self::Answered(answer)) => {
                Self::OtherScheme(answer)
            }
            (first, _) => first,
        }
    }
}

impl Facts {
    /// What became of the http request, as far as it tells anything.
    ///
    /// Firefox guards the local network against requests, though not against WebSockets (tried in 153).
    pub(super) fn heard(&self) -> Option<Probe> {
        let is_guarded = self.browser == Browser::Firefox && self.reaches_inwards();
        let failed_after = match self.probe {
            Some(Probe::Nothing { took }) => Some(took),
            Some(Probe::TimedOut) => Some(Span(u64::MAX)),
            Some(Probe::Answered(_) | Probe::OtherScheme(_) | Probe::Forbidden) | None => None,
        };
        let is_withheld = match self.local_network {
            Some(Permission::Denied) => failed_after.is_some(),
            Some(Permission::Prompt) => failed_after >= Some(SLOW),
            Some(Permission::Granted) | None => false,
        };
        if is_guarded && is_withheld { Some(Probe::Forbidden) } else { self.probe }
    }

    /// The server's answer to the handshake, if there was one.
    pub(super) fn refused(&self) -> Option<&Handshake> {
        self.handshake.as_ref().filter(|handshake| handshake.is_refused())
    }

    /// The browser's name for why there was none.
    pub(super) fn unanswered(&self) -> Option<&str> {
        let error = self.handshake.as_ref().filter(|handshake| handshake.status == 0)?.error.as_str();
        (!error.is_empty()).then_some(error)
    }

    /// Whether a server has answered an http request.
    pub(super) fn is_answered(&self) -> bool {
        matches!(self.probe, Some(Probe::Answered(_) | Probe::OtherScheme(_)))
    }

    /// Whether the browser asks for permission before this page may connect that near.
    pub(super) fn needs_permission(&self) -> bool {
        // In an insecure context Chromium refuses without asking, and says "denied".
        self.reaches_inwards() && self.page != PageScheme::Http && self.browser != Browser::Firefox
    }

    /// Whether this page is further away than where it wants to connect to (Local Network Access).
    pub(super) fn reaches_inwards(&self) -> bool {
        self.endpoint.reach() < self.page_reach
    }

    /// What is certain, and whether that explains it all.
    pub(super) fn known(&self) -> (Vec<Known>, bool) {
        let mut known = Vec::new();
        if !self.is_answered() {
            if !self.online && self.endpoint.reach() != Reach::Loopback {
                known.push(Known::Offline);
            }
            if self.needs_permission() && self.local_network == Some(Permission::Denied) {
                known.push(Known::LocalNetworkDenied);
            }
        }
        if self.blocked_by_policy {
            known.push(Known::BlockedByPolicy);
        }
        let decisive = !known.is_empty();
        if let Some(refused) = self.refused() {
            let (status, reason) = (refused.status, refused.reason.clone());
            known.push(Known::Refused { status, reason, hint: refused.hint().cloned() });
            return (known, decisive);
        }
        known.extend(self.unanswered().map(|error| Known::Unanswered { error: error.to_owned() }));
        known.extend(self.heard().map(|probe| self.probed(probe)));
        known.push(if self.timed_out {
            Known::TimedOut { took: self.took }
        } else {
            Known::Failed { took: self.took }
        });
        (known, decisive)
    }

    fn probed(&self, probe: Probe) -> Known {
        match probe {
            Probe::Answered(Answer::Status(status)) => Known::Status { status },
            Probe::Answered(Answer::Redirect) => Known::Redirected,
            Probe::Answered(Answer::Hidden) if self.endpoint.is_secure() => Known::AnsweredSecurely,
            Probe::Answered(Answer::Hidden) => Known::Answered,
            Probe::OtherScheme(_) if self.endpoint.is_secure() => Known::OnlyPlain,
            Probe::OtherScheme(_) => Known::OnlySecure,
            Probe::Nothing { took } => Known::NothingAnswered { took },
            Probe::TimedOut => Known::ProbeTimedOut,
            Probe::Forbidden => Known::ProbeForbidden,
        }
    }
}
