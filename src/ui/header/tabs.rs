//! The connections as tabs (ARIA Authoring Practices, "Tabs"): arrows move, Delete closes.

use crate::i18n::{Words, say, use_words, word};
use crate::state::{Session, Workbench};
use crate::ui::parts::{Dialog, Glyph, Icon, IconButton, anew, focus, live, on, reveal};
use crate::ui::words;
use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::prelude::*;

/// The tabs, the button for another one, and the question before one with something in it is closed.
#[component]
pub fn Tabs() -> impl IntoView {
    let i18n = use_words();
    let workbench = expect_context::<Workbench>();
    let asked = RwSignal::new(None::<Session>);
    let close = move |session: Session| {
        if session.has_something_to_lose() {
            asked.set(Some(session));
        } else {
            workbench.close(session.id);
            focus_active(workbench);
        }
    };
    let on_key = on(move |event: KeyboardEvent| {
        let sessions = untrack(|| workbench.sessions());
        let Some(active) = untrack(|| workbench.active()) else { return };
        let Some(index) = sessions.iter().position(|session| *session == active) else { return };
        let last = sessions.len() - 1;
        let to = match event.key().as_str() {
            "ArrowRight" => (index + 1) % sessions.len(),
            "ArrowLeft" => index.checked_sub(1).unwrap_or(last),
            "Home" => 0,
            "End" => last,
            "Delete" => return close(active),
            _ => return,
        };
        event.prevent_default();
        workbench.show(sessions[to].id);
        focus(&tab_id(sessions[to]));
    });
    Effect::new(move |_| {
        if let Some(session) = workbench.active() {
            request_animation_frame(move || reveal(&tab_id(session)));
        }
    });
    let open_new = move || {
        workbench.open_new();
        focus("url");
    };
    let tab = move |session: Session| view! { <Tab session on_close=move || close(session) /> };
    view! {
        <div class="tabs">
            <div class="tabs-list" role="tablist" aria-label=word!(i18n, app.connections) on:keydown=on_key>
                {anew(Box::new(move || Some(workbench.sessions().into_iter().map(tab).collect_view().into_any())))}
            </div>
            <IconButton glyph=Glyph::Plus label=word!(i18n, app.new_connection) act=Box::new(open_new) />
        </div>
        {anew(Box::new(move || asked.get().map(|session| view! { <CloseQuestion session asked /> }.into_any())))}
    }
}

/// One tab: the state of its connection as a shape and as a word, and its name.
#[component]
fn Tab(session: Session, on_close: impl Fn() + 'static) -> impl IntoView {
    let i18n = use_words();
    let workbench = expect_context::<Workbench>();
    let is_active = live(move || workbench.active() == Some(session));
    let state = live(move || match session.captured {
        Some(_) => say!(i18n, captured.label),
        None => session.status.with(|status| words::state(i18n, status)),
    });
    let label = live(move || name(i18n, session));
    let title = live(move || say!(i18n, app.tab_title, name = label.get(), state = state.get()));
    let on_close = on(move |event: MouseEvent| {
        event.stop_propagation();
        on_close();
    });
    view! {
        <button
            class="tab"
            role="tab"
            type="button"
            id=tab_id(session)
            aria-selected=live(move || is_active.get().to_string())
            aria-controls="bench"
            tabindex=live(move || if is_active.get() { "0".to_owned() } else { "-1".to_owned() })
            title=title
            on:click=on(move |_: MouseEvent| workbench.show(session.id))
        >
            <span
                class="tab-state"
                data-state=live(move || match session.captured {
                    Some(_) => "captured".to_owned(),
                    None => session.status.with(|status| words::mark(status).to_owned()),
                })
            ></span>
            <span class="off-screen">{state} " "</span>
            <span class="tab-name">{label}</span>
            // For the pointer only; on the keyboard the Delete key closes a tab.
            <span class="tab-close" aria-hidden="true" title=word!(i18n, app.close_tab) on:click=on_close>
                <Icon glyph=Glyph::Cross />
            </span>
        </button>
    }
}

/// Asks before a connection is ended and messages are forgotten.
#[component]
fn CloseQuestion(session: Session, asked: RwSignal<Option<Session>>) -> impl IntoView {
    let i18n = use_words();
    let workbench = expect_context::<Workbench>();
    let body = live(move || say!(i18n, closing.body, name = name(i18n, session)));
    let keep = move || {
        asked.set(None);
        focus_active(workbench);
    };
    let confirm = move |_: MouseEvent| {
        asked.set(None);
        workbench.close(session.id);
        focus_active(workbench);
    };
    view! {
        <Dialog title=word!(i18n, closing.title) on_cancel=keep>
            <p>{body}</p>
            <div class="dialog-buttons">
                <button class="button" type="button" on:click=on(move |_: MouseEvent| keep())>
                    {word!(i18n, closing.cancel)}
                </button>
                <button class="button is-danger" type="button" on:click=on(confirm)>
                    {word!(i18n, closing.confirm)}
                </button>
            </div>
        </Dialog>
    }
}

fn name(i18n: Words, session: Session) -> String {
    session.label().unwrap_or_else(|| say!(i18n, app.untitled))
}

/// Gives the focus to the active tab, once the tabs on screen are those that there are.
fn focus_active(workbench: Workbench) {
    request_animation_frame(move || {
        if let Some(session) = untrack(|| workbench.active()) {
            focus(&tab_id(session));
        }
    });
}

fn tab_id(session: Session) -> String {
    format!("tab-{}", session.id.0)
}
