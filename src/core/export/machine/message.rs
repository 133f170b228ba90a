//! One message on its way into the file, over as many steps as it takes.
//!
//! Its payload stays in the store; only one with secrets in it is copied, with dots in their place.

use std::borrow::Cow;

use super::Purse;
use crate::export::layout::{Facts, Layout};
use crate::export::payload::Encoding;
use crate::log::form::{Head, Shape};
use crate::log::{Body, Glance, Mask, Seq, Store};
use crate::message::{DataType, Role};

/// How many bytes of text are checked for the price of one that is written.
const CHECKED_FOR_ONE: usize = 8;

/// A message that is being written.
pub(super) struct Open {
    facts: Facts,
    /// The payload without secrets, if it had any.
    masked: Option<Vec<u8>>,
    /// Where what hasn't been checked, or written, begins.
    at: usize,
    phase: Phase,
}

#[derive(Clone, Copy)]
enum Phase {
    /// Whether what is called text is UTF-8.
    Checking,
    Ready(Shape),
    Writing(Encoding),
}

/// What has become of it.
pub(super) enum State {
    More,
    Written,
    /// Its row has gone, and nothing of it was written.
    Gone,
}

impl Open {
    /// A message; nothing if the row is none.
    pub fn new(row: &Glance<'_>, store: &Store, mask: &Mask) -> Option<Self> {
        let data_type = row.data_type?;
        let masked = if mask.is_empty() {
            None
        } else {
            match mask.payload(row.payload) {
                Cow::Borrowed(_) => None,
                Cow::Owned(masked) => Some(masked),
            }
        };
        let phase = match data_type {
            DataType::Text => Phase::Checking,
            DataType::Binary => Phase::Ready(Shape::Base64),
        };
        let facts = Facts {
            head: Head { seq: row.seq, at: row.at, kind: row.kind },
            data_type,
            size: row.payload.len(),
            role: if row.is_keep_alive { role(row.seq, store) } else { Role::Data },
            shape: Shape::Base64,
        };
        Some(Self { facts, masked, at: 0, phase })
    }

    /// Its payload, if its row is still there.
    pub fn payload_in<'a>(&self, store: &'a Store) -> Option<&'a [u8]> {
        match store.row(self.facts.head.seq)?.body {
            Body::Message(message, _) => Some(message.payload),
            Body::Notice(_) => None,
        }
    }

    /// Writes as much of it as there is something to spend for.
    pub fn go_on(
        &mut self,
        payload: Option<&[u8]>,
        layout: &mut dyn Layout,
        purse: &mut Purse,
        out: &mut Vec<u8>,
    ) -> State {
        let payload = self.masked.as_deref().or(payload);
        let Some(payload) = payload else {
            return match self.phase {
                Phase::Checking | Phase::Ready(_) => State::Gone,
                Phase::Writing(_) => {
                    layout.close(self.facts.size.saturating_sub(self.at), out);
                    State::Written
                }
            };
        };
        loop {
            match self.phase {
                Phase::Checking => (self.at, self.phase) = check(payload, self.at, purse),
                Phase::Ready(shape) => {
                    self.facts.shape = shape;
                    purse.pay(out, |out| {
                        self.phase = Phase::Writing(layout.open(&self.facts, payload, out));
                    });
                    self.at = 0;
                }
                Phase::Writing(encoding) => {
                    let budget = purse.left;
                    purse.pay(out, |out| self.at = encoding.piece(payload, self.at, budget, out));
                    if self.at >= payload.len() {
                        layout.close(0, out);
                        return State::Written;
                    }
                }
            }
            if purse.left == 0 {
                return State::More;
            }
        }
    }
}

/// Looks at a piece of what is called text, and tells where the next one begins and what is known then.
fn check(payload: &[u8], at: usize, purse: &mut Purse) -> (usize, Phase) {
    let end = at.saturating_add(purse.left.saturating_mul(CHECKED_FOR_ONE)).min(payload.len());
    let piece = &payload[at..end];
    purse.spend(piece.len() / CHECKED_FOR_ONE);
    let at = match std::str::from_utf8(piece) {
        Ok(_) => end,
        // A character is cut by the end of the piece, and there is at least one before it.
        Err(error) if error.error_len().is_none() && end < payload.len() => at + error.valid_up_to(),
        Err(_) => return (at, Phase::Ready(Shape::Base64)),
    };
    (at, if at == payload.len() { Phase::Ready(Shape::Text) } else { Phase::Checking })
}

/// What it is to the keep-alive, with its round trip.
fn role(seq: Seq, store: &Store) -> Role {
    match store.row(seq).map(|row| row.body) {
        Some(Body::Message(_, role)) => role,
        Some(Body::Notice(_)) | None => Role::Data,
    }
}
