//! The log: which rows, how many, and the rows themselves.

mod between;
mod copy;
mod export;
mod list;
mod offer;
mod pause;
mod protocol;
mod rates;
mod row;
mod scroll;
mod search;
mod times;

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wirebench_core::conn::Status;
use wirebench_core::log::Show;
use wirebench_core::{number, size};

use self::between::BetweenLine;
pub use self::copy::CopyMenu;
use self::export::{ExportMenu, FileLines};
pub use self::list::LOG_ID;
use self::list::LogList;
use self::pause::PauseLine;
use self::protocol::ProtocolSelect;
use self::rates::RateFigures;
use self::scroll::Scroll;
use self::search::{FilterLine, SearchBar};
use self::times::TimeSelect;
use super::parts::{Choice, RadioGroup, When, live, on};
use super::replay::{ReplayPane, ReplayToggle};
use super::words;
use crate::i18n::{Words, say, use_words, word};
use crate::state::{Counts, Log, Session};

/// The id of the button that shows the log as a chat.
pub const CHAT_ID: &str = "show-chat";

/// The log of a session under its toolbar.
#[component]
pub fn LogPane(session: Session) -> impl IntoView {
    let i18n = use_words();
    let log = session.log;
    let scroll = Scroll::new(log);
    // A filter that came back with its tab is not to be overlooked.
    let shows_line = RwSignal::new(untrack(|| !log.search().line.is_empty()));
    let choice = move |show: Show, word: Signal<String>| {
        let is_chosen = live(move || log.search().show == show);
        Choice::new(word, is_chosen, move || log.set_search(|search| search.show = show))
    };
    let choices = vec![
        choice(Show::All, word!(i18n, log.all)),
        choice(Show::Sent, word!(i18n, log.sent_filter)),
        choice(Show::Received, word!(i18n, log.received_filter)),
        choice(Show::Errors, word!(i18n, log.errors)),
    ];
    view! {
        <section class="log" aria-label=word!(i18n, log.label)>
            <div class="log-toolbar">
                <RadioGroup label=word!(i18n, log.show) name="show" choices />
                <SearchBar log scroll shows_line />
            </div>
            <When holds=shows_line>
                <FilterLine log />
            </When>
            <div class="log-facts">
                <TimeSelect log />
                <ProtocolSelect log />
                <button
                    class="button is-quiet"
                    type="button"
                    id=CHAT_ID
                    hidden=live(move || !session.is_chat())
                    on:click=on(move |_: MouseEvent| session.chat.is_wanted.set(true))
                >
                    {word!(i18n, chat.show)}
                </button>
                <CountsLine log />
                <RateFigures log />
                <span class="log-actions">
                <Toggle
                    word=word!(i18n, log.hide_info)
                    is_on=live(move || log.search().hides_info)
                    is_hidden=live(|| false)
                    set=Box::new(move |is_on| log.set_search(|search| search.hides_info = is_on))
                />
                <Toggle
                    word=word!(i18n, log.hide_pings)
                    is_on=live(move || log.search().hides_pings)
                    is_hidden=live(move || !log.has_pings())
                    set=Box::new(move |is_on| log.set_search(|search| search.hides_pings = is_on))
                />
                <Toggle
                    word=word!(i18n, log.pause)
                    is_on=live(move || log.is_paused())
                    is_hidden=live(move || session.captured.is_some())
                    set=Box::new(move |is_on| if is_on { log.pause() } else { log.resume() })
                />
                <ReplayToggle session />
                <ExportMenu session />
                <button
                    class="button is-quiet"
                    type="button"
                    hidden=session.captured.is_some()
                    on:click=on(move |_: MouseEvent| session.clear_log())
                >
                    {word!(i18n, log.clear)}
                </button>
                </span>
            </div>
            <FileLines session />
            <PauseLine log />
            <BetweenLine session />
            <ReplayPane session />
            <LogList session scroll />
        </section>
    }
}

/// A button that stays pressed.
#[component]
fn Toggle(
    word: Signal<String>,
    is_on: Signal<bool>,
    is_hidden: Signal<bool>,
    set: Box<dyn Fn(bool)>,
) -> impl IntoView {
    view! {
        <button
            class="button is-quiet is-toggle"
            type="button"
            aria-pressed=live(move || is_on.get().to_string())
            hidden=is_hidden
            on:click=on(move |_: MouseEvent| set(!is_on.get_untracked()))
        >
            {word}
        </button>
    }
}

/// How many rows there are, how many are shown if not all, and how many were dropped if any.
#[component]
fn CountsLine(log: Log) -> impl IntoView {
    let i18n = use_words();
    let total = live(move || words::rows(i18n, log.counts().total as u64));
    let matching = live(move || {
        let matching = size::grouped(log.counts().matching as u64);
        if log.is_searched() {
            say!(i18n, log.matching, matching = matching)
        } else {
            say!(i18n, log.searching, matching = matching)
        }
    });
    let evicted = live(move || {
        let Counts { evicted, limit, .. } = log.counts();
        say!(i18n, log.evicted, count = size::grouped(evicted), limit = number::shown(limit as u64 / 1000))
    });
    view! {
        <p class="log-counts">
            <span data-testid="log-total" data-value=live(move || log.counts().total.to_string())>
                {total}
            </span>
            <span
                data-testid="log-matching"
                data-value=live(move || log.counts().matching.to_string())
                data-done=live(move || log.is_searched().to_string())
                hidden=live(move || !log.is_filtered())
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
    if session.log.counts().waiting > 0 {
        say!(i18n, log.empty_paused)
    } else if session.log.counts().total > 0 {
        if session.log.is_searched() { say!(i18n, log.empty_filter) } else { String::new() }
    } else if let Some(captured) = session.captured {
        if captured.is_reading() { String::new() } else { say!(i18n, captured.empty) }
    } else if session.status.with(Status::is_connected) {
        say!(i18n, log.empty_connected)
    } else {
        say!(i18n, log.empty_body)
    }
}
