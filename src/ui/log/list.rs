//! The list: a fixed pool of row slots over a window of the matching rows. Nothing here grows with the log.

use leptos::ev::{Event, KeyboardEvent, MouseEvent};
use leptos::html;
use leptos::prelude::*;
use wirebench_core::list::List;
use wirebench_core::log::Seq;
use wirebench_core::size;

use super::emptiness;
use super::row::RowSlot;
use crate::i18n::{say, use_words, word};
use crate::state::{Log, Session, log};
use crate::ui::parts::{Glyph, Icon, live, on};

/// The rows of a session's log.
#[component]
pub fn LogList(session: Session) -> impl IntoView {
    let i18n = use_words();
    let log = session.log;
    let scroller = NodeRef::<html::Div>::new();
    let spacer = NodeRef::<html::Div>::new();
    let viewport = log::height_of(scroller);
    let list = move || List { rows: log.counts().matching, viewport: viewport.get() };
    let window = Memo::new(move |_| list().window(log.scroll_top.get()));
    let slots = Memo::new(move |_| list().slots());

    let scroll_to = move |top: f64| {
        if let Some(scroller) = scroller.get_untracked() {
            #[expect(clippy::cast_possible_truncation, reason = "a list is at most 15,000,000 px tall")]
            scroller.set_scroll_top(top.round() as i32);
            log.scroll_top.set(f64::from(scroller.scroll_top()));
        }
    };
    // The height and the position change together, height first, or the browser would cut the position off.
    let was_tall = StoredValue::new(false);
    Effect::new(move |_| {
        let list = list();
        let Some(spacer) = spacer.get() else { return };
        // It fails only for a property that doesn't exist.
        let _ = spacer.style(("height", pixels(list.height())));
        if log.is_following() {
            scroll_to(list.end());
        } else if !was_tall.get_value() && list.viewport > 0.0 {
            // Another tab was shown meanwhile, and the browser has forgotten where this list was.
            scroll_to(log.scroll_top.get_untracked());
        }
        was_tall.set_value(list.viewport > 0.0);
    });
    let on_scroll = on(move |_: Event| {
        let Some(scroller) = scroller.get_untracked() else { return };
        let top = f64::from(scroller.scroll_top());
        if untrack(list).is_at_end(top) {
            log.follow();
        } else if top < log.scroll_top.get_untracked() {
            log.stay();
        }
        log.scroll_top.set(top);
    });
    let reveal = move |index: usize| {
        let list = untrack(list);
        let top = list.reveal(index, log.scroll_top.get_untracked());
        if list.is_at_end(top) {
            log.follow();
        } else {
            log.stay();
        }
        scroll_to(top);
    };
    let on_key = on(move |event: KeyboardEvent| {
        let rows = untrack(list).rows;
        let Some(end) = rows.checked_sub(1) else { return };
        let page = untrack(list).slots().saturating_sub(2).max(1);
        let at = log.selected.get_untracked().map(|seq| log.index_of(seq).min(end));
        let to = match event.key().as_str() {
            "ArrowDown" => at.map_or(0, |at| (at + 1).min(end)),
            "ArrowUp" => at.map_or(end, |at| at.saturating_sub(1)),
            "PageDown" => at.map_or(0, |at| (at + page).min(end)),
            "PageUp" => at.map_or(end, |at| at.saturating_sub(page)),
            "Home" => 0,
            "End" => end,
            "Escape" => return log.selected.set(None),
            _ => return,
        };
        event.prevent_default();
        log.selected.set(untrack(|| log.seq_at(to)));
        reveal(to);
    });
    let jump = on(move |_: MouseEvent| {
        log.follow();
        scroll_to(untrack(list).end());
    });
    let active = live(move || {
        let (seq, window) = (log.selected.get()?, window.get());
        let index = log.index_of(seq);
        (window.first..window.first + window.count).contains(&index).then(|| row_id(seq))
    });
    view! {
        <div class="log-frame">
            <div
                class="log-scroller"
                data-testid="log"
                role="listbox"
                tabindex="0"
                aria-label=word!(i18n, log.label)
                aria-activedescendant=active
                node_ref=scroller
                on:scroll=on_scroll
                on:keydown=on_key
            >
                <div class="log-spacer" role="presentation" node_ref=spacer>
                    {move || (0..slots.get()).map(|number| view! { <RowSlot log number slots window /> }).collect_view()}
                </div>
            </div>
            <p class="log-empty" hidden=live(move || list().rows != 0)>
                {live(move || emptiness(i18n, session))}
            </p>
            <JumpButton log jump />
        </div>
    }
}

/// The way back to the end of the list, with the number of rows that came since it was left; only while there are any.
#[component]
fn JumpButton(log: Log, jump: Box<dyn FnMut(MouseEvent)>) -> impl IntoView {
    let i18n = use_words();
    let new_rows = live(move || say!(i18n, log.new_rows, count = size::grouped(log.unseen() as u64)));
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

/// The id of a row on screen.
pub fn row_id(seq: Seq) -> String {
    format!("row-{}", seq.0)
}

/// A length for the stylesheet, in whole pixels: a list's height and positions are no finer.
#[expect(clippy::cast_possible_truncation, reason = "a list is at most 15,000,000 px tall")]
pub fn pixels(length: f64) -> String {
    format!("{}px", length.round() as i64)
}
