//! What a row says in its application protocol: its facts, the rows that belong to it, and what it carries.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wirebench_core::codec::binary::Damage;
use wirebench_core::log::{Seq, Store};
use wirebench_core::protocol::{Act, Protocol};
use wirebench_core::time::Span;

use super::Tab;
use super::schema::SchemaBox;
use crate::i18n::{Words, say, use_words, word};
use crate::state::Log;
use crate::ui::parts::{When, focus, live, on};
use crate::ui::words;

/// How much of what it carries is shown, in bytes; the other tabs show all.
const SHARE: usize = 16 * 1024;

/// What a row says.
#[derive(Clone, PartialEq)]
pub struct Said {
    act: Act,
    event: String,
    channel: String,
    id: String,
    /// The row that it answers, and how long after it.
    request: Option<(Seq, String)>,
    /// How many more messages of the protocol are in it.
    more: usize,
    /// What it carries; bytes that are no text are replaced. Nothing if all of it is shown as JSON.
    payload: String,
    /// Why that isn't all that there is.
    damage: Option<Damage>,
    /// Whether all of it can be shown as JSON.
    pub is_decoded: bool,
}

impl Said {
    /// What the selected row says, if it is of the protocol.
    pub fn of_selected(log: Log, is_kept: Memo<bool>) -> Memo<Option<Self>> {
        Memo::new(move |_| Self::of(log, log.selected.get().filter(|_| is_kept.get())?))
    }

    fn of(log: Log, seq: Seq) -> Option<Self> {
        let mut said = log.told(seq, |told, store| Self {
            act: told.act,
            event: words::visible(told.event),
            channel: words::visible(told.channel),
            id: String::new(),
            request: told.request.map(|request| (request, between(store, request, seq))),
            more: 0,
            payload: String::new(),
            damage: None,
            is_decoded: false,
        })?;
        let is_encoding = log.protocol().is_some_and(Protocol::is_encoding);
        log.with_facts(seq, |facts| {
            // A row that ends what another one begins is no message of its own.
            if words::visible(facts.event.as_deref().unwrap_or_default()) != said.event {
                return;
            }
            said.damage = facts.damage;
            said.id = facts.id.as_deref().map(words::visible).unwrap_or_default();
            said.more = facts.more;
            said.is_decoded = is_encoding && facts.payload.is_some();
            let payload = facts.payload.as_deref().filter(|_| !is_encoding).unwrap_or_default();
            said.payload = String::from_utf8_lossy(&payload[..payload.len().min(SHARE)]).into_owned();
            if payload.len() > SHARE {
                said.payload.push('…');
            }
        });
        Some(said)
    }
}

/// The name of the protocol that the selected row is of.
pub fn name(log: Log, said: Memo<Option<Said>>) -> Signal<Option<&'static str>> {
    live(move || log.protocol().filter(|_| said.with(Option::is_some)).map(Protocol::name))
}

/// The time between two rows; empty if one of them has gone.
fn between(store: &Store, first: Seq, second: Seq) -> String {
    store.between(first, second).map(Span::fine).unwrap_or_default()
}

/// The facts of the row that is selected.
#[component]
pub fn ProtocolView(log: Log, said: Memo<Option<Said>>) -> impl IntoView {
    let i18n = use_words();
    let of = move |read: fn(&Said) -> String| {
        live(move || said.with(|said| said.as_ref().map(read).unwrap_or_default()))
    };
    let fact = |name: Signal<String>, value: Signal<String>| {
        view! {
            <div class="said-fact" hidden=live(move || value.with(String::is_empty))>
                <dt>{name}</dt>
                <dd dir="auto">{value}</dd>
            </div>
        }
    };
    let request = Memo::new(move |_| said.with(|said| said.as_ref().and_then(|said| said.request.clone())));
    // It may come later.
    let answer = Memo::new(move |_| {
        let seq = log.selected.get().filter(|seq| log.is_kept(*seq))?;
        log.told(seq, |told, store| told.answer.map(|answer| (answer, between(store, seq, answer))))?
    });
    let link = move |name: Signal<String>, other: Memo<Option<(Seq, String)>>| {
        let text = live(move || {
            other.get().map(|(seq, _)| say!(i18n, detail.title, seq = seq.0)).unwrap_or_default()
        });
        view! {
            <div class="said-fact" hidden=live(move || other.with(Option::is_none))>
                <dt>{name}</dt>
                <dd>
                    <button
                        class="button is-quiet"
                        type="button"
                        on:click=on(move |_: MouseEvent| {
                            // This button goes with the row; the focus would be lost with it.
                            focus(Tab::Protocol.id());
                            log.select(other.get_untracked().map(|(seq, _)| seq));
                        })
                    >
                        {text}
                    </button>
                    <span class="said-after">{live(move || other.get().map(|(_, span)| span).unwrap_or_default())}</span>
                </dd>
            </div>
        }
    };
    let act = live(move || {
        said.with(|said| said.as_ref().map(|said| act_word(i18n, said.act)).unwrap_or_default())
    });
    let damage = live(move || {
        let damage = said.with(|said| said.as_ref().and_then(|said| said.damage));
        damage.map(|damage| words::damage(i18n, damage)).unwrap_or_default()
    });
    view! {
        <div class="said-view" data-testid=Tab::Protocol.test_id()>
            <When holds=live(move || log.protocol() == Some(Protocol::Protobuf))>
                <SchemaBox log />
            </When>
            <dl class="said">
                {fact(word!(i18n, protocol.act), act)}
                {fact(word!(i18n, protocol.event), of(|said| said.event.clone()))}
                {fact(word!(i18n, protocol.channel), of(|said| said.channel.clone()))}
                {fact(word!(i18n, protocol.id), of(|said| said.id.clone()))}
                {link(word!(i18n, protocol.request), request)}
                {link(word!(i18n, protocol.answered), answer)}
                {fact(word!(i18n, protocol.more), of(|said| if said.more > 0 { said.more.to_string() } else { String::new() }))}
            </dl>
            <p
                class="problem detail-note said-damage"
                data-testid="damage"
                hidden=live(move || damage.with(String::is_empty))
            >
                {damage}
            </p>
            <pre class="said-payload" dir="auto" hidden=live(move || said.with(|said| said.as_ref().is_none_or(|said| said.payload.is_empty())))>
                {of(|said| said.payload.clone())}
            </pre>
        </div>
    }
}

fn act_word(i18n: Words, act: Act) -> String {
    match act {
        Act::Connection => say!(i18n, protocol.connection),
        Act::Subscription => say!(i18n, protocol.subscription),
        Act::Event => say!(i18n, protocol.an_event),
        Act::Call => say!(i18n, protocol.call),
        Act::Answer => say!(i18n, protocol.an_answer),
        Act::Error => say!(i18n, protocol.error),
        Act::Heartbeat => say!(i18n, protocol.heartbeat),
    }
}
