//! One row, whole: exactly as received, and as a hex dump.

mod content;
mod header;
mod tabs;

use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::prelude::*;
use wirebench_core::log::Seq;
use wirebench_core::size;

use self::content::Content;
use self::header::DetailHeader;
use self::tabs::DetailTabs;
use super::log::LOG_ID;
use super::parts::{focus, live, on};
use crate::i18n::{say, use_words, word};
use crate::state::Log;

/// How much is shown at first, in bytes; each wish for more shows four times as much.
const FIRST_SHARE: usize = 64 * 1024;
/// The most that is shown: browsers take seconds to lay out more.
const MOST_SHARE: usize = 4 * 1024 * 1024;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Tab {
    Raw,
    Hex,
}

impl Tab {
    /// The id of its tab.
    fn id(self) -> &'static str {
        match self {
            Self::Raw => "detail-tab-raw",
            Self::Hex => "detail-tab-hex",
        }
    }

    /// What tests know its payload by.
    fn test_id(self) -> &'static str {
        match self {
            Self::Raw => "detail-raw",
            Self::Hex => "detail-hex",
        }
    }
}

/// The row that is selected in the log.
#[component]
pub fn Detail(log: Log) -> impl IntoView {
    let i18n = use_words();
    let tab = RwSignal::new(Tab::Raw);
    // How much of which row is wanted; another row begins with the first share.
    let wish = RwSignal::new((None::<Seq>, FIRST_SHARE));
    let share = move || {
        let (seq, share) = wish.get();
        if seq == log.selected.get() { share } else { FIRST_SHARE }
    };
    // A row never changes, so it is read again only when it has gone.
    let is_kept = Memo::new(move |_| log.selected.get().is_none_or(|seq| log.is_kept(seq)));
    let content = Memo::new(move |_| {
        if !is_kept.get() {
            return Content::dropped(i18n);
        }
        let (tab, share) = (tab.get(), share());
        let read = |seq| log.with_row(seq, |row| Content::of(i18n, &row, tab, share));
        log.selected.get().and_then(read).unwrap_or_default()
    });
    let partly = live(move || {
        let (shown, total) = content.with(|c| (size::bytes(c.shown as u64), size::bytes(c.total as u64)));
        say!(i18n, detail.partly, shown = shown, total = total)
    });
    let show_more = on(move |_: MouseEvent| {
        wish.set((log.selected.get_untracked(), (untrack(share) * 4).min(MOST_SHARE)));
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
            <DetailHeader log facts=live(move || content.with(|content| content.facts.clone())) on_close=close />
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
                    {partly}
                    <button
                        class="button"
                        type="button"
                        hidden=live(move || share() >= MOST_SHARE)
                        on:click=show_more
                    >
                        {word!(i18n, detail.show_more)}
                    </button>
                </p>
            </div>
        </section>
    }
}
