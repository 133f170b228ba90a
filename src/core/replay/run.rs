//! A replay while it goes on: what is handed over next, how far it has come, and when it is over.
//!
//! It keeps a few messages ahead of their time in the worker and no more, so that a large log isn't copied there. It
//! reads no clock: lateness is told from the times at which the worker has sent, and the end from whoever looks.

use std::collections::VecDeque;

use super::Pace;
use super::comparison::{Comparison, Counts, Difference, When};
use super::plan::Plan;
use crate::log::{Kind, Seq, Store};
use crate::message::Message;
use crate::time::{Micros, Span};
use crate::wire::SendId;

/// The most messages that are ahead of their time in the worker.
const MOST_AHEAD: usize = 500;

/// The most bytes; a message alone may have more.
const MOST_BYTES_AHEAD: usize = 4_000_000;

/// How far they are ahead at most; the next one is there, however far ahead it is.
const FARTHEST_AHEAD: Span = Span::from_secs(2);

/// How long nothing has to come before the answers that are missing are given up.
const QUIET: Span = Span::from_secs(2);

/// And longer by as much as the slowest captured answer took, but not by more than this.
const LONGEST_ANSWER: Span = Span::from_secs(30);

/// How long nothing has to come after the last captured answer has: what isn't captured may still follow.
const SHORT_QUIET: Span = Span(250_000);

/// Where a replay stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Messages are sent.
    Sending,
    /// The next message is sent when the user wants it.
    AtStep,
    /// All is sent, and answers may still come.
    Awaiting,
    /// Nothing is sent or compared any more.
    Over(End),
}

/// Why a replay is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Everything was sent.
    Done,
    /// The user stopped it.
    Stopped,
    /// The connection ended.
    ConnectionEnded,
    /// The tab of the connection was closed.
    TabClosed,
}

/// How far a replay has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Where it stands.
    pub stage: Stage,
    /// How many messages there were to send at the start.
    pub total: u64,
    /// How many were sent.
    pub sent: u64,
    /// How many couldn't be, because their rows had gone.
    pub skipped: u64,
    /// By how much a message was late at most.
    pub behind: Span,
    /// How the answers compare.
    pub counts: Counts,
}

/// A message that was handed over and isn't answered yet.
#[derive(Debug)]
struct Ahead {
    id: SendId,
    seq: Seq,
    bytes: usize,
    offset: Span,
}

/// A replay.
#[derive(Debug)]
pub struct Replay {
    plan: Plan,
    pace: Pace,
    comparison: Comparison,
    ahead: VecDeque<Ahead>,
    stage: Stage,
    /// Why it will be over.
    end: End,
    total: u64,
    handed_over: u64,
    sent: u64,
    skipped: u64,
    /// The first message that was refused.
    refused: Option<Seq>,
    /// When the first message was sent.
    begun: Option<Micros>,
    behind: Span,
    patience: Span,
    /// When something happened last, by the clock of whoever looks; nothing if something has since the last look.
    quiet_since: Option<Micros>,
}

impl Replay {
    /// A replay of all rows that are kept now; nothing if no message was sent.
    pub fn new(store: &Store, pace: Pace) -> Option<Self> {
        let end = store.next();
        let Survey { first, sent, slowest } = Survey::of(store);
        let first = first?;
        let mut comparison = Comparison::new(first);
        let stage = match pace {
            Pace::Steps => Stage::AtStep,
            Pace::Fast | Pace::Captured(_) => {
                comparison.await_until(store, end);
                Stage::Sending
            }
        };
        Some(Self {
            plan: Plan::new(first..end, pace),
            pace,
            comparison,
            ahead: VecDeque::new(),
            stage,
            end: End::Done,
            total: sent,
            handed_over: 0,
            sent: 0,
            skipped: 0,
            refused: None,
            begun: None,
            behind: Span::default(),
            patience: Span(QUIET.0 + slowest.min(LONGEST_ANSWER).0),
            quiet_since: None,
        })
    }

    /// How far it has come.
    pub fn progress(&self) -> Progress {
        let Self { stage, total, sent, skipped, behind, .. } = *self;
        Progress { stage, total, sent, skipped, behind, counts: self.comparison.counts() }
    }

    /// The first differences.
    pub fn differences(&self) -> &[Difference] {
        self.comparison.differences()
    }

    /// Whether nothing is sent or compared any more.
    pub fn is_over(&self) -> bool {
        matches!(self.stage, Stage::Over(_))
    }

    /// Whether the worker still has an answer to give.
    pub fn is_answered(&self) -> bool {
        self.ahead.is_empty()
    }

    /// The user wants the next message; the answers to the one before aren't waited for any longer.
    pub fn step(&mut self, store: &Store) {
        if self.stage == Stage::AtStep {
            self.comparison.give_up(store);
            self.stage = Stage::Sending;
        }
    }

