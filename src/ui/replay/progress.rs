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
    let replaying = session.replaying;
    let read = move |read: fn(&Progress) -> u64| {
        live(move || replaying.progress().as_ref().map_or(0, read).to_string())
    };
    let text = live(move || replaying.progress().map(|now| words(i18n, &now)).unwrap_or_default());
    // Said aloud only at the end: while it goes on, the words change with each frame.
    let end = live(move || match replaying.progress() {
        Some(now) if matches!(now.stage, Stage::Over(_)) => {
            format!("{} {}", words(i18n, &now), result(i18n, now.counts))
        }
        Some(_) | None => String::new(),
    });
    let stage = live(move || replaying.progress().map_or("", |now| name(now.stage)).to_owned());
    view! {
        <div class="replay-progress" hidden=live(move || replaying.progress().is_none())>
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
    let replaying = session.replaying;
    let counts = move || replaying.progress().map(|now| now.counts).unwrap_or_default();
    let count = move |name: &'static str, read: fn(&Counts) -> u64, words: fn(Words, u64) -> String| {
        view! {
            <span
                class=format!("replay-count is-{name}")
                class:is-none=live(move || read(&counts()) == 0)
                data-testid=format!("replay-{name}")
                data-value=live(move || read(&counts()).to_string())
            >
                {live(move || words(i18n, read(&counts())))}
            </span>
        }
    };
    view! {
        <p class="replay-counts" hidden=live(move || replaying.progress().is_none())>
            {word!(i18n, replay.answers)}
            {count("same", |counts| counts.same, same)}
            {count("changed", |counts| counts.changed, changed)}
            {count("missing", |counts| counts.missing, missing)}
            {count("extra", |counts| counts.extra, extra)}
            <span hidden=live(move || counts().gone == 0)>
                {live(move || say!(i18n, replay.gone, count = grouped(counts().gone)))}
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
