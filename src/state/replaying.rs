//! The log of a session sent again over a connection: what is chosen for it, and how it goes. The rules are core's, the
//! clock the worker's. What happens on the connection that carries it is in the file beside it.

mod carrying;

use leptos::prelude::*;
use wirebench_browser::clock;
use wirebench_browser::timer::Timeout;
use wirebench_core::conn::Status;
use wirebench_core::number::{self, Limits, NumberProblem};
use wirebench_core::replay::{Difference, End, Pace, Progress, Replay, Stage};
use wirebench_core::wire::{Command, SessionId};

use super::session::Session;

/// How much slower and faster than captured a replay can be, in thousandths.
const FACTORS: Limits = Limits { least: 100, most: 100_000 };

/// While more bytes than this wait in the browser, no more messages are handed over.
const MOST_WAITING: u64 = 16_000_000;

/// A pace as it is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaceChoice {
    /// As fast as can be.
    Fast,
    /// In the time that it took.
    Captured,
    /// The typed number of times as fast.
    Scaled,
    /// One by one.
    Steps,
}

/// Why nothing is replayed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReplayRefusal {
    /// There is no open connection to replay over.
    NotConnected,
    /// The log has no sent message.
    NothingSent,
    /// The connection carries another replay.
    Busy,
}

/// What is chosen for a replay. One signal for all of it: each type of signal is another copy of its code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// The tab whose connection carries it.
    pub over: Option<SessionId>,
    /// The pace.
    pub pace: PaceChoice,
    /// Why nothing was replayed when the user last wanted it.
    pub refusal: Option<ReplayRefusal>,
}

/// How a replay goes, or went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Going {
    /// How far it has come.
    pub progress: Progress,
    /// How many differences are listed.
    pub listed: usize,
    /// The tab whose log has what came.
    pub answered_in: SessionId,
}

/// The replay of a session's log; copies are the same.
#[derive(Clone, Copy)]
pub struct Replaying {
    /// Whether its form is on screen.
    pub is_open: RwSignal<bool>,
    /// What is chosen.
    pub chosen: RwSignal<Chosen>,
    /// The number of times as fast, as typed.
    pub times: RwSignal<String>,
    /// How it goes, or how the last one went.
    pub going: RwSignal<Option<Going>>,
    replay: StoredValue<Option<Replay>, LocalStorage>,
    /// Whose connection carries it, until the worker has answered for every message.
    carrier: StoredValue<Option<Session>>,
    answered_in: StoredValue<SessionId>,
    /// Ends the wait for answers.
    alarm: StoredValue<Option<Timeout>, LocalStorage>,
}

impl Replaying {
    /// Nothing is replayed.
    pub fn new() -> Self {
        Self {
            is_open: RwSignal::new(false),
            chosen: RwSignal::new(Chosen { over: None, pace: PaceChoice::Fast, refusal: None }),
            times: RwSignal::new(String::from("2")),
            going: RwSignal::new(None),
            replay: StoredValue::new_local(None),
            carrier: StoredValue::new(None),
            answered_in: StoredValue::new(SessionId(0)),
            alarm: StoredValue::new_local(None),
        }
    }

    /// How far it has come, or came the last time.
    pub fn progress(self) -> Option<Progress> {
        self.going.get().map(|going| going.progress)
    }

    /// Whether it is going on.
    pub fn is_running(self) -> bool {
        self.progress().is_some_and(|progress| !matches!(progress.stage, Stage::Over(_)))
    }

    /// Whether the next message leaves when the user wants it.
    pub fn is_at_step(self) -> bool {
        self.progress().is_some_and(|progress| progress.stage == Stage::AtStep)
    }

    /// The number of times as fast, in thousandths.
    ///
    /// # Errors
    /// What is wrong with it as typed.
    pub fn factor(self) -> Result<u32, NumberProblem> {
        let thousandths = self.times.with(|text| number::thousandths(text, FACTORS))?;
        Ok(u32::try_from(thousandths).unwrap_or(u32::MAX))
    }

    /// The first differences between the answers. It tracks nothing: how many are listed is told with the progress.
    pub fn differences(self) -> Vec<Difference> {
        let read = |replay: &Option<Replay>| replay.as_ref().map(|replay| replay.differences().to_vec());
        self.replay.with_value(read).unwrap_or_default()
    }

