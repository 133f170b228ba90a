//! How the connection stands: its state, what was agreed, how long, how much, and why it ended.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wirebench_core::conn::{CloseRequest, Status};
use wirebench_core::log::Flow;
use wirebench_core::size;
use wirebench_core::time::Span;

use super::CONNECT_ID;
use super::diagnosis::{AccessButton, DiagnoseButton, DiagnosisPanel};
use super::round_trips::RoundTripLine;
use crate::i18n::{say, use_words, word};
use crate::state::{Session, screen};
use crate::ui::parts::{Glyph, Icon, When, focus, live, on};
use crate::ui::words;

/// A handshake usually takes less; after failures, what takes longer is mostly the browser's own doing.
const SLOW: Span = Span::from_secs(2);

/// The status line. Only what changes rarely is in the live region, or a screen reader would never be silent.
#[component]
pub fn StatusLine(session: Session) -> impl IntoView {
    let i18n = use_words();
    let is_connected = live(move || session.status.with(Status::is_connected));
    let text = live(move || {
        session.failure.with(|failure| {
            session.status.with(|status| words::status(i18n, status, failure.handshake.as_ref()))
        })
    });
    let explanation = live(move || {
        if session.is_from_link.get() {
            return Some(say!(i18n, link.filled_in));
        }
        if let Some(words) = session.headers_refused.get() {
            return Some(if words.is_empty() {
                say!(i18n, headers.no_access)
            } else {
                say!(i18n, headers.refused, words = words)
            });
        }
        if let Some(address) = session.other_address() {
            return Some(words::other_address(i18n, &address));
        }
        let offered = session.target.with(|target| target.as_ref().map(|target| target.subprotocols.clone()));
        let explanation =
            session.status.with(|status| words::explanation(i18n, status, &offered.unwrap_or_default()));
        explanation.or_else(|| {
            let messages = session.policy.with(|policy| policy.hello.len());
            let is_worth_it = messages > 0
                && !session.status.with(Status::is_live)
                && session.failure.with(|failure| failure.diagnosis.is_none());
            is_worth_it.then(|| say!(i18n, explain.hello, count = messages))
        })
    });
    // The buttons may go when they have been pressed; the focus would be lost with them.
    let stop = move |_: MouseEvent| {
        focus(CONNECT_ID);
        session.close(CloseRequest::default());
    };
    let try_now = move |_: MouseEvent| {
        focus(CONNECT_ID);
        session.try_now();
    };
    let closing = session.closing.is_open;
    let toggle = move |_: MouseEvent| closing.update(|open| *open = !*open);
    view! {
        <div class="status" data-state=live(move || session.status.with(|status| words::mark(status).to_owned()))>
            <span class="status-state">
                <span class="status-dot" aria-hidden="true"></span>
                <span class="status-text" role="status" aria-label=word!(i18n, status.label)>
                    {text}
                </span>
            </span>
            <When holds=live(move || session.status.with(|status| status.is_live() && *status != Status::Closing))>
                <Clock session />
            </When>
            <button
                class="button"
                type="button"
                hidden=live(move || !session.status.with(Status::is_waiting))
                on:click=on(try_now)
            >
                {word!(i18n, connect.now)}
            </button>
            <button
                class="button is-quiet"
                type="button"
                hidden=live(move || !session.status.with(Status::is_reconnecting))
                on:click=on(stop)
            >
                {word!(i18n, connect.stop)}
            </button>
            <button
                class="button is-quiet status-close"
                type="button"
                hidden=live(move || !is_connected.get())
                aria-expanded=live(move || closing.get().to_string())
                on:click=on(toggle)
            >
                {word!(i18n, connect.close_with)}
            </button>
            <DiagnoseButton session />
            <AccessButton session />
            <Traffic session />
        </div>
        <p
            class="status-explanation"
            data-testid="status-explanation"
            aria-live="polite"
            hidden=live(move || explanation.with(Option::is_none))
        >
            {explanation}
        </p>
        <DiagnosisPanel session />
        <RoundTripLine log=session.log />
    }
}

/// For how long it has been connected or connecting, or how long it is until the next attempt; and that a browser may
/// hold an attempt back.
#[component]
fn Clock(session: Session) -> impl IntoView {
    let i18n = use_words();
    let now = screen::ticking_now();
    let time = live(move || {
        session.status.with(|status| match status {
            Status::Connected { since, .. } | Status::Connecting { since, .. } => {
                now.get().since(*since).stopwatch()
            }
            Status::Waiting { due, .. } => {
                // The clock is read four times a second, so up to a quarter of one has passed already.
                let left = due.since(now.get()).0.saturating_sub(250_000);
                say!(i18n, status.next_in, seconds = left.div_ceil(1_000_000))
            }
            Status::Disconnected(_) | Status::Closing => String::new(),
        })
    });
    let label = live(move || {
        if session.status.with(Status::is_waiting) {
            say!(i18n, status.time_to_next)
        } else if session.status.with(Status::is_connected) {
            say!(i18n, status.time_connected)
        } else {
            say!(i18n, status.time_connecting)
        }
    });
    let is_held_back = live(move || {
        session.may_be_held_back()
            && session.status.with(|status| match status {
                Status::Connecting { since, .. } => now.get().since(*since) > SLOW,
                Status::Disconnected(_)
                | Status::Connected { .. }
                | Status::Closing
                | Status::Waiting { .. } => false,
            })
    });
    view! {
        <span class="status-clock" role="timer" aria-label=label>
            {time}
        </span>
        <span class="status-hint" data-testid="held-back" hidden=live(move || !is_held_back.get())>
            {word!(i18n, status.held_back)}
        </span>
    }
}

/// What went each way on this connection, and what waits to go.
#[component]
fn Traffic(session: Session) -> impl IntoView {
    let i18n = use_words();
    let sent = live(move || session.log.traffic().sent);
    let received = live(move || session.log.traffic().received);
    let sent_words = live(move || {
        let Flow { messages, bytes } = sent.get();
        say!(i18n, status.sent, messages = size::grouped(messages), bytes = size::bytes(bytes))
    });
    let received_words = live(move || {
        let Flow { messages, bytes } = received.get();
        say!(i18n, status.received, messages = size::grouped(messages), bytes = size::bytes(bytes))
    });
    let outflow = live(move || session.log.outflow());
    let queued = live(move || {
        let (queued, rate) = outflow.get();
        if rate == 0 {
            say!(i18n, status.queued, bytes = size::bytes(queued))
        } else {
            say!(i18n, status.queued_rate, bytes = size::bytes(queued), rate = size::bytes(rate))
        }
    });
    view! {
        <span class="status-flows">
            <span class="status-queued" data-testid="queued" hidden=live(move || outflow.get().0 == 0)>
                {queued}
            </span>
            <FlowFigure class="status-flow is-sent" glyph=Glyph::Up flow=sent words=sent_words />
            <FlowFigure class="status-flow is-received" glyph=Glyph::Down flow=received words=received_words />
        </span>
    }
}

/// One direction, once something went there: an arrow and two numbers, and the same in words for those who can't see or don't know it.
#[component]
fn FlowFigure(class: &'static str, glyph: Glyph, flow: Signal<Flow>, words: Signal<String>) -> impl IntoView {
    let numbers = live(move || {
        let Flow { messages, bytes } = flow.get();
        format!("{} · {}", size::grouped(messages), size::bytes(bytes))
    });
    view! {
        <span class=class role="img" aria-label=words title=words hidden=live(move || flow.get().messages == 0)>
            <Icon glyph />
            {numbers}
        </span>
    }
}
