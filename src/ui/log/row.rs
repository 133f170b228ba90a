//! One slot of the pool: shows whichever row lies at its place, and changes only what differs from the one before.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wirebench_core::list::{Place, Window};
use wirebench_core::log::{Body, Delivery, Kind, Row, Seq, preview};
use wirebench_core::message::{DataType, Role};
use wirebench_core::protocol::Act;
use wirebench_core::size;

use super::list::row_id;
use super::times;
use crate::i18n::{Words, say, use_words};
use crate::state::{Log, screen};
use crate::ui::parts::{Glyph, Icon, live, on, pixels};
use crate::ui::words;

/// How much of a message is put on a row; what doesn't fit is cut off by the row's edge.
const PREVIEW: usize = 240;

/// What a row shows.
#[derive(Clone, PartialEq)]
struct Shown {
    kind: Kind,
    time: String,
    data_type: Option<DataType>,
    size: Option<usize>,
    role: Role,
    text: String,
}

/// What a row says in its application protocol.
#[derive(Clone, Default, PartialEq)]
struct Chips {
    act: Option<Act>,
    event: String,
    channel: String,
    /// Which row it answers, and how long after it.
    answer: String,
}

/// Which row a slot shows, and where.
#[derive(Clone, PartialEq)]
struct Placed {
    seq: Seq,
    index: usize,
    top: String,
}

/// A slot of the pool, by its number.
#[component]
pub fn RowSlot(log: Log, number: usize, window: Memo<Window>) -> impl IntoView {
    let i18n = use_words();
    let place = Memo::new(move |_| {
        let Place { index, top } = window.get().place(number)?;
        log.seq_at(index).map(|seq| Placed { seq, index, top: pixels(top) })
    });
    let seq = move || place.with(|place| place.as_ref().map(|place| place.seq));
    let row = Memo::new(move |_| seq().and_then(|seq| log.with_row(seq, |row| shown(i18n, log, &row))));
    let chips = Memo::new(move |_| seq().and_then(|seq| chips(i18n, log, seq)).unwrap_or_default());
    let top = live(move || {
        place.with(|place| place.as_ref().map(|p| format!("translateY({})", p.top)).unwrap_or_default())
    });
    let kind = live(move || row.with(|row| row.as_ref().map_or(Kind::Info, |row| row.kind)));
    let glyph = live(move || match kind.get() {
        Kind::Sent => Glyph::Up,
        Kind::Received => Glyph::Down,
        Kind::Error => Glyph::Alert,
        Kind::Info => Glyph::Info,
    });
    let of = move |read: fn(&Shown) -> String| {
        live(move || row.with(|row| row.as_ref().map(read).unwrap_or_default()))
    };
    let time_of_day = of(|row| row.time.clone());
    let time = live(move || {
        let place = place.with(|place| place.as_ref().map(|place| (place.seq, place.index)));
        place.map(|(seq, index)| times::time(log, seq, index, time_of_day.get())).unwrap_or_default()
    });
    let is_selected = live(move || seq().is_some_and(|seq| log.is_chosen(seq)).to_string());
    let choose = on(
        move |event: MouseEvent| {
            if event.shift_key() { log.mark(untrack(seq)) } else { log.select(untrack(seq)) }
        },
    );
    let data_type = live(move || {
        let data_type = row.with(|row| row.as_ref().and_then(|row| row.data_type));
        data_type.map(|data_type| type_word(i18n, data_type)).unwrap_or_default()
    });
    // What the row is to the keep-alive, or what became of it; most rows are neither.
    let chip = live(move || match row.with(|row| row.as_ref().map(|row| row.role)) {
        None => String::new(),
        Some(Role::Ping) => say!(i18n, log.ping),
        Some(Role::Pong(None)) => say!(i18n, log.pong),
        Some(Role::Pong(Some(span))) => say!(i18n, log.pong_after, span = span.fine()),
        Some(Role::Data) => match seq().map_or(Delivery::Gone, |seq| log.delivery(seq)) {
            Delivery::Gone => String::new(),
            Delivery::Queued => say!(i18n, log.queued),
            Delivery::Doubtful => say!(i18n, log.doubtful),
        },
    });
    view! {
        <div
            class="row"
            role="option"
            hidden=live(move || row.with(Option::is_none))
            id=live(move || seq().map(row_id))
            data-testid=live(move || row.with(Option::is_some).then(|| "log-row".to_owned()))
            data-seq=live(move || seq().map(|seq| seq.0.to_string()))
            data-kind=live(move || kind_name(kind.get()).to_owned())
            data-role=of(|row| role_name(row.role).to_owned())
            data-type=of(|row| row.data_type.map_or("", type_name).to_owned())
            aria-selected=is_selected
            aria-posinset=live(move || place.with(|place| place.as_ref().map(|place| (place.index + 1).to_string())))
            aria-setsize=live(move || log.counts().matching.to_string())
            style:transform=top
            on:click=choose
        >
            <span class="row-time">{time}</span>
            <span class="row-kind">
                <Icon glyph />
                <span class="row-kind-word">{live(move || kind_word(i18n, kind.get()))}</span>
            </span>
            <span class="row-type">{data_type}</span>
            <span class="row-size">
                {of(|row| row.size.map_or(String::new(), |bytes| size::bytes(bytes as u64)))}
            </span>
            <span class="row-body">
            <span class="row-chip" data-testid="row-chip" hidden=live(move || chip.with(String::is_empty))>{chip}</span>
            <Fact testid="row-event" act=live(move || chips.with(|chips| chips.act)) text=live(move || chips.with(|chips| chips.event.clone())) />
            <Fact testid="row-channel" text=live(move || chips.with(|chips| chips.channel.clone())) />
            <Fact testid="row-answer" text=live(move || chips.with(|chips| chips.answer.clone())) />
            <span class="row-text" dir="auto" data-type=of(|row| row.data_type.map_or("", type_name).to_owned())>
                {of(|row| row.text.clone())}
            </span>
            </span>
        </div>
    }
}

