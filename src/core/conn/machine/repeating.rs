//! The message that is sent again and again while the machine lives its life.
//!
//! It changes nothing about the connection. What becomes of it when the connection does is read from what the machine
//! has just said, in one place, so that no way out of a phase can forget it.

use super::fields::Fields;
use super::pings::nonce;
use super::{Effect, Effects, Machine, Phase};
use crate::compose::{
    Draft, Filling, Outgoing, Outlasts, Prepared, Repeat, RepeatEnd, RepeatState, Schedule, Values,
};
use crate::conn::{EndedBy, Notice};
use crate::message::Role;
use crate::time::{Micros, Span};
use crate::wire::Event;

/// The most messages that are sent at once when they are late.
const MOST_AT_ONCE: u32 = 1000;

/// And the most bytes, because all of them stand in memory together.
const MOST_BYTES_AT_ONCE: usize = 8_000_000;

/// How often it is reported how far it has come.
const REPORT_PACE: Span = Span(100_000);

/// A message that is repeated, or was the last to be.
#[derive(Debug)]
pub struct Repeating {
    draft: Draft,
    /// Nothing if it makes no sense with the values that there are; then it is refused each time.
    prepared: Option<Prepared>,
    outlasts: Outlasts,
    schedule: Schedule,
    state: RepeatState,
    reported: Option<Micros>,
    /// How many times it has been filled in, for the variable `seq`.
    filled: u64,
    fields: Fields,
    /// How long it was the last time, in bytes.
    length: usize,
}

impl Repeating {
    fn new(now: Micros, draft: Draft, repeat: &Repeat, values: &Values) -> Self {
        let mut this = Self {
            draft,
            prepared: None,
            outlasts: repeat.outlasts,
            schedule: Schedule::new(now, repeat),
            state: RepeatState::default(),
            reported: None,
            filled: 0,
            fields: Fields::default(),
            length: 0,
        };
        this.adjust(values);
        this
    }

    /// Takes over other values.
    pub fn adjust(&mut self, values: &Values) {
        self.prepared = self.draft.prepare(Some(values)).ok();
        self.fields.look_for(self.prepared.iter().map(|prepared| &prepared.template));
    }

    /// When the next message is due.
    pub fn deadline(&self) -> Option<Micros> {
        if self.is_over() { None } else { self.schedule.deadline() }
    }

    fn is_over(&self) -> bool {
        self.state.over.is_some()
    }

    fn fill(&mut self, now: Micros, rng: &mut fastrand::Rng, own: &Values) -> Option<Outgoing> {
        let prepared = self.prepared.as_ref()?;
        self.filled += 1;
        let nonce = nonce(rng);
        let last = self.fields.values();
        let filling = &mut Filling { now, rng, seq: self.filled, nonce: &nonce, last, own };
        let outgoing = prepared.outgoing(filling).ok()?;
        self.length = outgoing.payload.len();
        Some(outgoing)
    }

    /// How many may be sent at once.
    fn most_at_once(&self) -> u32 {
        let most = u32::try_from(MOST_BYTES_AT_ONCE / self.length.max(1)).unwrap_or(MOST_AT_ONCE);
        most.clamp(1, MOST_AT_ONCE)
    }

    fn end<'a>(&mut self, now: Micros, why: RepeatEnd) -> Option<Effect<'a>> {
        if self.is_over() {
            return None;
        }
        self.state.over = Some(why);
        Some(self.report(now))
    }

    fn report<'a>(&mut self, now: Micros) -> Effect<'a> {
        self.reported = Some(now);
        Effect::Report(Event::Repeating(self.state))
    }

    fn is_report_due(&self, now: Micros) -> bool {
        self.reported.is_none_or(|reported| now >= reported + REPORT_PACE)
    }