    fn chosen_pace(self) -> Result<Pace, NumberProblem> {
        Ok(match self.chosen.get().pace {
            PaceChoice::Fast => Pace::Fast,
            PaceChoice::Captured => Pace::Captured(1000),
            PaceChoice::Scaled => Pace::Captured(self.factor()?),
            PaceChoice::Steps => Pace::Steps,
        })
    }
}

impl Session {
    /// Begins to send the messages of its log over the connection of that session, or says why not.
    pub fn start_replay(self, over: Option<Session>) {
        let replaying = self.replaying;
        if untrack(|| replaying.is_running()) {
            return;
        }
        let Ok(pace) = untrack(|| replaying.chosen_pace()) else { return };
        let over = over.filter(|over| over.status.with_untracked(Status::is_connected));
        let begun = over.ok_or(ReplayRefusal::NotConnected).and_then(|over| self.prepare_replay(over, pace));
        replaying.chosen.update(|chosen| chosen.refusal = begun.err());
        if begun.is_ok() {
            self.go_on_replaying();
        }
    }

    fn prepare_replay(self, over: Session, pace: Pace) -> Result<(), ReplayRefusal> {
        if over.carries_another_than(self) {
            return Err(ReplayRefusal::Busy);
        }
        let replay =
            self.log.with_store(|store| Replay::new(store, pace)).ok_or(ReplayRefusal::NothingSent)?;
        // What the one before has left to answer for is of no interest any more.
        self.let_go_of_carrier();
        let replaying = self.replaying;
        replaying.replay.set_value(Some(replay));
        replaying.carrier.set_value(Some(over));
        replaying.answered_in.set_value(over.id);
        over.carries.set_value(Some(self));
        // The first message counts from now.
        over.send_command(&Command::DropQueued(over.id));
        Ok(())
    }

    /// Sends the next message, step by step.
    pub fn replay_next(self) {
        self.with_replay(|replay| self.log.with_store(|store| replay.step(store)));
        self.go_on_replaying();
    }

    /// Sends no more, and waits for the answers to what was sent; a second time it doesn't wait.
    pub fn stop_replay(self) {
        self.end_replay(End::Stopped);
    }

    pub(super) fn end_replay(self, why: End) {
        self.with_replay(|replay| self.log.with_store(|store| replay.stop(store, why)));
        if let Some(over) = self.replaying.carrier.get_value() {
            over.send_command(&Command::DropQueued(over.id));
        }
        self.go_on_replaying();
    }

    /// Hands over what may be ahead now, compares what has come, and tells the screen.
    pub(super) fn go_on_replaying(self) {
        let replaying = self.replaying;
        if let Some(over) = replaying.carrier.get_value() {
            let (waiting, _) = untrack(|| over.log.outflow());
            self.with_replay(|replay| {
                self.log.with_store(|store| {
                    if waiting < MOST_WAITING {
                        replay.hand_over(store, |after, message| over.send_after(after, message));
                    }
                    replay.look(store, clock::now());
                });
            });
        }
        let read = |replay: &Option<Replay>| {
            let replay = replay.as_ref()?;
            let going = Going {
                progress: replay.progress(),
                listed: replay.differences().len(),
                answered_in: replaying.answered_in.get_value(),
            };
            Some((going, replay.due(), replay.is_over() && replay.is_answered()))
        };
        let Some((going, due, is_done)) = replaying.replay.with_value(read) else { return };
        if is_done {
            self.let_go_of_carrier();
        }
        let wait = due.map(|due| due.since(clock::now()).0.div_ceil(1000));
        let wake = move || self.go_on_replaying();
        replaying
            .alarm
            .set_value(wait.map(|millis| Timeout::new(u32::try_from(millis).unwrap_or(u32::MAX), wake)));
        if replaying.going.get_untracked() != Some(going) {
            replaying.going.set(Some(going));
        }
    }

    pub(super) fn with_replay<T>(self, act: impl FnOnce(&mut Replay) -> T) -> Option<T> {
        self.replaying.replay.try_update_value(|replay| replay.as_mut().map(act)).flatten()
    }

    fn let_go_of_carrier(self) {
        if let Some(over) = self.replaying.carrier.get_value() {
            over.carries.set_value(None);
            self.replaying.carrier.set_value(None);
        }
    }
}
