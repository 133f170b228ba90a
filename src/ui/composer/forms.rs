//! Composing a message of the application protocol: its fields, and switches for what a client does by itself.

use leptos::ev::{Event, KeyboardEvent, MouseEvent, SubmitEvent};
use leptos::prelude::*;
use wirebench_core::compose::forms::{Field, Form, Shape};
use wirebench_core::protocol::Protocol;

use crate::i18n::{Words, say, use_words, word};
use crate::state::Session;
use crate::ui::parts::{Problem, anew, focus, invalid, live, on};
use crate::ui::words;

/// The protocol whose forms there are.
fn protocol_of(session: Session) -> Memo<Option<Protocol>> {
    Memo::new(move |_| session.log.protocol().filter(|protocol| !protocol.forms().is_empty()))
}

/// The button that shows the forms, where a protocol is spoken; it says what is done by itself.
#[component]
pub fn FormToggle(session: Session) -> impl IntoView {
    let i18n = use_words();
    let protocol = protocol_of(session);
    let is_open = session.composing.is_open;
    let is_automatic = live(move || {
        protocol.get().is_some_and(|protocol| session.says_hello(protocol) || session.keeps_alive(protocol))
    });
    view! {
        <button
            class="button is-quiet is-toggle"
            type="button"
            hidden=live(move || protocol.with(Option::is_none))
            aria-expanded=live(move || is_open.get().to_string())
            on:click=on(move |_: MouseEvent| is_open.update(|is_open| *is_open = !*is_open))
        >
            {live(move || protocol.get().map(|protocol| say!(i18n, form.toggle, name = protocol.name())).unwrap_or_default())}
            <span class="row-chip" hidden=live(move || !is_automatic.get())>{word!(i18n, form.automatic)}</span>
        </button>
    }
}

/// The forms, while they are wanted.
#[component]
pub fn FormPane(session: Session) -> impl IntoView {
    let protocol = protocol_of(session);
    let is_open = session.composing.is_open;
    anew(Box::new(move || {
        let protocol = protocol.get().filter(|_| is_open.get())?;
        Some(view! { <ProtocolForm session protocol /> }.into_any())
    }))
}

#[component]
fn ProtocolForm(session: Session, protocol: Protocol) -> impl IntoView {
    let i18n = use_words();
    let composing = session.composing;
    let name = Memo::new(move |_| composing.form(protocol).map(|form| form.name));
    let choose = on(move |event: Event| {
        let index = event_target::<web_sys::HtmlSelectElement>(&event).selected_index();
        let chosen = usize::try_from(index).ok().and_then(|index| protocol.forms().get(index));
        if let Some(form) = chosen {
            composing.choose(protocol, form);
        }
    });
    let option = move |form: &'static Form| {
        view! { <option prop:selected=live(move || name.get() == Some(form.name))>{form.name}</option> }
    };
    let fields = anew(Box::new(move || {
        name.track();
        let form = untrack(|| composing.form(protocol))?;
        let field =
            |(index, field): (usize, &Field)| view! { <FormField session protocol index field=*field /> };
        Some(form.fields.iter().enumerate().map(field).collect_view().into_any())
    }));
    let submit = on(move |event: SubmitEvent| {
        event.prevent_default();
        session.send_form(protocol);
        focus_wrong(session);
    });
    // Enter that is held down sends once.
    let once = on(|event: KeyboardEvent| {
        if event.key() == "Enter" && event.repeat() {
            event.prevent_default();
        }
    });
    let put = on(move |_: MouseEvent| {
        if session.put_form(protocol) {
            focus("message");
        } else {
            focus_wrong(session);
        }
    });
    view! {
        <form class="protocol-form" aria-label=protocol.name() on:submit=submit on:keydown=once>
            <div class="protocol-fields">
                <div class="field">
                    <label class="field-label" for="form-kind">{word!(i18n, form.kind)}</label>
                    <select class="input" id="form-kind" on:change=choose>
                        {protocol.forms().iter().map(option).collect_view()}
                    </select>
                </div>
                {fields}
            </div>
            <div class="protocol-deeds">
                <button class="button" type="submit">{word!(i18n, form.send)}</button>
                <button class="button is-quiet" type="button" on:click=put>{word!(i18n, form.put)}</button>
                <Switches session protocol />
            </div>
        </form>
    }
}

