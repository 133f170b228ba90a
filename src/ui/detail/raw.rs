//! A payload as the text it is, exactly as received: the first share of it, and more on demand.

use leptos::ev::{ErrorEvent, MouseEvent};
use leptos::html;
use leptos::prelude::*;
use wirebench_core::log::Seq;
use wirebench_core::size;

use super::Tab;
use super::content::Content;
use crate::i18n::{say, use_words, word};
use crate::state::picture::picture_in;
use crate::state::{Log, screen};
use crate::ui::parts::{When, live, on};

/// How much is shown at first, in bytes; each wish for more shows four times as much.
const FIRST_SHARE: usize = 64 * 1024;
/// The most that is shown: browsers take seconds to lay out more.
const MOST_SHARE: usize = 4 * 1024 * 1024;

/// The row that is selected, as text.
#[component]
pub fn RawView(
    log: Log,
    /// The tab whose place it takes.
    tab: RwSignal<Tab>,
    /// Whether the row is still kept.
    is_kept: Signal<bool>,
    /// What it is in.
    body: NodeRef<html::Div>,
) -> impl IntoView {
    let i18n = use_words();
    // How much of which row is wanted; another row begins with the first share.
    let wish = RwSignal::new((None::<Seq>, FIRST_SHARE));
    let share = move || {
        let (seq, share) = wish.get();
        if seq == log.selected.get() { share } else { FIRST_SHARE }
    };
    let content = Memo::new(move |_| {
        if !is_kept.get() {
            return Content::dropped(i18n);
        }
        let share = share();
        let read = |seq| log.with_row(seq, |row| Content::of(i18n, &row, share));
        log.selected.get().and_then(read).unwrap_or_default()
    });
    let partly = live(move || {
        let (shown, total) = content.with(|c| (size::bytes(c.shown as u64), size::bytes(c.total as u64)));
        say!(i18n, detail.partly, shown = shown, total = total)
    });
    let show_more = on(move |_: MouseEvent| {
        wish.set((log.selected.get_untracked(), (untrack(share) * 4).min(MOST_SHARE)));
    });
    let kept = Memo::new(move |_| log.selected.get().filter(|_| is_kept.get()));
    let picture = picture_in(log, kept);
    let failed = RwSignal::new(None);
    let is_broken = Memo::new(move |_| kept.get().is_some() && failed.get() == kept.get());
    screen::highlight("found-detail", body, "pre", log, move || {
        content.track();
    });
    view! {
        <When holds=live(move || picture.with(Option::is_some) && !is_broken.get())>
            <img
                class="detail-picture"
                data-testid="detail-picture"
                alt=word!(i18n, detail.picture)
                src=picture
                on:error=on(move |_: ErrorEvent| failed.set(kept.get_untracked()))
            />
        </When>
        <p class="detail-note" hidden=live(move || !is_broken.get())>
            {word!(i18n, detail.broken_picture)}
        </p>
        <p class="detail-note" hidden=live(move || !content.with(|content| content.is_lossy))>
            {word!(i18n, detail.binary_raw)}
        </p>
        <pre class="payload" dir="auto" data-testid=live(move || tab.get().test_id().to_owned())>
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
    }
}
