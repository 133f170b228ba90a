//! What can be done with a message besides reading it: writing another from it, and sending it again.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wirebench_core::log::{Body, Seq};

use crate::i18n::{say, use_words, word};
use crate::state::Session;
use crate::ui::log::CopyMenu;
use crate::ui::parts::{focus, live, on};

/// What is said of the last deed.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    NotConnected,
    TooLong,
}

/// The buttons; nothing for a row that is no message.
#[component]
pub fn Actions(
    session: Session,
    /// Whether the row is compared with another.
    compares: RwSignal<bool>,
    /// Begins or ends that.
    on_compare: impl Fn() + 'static,
) -> impl IntoView {
    let i18n = use_words();
    let log = session.log;
    let is_message = Memo::new(move |_| {
        let seq = log.selected.get().filter(|seq| log.is_kept(*seq));
        seq.and_then(|seq| log.with_row(seq, |row| matches!(row.body, Body::Message(..)))).unwrap_or(false)
    });
    // Where there is no button to end it.
    Effect::new(move |_| {
        if !is_message.get() {
            compares.set(false);
        }
    });
    // Of which row something is said; another row has nothing to say.
    let said = RwSignal::new(None::<(Seq, Said)>);
    let composer = session.composer;
    let now = live(move || {
        let of_row = said.get().filter(|(seq, _)| log.selected.get() == Some(*seq));
        of_row.map(|(_, said)| said)
    });
    let put_in = on(move |_: MouseEvent| {
        let Some(seq) = log.selected.get_untracked() else { return };
        let put = log.with_row(seq, |row| match row.body {
            Body::Message(message, _) => Some(composer.put_in(message)),
            Body::Notice(_) => None,
        });
        said.set((put.flatten() == Some(false)).then_some((seq, Said::TooLong)));
        focus("message");
    });
    let send_again = on(move |_: MouseEvent| {
        if let Some(seq) = log.selected.get_untracked() {
            let is_sent = session.send_again(seq);
            said.set((!is_sent).then_some((seq, Said::NotConnected)));
        }
    });
    let words = live(move || match now.get() {
        None => String::new(),
        Some(Said::NotConnected) => say!(i18n, detail.not_connected),
        Some(Said::TooLong) => say!(i18n, detail.too_long),
    });
    view! {
        <div class="detail-actions" hidden=live(move || !is_message.get())>
            <button class="button is-quiet" type="button" on:click=put_in>
                {word!(i18n, detail.put_in)}
            </button>
            <button class="button is-quiet" type="button" on:click=send_again>
                {word!(i18n, detail.send_again)}
            </button>
            <button
                class="button is-quiet is-toggle"
                type="button"
                aria-pressed=live(move || compares.get().to_string())
                on:click=on(move |_: MouseEvent| on_compare())
            >
                {word!(i18n, detail.compare)}
            </button>
            <CopyMenu session />
        </div>
        <p class="detail-said" aria-live="polite" hidden=live(move || now.get().is_none())>
            <span data-testid="detail-said">{words}</span>
        </p>
    }
}
