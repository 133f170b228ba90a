//! The log as a conversation: what was said, who is here and who is typing, and a box to talk.

mod form;
mod lines;

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wirebench_core::chat::Membership;
use wirebench_core::size;

use self::form::{JoinForm, TalkForm};
use self::lines::Lines;
use super::log::CHAT_ID;
use super::parts::{When, focus, focus_if_lost, live, on};
use super::words;
use crate::i18n::{say, use_words, word};
use crate::state::chat::Scene;
use crate::state::{Session, screen};

/// The id of the box to talk in.
const MESSAGE_ID: &str = "chat-message";

/// The id of what was said.
const LINES_ID: &str = "chat-lines";

/// The id of the box for the name.
const NAME_ID: &str = "chat-name";

/// The conversation in a session's log.
#[component]
pub fn ChatPane(session: Session) -> impl IntoView {
    let i18n = use_words();
    let scene = Memo::new(move |_| session.scene());
    let is_inside = Memo::new(move |_| scene.with(|scene| session.is_in_chat(scene)));
    let can_talk = session.captured.is_none();
    // Whoever comes to it or comes in wants to go on where the button was.
    Effect::new(move |_| {
        let id = match is_inside.get() {
            _ if !can_talk => LINES_ID,
            true => MESSAGE_ID,
            false => NAME_ID,
        };
        focus_if_lost(id);
    });
    let people = live(move || {
        scene.with(|scene| {
            let own = match &scene.membership {
                Membership::Inside(name) => Some(name),
                Membership::Outside | Membership::Asked(_) => None,
            };
            let shown = |name: &String| {
                let text = words::visible(name);
                if Some(name) == own { say!(i18n, chat.you, name = text) } else { text }
            };
            let names: Vec<String> = scene.people.iter().map(shown).collect();
            let names = names.join(", ");
            match scene.others {
                _ if names.is_empty() => String::new(),
                0 => say!(i18n, chat.here, names = names),
                count => say!(i18n, chat.here_and_more, names = names, count = size::grouped(count as u64)),
            }
        })
    });
    let show_log = on(move |_: MouseEvent| {
        session.chat.is_wanted.set(false);
        request_animation_frame(|| focus(CHAT_ID));
    });
    view! {
        <section class="chat" class:is-inside=is_inside aria-label=word!(i18n, chat.label)>
            <div class="chat-head">
                <p class="chat-people" data-testid="chat-people" title=people>{people}</p>
                <button class="button is-quiet" type="button" on:click=show_log>
                    {word!(i18n, chat.show_log)}
                </button>
            </div>
            <Lines scene />
            <TypingLine session scene />
            <When holds=live(move || can_talk && is_inside.get())>
                <TalkForm session />
            </When>
            <When holds=live(move || can_talk && !is_inside.get())>
                <JoinForm session scene />
            </When>
        </section>
    }
}

/// Who is typing. It has its place always, so nothing moves when somebody begins.
#[component]
fn TypingLine(session: Session, scene: Memo<Scene>) -> impl IntoView {
    let i18n = use_words();
    let now = screen::ticking_now();
    let typing = Memo::new(move |_| {
        scene.track();
        session.typing(now.get())
    });
    let text = live(move || {
        typing.with(|names| match &names[..] {
            [] => String::new(),
            [name] => say!(i18n, chat.one_types, name = words::visible(name)),
            [first, second] => {
                say!(i18n, chat.two_type, first = words::visible(first), second = words::visible(second))
            }
            more => say!(i18n, chat.many_type, count = more.len()),
        })
    });
    view! { <p class="chat-typing" data-testid="chat-typing">{text}</p> }
}