    /// Hands over as much as may be ahead, by how long after the message before it each is due.
    pub fn hand_over(&mut self, store: &Store, mut send: impl FnMut(Span, Message<'_>) -> SendId) {
        while self.stage == Stage::Sending {
            let Some(planned) = self.plan.peek(store) else { return };
            let bytes = planned.row.message.payload.len();
            if !self.has_room_for(bytes, planned.offset) {
                return;
            }
            let id = send(planned.gap, planned.row.message);
            self.ahead.push_back(Ahead { id, seq: planned.row.seq, bytes, offset: planned.offset });
            self.plan.take(&planned);
            self.handed_over += 1;
            self.quiet_since = None;
            if self.pace == Pace::Steps {
                self.comparison.await_until(store, self.plan.next(store));
                self.stage = if self.plan.peek(store).is_some() { Stage::AtStep } else { Stage::Sending };
            }
        }
    }

    fn has_room_for(&self, bytes: usize, offset: Span) -> bool {
        let Some(oldest) = self.ahead.front() else { return true };
        let ahead: usize = self.ahead.iter().map(|ahead| ahead.bytes).sum();
        self.ahead.len() < MOST_AHEAD
            && ahead + bytes <= MOST_BYTES_AHEAD
            && offset.0.saturating_sub(oldest.offset.0) <= FARTHEST_AHEAD.0
    }

    /// A message was sent then; says whether it was one of these.
    pub fn sent(&mut self, id: SendId, at: Micros) -> bool {
        let Some(answered) = self.answered(id) else { return false };
        let begun = *self.begun.get_or_insert(at);
        if matches!(self.pace, Pace::Captured(_)) {
            self.behind = self.behind.max(at.since(begun + answered.offset));
        }
        self.sent += 1;
        self.quiet_since = None;
        true
    }

    /// A message was refused; says whether it was one of these.
    pub fn refused(&mut self, id: SendId) -> bool {
        let Some(answered) = self.answered(id) else { return false };
        self.refused = Some(self.refused.map_or(answered.seq, |first| first.min(answered.seq)));
        true
    }

    /// They are answered in their order, so it is the first one.
    fn answered(&mut self, id: SendId) -> Option<Ahead> {
        let index = self.ahead.iter().position(|ahead| ahead.id == id)?;
        self.ahead.remove(index)
    }

    /// A message was received.
    pub fn hear(&mut self, seq: Seq, message: &Message<'_>) {
        if !self.is_over() {
            self.comparison.hear(seq, message);
            self.quiet_since = None;
        }
    }

    /// Compares what has come, and ends if nothing has for long enough.
    pub fn look(&mut self, store: &Store, now: Micros) {
        if self.is_over() {
            return;
        }
        // A connection that has come back by now is another one.
        if self.refused.is_some() && self.stage != Stage::Awaiting {
            return self.stop(store, End::ConnectionEnded);
        }
        if self.stage == Stage::Sending && self.is_answered() && self.plan.peek(store).is_none() {
            self.skipped = self.total.saturating_sub(self.handed_over);
            self.stage = Stage::Awaiting;
        }
        if self.end == End::Stopped && self.is_answered() {
            // What wasn't sent has no answers.
            let unsent = self.unsent(store);
            self.comparison.await_until(store, unsent);
        }
        self.comparison.decide(store, if self.pace == Pace::Steps { When::Now } else { When::Sure });
        self.quiet_since.get_or_insert(now);
        if self.due().is_some_and(|due| due <= now) {
            self.finish(store);
        }
    }

    /// When it ends if nothing comes before.
    pub fn due(&self) -> Option<Micros> {
        if self.stage != Stage::Awaiting || !self.is_answered() {
            return None;
        }
        let Counts { same, changed, missing, .. } = self.comparison.counts();
        let has_all = self.comparison.is_decided() && same + changed + missing > 0;
        Some(self.quiet_since? + if has_all { SHORT_QUIET } else { self.patience })
    }

    /// Sends nothing more. The user's stop waits for the answers to what was sent, unless there is another one; whatever
    /// else ends it does so at once.
    pub fn stop(&mut self, store: &Store, why: End) {
        match (why, self.stage) {
            (_, Stage::Over(_)) => {}
            (End::Stopped, Stage::Sending | Stage::AtStep) => {
                self.end = why;
                self.stage = Stage::Awaiting;
                self.quiet_since = None;
            }
            (End::Stopped, Stage::Awaiting) => self.finish(store),
            (End::ConnectionEnded | End::TabClosed | End::Done, Stage::Sending | Stage::AtStep) => {
                self.end = why;
                self.finish(store);
            }
            (End::ConnectionEnded | End::TabClosed | End::Done, Stage::Awaiting) => {
                if self.end == End::Done && !self.comparison.is_decided() {
                    self.end = why;
                }
                self.finish(store);
            }
        }
    }

    fn finish(&mut self, store: &Store) {
        let unsent = self.unsent(store);
        self.comparison.await_until(store, unsent);
        self.comparison.give_up(store);
        self.stage = Stage::Over(self.end);
    }

    /// The first row that wasn't sent.
    fn unsent(&mut self, store: &Store) -> Seq {
        let next = self.plan.next(store);
        let ahead = self.ahead.front().map(|ahead| ahead.seq);
        [Some(next), ahead, self.refused].into_iter().flatten().min().unwrap_or(next)
    }
}

/// What is to be known of a log before it is replayed.
#[derive(Debug, Default)]
struct Survey {
    /// The first message that was sent.
    first: Option<Seq>,
    sent: u64,
    /// The longest time from a message to the first answer.
    slowest: Span,
}

impl Survey {
    fn of(store: &Store) -> Self {
        let mut survey = Self::default();
        let mut asked = None;
        for row in store.data_rows(store.first()..store.next()) {
            match row.kind {
                Kind::Sent => {
                    survey.first.get_or_insert(row.seq);
                    survey.sent += 1;
                    asked.get_or_insert(row.at);
                }
                Kind::Received => {
                    let took = asked.take().map_or(Span::default(), |asked| row.at.since(asked));
                    survey.slowest = survey.slowest.max(took);
                }
                Kind::Error | Kind::Info => {}
            }
        }
        survey
    }
}

#[cfg(test)]
mod tests;
