//! Finding out in which protocol a log is written.

use super::super::store::Glance;
use super::super::{Seq, Store};
use crate::conn::Notice;
use crate::message::Message;
use crate::protocol::Protocol;

/// So many messages of each connection are looked at.
const MESSAGES: u8 = 8;

/// A longer message isn't looked at.
const LONGEST: usize = 64 * 1024;

/// Looks at the sub-protocol and the first messages of each connection.
#[derive(Clone, Copy, Debug)]
pub struct Recognition {
    next: Seq,
    /// How many more messages of this connection are looked at.
    left: u8,
    found: Option<Protocol>,
}

impl Default for Recognition {
    fn default() -> Self {
        Self { next: Seq(0), left: MESSAGES, found: None }
    }
}

impl Recognition {
    /// The protocol of the last connection that has told it.
    pub fn found(&self) -> Option<Protocol> {
        self.found
    }

    /// Looks at the rows that have come since the last call.
    pub fn look(&mut self, store: &Store) {
        for row in store.glances(self.next..store.next()) {
            if let Some(protocol) = self.tell(&row) {
                self.found = Some(protocol);
                self.left = 0;
            }
        }
        self.next = store.next();
    }

    fn tell(&mut self, row: &Glance<'_>) -> Option<Protocol> {
        let Some(data_type) = row.data_type else {
            let Some(Notice::Opened { subprotocol, .. }) = row.notice() else { return None };
            self.left = MESSAGES;
            return Protocol::of_subprotocol(&subprotocol);
        };
        self.left = self.left.checked_sub(1)?;
        let is_short = row.payload.len() <= LONGEST;
        is_short.then(|| Protocol::sniff(Message { data_type, payload: row.payload }))?
    }
}
