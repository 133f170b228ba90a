//! The headers of the handshake, which a page can keep but not send.

use std::sync::Arc;

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wirebench_core::saved::{Header, Pair};

use super::pairs::{PairRows, Rows};
use crate::i18n::{use_words, word};
use crate::state::{Session, Workbench};
use crate::ui::parts::{Dialog, on};

/// The dialog. What is typed holds at once; there is nothing to save or to discard.
#[component]
pub fn HeadersDialog(session: Session) -> impl IntoView {
    let i18n = use_words();
    let sidebar = expect_context::<Workbench>().sidebar;
    let close = move || sidebar.form.set(None);
    let rows =
        session.headers.get_untracked().into_iter().map(|header| (header.pair, header.is_on)).collect();
    let take = Arc::new(move |rows: Vec<(Pair, bool)>| {
        session.headers.set(rows.into_iter().map(|(pair, is_on)| Header { pair, is_on }).collect());
    });
    view! {
        <Dialog title=word!(i18n, pairs.headers) on_cancel=close>
            <div class="settings is-pairs">
                <p class="settings-note">{word!(i18n, pairs.headers_note)}</p>
                <PairRows kind=Rows::Headers pairs=rows problem=|_, _| None take />
            </div>
            <div class="dialog-buttons">
                <button class="button" type="button" on:click=on(move |_: MouseEvent| close())>
                    {word!(i18n, settings.close)}
                </button>
            </div>
        </Dialog>
    }
}
