//! The question before a connection whose headers wouldn't go.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use crate::i18n::{say, use_words, word};
use crate::state::headers::Unsent;
use crate::state::sidebar::Form;
use crate::state::{Session, Workbench};
use crate::ui::parts::{Dialog, live, on};
use crate::ui::words;

/// The dialog.
#[component]
pub fn UnsentHeaders(session: Session) -> impl IntoView {
    let i18n = use_words();
    let sidebar = expect_context::<Workbench>().sidebar;
    let is_page = !session.handshakes.are_ours();
    let body = live(move || {
        let names: Vec<String> =
            session.header_lines().iter().map(|header| words::visible(&header.name)).collect();
        let names = names.join(", ");
        match session.unsent.get() {
            Some(Unsent::NoAccess(host)) => say!(i18n, headers.unsent_access, host = host, names = names),
            Some(Unsent::Page) | None => say!(i18n, headers.unsent_page, names = names),
        }
    });
    let close = move || session.unsent.set(None);
    let other_ways = move |_: MouseEvent| {
        close();
        sidebar.form.set(Some(Form::Ways));
    };
    view! {
        <Dialog title=word!(i18n, headers.unsent_title) on_cancel=close>
            <p>{body}</p>
            <div class="dialog-buttons">
                <button class="button is-quiet form-aside" type="button" hidden=!is_page on:click=on(other_ways)>
                    {word!(i18n, headers.ways)}
                </button>
                <button class="button" type="button" on:click=on(move |_: MouseEvent| close())>
                    {word!(i18n, headers.unsent_cancel)}
                </button>
                <button
                    class="button is-primary"
                    type="button"
                    on:click=on(move |_: MouseEvent| session.connect_without())
                >
                    {word!(i18n, headers.unsent_connect)}
                </button>
            </div>
        </Dialog>
    }
}