/// A chip with a part of what a row says in its protocol.
#[component]
fn Fact(
    testid: &'static str,
    #[prop(optional)] act: Signal<Option<Act>>,
    text: Signal<String>,
) -> impl IntoView {
    view! {
        <span
            class="row-fact"
            dir="auto"
            data-testid=testid
            data-act=live(move || act.get().map(|act| act.name().to_owned()))
            hidden=live(move || text.with(String::is_empty))
        >
            {text}
        </span>
    }
}

fn chips(i18n: Words, log: Log, seq: Seq) -> Option<Chips> {
    log.told(seq, |told, store| {
        let answer = told.request.map(|request| match store.between(request, seq) {
            Some(span) => say!(i18n, protocol.answer_after, seq = request.0, span = span.fine()),
            None => say!(i18n, protocol.answer, seq = request.0),
        });
        Chips {
            act: Some(told.act),
            event: words::visible(told.event),
            channel: words::visible(told.channel),
            answer: answer.unwrap_or_default(),
        }
    })
}

fn shown(i18n: Words, log: Log, row: &Row<'_>) -> Shown {
    let time = screen::time_of_day(row.at);
    match &row.body {
        Body::Message(message, role) => {
            let (mut text, is_cut) = log.with_filter(|filter| preview(*message, filter, PREVIEW));
            if is_cut {
                text.push('…');
            }
            if message.payload.is_empty() {
                text = say!(i18n, log.empty_message);
            }
            let size = Some(message.payload.len());
            Shown { kind: row.kind, time, data_type: Some(message.data_type), size, role: *role, text }
        }
        Body::Notice(notice) => {
            let whole = words::notice(i18n, notice);
            let text = whole.lines().next().unwrap_or_default().to_owned();
            Shown { kind: row.kind, time, data_type: None, size: None, role: Role::Data, text }
        }
    }
}

fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Sent => "sent",
        Kind::Received => "received",
        Kind::Error => "error",
        Kind::Info => "info",
    }
}

fn kind_word(i18n: Words, kind: Kind) -> String {
    match kind {
        Kind::Sent => say!(i18n, log.sent),
        Kind::Received => say!(i18n, log.received),
        Kind::Error => say!(i18n, log.error),
        Kind::Info => say!(i18n, log.info),
    }
}

fn role_name(role: Role) -> &'static str {
    match role {
        Role::Data => "",
        Role::Ping => "ping",
        Role::Pong(_) => "pong",
    }
}

fn type_name(data_type: DataType) -> &'static str {
    match data_type {
        DataType::Text => "text",
        DataType::Binary => "binary",
    }
}

fn type_word(i18n: Words, data_type: DataType) -> String {
    match data_type {
        DataType::Text => say!(i18n, log.text),
        DataType::Binary => say!(i18n, log.binary),
    }
}
