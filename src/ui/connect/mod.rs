//! Where to connect, the button that does it, and how it stands.

mod close_form;
mod diagnosis;
mod link_line;
mod round_trips;
mod status_line;
mod unsent;

use leptos::ev::{KeyboardEvent, MouseEvent, SubmitEvent};
use leptos::prelude::*;
use wirebench_core::conn::{CloseCode, CloseRequest, Status};

use self::close_form::CloseForm;
use self::link_line::LinkLine;
use self::status_line::StatusLine;
use self::unsent::UnsentHeaders;
use super::parts::{Field, FieldKind, Glyph, IconButton, Input, When, focus, live, on};
use super::words;
use crate::i18n::{say, use_words, word};
use crate::state::looking_back::Back;
use crate::state::sidebar::Form;
use crate::state::{Session, Workbench};

const URL: FieldKind =
    FieldKind { id: "url", problem_id: "url-problem", class: "connect-url", input: Input::Url };
/// The id of the button that connects and disconnects.
pub const CONNECT_ID: &str = "connect";
const SUBPROTOCOLS: FieldKind = FieldKind {
    id: "subprotocols",
    problem_id: "subprotocols-problem",
    class: "connect-subprotocols",
    input: Input::Text,
};

/// The address line and the status line of a session.
#[component]
pub fn ConnectBar(session: Session) -> impl IntoView {
    let i18n = use_words();
    let address_problem =
        Memo::new(move |_| session.address_problem().map(|p| words::address_error(i18n, p)));
    let subprotocols_problem =
        Memo::new(move |_| session.subprotocols_problem().map(|p| words::subprotocols_error(i18n, p)));
    let sidebar = expect_context::<Workbench>().sidebar;
    let on_submit = on(move |event: SubmitEvent| {
        event.prevent_default();
        if session.status.with_untracked(Status::is_live) {
            return;
        }
        session.connect();
        if untrack(|| session.address_problem()).is_some() {
            focus(URL.id);
        } else if untrack(|| session.subprotocols_problem()).is_some() {
            focus(SUBPROTOCOLS.id);
        } else if untrack(|| session.has_wrong_header()) {
            // What is wrong is said beside it.
            sidebar.form.set(Some(Form::Headers));
        }
    });
    let on_key = on(move |event: KeyboardEvent| {
        let back = match event.key().as_str() {
            "ArrowUp" => Back::Older,
            "ArrowDown" => Back::Newer,
            _ => return,
        };
        let target = event_target::<web_sys::Element>(&event);
        if target.id() == URL.id && !event.is_composing() && session.look_back_at_addresses(back) {
            event.prevent_default();
        }
    });
    view! {
        <section class="connect">
            <form class="connect-form" novalidate=true on:submit=on_submit on:keydown=on_key>
                <Field
                    kind=URL
                    label=word!(i18n, connect.url)
                    placeholder=word!(i18n, connect.url_hint)
                    value=session.address
                    on_type=move |text| session.type_address(text)
                    problem=address_problem
                />
                <Field
                    kind=SUBPROTOCOLS
                    label=word!(i18n, connect.subprotocols)
                    placeholder=word!(i18n, connect.subprotocols_hint)
                    value=session.subprotocols
                    on_type=move |text| session.type_subprotocols(text)
                    problem=subprotocols_problem
                />
                <ConnectButton session />
                <span class="connect-more">
                <IconButton glyph=Glyph::History label=word!(i18n, history.addresses) act=Box::new(move || sidebar.form.set(Some(Form::Addresses))) />
                <FormButton word=word!(i18n, pairs.headers) form=Form::Headers />
                <FormButton word=word!(i18n, pairs.variables) form=Form::Variables />
                <button
                    class="button is-quiet"
                    type="button"
                    on:click=on(move |_: MouseEvent| session.shows_settings.set(true))
                >
                    {word!(i18n, connect.settings)}
                </button>
                <IconButton glyph=Glyph::Chain label=word!(i18n, link.copy) act=Box::new(move || session.copy_link()) />
                </span>
            </form>
            <LinkLine session />
            <StatusLine session />
            <CloseForm session />
            <When holds=live(move || session.unsent.with(Option::is_some))>
                <UnsentHeaders session />
            </When>
        </section>
    }
}

/// A button that opens a dialog.
#[component]
fn FormButton(word: Signal<String>, form: Form) -> impl IntoView {
    let sidebar = expect_context::<Workbench>().sidebar;
    view! {
        <button
            class="button is-quiet"
            type="button"
            on:click=on(move |_: MouseEvent| sidebar.form.set(Some(form)))
        >
            {word}
        </button>
    }
}

/// One button that does what fits the state: connect, cancel or disconnect.
#[component]
fn ConnectButton(session: Session) -> impl IntoView {
    let i18n = use_words();
    let action = live(move || {
        session.status.with(|status| match status {
            Status::Disconnected(_) => say!(i18n, connect.connect),
            Status::Connecting { .. } | Status::Waiting { .. } => say!(i18n, connect.cancel),
            Status::Connected { .. } | Status::Closing => say!(i18n, connect.disconnect),
        })
    });
    let on_click = on(move |event: MouseEvent| {
        // The second click of a double click was meant for what the button did before.
        if event.detail() > 1 {
            event.prevent_default();
        } else if session.status.with_untracked(Status::is_live) {
            session.close(CloseRequest { code: Some(CloseCode::NORMAL.0), reason: String::new() });
        }
    });
    view! {
        <button
            class="button connect-button"
            class:is-primary=live(move || !session.status.with(Status::is_live))
            id=CONNECT_ID
            // Enter in a field presses the form's submit button, and must not end a connection.
            type=live(move || if session.status.with(Status::is_live) { "button" } else { "submit" }.to_owned())
            on:click=on_click
        >
            {action}
        </button>
    }
}
