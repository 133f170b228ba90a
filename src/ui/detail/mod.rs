//! One row, whole: exactly as received, and as a hex dump.

use std::borrow::Cow;
use std::fmt::Write;

use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wirebench_core::codec::hex;
use wirebench_core::log::{Body, Row, Seq};
use wirebench_core::message::DataType;
use wirebench_core::size;

use super::log::LOG_ID;
use super::parts::{Glyph, Icon, focus, live, on};
use super::words;
use crate::i18n::{Words, say, use_words, word};
use crate::state::{Log, screen};

/// How much is shown at first, in bytes; each wish for more shows four times as much.
const FIRST_SHARE: usize = 64 * 1024;
/// A byte of a hex dump takes four characters and its share of a line, so less of it is shown.
const HEX_SHARE: usize = 8;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Tab {
    Raw,
    Hex,
}

impl Tab {
    fn id(self) -> &'static str {
        match self {
            Self::Raw => "detail-tab-raw",
            Self::Hex => "detail-tab-hex",
        }
    }

    fn test_id(self) -> &'static str {
        match self {
            Self::Raw => "detail-raw",
            Self::Hex => "detail-hex",
        }
    }
}

/// What a copy of the payload came to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Copied {
    NotYet,
    Yes,
    Refused,
}

/// The row that is selected in the log.
#[component]
pub fn Detail(log: Log) -> impl IntoView {
    let i18n = use_words();
    let tab = RwSignal::new(Tab::Raw);
    // Both belong to a row, and are forgotten with it.
    let wish = RwSignal::new((None::<Seq>, FIRST_SHARE));
    let copied = RwSignal::new((None::<Seq>, Copied::NotYet));
    let share = move || {
        let (seq, share) = wish.get();
        if seq == log.selected.get() { share } else { FIRST_SHARE }
    };
    let copied_now = move || {
        let (seq, copied) = copied.get();
        if seq == log.selected.get() { copied } else { Copied::NotYet }
    };
    let is_kept = Memo::new(move |_| log.selected.get().is_none_or(|seq| log.is_kept(seq)));
    let content = Memo::new(move |_| {
        let (tab, share) = (tab.get(), share());
        let read = |seq| log.with_row(seq, |row| Content::of(i18n, &row, tab, share));
        // Rows never change, so this is read again only when the row has gone.
        if !is_kept.get() {
            return Content::dropped(i18n);
        }
        log.selected.get().and_then(read).unwrap_or_default()
    });
    let title = live(move || {
        let seq = log.selected.get().map_or(0, |seq| seq.0);
        say!(i18n, detail.title, seq = seq)
    });
    let partly = live(move || {
        let (shown, total) = content.with(|c| (size::bytes(c.shown as u64), size::bytes(c.total as u64)));
        say!(i18n, detail.partly, shown = shown, total = total)
    });
    let copy = on(move |_: MouseEvent| {
        let seq = log.selected.get_untracked();
        let Some(text) = seq.and_then(|seq| log.with_row(seq, |row| whole(i18n, &row))) else { return };
        spawn_local(async move {
            copied.set((seq, if screen::copy(&text).await { Copied::Yes } else { Copied::Refused }));
        });
    });
    let copy_word = live(move || match copied_now() {
        Copied::Yes => say!(i18n, detail.copied),
        Copied::NotYet | Copied::Refused => say!(i18n, detail.copy),
    });
    let close_word = word!(i18n, detail.close);
    let close = move |_: MouseEvent| {
        log.selected.set(None);
        focus(LOG_ID);
    };
    let show_more = on(move |_: MouseEvent| {
        wish.set((log.selected.get_untracked(), untrack(share).saturating_mul(4)));
    });
    view! {
        <section class="detail" aria-label=word!(i18n, detail.label)>
            <header class="detail-header">
                <h2 class="detail-title">{title}</h2>
                <span class="detail-facts">{live(move || content.with(|content| content.facts.clone()))}</span>
                <button class="button is-quiet" type="button" on:click=copy>
                    {copy_word}
                </button>
                <button
                    class="button is-quiet is-square"
                    type="button"
                    aria-label=close_word
                    title=close_word
                    on:click=on(close)
                >
                    <Icon glyph=Glyph::Cross />
                </button>
            </header>
            <p class="problem" role="alert" hidden=live(move || copied_now() != Copied::Refused)>
                {word!(i18n, detail.not_copied)}
            </p>
            <DetailTabs tab />
            <div
                class="detail-body"
                role="tabpanel"
                id="detail-body"
                tabindex="0"
                aria-labelledby=live(move || tab.get().id().to_owned())
            >
                <p class="detail-note" hidden=live(move || !content.with(|content| content.is_lossy))>
                    {word!(i18n, detail.binary_raw)}
                </p>
                <pre
                    class="payload"
                    class:is-dump=live(move || tab.get() == Tab::Hex)
                    dir=live(move || if tab.get() == Tab::Hex { "ltr".to_owned() } else { "auto".to_owned() })
                    data-testid=live(move || tab.get().test_id().to_owned())
                >
                    {live(move || content.with(|content| content.text.clone()))}
                </pre>
                <p class="detail-more" hidden=live(move || content.with(|content| content.shown == content.total))>
                    {partly} <button class="button" type="button" on:click=show_more>
                        {word!(i18n, detail.show_more)}
                    </button>
                </p>
            </div>
        </section>
    }
}

