//! What could be seen of a handshake.

use serde::{Deserialize, Serialize};

use super::HeaderLine;

/// The request and its answer, as far as the browser shows them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handshake {
    /// The headers of the request. Chromium leaves out those that it adds last, as the key.
    pub request: Vec<HeaderLine>,
    /// The status of the answer (RFC 9110 §15); 0 if none was to be seen.
    pub status: u16,
    /// Its reason phrase; empty if there is none.
    pub reason: String,
    /// The headers of the answer.
    pub response: Vec<HeaderLine>,
    /// The browser's name for what went wrong in the network; empty if nothing did.
    pub error: String,
}

/// The status of a handshake that succeeds (RFC 6455 §4.2.2).
const SWITCHING_PROTOCOLS: u16 = 101;

impl Handshake {
    /// Whether the server has taken it.
    pub fn is_accepted(&self) -> bool {
        self.status == SWITCHING_PROTOCOLS
    }

    /// Whether the server has answered, and something else than yes.
    pub fn is_refused(&self) -> bool {
        self.status != 0 && !self.is_accepted()
    }

    /// The header of the answer that says most about its status; nothing if there is none.
    pub fn hint(&self) -> Option<&HeaderLine> {
        let name = match self.status {
            300..=399 => "location",
            401 => "www-authenticate",
            407 => "proxy-authenticate",
            426 => "upgrade",
            429 | 503 => "retry-after",
            _ => return None,
        };
        self.response.iter().find(|header| header.name.eq_ignore_ascii_case(name))
    }
}
