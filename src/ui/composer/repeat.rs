//! Sending what is typed again and again: how often, and how it goes.

use leptos::ev::{Event, MouseEvent, SubmitEvent};
use leptos::prelude::*;
use wirebench_core::compose::RepeatEnd;
use wirebench_core::size::grouped;

use crate::i18n::{say, use_words, word};
use crate::state::Session;
use crate::ui::parts::{Field, FieldKind, Input, focus, live, on};
use crate::ui::words;

const EVERY: FieldKind = FieldKind {
    id: "repeat-every",
    problem_id: "repeat-every-problem",
    class: "repeat-field",
    input: Input::Number,
};
const TIMES: FieldKind = FieldKind {
    id: "repeat-times",
    problem_id: "repeat-times-problem",
    class: "repeat-field",
    input: Input::Number,
};

/// The form, while it is wanted.
#[component]
pub fn RepeatForm(session: Session) -> impl IntoView {
    let i18n = use_words();
    let repeating = session.repeating;
    let every_problem = live(move || repeating.interval().err().map(|problem| words::number(i18n, problem)));
    let times_problem = live(move || repeating.count().err().map(|problem| words::number(i18n, problem)));
    let on_submit = on(move |event: SubmitEvent| {
        event.prevent_default();
        if untrack(|| every_problem.get()).is_some() {
            focus(EVERY.id);
        } else if untrack(|| times_problem.get()).is_some() {
            focus(TIMES.id);
        } else {
            session.repeat();
        }
    });
    let switch = on(move |event: Event| repeating.goes_on.set(event_target_checked(&event)));
    view! {
        <form class="repeat-form" novalidate=true hidden=live(move || !repeating.is_open.get()) on:submit=on_submit>
            <Field
                kind=EVERY
                label=word!(i18n, repeat.every)
                placeholder=live(String::new)
                value=repeating.every
                on_type=move |text| repeating.every.set(text)
                problem=every_problem
            />
            <Field
                kind=TIMES
                label=word!(i18n, repeat.times)
                placeholder=word!(i18n, repeat.until_stopped)
                value=repeating.times
                on_type=move |text| repeating.times.set(text)
                problem=times_problem
            />
            <label class="check repeat-check">
                <input type="checkbox" prop:checked=repeating.goes_on on:change=switch />
                {word!(i18n, repeat.goes_on)}
            </label>
            <button class="button repeat-start" type="submit">{word!(i18n, repeat.start)}</button>
        </form>
    }
}

/// How it goes, and the button that ends it.
#[component]
pub fn RepeatLine(session: Session) -> impl IntoView {
    let i18n = use_words();
    let repeating = session.repeating;
    let text = live(move || {
        repeating.state.with(|state| {
            let state = state.as_ref()?;
            let (sent, late, refused) = (grouped(state.sent), grouped(state.late), grouped(state.refused));
            let counts = say!(i18n, repeat.counts, sent = sent, late = late, refused = refused);
            let how = match state.over {
                None => return Some(counts),
                Some(RepeatEnd::Done) => say!(i18n, repeat.done),
                Some(RepeatEnd::Stopped) => say!(i18n, repeat.stopped),
                Some(RepeatEnd::ConnectionEnded) => say!(i18n, repeat.ended),
                Some(RepeatEnd::GaveUp) => say!(i18n, repeat.gave_up),
            };
            Some(format!("{how} {counts}"))
        })
    });
    view! {
        <p class="repeat-line" data-testid="repeat-state" hidden=live(move || text.with(Option::is_none))>
            <span>{text}</span>
            <button
                class="button"
                type="button"
                hidden=live(move || !repeating.is_running())
                on:click=on(move |_: MouseEvent| session.stop_repeat())
            >
                {word!(i18n, repeat.stop)}
            </button>
        </p>
    }
}
