//! Messages that the page hands over ahead of their time, so that they leave at it whatever the page does meanwhile.
//!
//! Each is due so long after the one before it, and not at a time of day: the page's clock isn't the worker's once the
//! machine has slept, and what follows on a message that was put off is put off with it. So they leave in the order in
//! which they came. Lateness doesn't add up, for the next one counts from when the last was due, not from when it left.

use std::collections::VecDeque;

use super::{Effect, Effects, Machine, Phase};
use crate::compose::Outgoing;
use crate::message::Message;
use crate::time::{Micros, Span};
use crate::wire::{Event, SendId};

/// The most messages that are sent at once when they are late.
const MOST_AT_ONCE: usize = 1000;

/// And the most bytes, because all of them stand in memory together; a message alone may have more.
const MOST_BYTES_AT_ONCE: usize = 8_000_000;

/// What is late beyond that waits for so long.
const PAUSE: Span = Span(1000);

/// What waits for its time.
#[derive(Debug, Default)]
pub struct Queue {
    waiting: VecDeque<Queued>,
    /// When the message that came last is due, or was; nothing at the start.
    last: Option<Micros>,
    /// Nothing is sent before: as many as allowed have just been sent.
    held_until: Micros,
}

#[derive(Debug)]
struct Queued {
    id: SendId,
    due: Micros,
    outgoing: Outgoing,
}

impl Queue {
    /// When the next message is due.
    pub fn deadline(&self) -> Option<Micros> {
        self.waiting.front().map(|next| next.due.max(self.held_until))
    }

    /// After a sleep, what was missed isn't sent all at once: the next message is due now, and those behind it keep
    /// their distances to it. With nothing waiting, what comes next counts from now.
    pub fn wake(&mut self, now: Micros) {
        let Some(next) = self.waiting.front().map(|next| next.due).or(self.last) else { return };
        let missed = now.since(next);
        for queued in &mut self.waiting {
            queued.due = queued.due + missed;
        }
        self.last = self.last.map(|last| last + missed);
    }

    fn refuse<'a>(&mut self) -> Effects<'a> {
        let refused = std::mem::take(self).waiting.into_iter();
        refused.map(|queued| Effect::Report(Event::Refused(queued.id))).collect()
    }

    /// Takes what is due now, as much as may leave at once.
    fn take(&mut self, now: Micros) -> Vec<Queued> {
        let mut taken = Vec::new();
        let mut bytes = 0;
        while self.deadline().is_some_and(|due| due <= now) {
            let Some(next) = self.waiting.pop_front() else { break };
            bytes += next.outgoing.payload.len();
            taken.push(next);
            let more = self.waiting.front().map_or(0, |next| next.outgoing.payload.len());
            if taken.len() == MOST_AT_ONCE || bytes + more > MOST_BYTES_AT_ONCE {
                self.held_until = now + PAUSE;
            }
        }
        taken
    }
}

impl Machine {
    /// Sends a message so long after the one before it was due, or after now if there is none before.
    pub(super) fn send_after<'a>(
        &mut self,
        now: Micros,
        id: SendId,
        after: Span,
        message: Message<'a>,
    ) -> Effects<'a> {
        if !matches!(self.phase, Phase::Open { .. }) {
            return vec![Effect::Report(Event::Refused(id))];
        }
        let queue = &mut self.queue;
        let due = queue.last.unwrap_or(now) + after;
        queue.last = Some(due);
        if queue.waiting.is_empty() && due.max(queue.held_until) <= now {
            // It needn't be copied.
            return vec![Effect::Send(id, message)];
        }
        let outgoing = Outgoing { data_type: message.data_type, payload: message.payload.to_vec() };
        queue.waiting.push_back(Queued { id, due, outgoing });
        Vec::new()
    }

    /// Forgets what waits; the next message counts from when it comes.
    pub(super) fn drop_queued<'a>(&mut self) -> Effects<'a> {
        self.queue.refuse()
    }

    /// Nothing waits for another connection than the one that it was meant for. It is asked of the phase, in one place,
    /// so that no way out of it can forget it.
    pub(super) fn refuse_queued<'a>(&mut self) -> Effects<'a> {
        if matches!(self.phase, Phase::Open { .. }) { Vec::new() } else { self.queue.refuse() }
    }

    /// Sends what is due.
    pub(super) fn send_queued<'a>(&mut self, now: Micros) -> Effects<'a> {
        let due = self.queue.take(now).into_iter();
        due.map(|queued| Effect::SendQueued(queued.id, queued.outgoing)).collect()
    }

    /// How many messages wait.
    #[cfg(test)]
    pub(super) fn queued(&self) -> usize {
        self.queue.waiting.len()
    }
}