/// Where the first wrong field is, there is the focus.
fn focus_wrong(session: Session) {
    if let Some(wrong) = untrack(|| session.composing.wrong()) {
        // Its form may not be on screen yet.
        request_animation_frame(move || focus(&ids(wrong.field).0));
    }
}

/// The ids of a field and of the sentence about what is wrong with it.
fn ids(index: usize) -> (String, String) {
    (format!("form-{index}"), format!("form-{index}-problem"))
}

#[component]
fn FormField(session: Session, protocol: Protocol, index: usize, field: Field) -> impl IntoView {
    let i18n = use_words();
    let composing = session.composing;
    let (id, problem_id) = ids(index);
    let value = live(move || composing.value(protocol, field.name, field.usual));
    let problem = live(move || {
        let wrong = composing.wrong().filter(|wrong| wrong.field == index)?;
        Some(words::field_problem(i18n, wrong.problem))
    });
    let described = live({
        let problem_id = problem_id.clone();
        move || problem.with(Option::is_some).then(|| problem_id.clone())
    });
    let on_input =
        on(move |event: Event| composing.type_in(protocol, field.name, event_target_value(&event)));
    let input = match field.shape {
        Shape::Choice(choices) => {
            let option = move |choice: &'static str| {
                view! { <option prop:selected=live(move || value.get() == choice)>{choice}</option> }
            };
            view! {
                <select class="input" id=id.clone() on:change=on_input>
                    {choices.iter().map(|choice| option(choice)).collect_view()}
                </select>
            }
            .into_any()
        }
        Shape::Lines | Shape::Body => view! {
            <textarea
                class="input is-payload"
                id=id.clone()
                rows="2"
                spellcheck="false"
                autocomplete="off"
                aria-invalid=invalid(problem)
                aria-describedby=described
                prop:value=value
                on:input=on_input
            ></textarea>
        }
        .into_any(),
        shape => view! {
            <input
                class="input is-payload"
                id=id.clone()
                type=if shape == Shape::Secret { "password" } else { "text" }
                inputmode=if shape == Shape::Number { "numeric" } else { "text" }
                spellcheck="false"
                autocapitalize="none"
                autocomplete="off"
                placeholder=placeholder(i18n, &field)
                aria-invalid=invalid(problem)
                aria-describedby=described
                prop:value=value
                on:input=on_input
            />
        }
        .into_any(),
    };
    let is_wide = matches!(field.shape, Shape::Lines | Shape::Body);
    view! {
        <div class="field" class:is-wide=is_wide>
            <label class="field-label" for=id>{field.name}</label>
            {input}
            <Problem id=problem_id text=problem />
        </div>
    }
}

/// What may be typed, or that nothing need be.
fn placeholder(i18n: Words, field: &Field) -> String {
    match field.shape {
        Shape::Items => say!(i18n, form.items),
        Shape::Json | Shape::Object | Shape::Credentials | Shape::List => say!(i18n, form.json),
        _ if !field.is_needed => say!(i18n, form.optional),
        _ => String::new(),
    }
}

/// What a client of the protocol does by itself; off unless the user wants it.
#[component]
fn Switches(session: Session, protocol: Protocol) -> impl IntoView {
    let i18n = use_words();
    let habits = protocol.habits();
    let switch = move |text: String, is_on: Signal<bool>, set: fn(Session, Protocol, bool)| {
        let on_change = on(move |event: Event| {
            let wanted = event_target_checked(&event);
            set(session, protocol, wanted);
            // What can't be switched on stays off.
            let is_on = is_on.get_untracked();
            if wanted != is_on {
                event_target::<web_sys::HtmlInputElement>(&event).set_checked(is_on);
                focus_wrong(session);
            }
        });
        view! {
            <label class="check protocol-switch">
                <input type="checkbox" prop:checked=is_on on:change=on_change />
                {text}
            </label>
        }
    };
    let hello = habits.hello.map(|name| {
        let is_on = live(move || session.says_hello(protocol));
        switch(say!(i18n, form.hello, name = name), is_on, Session::say_hello)
    });
    let keep_alive = habits.keep_alive.map(|keep_alive| {
        let is_on = live(move || session.keeps_alive(protocol));
        let text = match keep_alive.interval {
            Some(interval) => say!(i18n, form.heartbeat, seconds = interval.0 / 1_000_000),
            None => say!(i18n, form.answer),
        };
        switch(text, is_on, Session::keep_alive)
    });
    view! {
        {hello}
        {keep_alive}
    }
}
