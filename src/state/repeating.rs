//! The message that is sent again and again: what is typed for it, and how it goes. The worker keeps its clock.

use leptos::prelude::*;
use wirebench_core::compose::{Outlasts, Repeat, RepeatState, SHORTEST_INTERVAL};
use wirebench_core::conn::Status;
use wirebench_core::number::{self, Limits, NumberProblem};
use wirebench_core::time::Span;
use wirebench_core::wire::Command;

use super::composer::Refusal;
use super::session::Session;

/// The longest interval, in milliseconds: a day.
const LONGEST_MS: u64 = 86_400_000;

/// The most times.
const MOST: u64 = u32::MAX as u64;

/// The repeating of a session; copies are the same.
#[derive(Clone, Copy)]
pub struct Repeating {
    /// Whether its form is on screen.
    pub is_open: RwSignal<bool>,
    /// The interval as typed, in milliseconds.
    pub every: RwSignal<String>,
    /// How many times as typed; empty until it is stopped.
    pub times: RwSignal<String>,
    /// Whether it goes on when the connection ends and comes back.
    pub goes_on: RwSignal<bool>,
    /// How it goes, or how the last one went.
    pub state: RwSignal<Option<RepeatState>>,
}

impl Repeating {
    /// Nothing is repeated.
    pub fn new() -> Self {
        Self {
            is_open: RwSignal::new(false),
            every: RwSignal::new(String::from("1000")),
            times: RwSignal::new(String::new()),
            goes_on: RwSignal::new(false),
            state: RwSignal::new(None),
        }
    }

    /// Takes in what the worker reports.
    pub fn take(self, state: RepeatState) {
        self.state.set(Some(state));
    }

    /// Whether it is going on.
    pub fn is_running(self) -> bool {
        self.state.with(|state| state.as_ref().is_some_and(|state| state.over.is_none()))
    }

    /// The interval.
    ///
    /// # Errors
    /// What is wrong with it as typed.
    pub fn interval(self) -> Result<Span, NumberProblem> {
        let limits = Limits { least: SHORTEST_INTERVAL.0 / 1000, most: LONGEST_MS };
        self.every
            .with(|text| number::whole(text, limits))
            .map(|millis| Span(millis * 1000))
            .map_err(NumberProblem::in_thousandths)
    }

    /// How many times; nothing until it is stopped.
    ///
    /// # Errors
    /// What is wrong with it as typed.
    pub fn count(self) -> Result<Option<u32>, NumberProblem> {
        match self.times.with(|text| number::whole(text, Limits { least: 1, most: MOST })) {
            Ok(times) => Ok(u32::try_from(times).ok()),
            Err(NumberProblem::Empty) => Ok(None),
            Err(problem) => Err(problem.in_thousandths()),
        }
    }
}

impl Session {
    /// Begins to send what is in the composer again and again, or says why not.
    pub fn repeat(self) {
        let repeating = self.repeating;
        let (Ok(every), Ok(times)) = (untrack(|| repeating.interval()), untrack(|| repeating.count())) else {
            return;
        };
        let Some(draft) = untrack(|| self.composer.typed()) else {
            return self.composer.refusal.set(Some(Refusal::FileRepeated));
        };
        if !self.status.with_untracked(Status::is_connected) {
            return self.composer.refusal.set(Some(Refusal::NotConnected));
        }
        if let Err(error) = draft.prepare(Some(&self.values_now())) {
            return self.composer.refusal.set(Some(Refusal::Draft(error)));
        }
        let goes_on = repeating.goes_on.get_untracked();
        let outlasts = if goes_on { Outlasts::Connection } else { Outlasts::Nothing };
        self.library.remember_message(&draft);
        self.send_command(&Command::Repeat(self.id, draft, Repeat { every, times, outlasts }));
    }

    /// Ends it.
    pub fn stop_repeat(self) {
        self.send_command(&Command::StopRepeat(self.id));
    }
}