    /// Why the machine's own story ends it, by what it has just told and where it stands now.
    fn ended_by(&self, effects: &[Effect<'_>], phase: &Phase) -> Option<RepeatEnd> {
        let told = effects.iter().find_map(|effect| match effect {
            Effect::Report(Event::Notice(Notice::GaveUp(_))) => Some(RepeatEnd::GaveUp),
            Effect::Report(Event::Notice(Notice::Stopped)) => Some(RepeatEnd::Stopped),
            Effect::Report(Event::Notice(Notice::Ended(ending))) => match ending.by {
                EndedBy::You | EndedBy::Cancelled => Some(RepeatEnd::Stopped),
                EndedBy::Server
                | EndedBy::Lost
                | EndedBy::NeverOpened
                | EndedBy::TimedOut(_)
                | EndedBy::Forbidden
                | EndedBy::Rejected(_) => None,
            },
            Effect::Report(_)
            | Effect::Open(..)
            | Effect::Close(_)
            | Effect::Abandon
            | Effect::Send(..)
            | Effect::SendQueued(..)
            | Effect::Say(..) => None,
        });
        told.or(match phase {
            Phase::Open { .. } => None,
            Phase::Closing { by: EndedBy::You, .. } => Some(RepeatEnd::Stopped),
            Phase::Idle => Some(RepeatEnd::ConnectionEnded),
            Phase::Connecting { .. } | Phase::Closing { .. } | Phase::Waiting { .. } => match self.outlasts {
                Outlasts::Nothing => Some(RepeatEnd::ConnectionEnded),
                Outlasts::Connection => None,
            },
        })
    }
}

impl Machine {
    /// Repeats a message from now on, in the place of one that is being repeated.
    pub(super) fn repeat<'a>(&mut self, now: Micros, draft: Draft, repeat: &Repeat) -> Effects<'a> {
        let stopped = self.stop_repeating(now);
        self.repeating = Some(Box::new(Repeating::new(now, draft, repeat, &self.policy.values)));
        stopped
    }

    pub(super) fn stop_repeating<'a>(&mut self, now: Micros) -> Effects<'a> {
        let repeating = self.repeating.as_mut();
        repeating.and_then(|repeating| repeating.end(now, RepeatEnd::Stopped)).into_iter().collect()
    }

    /// What the machine has just told, as far as it matters for the repeated message.
    pub(super) fn follow(&mut self, now: Micros, effects: &mut Effects<'_>) {
        let Some(repeating) = self.repeating.as_mut().filter(|repeating| !repeating.is_over()) else {
            return;
        };
        for effect in &*effects {
            match effect {
                Effect::Report(Event::Received(_, message)) => repeating.fields.hear(*message),
                Effect::Report(Event::Notice(Notice::Slept(_))) => repeating.schedule.wake(now),
                Effect::Report(_)
                | Effect::Open(..)
                | Effect::Close(_)
                | Effect::Abandon
                | Effect::Send(..)
                | Effect::SendQueued(..)
                | Effect::Say(..) => {}
            }
        }
        let why = repeating.ended_by(effects, &self.phase);
        effects.extend(why.and_then(|why| repeating.end(now, why)));
    }

    /// Sends what is due.
    pub(super) fn send_repeated<'a>(&mut self, now: Micros) -> Effects<'a> {
        let Some(repeating) = self.repeating.as_mut().filter(|repeating| !repeating.is_over()) else {
            return Vec::new();
        };
        let is_open = matches!(self.phase, Phase::Open { .. });
        let due = repeating.schedule.take(now, repeating.most_at_once());
        let mut effects = Vec::new();
        for index in 0..due.count {
            let outgoing =
                if is_open { repeating.fill(now, &mut self.rng, &self.policy.values) } else { None };
            match outgoing {
                Some(outgoing) => {
                    repeating.state.sent += 1;
                    repeating.state.late += u64::from(index < due.late);
                    effects.push(Effect::Say(Role::Data, outgoing));
                }
                None => repeating.state.refused += 1,
            }
        }
        let report = if repeating.schedule.deadline().is_none() {
            repeating.end(now, RepeatEnd::Done)
        } else if due.count > 0 && repeating.is_report_due(now) {
            Some(repeating.report(now))
        } else {
            None
        };
        // The report comes first, so that what is said of a message that the socket doesn't take comes after it.
        report.into_iter().chain(effects).collect()
    }

    /// The socket didn't take a message, so it wasn't sent after all.
    pub(super) fn untaken<'a>(&mut self, now: Micros) -> Effects<'a> {
        let Some(repeating) = self.repeating.as_mut().filter(|repeating| repeating.state.sent > 0) else {
            return Vec::new();
        };
        let state = &mut repeating.state;
        state.sent -= 1;
        state.late = state.late.min(state.sent);
        state.refused += 1;
        if repeating.is_over() { vec![repeating.report(now)] } else { Vec::new() }
    }
}
