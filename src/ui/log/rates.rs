//! How much goes each way in a second: two figures, and how it went in the last minute as a line.
//!
//! They are drawn by the clock, four times a second, however busy the feed is; so they also go to zero by themselves.

use leptos::prelude::*;
use wirebench_core::log::{Flow, Rates, Traffic};
use wirebench_core::size;
use wirebench_core::time::Micros;

use crate::i18n::{say, use_words};
use crate::state::{Log, screen};
use crate::ui::parts::{Glyph, Icon, Spark, When, live, strokes};

/// The figures, once there was traffic.
#[component]
pub fn RateFigures(log: Log) -> impl IntoView {
    let has_rates = live(move || log.has_rates());
    view! {
        <When holds=has_rates>
            <TickingFigures log />
        </When>
    }
}

/// The figures while there was traffic in the last minute.
#[component]
fn TickingFigures(log: Log) -> impl IntoView {
    let i18n = use_words();
    let tick = screen::ticking_now();
    // Once for each look at the clock.
    let read = move |read: fn(&Rates, Micros) -> Traffic| {
        tick.track();
        log.with_rates(read)
    };
    let total = Memo::new(move |_| read(Rates::total));
    let last = Memo::new(move |_| read(Rates::last));
    let line = live(move || {
        tick.track();
        log.with_rates(minute)
    });
    let is_quiet = live(move || total.get() == Traffic::default());
    let sent_words = live(move || {
        let Flow { messages, bytes } = last.get().sent;
        say!(i18n, log.rate_sent, messages = size::grouped(messages), bytes = size::bytes(bytes))
    });
    let received_words = live(move || {
        let Flow { messages, bytes } = last.get().received;
        say!(i18n, log.rate_received, messages = size::grouped(messages), bytes = size::bytes(bytes))
    });
    view! {
        <span class="rates" data-testid="rates" hidden=is_quiet>
            <Spark line />
            <Figure
                glyph=Glyph::Up
                test_id="rate-sent"
                flow=live(move || last.get().sent)
                words=sent_words
                is_hidden=live(move || total.get().sent.messages == 0)
            />
            <Figure
                glyph=Glyph::Down
                test_id="rate-received"
                flow=live(move || last.get().received)
                words=received_words
                is_hidden=live(move || total.get().received.messages == 0)
            />
        </span>
    }
}

/// One direction: an arrow and two numbers, and the same in words.
#[component]
fn Figure(
    glyph: Glyph,
    test_id: &'static str,
    flow: Signal<Flow>,
    words: Signal<String>,
    is_hidden: Signal<bool>,
) -> impl IntoView {
    let i18n = use_words();
    let numbers = live(move || {
        let Flow { messages, bytes } = flow.get();
        say!(i18n, log.rate, messages = size::grouped(messages), bytes = size::bytes(bytes))
    });
    view! {
        <span
            class="rate"
            role="img"
            aria-label=words
            title=words
            data-testid=test_id
            data-value=live(move || flow.get().messages.to_string())
            hidden=is_hidden
        >
            <Icon glyph />
            <span class="rate-numbers">{numbers}</span>
        </span>
    }
}

/// The messages of both directions in each second of the last minute, as strokes.
fn minute(rates: &Rates, now: Micros) -> String {
    let both = |one: Traffic| Some(one.sent.messages + one.received.messages);
    strokes(&rates.minute(now).map(both).collect::<Vec<_>>())
}
