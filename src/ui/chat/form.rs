//! Coming into a chat, and talking in it.

use leptos::ev::{Event, KeyboardEvent, MouseEvent};
use leptos::prelude::*;
use wirebench_core::chat::Membership;

use super::{MESSAGE_ID, NAME_ID};
use crate::i18n::{say, use_words, word};
use crate::state::Session;
use crate::state::chat::Scene;
use crate::ui::parts::{Problem, described_by, invalid, is_plain_enter, live, on};
use crate::ui::words;

/// The id of the sentence about what is wrong.
const PROBLEM_ID: &str = "chat-problem";

/// How many lines the box grows to by itself.
const MOST_ROWS: usize = 6;

/// The name, and the button to come in.
#[component]
pub fn JoinForm(session: Session, scene: Memo<Scene>) -> impl IntoView {
    let i18n = use_words();
    let chat = session.chat;
    let problem = live(move || {
        let refused = scene.with(|scene| scene.refused.clone());
        let ours = chat.refusal.get().map(|refusal| words::refusal(i18n, refusal));
        ours.or_else(|| refused.map(|why| say!(i18n, chat.refused, why = words::visible(&why))))
    });
    let is_asking = live(move || scene.with(|scene| matches!(scene.membership, Membership::Asked(_))));
    let join_on_enter = on(move |event: KeyboardEvent| {
        if is_plain_enter(&event) {
            session.join_chat();
        }
    });
    view! {
        <div class="chat-form">
            <div class="field chat-name">
                <label class="field-label" for=NAME_ID>{word!(i18n, chat.name)}</label>
                <input
                    class="input"
                    id=NAME_ID
                    type="text"
                    autocomplete="off"
                    dir="auto"
                    aria-invalid=invalid(problem)
                    aria-describedby=described_by(problem, PROBLEM_ID)
                    prop:value=chat.name
                    on:input=on(move |event: Event| {
                        chat.name.set(event_target_value(&event));
                        chat.refusal.set(None);
                    })
                    on:keydown=join_on_enter
                />
                <Problem id=PROBLEM_ID text=problem />
            </div>
            <button class="button is-primary chat-join" type="button" on:click=on(move |_: MouseEvent| session.join_chat())>
                {live(move || if is_asking.get() { say!(i18n, chat.joining) } else { say!(i18n, chat.join) })}
            </button>
        </div>
    }
}

/// The box to talk in: Enter sends, Shift+Enter starts a new line.
#[component]
pub fn TalkForm(session: Session) -> impl IntoView {
    let i18n = use_words();
    let chat = session.chat;
    let problem = live(move || chat.refusal.get().map(|refusal| words::refusal(i18n, refusal)));
    let rows = live(move || chat.draft.with(|draft| draft.split('\n').take(MOST_ROWS).count()).to_string());
    let send_on_enter = on(move |event: KeyboardEvent| {
        if is_plain_enter(&event) {
            event.prevent_default();
            session.talk();
        }
    });
    view! {
        <div class="chat-form">
            <div class="field chat-draft">
                <textarea
                    class="input"
                    id=MESSAGE_ID
                    rows=rows
                    dir="auto"
                    autocomplete="off"
                    placeholder=word!(i18n, chat.write)
                    aria-label=word!(i18n, composer.message)
                    aria-invalid=invalid(problem)
                    aria-describedby=described_by(problem, PROBLEM_ID)
                    prop:value=chat.draft
                    on:input=on(move |event: Event| session.type_in_chat(event_target_value(&event)))
                    on:keydown=send_on_enter
                ></textarea>
                <Problem id=PROBLEM_ID text=problem />
            </div>
            <button class="button is-primary composer-send" type="button" on:click=on(move |_: MouseEvent| session.talk())>
                {word!(i18n, composer.send)}
            </button>
        </div>
    }
}
