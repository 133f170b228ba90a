//! The log: which rows, how many, and the rows themselves.

mod list;
mod row;
mod scroll;

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wirebench_core::conn::Status;
use wirebench_core::log::{Filter, Show};
use wirebench_core::size;

pub use self::list::LOG_ID;
use self::list::LogList;
use super::parts::{Choice, RadioGroup, live, on};
use crate::i18n::{Words, say, use_words, word};
use crate::state::{Log, Session};

/// The log of a session under its toolbar.
#[component]
pub fn LogPane(session: Session) -> impl IntoView {
    let i18n = use_words();
    let log = session.log;
    let choice = move |show: Show, word: Signal<String>| {
        let is_chosen = live(move || log.filter().show == show);
        Choice::new(word, is_chosen, move || log.set_filter(Filter { show, ..untrack(|| log.filter()) }))
    };
    let choices = vec![
        choice(Show::All, word!(i18n, log.all)),
        choice(Show::Sent, word!(i18n, log.sent_filter)),
        choice(Show::Received, word!(i18n, log.received_filter)),
        choice(Show::Errors, word!(i18n, log.errors)),
    ];
    let hides_pings = live(move || log.filter().hides_pings);
    let toggle_pings = on(move |_: MouseEvent| {
        let filter = untrack(|| log.filter());
        log.set_filter(Filter { hides_pings: !filter.hides_pings, ..filter });
    });
    view! {
        <section class="log" aria-label=word!(i18n, log.label)>
            <div class="log-toolbar">
                <RadioGroup label=word!(i18n, log.show) name="show" choices />
                <button
                    class="button is-quiet is-toggle"
                    type="button"
                    aria-pressed=live(move || hides_pings.get().to_string())
                    hidden=live(move || !log.has_pings())
                    on:click=toggle_pings
                >
                    {word!(i18n, log.hide_pings)}
                </button>
                <Counts log />
                <button class="button is-quiet" type="button" on:click=on(move |_: MouseEvent| log.clear())>
                    {word!(i18n, log.clear)}
                </button>
            </div>
            <LogList session />
        </section>
    }
}

/// How many rows there are, how many are shown if not all, and how many were dropped if any.
#[component]
fn Counts(log: Log) -> impl IntoView {
    let i18n = use_words();
    let total = live(move || match log.counts().total {
        1 => say!(i18n, log.one_row),
        total => say!(i18n, log.rows, total = size::grouped(total as u64)),
    });
    let matching =
        live(move || say!(i18n, log.matching, matching = size::grouped(log.counts().matching as u64)));
    let evicted = live(move || say!(i18n, log.evicted, count = size::grouped(log.counts().evicted)));
    view! {
        <p class="log-counts">
            <span data-testid="log-total" data-value=live(move || log.counts().total.to_string())>
                {total}
            </span>
            <span
                data-testid="log-matching"
                data-value=live(move || log.counts().matching.to_string())
                hidden=live(move || log.filter().is_all())
            >
                {matching}
            </span>
            <span
                class="log-evicted"
                data-testid="log-evicted"
                data-value=live(move || log.counts().evicted.to_string())
                hidden=live(move || log.counts().evicted == 0)
            >
                {evicted}
            </span>
        </p>
    }
}

/// What stands in place of the rows while there are none.
fn emptiness(i18n: Words, session: Session) -> String {
    if session.log.counts().total > 0 {
        say!(i18n, log.empty_filter)
    } else if session.status.with(Status::is_connected) {
        say!(i18n, log.empty_connected)
    } else {
        say!(i18n, log.empty_body)
    }
}
