//! How the connection stands: its state, what was agreed, how long, how much, and why it ended.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wirebench_core::conn::Status;
use wirebench_core::log::Flow;
use wirebench_core::size;

use crate::i18n::{say, use_words, word};
use crate::state::{Session, screen};
use crate::ui::parts::{Glyph, Icon, When, live, on};
use crate::ui::words;

/// The status line. Only what changes rarely is in the live region, or a screen reader would never be silent.
#[component]
pub fn StatusLine(session: Session) -> impl IntoView {
    let i18n = use_words();
    let is_connected = live(move || session.status.with(Status::is_connected));
    let text = live(move || session.status.with(|status| words::status(i18n, status)));
    let explanation = live(move || {
        if let Some(address) = session.other_address() {
            return Some(words::other_address(i18n, &address));
        }
        let offered = session.target.with(|target| target.as_ref().map(|target| target.subprotocols.clone()));
        session.status.with(|status| words::explanation(i18n, status, &offered.unwrap_or_default()))
    });
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
            <When holds=is_connected>
                <Clock session />
            </When>
                <button
                    class="button is-quiet status-close"
                    type="button"
                    hidden=live(move || !is_connected.get())
                    aria-expanded=live(move || closing.get().to_string())
                    on:click=on(toggle)
                >
                    {word!(i18n, connect.close_with)}
                </button>
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
    }
}

/// For how long it has been connected.
#[component]
fn Clock(session: Session) -> impl IntoView {
    let i18n = use_words();
    let now = screen::ticking_now();
    let time = live(move || {
        session.status.with(|status| match status {
            Status::Connected { since, .. } => now.get().since(*since).stopwatch(),
            Status::Disconnected(_) | Status::Connecting | Status::Closing => String::new(),
        })
    });
    view! {
        <span class="status-clock" role="timer" aria-label=word!(i18n, status.time_connected)>
            {time}
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
    let queued = live(move || say!(i18n, status.queued, bytes = size::bytes(session.queued.get())));
    view! {
        <span class="status-flows">
            <span class="status-queued" data-testid="queued" hidden=live(move || session.queued.get() == 0)>
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
