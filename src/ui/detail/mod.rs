//! One row, whole: exactly as received, as JSON on several lines or as a tree, and as a hex dump.

mod actions;
mod compare;
mod content;
mod header;
mod hex;
mod lines;
mod path;
mod pretty;
mod protocol;
mod raw;
mod reel;
mod schema;
mod tabs;
mod tree;
mod tree_row;
mod verdict;

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use wirebench_core::log::Seq;

use self::actions::Actions;
use self::compare::{CompareView, row_before};
use self::content::{facts, payload};
use self::header::DetailHeader;
use self::hex::HexView;
use self::pretty::PrettyView;
use self::protocol::{ProtocolView, Said};
use self::raw::RawView;
use self::tabs::{DetailTabs, Tab};
use self::tree::TreeView;
use self::verdict::Verdict;
use super::log::LOG_ID;
use super::parts::{When, focus, live, on};
use crate::i18n::{Words, use_words, word};
use crate::state::{Log, Reading, Session};

/// The row that is selected in the log.
#[component]
pub fn Detail(session: Session) -> impl IntoView {
    let i18n = use_words();
    let log = session.log;
    let tab = session.detail_tab;
    let body = NodeRef::new();
    let reading = Reading::new();
    // A row never changes, so it is read again only when it has gone.
    let is_kept = Memo::new(move |_| log.selected.get().is_none_or(|seq| log.is_kept(seq)));
    let facts = Memo::new(move |_| {
        let seq = log.selected.get().filter(|_| is_kept.get())?;
        log.with_row(seq, |row| facts(i18n, &row))
    });
    let said = Said::of_selected(log, is_kept);
    let is_decoded = Memo::new(move |_| said.with(|said| said.as_ref().is_some_and(|said| said.is_decoded)));
    let wants_json = move || tab.get().is_for_json() || (tab.get() == Tab::Protocol && is_decoded.get());
    let wanted = Memo::new(move |_| log.selected.get().filter(|_| wants_json() && is_kept.get()));
    read_json(i18n, log, reading, wanted);
    // With which row it is compared, as typed; nothing while it isn't compared.
    let other = RwSignal::new(String::new());
    let compares = RwSignal::new(false);
    let compare = move || {
        if let Some(seq) = log.selected.get_untracked().filter(|_| !compares.get_untracked()) {
            other.set(row_before(log, seq));
        }
        compares.update(|compares| *compares = !*compares);
    };
    let verdict = Memo::new(move |_| Verdict::of(i18n, reading));
    let is_json = move || is_kept.get() && verdict.with(|verdict| *verdict == Verdict::Json);
    let shows_protocol = live(move || tab.get() == Tab::Protocol && said.with(Option::is_some));
    let shows_lines = live(move || {
        is_json() && (tab.get() == Tab::Pretty || (tab.get() == Tab::Protocol && is_decoded.get()))
    });
    let shows_raw = Memo::new(move |_| match tab.get() {
        Tab::Raw => true,
        Tab::Pretty | Tab::Tree => !is_json(),
        Tab::Hex => !is_kept.get(),
        Tab::Protocol => !shows_protocol.get(),
    });
    // What is said above a text that isn't shown as its tab promises.
    let note = live(move || match verdict.get() {
        Verdict::Other(words) if tab.get().is_for_json() && is_kept.get() => words,
        Verdict::Json | Verdict::Other(_) | Verdict::Wrong(_) => String::new(),
    });
    let problem = live(move || match verdict.get() {
        Verdict::Wrong(words) if tab.get().is_for_json() && is_kept.get() => words,
        Verdict::Json | Verdict::Other(_) | Verdict::Wrong(_) => String::new(),
    });
    let close = move || {
        log.selected.set(None);
        focus(LOG_ID);
    };
    let on_key = on(move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            close();
        }
    });
    view! {
        <section class="detail" aria-label=word!(i18n, detail.label) on:keydown=on_key>
            <DetailHeader log facts=live(move || facts.get().unwrap_or_default()) on_close=close />
            <div class="detail-bar">
                <DetailTabs tab protocol=protocol::name(log, said) on_choose=move || compares.set(false) />
                <Actions session compares on_compare=compare />
            </div>
            <When holds=compares>
                <CompareView log other />
            </When>
            <div
                class="detail-body"
                node_ref=body
                hidden=compares
                class:is-text=shows_raw
                role="tabpanel"
                id="detail-body"
                // What scrolls can be reached with the keyboard: this, or what is in it.
                tabindex=live(move || shows_raw.get().then(|| "0".to_owned()))
                aria-labelledby=live(move || tab.get().shown(said.with(Option::is_some)).id().to_owned())
            >
                <p class="detail-note" data-testid="detail-note" hidden=live(move || note.with(String::is_empty))>
                    {note}
                </p>
                <p
                    class="problem detail-note"
                    data-testid="detail-problem"
                    hidden=live(move || problem.with(String::is_empty))
                >
                    {problem}
                </p>
                <When holds=shows_raw>
                    <RawView log tab is_kept=is_kept.into() body />
                </When>
                <When holds=live(move || tab.get() == Tab::Tree && is_json())>
                    <TreeView log reading />
                </When>
                <When holds=live(move || tab.get() == Tab::Hex && is_kept.get())>
                    <HexView log />
                </When>
                <When holds=shows_protocol>
                    <ProtocolView log said />
                </When>
                // By itself, or below what is said of a message in a binary encoding.
                <When holds=shows_lines>
                    <PrettyView log reading />
                </When>
            </div>
        </section>
    }
}

/// Reads the wanted row as JSON: what is in it, or what that stands for in a binary encoding.
fn read_json(i18n: Words, log: Log, reading: Reading, wanted: Memo<Option<Seq>>) {
    Effect::new(move |_| {
        let text = |bytes: &[u8]| std::str::from_utf8(bytes).ok().map(str::to_owned);
        let whole = |seq| log.with_row(seq, |row| payload(i18n, &row, text)).flatten();
        let read = |seq| log.decoded(seq).or_else(|| whole(seq));
        reading.open(wanted.get().and_then(read));
    });
}