/// The ways to look at the row (ARIA Authoring Practices, "Tabs").
#[component]
fn DetailTabs(tab: RwSignal<Tab>) -> impl IntoView {
    let i18n = use_words();
    let words = [(Tab::Raw, word!(i18n, detail.raw)), (Tab::Hex, word!(i18n, detail.hex))];
    let on_key = on(move |event: KeyboardEvent| {
        let to = match event.key().as_str() {
            "ArrowLeft" | "ArrowRight" if tab.get_untracked() == Tab::Raw => Tab::Hex,
            "ArrowLeft" | "ArrowRight" | "Home" => Tab::Raw,
            "End" => Tab::Hex,
            _ => return,
        };
        event.prevent_default();
        tab.set(to);
        focus(to.id());
    });
    let view = move |(this, word): (Tab, Signal<String>)| {
        view! {
            <button
                class="detail-tab"
                role="tab"
                type="button"
                id=this.id()
                aria-selected=live(move || (tab.get() == this).to_string())
                aria-controls="detail-body"
                tabindex=live(move || if tab.get() == this { "0".to_owned() } else { "-1".to_owned() })
                on:click=on(move |_: MouseEvent| tab.set(this))
            >
                {word}
            </button>
        }
    };
    view! {
        <div class="detail-tabs" role="tablist" aria-label=word!(i18n, detail.views) on:keydown=on_key>
            {words.map(view).collect_view()}
        </div>
    }
}

/// What is shown of a row.
#[derive(Clone, Default, PartialEq)]
struct Content {
    facts: String,
    text: String,
    is_lossy: bool,
    shown: usize,
    total: usize,
}

impl Content {
    fn dropped(i18n: Words) -> Self {
        Self { text: say!(i18n, detail.dropped), ..Self::default() }
    }

    fn of(i18n: Words, row: &Row<'_>, tab: Tab, share: usize) -> Self {
        let notice;
        let (payload, facts) = match &row.body {
            Body::Message(message) => {
                let bytes = size::grouped(message.payload.len() as u64);
                (message.payload, say!(i18n, detail.size, bytes = bytes))
            }
            Body::Notice(said) => {
                notice = words::notice(i18n, said);
                (notice.as_bytes(), String::new())
            }
        };
        let facts = format!("{}  {facts}", screen::time_of_day(row.at));
        let total = payload.len();
        match tab {
            Tab::Raw => {
                let start = whole_characters(&payload[..total.min(share)], total);
                let text = String::from_utf8_lossy(start);
                let is_binary =
                    matches!(&row.body, Body::Message(message) if message.data_type == DataType::Binary);
                let is_lossy = is_binary && matches!(text, Cow::Owned(_));
                Self { facts, text: text.into_owned(), is_lossy, shown: start.len(), total }
            }
            Tab::Hex => {
                let shown = total.min(share / HEX_SHARE);
                Self { facts, text: dump(&payload[..shown]), is_lossy: false, shown, total }
            }
        }
    }
}

/// The share without the bytes of a character that it cuts in two.
fn whole_characters(share: &[u8], total: usize) -> &[u8] {
    if share.len() == total {
        return share;
    }
    match std::str::from_utf8(share) {
        Err(error) if error.error_len().is_none() => &share[..error.valid_up_to()],
        Ok(_) | Err(_) => share,
    }
}

fn dump(bytes: &[u8]) -> String {
    let mut text = String::new();
    for (number, line) in bytes.chunks(hex::DUMP_WIDTH).enumerate() {
        let line = hex::dump_line(line, number * hex::DUMP_WIDTH);
        // Writing into a string doesn't fail.
        let _ = writeln!(text, "{}  {:<48}  {}", line.offset, line.hex, line.ascii);
    }
    text
}

/// What is copied: the text itself, bytes as hex.
fn whole(i18n: Words, row: &Row<'_>) -> String {
    match &row.body {
        Body::Message(message) => match message.data_type {
            DataType::Text => String::from_utf8_lossy(message.payload).into_owned(),
            DataType::Binary => hex::encode(message.payload),
        },
        Body::Notice(notice) => words::notice(i18n, notice),
    }
}
