//! How a replay goes, in words and as a bar, and how the answers compare, in numbers.

use leptos::prelude::*;
use wirebench_core::replay::{Counts, End, Progress, Stage};
use wirebench_core::size::grouped;

use crate::i18n::{Words, say, use_words, word};
use crate::state::Session;
use crate::ui::parts::live;

/// How far it has come.
#[component]
pub fn ReplayProgress(session: Session) -> impl IntoView {
    let i18n = use_words();
    let progress = session.replaying.progress;
    let read = move |read: fn(&Progress) -> u64| {
        live(move || progress.with(|now| now.as_ref().map_or(0, read)).to_string())
    };
    let text =
        live(move || progress.with(|now| now.as_ref().map(|now| words(i18n, now)).unwrap_or_default()));
    // Said aloud only at the end: while it goes on, the words change with each frame.
    let end = live(move || {
        let is_over =
            progress.with(|now| now.as_ref().is_some_and(|now| matches!(now.stage, Stage::Over(_))));
        let counts = progress.with(|now| now.as_ref().map(|now| now.counts).unwrap_or_default());
        if is_over { format!("{} {}", text.get(), result(i18n, counts)) } else { String::new() }
    });
    let stage = live(move || progress.with(|now| now.as_ref().map_or("", |now| name(now.stage)).to_owned()));
    view! {
        <div class="replay-progress" hidden=live(move || progress.with(Option::is_none))>
            <progress
                class="replay-bar"
                aria-label=word!(i18n, replay.progress)
                max=read(|now| now.total)
                prop:value=read(|now| now.sent + now.skipped)
            ></progress>
            <span
                data-testid="replay-state"
                data-stage=stage
                data-value=read(|now| now.sent)
            >
                {text}
            </span>
            <span class="off-screen" data-testid="replay-end" aria-live="polite">{end}</span>
        </div>
    }
}

/// How the answers compare.
#[component]
pub fn ReplayCounts(session: Session) -> impl IntoView {
    let i18n = use_words();
    let progress = session.replaying.progress;
    let counts = Memo::new(move |_| progress.with(|now| now.as_ref().map(|now| now.counts)));
    let count = move |name: &'static str, read: fn(&Counts) -> u64, words: fn(Words, u64) -> String| {
        let value = live(move || counts.get().as_ref().map_or(0, read));
        view! {
            <span
                class=format!("replay-count is-{name}")
                class:is-none=live(move || value.get() == 0)
                data-testid=format!("replay-{name}")
                data-value=live(move || value.get().to_string())
            >
                {live(move || words(i18n, value.get()))}
            </span>
        }
    };
    let gone = live(move || counts.get().map_or(0, |counts| counts.gone));
    view! {
        <p class="replay-counts" hidden=live(move || counts.get().is_none())>
            {word!(i18n, replay.answers)}
            {count("same", |counts| counts.same, same)}
            {count("changed", |counts| counts.changed, changed)}
            {count("missing", |counts| counts.missing, missing)}
            {count("extra", |counts| counts.extra, extra)}
            <span hidden=live(move || gone.get() == 0)>
                {live(move || say!(i18n, replay.gone, count = grouped(gone.get())))}
            </span>
        </p>
    }
}

fn words(i18n: Words, now: &Progress) -> String {
    let mut parts = vec![match now.stage {
        Stage::Sending | Stage::AtStep | Stage::Awaiting => String::new(),
        Stage::Over(End::Done) => say!(i18n, replay.done),
        Stage::Over(End::Stopped) => say!(i18n, replay.stopped),
        Stage::Over(End::ConnectionEnded) => say!(i18n, replay.ended),
        Stage::Over(End::TabClosed) => say!(i18n, replay.closed),
    }];
    parts.push(say!(i18n, replay.sent, sent = grouped(now.sent), total = grouped(now.total)));
    if now.skipped > 0 {
        parts.push(say!(i18n, replay.skipped, count = grouped(now.skipped)));
    }
    if now.behind.0 > 0 {
        parts.push(say!(i18n, replay.behind, span = now.behind.short()));
    }
    if now.stage == Stage::Awaiting {
        parts.push(say!(i18n, replay.awaiting, count = grouped(now.counts.awaited)));
    }
    parts.retain(|part| !part.is_empty());
    parts.join(" ")
}

fn result(i18n: Words, counts: Counts) -> String {
    let Counts { same: all_same, changed: others, missing: none, extra: more, .. } = counts;
    let parts = [same(i18n, all_same), changed(i18n, others), missing(i18n, none), extra(i18n, more)];
    format!("{} {}", say!(i18n, replay.answers), parts.join(", "))
}

fn name(stage: Stage) -> &'static str {
    match stage {
        Stage::Sending => "sending",
        Stage::AtStep => "step",
        Stage::Awaiting => "awaiting",
        Stage::Over(_) => "over",
    }
}

fn same(i18n: Words, count: u64) -> String {
    say!(i18n, replay.same, count = grouped(count))
}

fn changed(i18n: Words, count: u64) -> String {
    say!(i18n, replay.changed, count = grouped(count))
}

fn missing(i18n: Words, count: u64) -> String {
    say!(i18n, replay.missing, count = grouped(count))
}

fn extra(i18n: Words, count: u64) -> String {
    say!(i18n, replay.extra, count = grouped(count))
}
