//! The lines of a conversation. The list stays at its end by being laid out from there.

use leptos::prelude::*;
use wirebench_core::chat::{Fate, Line, Spoken, What};
use wirebench_core::log::Seq;

use super::LINES_ID;
use crate::i18n::{Words, say, use_words, word};
use crate::state::chat::Scene;
use crate::state::screen;
use crate::ui::parts::live;
use crate::ui::words;

/// The hours and minutes of a time of day.
const MINUTES: usize = 5;

/// A line as it is shown.
#[derive(Clone, PartialEq)]
struct Shown {
    line: Line,
    /// Whether somebody else spoke before, or nobody.
    begins: bool,
}

/// The lines, the newest at the end.
#[component]
pub fn Lines(scene: Memo<Scene>) -> impl IntoView {
    let i18n = use_words();
    let lines = move || scene.with(|scene| shown(&scene.lines));
    let has_older = live(move || scene.with(|scene| scene.has_older));
    let is_empty = live(move || scene.with(|scene| scene.lines.is_empty()));
    view! {
        <div class="chat-scroller" id=LINES_ID tabindex="0" role="log" aria-label=word!(i18n, chat.conversation) data-testid="chat">
            <div class="chat-lines">
                <p class="chat-event" hidden=live(move || !has_older.get())>{word!(i18n, chat.older)}</p>
                <p class="chat-event" hidden=live(move || !is_empty.get())>{word!(i18n, chat.empty)}</p>
                <For each=lines key=key children=move |shown| line(i18n, scene, &shown) />
            </div>
        </div>
    }
}

fn shown(lines: &[Line]) -> Vec<Shown> {
    let speaker = |line: &Line| match &line.what {
        What::Message(spoken) => Some((spoken.name.clone(), spoken.is_own)),
        What::Entered(_) | What::Came(_) | What::Left(_) | What::Problem(_) | What::Ended => None,
    };
    let mut before = None;
    let shown = |line: &Line| {
        let now = speaker(line);
        let begins = now != before;
        before = now;
        Shown { line: line.clone(), begins }
    };
    lines.iter().map(shown).collect()
}

/// What becomes of a line later is told in its place, so that nobody hears it twice.
fn key(shown: &Shown) -> (u64, bool) {
    (shown.line.seq.0, shown.begins)
}

fn line(i18n: Words, scene: Memo<Scene>, shown: &Shown) -> AnyView {
    let event = |kind: &'static str, text: String| {
        view! { <p class="chat-event" data-testid="chat-line" data-kind=kind dir="auto">{text}</p> }
            .into_any()
    };
    match &shown.line.what {
        What::Message(spoken) => bubble(i18n, scene, spoken, shown),
        What::Entered(name) => event("entered", say!(i18n, chat.entered, name = words::visible(name))),
        What::Came(name) => event("came", say!(i18n, chat.came, name = words::visible(name))),
        What::Left(name) => event("left", say!(i18n, chat.left, name = words::visible(name))),
        What::Problem(why) => event("problem", say!(i18n, chat.problem, why = words::visible(why))),
        What::Ended => event("ended", say!(i18n, chat.ended)),
    }
}

fn bubble(i18n: Words, scene: Memo<Scene>, spoken: &Spoken, shown: &Shown) -> AnyView {
    // Only of what the user says it changes.
    let fate = spoken.is_own.then(|| fate(i18n, scene, shown.line.seq));
    let name = (shown.begins && !spoken.is_own).then(|| {
        let name = match spoken.name.as_str() {
            "" => say!(i18n, chat.nobody),
            name => words::visible(name),
        };
        view! { <span class="bubble-name" dir="auto">{name}</span> }
    });
    let whole = screen::time_of_day(shown.line.at);
    let time = whole.get(..MINUTES).unwrap_or_default().to_owned();
    view! {
        <div
            class="bubble"
            class:is-own=spoken.is_own
            class:begins=shown.begins
            data-testid="chat-line"
            data-kind=if spoken.is_own { "own" } else { "message" }
        >
            {name}
            <p class="bubble-text" dir="auto">{spoken.text.clone()}</p>
            {spoken.is_cut.then(|| view! { <p class="bubble-foot">{say!(i18n, chat.cut)}</p> })}
            <p class="bubble-foot">
                {fate}
                <time title=whole>{time}</time>
            </p>
        </div>
    }
    .into_any()
}

/// What has become of the user's message in that row.
fn fate(i18n: Words, scene: Memo<Scene>, seq: Seq) -> AnyView {
    let fate = Memo::new(move |_| {
        scene.with(|scene| {
            let line = scene.lines.iter().rev().find(|line| line.seq == seq);
            line.and_then(|line| match &line.what {
                What::Message(spoken) => Some(spoken.fate.clone()),
                What::Entered(_) | What::Came(_) | What::Left(_) | What::Problem(_) | What::Ended => None,
            })
        })
    });
    let is_wrong = live(move || matches!(fate.get(), Some(Fate::Refused(_) | Fate::Unknown)));
    let text = live(move || match fate.get() {
        Some(Fate::Heard) | None => String::new(),
        Some(Fate::Sent) => say!(i18n, chat.sent),
        Some(Fate::Refused(why)) => say!(i18n, chat.refused, why = words::visible(&why)),
        Some(Fate::Unknown) => say!(i18n, chat.unknown),
    });
    view! { <span class:is-wrong=is_wrong data-testid="chat-fate">{text}</span> }.into_any()
}
