//! The list: a fixed pool of row slots over a window of the matching rows. Nothing here grows with the log.

use leptos::ev::{Event, KeyboardEvent, MouseEvent, TouchEvent, WheelEvent};
use leptos::prelude::*;
use wirebench_core::log::Seq;
use wirebench_core::size;

use super::emptiness;
use super::offer::Offer;
use super::row::RowSlot;
use super::scroll::Scroll;
use super::search::SEARCH_ID;
use crate::i18n::{say, use_words, word};
use crate::state::{Log, Session, screen};
use crate::ui::parts::{Glyph, Icon, anew, focus, live, on};

/// The id of the list, for the way back to it.
pub const LOG_ID: &str = "log";

/// The rows of a session's log.
#[component]
pub fn LogList(session: Session, scroll: Scroll) -> impl IntoView {
    let i18n = use_words();
    let log = session.log;
    let window = Memo::new(move |_| scroll.window());
    let slots = Memo::new(move |_| scroll.list().slots());
    // In the frame that is painted next: moving rows inside of the event makes browsers scroll less smoothly.
    let on_scroll = on(move |_: Event| request_animation_frame(move || scroll.moved()));
    let on_key = on(move |event: KeyboardEvent| {
        if event.key() == "/" {
            event.prevent_default();
            focus(SEARCH_ID);
        } else if is_typed(&event) {
            // The box has the focus when the browser types the character.
            focus(SEARCH_ID);
        } else if event.key() == "Escape" {
            // First the second row, then the first one.
            if untrack(|| log.pair()).is_some() { log.mark(None) } else { log.select(None) }
        } else if let Some(index) = row_for(&event.key(), log, scroll) {
            event.prevent_default();
            if event.shift_key() {
                log.mark(untrack(|| log.seq_at(index)));
                scroll.reveal(index);
            } else {
                select(log, scroll, index);
            }
        }
    });
    // With Shift, browsers would choose all text from the last click to this one.
    let on_press = on(move |event: MouseEvent| {
        if event.shift_key() {
            event.prevent_default();
            focus(LOG_ID);
        }
    });
    let active = live(move || {
        let (seq, window) = (log.active()?, window.get());
        let index = log.index_of(seq);
        (window.first..window.first + window.count).contains(&index).then(|| row_id(seq))
    });
    screen::highlight("found-rows", scroll.spacer, ".row-text", log, move || {
        window.track();
        // Another number of slots makes them all anew.
        slots.track();
        log.counts();
    });
    let row = move |number| view! { <RowSlot log number window /> };
    view! {
        <div class="log-frame">
            <div
                class="log-scroller"
                data-testid="log"
                id=LOG_ID
                role="listbox"
                tabindex="0"
                aria-multiselectable="true"
                aria-label=word!(i18n, log.label)
                aria-activedescendant=active
                node_ref=scroll.scroller
                on:scroll=on_scroll
                on:wheel=on(move |event: WheelEvent| scroll.wheeled(&event))
                on:touchmove=on(move |_: TouchEvent| scroll.touched())
                on:mousedown=on_press
                on:keydown=on_key
            >
                <div class="log-spacer" role="presentation" node_ref=scroll.spacer>
                    {anew(Box::new(move || Some((0..slots.get()).map(row).collect_view().into_any())))}
                </div>
            </div>
            <div class="log-empty" hidden=live(move || scroll.list().rows != 0)>
                <p>{live(move || emptiness(i18n, session))}</p>
                <Offer session />
            </div>
            <JumpButton log scroll />
        </div>
    }
}

/// The way back to the end of the list, with the number of rows that came since it was left; only while there are any.
#[component]
fn JumpButton(log: Log, scroll: Scroll) -> impl IntoView {
    let i18n = use_words();
    let new_rows = live(move || say!(i18n, log.new_rows, count = size::grouped(log.unseen() as u64)));
    let jump = on(move |_: MouseEvent| {
        // The button goes when it has been pressed; the focus would be lost with it.
        focus(LOG_ID);
        scroll.follow();
    });
    view! {
        <button
            class="button is-primary log-jump"
            type="button"
            hidden=live(move || log.unseen() == 0)
            on:click=jump
        >
            <Icon glyph=Glyph::Down />
            {word!(i18n, log.jump)}
            <span class="log-jump-count">{new_rows}</span>
        </button>
    }
}

/// Selects the row at that place among the matching ones and brings it into sight.
pub fn select(log: Log, scroll: Scroll, index: usize) {
    log.select(untrack(|| log.seq_at(index)));
    scroll.reveal(index);
}

/// Whether a key types a character; the space scrolls.
fn is_typed(event: &KeyboardEvent) -> bool {
    let key = event.key();
    let mut characters = key.chars();
    let is_one = characters.next().is_some_and(|first| first != ' ') && characters.next().is_none();
    is_one && !event.ctrl_key() && !event.alt_key() && !event.meta_key()
}

/// Which row a key selects, by its place among the matching ones.
fn row_for(key: &str, log: Log, scroll: Scroll) -> Option<usize> {
    let list = untrack(|| scroll.list());
    let end = list.rows.checked_sub(1)?;
    let page = list.slots().saturating_sub(2).max(1);
    let at = untrack(|| log.active()).map(|seq| log.index_of(seq).min(end));
    match key {
        "ArrowDown" => Some(at.map_or(0, |at| (at + 1).min(end))),
        "ArrowUp" => Some(at.map_or(end, |at| at.saturating_sub(1))),
        "PageDown" => Some(at.map_or(0, |at| (at + page).min(end))),
        "PageUp" => Some(at.map_or(end, |at| at.saturating_sub(page))),
        "Home" => Some(0),
        "End" => Some(end),
        _ => None,
    }
}

/// The id of a row on screen.
pub fn row_id(seq: Seq) -> String {
    format!("row-{}", seq.0)
}
