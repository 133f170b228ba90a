//! What works in a page in place of headers, each way with what follows from it.

use leptos::ev::{Event, MouseEvent};
use leptos::prelude::*;

use crate::i18n::{use_words, word};
use crate::state::ways::Way;
use crate::state::{Session, Workbench};
use crate::ui::parts::{Dialog, live, on};
use crate::ui::words;

/// What a server usually calls it.
const PARAMETER: &str = "access_token";
const PREFIX: &str = "bearer.";
const MESSAGE: &str = r#"{"type":"auth","token":"{{token}}"}"#;

/// The dialog. A way that is taken fills in what it needs and ends the dialog, so that one sees what has changed.
#[component]
pub fn WaysDialog(session: Session) -> impl IntoView {
    let i18n = use_words();
    let sidebar = expect_context::<Workbench>().sidebar;
    let close = move || sidebar.form.set(None);
    view! {
        <Dialog title=word!(i18n, headers.ways_title) on_cancel=close>
            <div class="settings is-pairs">
                <p class="settings-note">{word!(i18n, headers.ways_note)}</p>
                <ul class="ways">
                    {Way::ALL.map(|way| view! { <WayItem session way /> }).collect_view()}
                </ul>
            </div>
            <div class="dialog-buttons">
                <button class="button" type="button" on:click=on(move |_: MouseEvent| close())>
                    {word!(i18n, settings.close)}
                </button>
            </div>
        </Dialog>
    }
}

#[component]
fn WayItem(session: Session, way: Way) -> impl IntoView {
    let i18n = use_words();
    let sidebar = expect_context::<Workbench>().sidebar;
    let typed = RwSignal::new(
        match way {
            Way::Parameter => PARAMETER,
            Way::Subprotocol => PREFIX,
            Way::Message => MESSAGE,
            Way::Kubernetes | Way::User | Way::Cookie | Way::Relay => "",
        }
        .to_owned(),
    );
    let label = match way {
        Way::Parameter => Some(word!(i18n, headers.parameter)),
        Way::Subprotocol => Some(word!(i18n, headers.prefix)),
        Way::Message => Some(word!(i18n, headers.message)),
        Way::Kubernetes | Way::User | Way::Cookie | Way::Relay => None,
    };
    let closed = live(move || session.is_closed(way));
    let name = live(move || words::way(i18n, way).0);
    let note = live(move || match closed.get() {
        Some(closed) => words::closed(i18n, closed),
        None => words::way(i18n, way).1,
    });
    let take = move |_: MouseEvent| {
        let text = typed.get_untracked();
        sidebar.form.set(None);
        session.take_way(way, text.trim());
    };
    view! {
        <li class="way">
            <span class="way-name">{name}</span>
            <span class="way-note">{note}</span>
            {label
                .map(|label| {
                    view! {
                        <input
                            class="input is-payload way-typed"
                            type="text"
                            autocomplete="off"
                            autocapitalize="none"
                            spellcheck="false"
                            aria-label=label
                            hidden=live(move || closed.get().is_some())
                            prop:value=typed
                            on:input=on(move |event: Event| typed.set(event_target_value(&event)))
                        />
                    }
                })}
            <button
                class="button way-take"
                type="button"
                aria-label=live(move || format!("{}: {}", word!(i18n, headers.take).get(), name.get()))
                disabled=live(move || closed.get().is_some())
                on:click=on(take)
            >
                {word!(i18n, headers.take)}
            </button>
        </li>
    }
}
