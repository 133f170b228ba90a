//! How much went each way.

use serde::{Deserialize, Serialize};

use crate::message::Message;

/// Messages and payload bytes in one direction.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flow {
    /// How many messages.
    pub messages: u64,
    /// Their payloads together, in bytes.
    pub bytes: u64,
}

/// Both directions of a connection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Traffic {
    /// From the user to the server.
    pub sent: Flow,
    /// From the server to the user.
    pub received: Flow,
}

impl Flow {
    /// Counts one more message.
    pub fn add(&mut self, message: Message<'_>) {
        self.messages += 1;
        self.bytes += message.payload.len() as u64;
    }
}
