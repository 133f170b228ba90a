//! The connection that carries a replay: what happens on it is told to the session whose log is replayed.
//!
//! It carries one at a time, because each message is due so long after the one before it.

use leptos::prelude::*;
use wirebench_core::conn::Status;
use wirebench_core::log::Store;
use wirebench_core::message::{Message, Role};
use wirebench_core::replay::End;
use wirebench_core::time::{Micros, Span};
use wirebench_core::wire::{Command, Event, SendId};

use crate::state::Session;

impl Session {
    /// Whether its connection carries the replay of another session's log.
    pub(super) fn carries_another_than(self, session: Session) -> bool {
        self.carries.get_value().is_some_and(|other| other != session)
    }

    /// Has a message sent so long after the one before it.
    pub(super) fn send_after(self, after: Span, message: Message<'_>) -> SendId {
        let id = self.sending.next_id();
        self.send_command(&Command::SendAfter(self.id, id, after, message));
        id
    }

    /// Tells the replay what is about to be taken in, and whether that is of no interest to anybody else.
    pub(in crate::state) fn is_for_replay_alone(self, at: Micros, event: &Event<'_>) -> bool {
        let Some(source) = self.carries.get_value() else { return false };
        match event {
            Event::Received(Role::Data, message) => {
                let seq = self.log.with_store(Store::next);
                source.with_replay(|replay| replay.hear(seq, message));
                false
            }
            Event::Sent(id, _) => {
                source.with_replay(|replay| replay.sent(*id, at));
                false
            }
            // The composer would say that there is no connection, and put a draft back.
            Event::Refused(id) => source.with_replay(|replay| replay.refused(*id)).unwrap_or(false),
            Event::Announced(_)
            | Event::Received(Role::Ping | Role::Pong(_), _)
            | Event::Said(..)
            | Event::Queued(_)
            | Event::Lost(_)
            | Event::Repeating(_)
            | Event::Notice(_) => false,
        }
    }

    /// Everything that the worker has reported together is taken in.
    pub fn settle_replay(self) {
        let Some(source) = self.carries.get_value() else { return };
        if self.status.with_untracked(Status::is_connected) {
            source.go_on_replaying();
        } else {
            source.end_replay(End::ConnectionEnded);
        }
    }

    /// The tab is about to be closed: its connection carries nothing any more, and its log isn't replayed.
    pub(in crate::state) fn leave_replays(self) {
        if let Some(source) = self.carries.get_value() {
            source.end_replay(End::TabClosed);
            source.let_go_of_carrier();
        }
        self.end_replay(End::Stopped);
        self.let_go_of_carrier();
    }
}
