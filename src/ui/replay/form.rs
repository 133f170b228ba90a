//! What is chosen for a replay, and the buttons that begin it, go on with it and end it.

use leptos::ev::{Event, MouseEvent, SubmitEvent};
use leptos::prelude::*;
use wirebench_core::conn::Status;
use wirebench_core::wire::SessionId;

use crate::i18n::{Words, say, use_words, word};
use crate::state::replaying::{PaceChoice, ReplayRefusal};
use crate::state::{Session, Workbench};
use crate::ui::parts::{Choice, Field, FieldKind, Input, RadioGroup, anew, focus, live, on};
use crate::ui::words;

const TIMES: FieldKind = FieldKind {
    id: "replay-times",
    problem_id: "replay-times-problem",
    class: "replay-times",
    input: Input::Decimal,
};
const OVER_ID: &str = "replay-over";
const NOTE_ID: &str = "replay-note";
const START_ID: &str = "replay-start";

/// The form; while something is replayed, only its buttons.
#[component]
pub fn ReplayForm(session: Session) -> impl IntoView {
    let i18n = use_words();
    let replaying = session.replaying;
    let workbench = expect_context::<Workbench>();
    let is_running = live(move || replaying.is_running());
    let chosen = replaying.chosen;
    let over = live(move || over(&open_sessions(workbench, session), chosen.get().over, session));
    let times_problem = live(move || {
        let is_typed = chosen.get().pace == PaceChoice::Scaled;
        replaying.factor().err().filter(|_| is_typed).map(|problem| words::number(i18n, problem))
    });
    let on_submit = on(move |event: SubmitEvent| {
        event.prevent_default();
        if untrack(|| times_problem.get()).is_some() {
            focus(TIMES.id);
        } else {
            session.start_replay(over.get_untracked());
        }
    });
    let choose = on(move |event: Event| {
        let id = event_target_value(&event).parse().ok().map(SessionId);
        chosen.update(|chosen| (chosen.over, chosen.refusal) = (id, None));
    });
    let option = move |(number, open): (usize, Session)| {
        view! {
            <option value=open.id.0.to_string() prop:selected=live(move || over.get() == Some(open))>
                {live(move || name(i18n, number, open, session))}
            </option>
        }
    };
    let choice = move |pace: PaceChoice, word: Signal<String>| {
        let choose = move || chosen.update(|chosen| chosen.pace = pace);
        Choice::new(word, live(move || chosen.get().pace == pace), choose)
    };
    let paces = vec![
        choice(PaceChoice::Fast, word!(i18n, replay.fast)),
        choice(PaceChoice::Captured, word!(i18n, replay.captured)),
        choice(PaceChoice::Scaled, word!(i18n, replay.scaled)),
        choice(PaceChoice::Steps, word!(i18n, replay.steps)),
    ];
    let note = live(move || note(i18n, over.get(), chosen.get().refusal));
    view! {
        <form class="replay-form" novalidate=true on:submit=on_submit>
            <fieldset
                class="replay-choices"
                aria-label=word!(i18n, replay.choices)
                hidden=live(move || !replaying.is_open.get())
                disabled=is_running
            >
                <div class="field replay-over">
                    <label class="field-label" for=OVER_ID>{word!(i18n, replay.over)}</label>
                    <select
                        class="input"
                        id=OVER_ID
                        aria-describedby=NOTE_ID
                        disabled=live(move || over.get().is_none())
                        on:change=choose
                    >
                        {anew(Box::new(move || Some(open_sessions(workbench, session).into_iter().map(option).collect_view().into_any())))}
                    </select>
                </div>
                <RadioGroup label=word!(i18n, replay.pace) name="replay-pace" choices=paces />
                <div hidden=live(move || chosen.get().pace != PaceChoice::Scaled)>
                    <Field
                        kind=TIMES
                        label=word!(i18n, replay.times)
                        placeholder=live(String::new)
                        value=replaying.times
                        on_type=move |text| replaying.times.set(text)
                        problem=times_problem
                    />
                </div>
            </fieldset>
            <Buttons session is_running />
            <p
                class="replay-note"
                id=NOTE_ID
                aria-live="polite"
                hidden=live(move || is_running.get() || note.with(String::is_empty))
            >
                {note}
            </p>
        </form>
    }
}

/// One button that begins and ends it, and one for the next step.
#[component]
fn Buttons(session: Session, is_running: Signal<bool>) -> impl IntoView {
    let i18n = use_words();
    let replaying = session.replaying;
    let word =
        live(move || if is_running.get() { say!(i18n, replay.stop) } else { say!(i18n, replay.start) });
    let on_click = on(move |event: MouseEvent| {
        // The second click of a double click was meant for what the button did before.
        if event.detail() > 1 {
            event.prevent_default();
        } else if is_running.get_untracked() {
            session.stop_replay();
        }
    });
    let next = on(move |_: MouseEvent| {
        session.replay_next();
        if !untrack(|| replaying.is_at_step()) {
            // The button goes after the last message; the focus would be lost with it.
            focus(START_ID);
        }
    });
    view! {
        <div class="replay-buttons">
            <button
                class="button"
                type="button"
                hidden=live(move || !replaying.is_at_step())
                on:click=next
            >
                {word!(i18n, replay.next)}
            </button>
            <button
                class="button"
                id=START_ID
                // Enter in a field presses the form's submit button, and must not end anything.
                type=live(move || if is_running.get() { "button" } else { "submit" }.to_owned())
                on:click=on_click
            >
                {word}
            </button>
        </div>
    }
}

/// The sessions that are connected, with their places among the tabs; this one is the first.
fn open_sessions(workbench: Workbench, own: Session) -> Vec<(usize, Session)> {
    let is_open = |(_, session): &(usize, Session)| session.status.with(Status::is_connected);
    let mut all: Vec<_> = (1..).zip(workbench.sessions()).filter(is_open).collect();
    all.sort_by_key(|(_, session)| *session != own);
    all
}

/// The one that was chosen, while it is open, or else the first.
fn over(all: &[(usize, Session)], id: Option<SessionId>, own: Session) -> Option<Session> {
    let is = |id: SessionId| all.iter().find(|(_, session)| session.id == id);
    let found = id.and_then(is).or_else(|| is(own.id)).or_else(|| all.first());
    found.map(|(_, session)| *session)
}

fn name(i18n: Words, number: usize, session: Session, own: Session) -> String {
    let name = session.label().unwrap_or_else(|| say!(i18n, app.untitled));
    if session == own {
        say!(i18n, replay.this_tab, name = name)
    } else {
        say!(i18n, replay.tab, number = number, name = name)
    }
}

/// What is to be done before anything can be replayed.
fn note(i18n: Words, over: Option<Session>, refusal: Option<ReplayRefusal>) -> String {
    match (over, refusal) {
        (None, _) | (Some(_), Some(ReplayRefusal::NotConnected)) => say!(i18n, replay.no_connection),
        (Some(_), Some(ReplayRefusal::NothingSent)) => say!(i18n, replay.nothing_sent),
        (Some(_), Some(ReplayRefusal::Busy)) => say!(i18n, replay.busy),
        (Some(_), None) => String::new(),
    }
}
