//! The log of a session as a chat: the conversation in it, coming in, talking, and telling that one is typing.

use leptos::prelude::*;
use wirebench_browser::clock;
use wirebench_browser::timer::Timeout;
use wirebench_core::chat::{Conversation, Line, Membership, Spelling};
use wirebench_core::compose::Outgoing;
use wirebench_core::conn::{Notice, Status};
use wirebench_core::message::DataType;
use wirebench_core::protocol::Protocol;
use wirebench_core::time::{Micros, Span};

use super::composer::{Refusal, put_behind};
use super::sending::Origin;
use super::session::Session;

/// Who goes on typing says so again after this.
const TYPING_AGAIN: Span = Span::from_secs(3);

/// Of more people only the number is told.
const MOST_NAMES: usize = 50;

/// Who has typed nothing for so long, in milliseconds, has stopped.
const TYPING_PAUSE: u32 = 3000;

/// The chat of a session; copies are the same.
#[derive(Clone, Copy)]
pub struct Chat {
    /// Whether it is to be shown in place of the log.
    pub is_wanted: RwSignal<bool>,
    /// The name that the user types to come in.
    pub name: RwSignal<String>,
    /// What the user is about to say.
    pub draft: RwSignal<String>,
    /// What kept the user from coming in or talking.
    pub refusal: RwSignal<Option<Refusal>>,
    room: StoredValue<Room, LocalStorage>,
    /// As whom the user was in the room when the connection ended; comes in again when it is back.
    comes_back: RwSignal<Option<String>>,
}

/// What is known of the room, and what it knows.
#[derive(Default)]
struct Room {
    conversation: Conversation,
    /// Whether it was the page that asked to be let in on this connection.
    has_asked: bool,
    /// When the room was told that the user is typing, if the room doesn't know better by now.
    typing_since: Option<Micros>,
    /// The end of that, if nothing more is typed.
    pause: Option<Timeout>,
}

/// A conversation as it stands now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scene {
    /// What was said and what happened, the oldest first.
    pub lines: Vec<Line>,
    /// Whether there were more lines.
    pub has_older: bool,
    /// Who is here, as far as they are told by name.
    pub people: Vec<String>,
    /// How many others are.
    pub others: usize,
    /// Whether the user is in the room.
    pub membership: Membership,
    /// Why the server didn't let the user in.
    pub refused: Option<String>,
}

impl Chat {
    /// Nothing has been said.
    pub fn new() -> Self {
        Self {
            is_wanted: RwSignal::new(false),
            name: RwSignal::new(String::new()),
            draft: RwSignal::new(String::new()),
            refusal: RwSignal::new(None),
            room: StoredValue::new_local(Room::default()),
            comes_back: RwSignal::new(None),
        }
    }

    /// Puts back what wasn't sent after all.
    pub(super) fn put_back(self, text: Option<&str>) {
        if let Some(text) = text {
            self.draft.update(|draft| put_behind(draft, text));
        }
        self.refusal.set(Some(Refusal::NotConnected));
    }

    fn membership(self) -> Membership {
        self.room.with_value(|room| room.conversation.membership().clone())
    }
}

impl Session {
    /// Whether its log can be seen as a chat.
    pub fn is_chat(self) -> bool {
        self.log.protocol() == Some(Protocol::Chat)
    }

    /// Whether its log is seen as a chat.
    pub fn shows_chat(self) -> bool {
        self.chat.is_wanted.get() && self.is_chat()
    }

    /// The conversation.
    pub fn scene(self) -> Scene {
        self.log.watch_rows(|store| {
            self.chat.room.update_value(|room| room.conversation.extend(store));
        });
        self.chat.room.with_value(|Room { conversation, .. }| Scene {
            lines: conversation.lines().cloned().collect(),
            has_older: conversation.has_older(),
            people: conversation.people().take(MOST_NAMES).map(str::to_owned).collect(),
            others: conversation.people().count().saturating_sub(MOST_NAMES),
            membership: conversation.membership().clone(),
            refused: conversation.refused().map(str::to_owned),
        })
    }

    /// Whether the user is in the room, or will be when the connection is back.
    pub fn is_in_chat(self, scene: &Scene) -> bool {
        match scene.membership {
            Membership::Inside(_) => true,
            Membership::Outside | Membership::Asked(_) => {
                self.chat.comes_back.get().is_some()
                    && self.status.with(Status::is_live)
                    && scene.refused.is_none()
            }
        }
    }

    /// Who is typing.
    pub fn typing(self, now: Micros) -> Vec<String> {
        self.chat.room.with_value(|room| room.conversation.typing(now).map(str::to_owned).collect())
    }

    /// Comes in under the name that is typed, or says why not.
    pub fn join_chat(self) {
        let name = self.chat.name.get_untracked().trim().to_owned();
        if name.is_empty() {
            self.chat.refusal.set(Some(Refusal::NoName));
        } else if self.may_talk() {
            self.chat.comes_back.set(None);
            self.join(&name);
        }
    }

    fn join(self, name: &str) {
        self.chat.room.update_value(|room| room.has_asked = true);
        self.send_json(&self.spelling().join(name), None);
    }

    /// Says what is typed, or says why not.
    pub fn talk(self) {
        let text = self.chat.draft.get_untracked().trim().to_owned();
        if !text.is_empty() && self.may_talk() {
            self.send_json(&self.spelling().message(&text), Some(text));
            self.chat.draft.set(String::new());
            // With the message everybody knows.
            self.chat.room.update_value(|room| (room.typing_since, room.pause) = (None, None));
        }
    }

    /// Takes over what is typed, and lets the room know that something is.
    pub fn type_in_chat(self, text: String) {
        let is_empty = text.is_empty();
        self.chat.draft.set(text);
        self.chat.refusal.set(None);
        if !matches!(self.chat.membership(), Membership::Inside(_)) || !self.is_connected() {
            return;
        }
        if is_empty {
            return self.stop_typing();
        }
        let now = clock::now();
        let since = self.chat.room.with_value(|room| room.typing_since);
        let is_known = since.is_some_and(|since| now.since(since) < TYPING_AGAIN);
        if !is_known {
            self.send_json(&self.spelling().typing(true), None);
        }
        let pause = Timeout::new(TYPING_PAUSE, move || self.stop_typing());
        self.chat.room.update_value(|room| {
            room.pause = Some(pause);
            room.typing_since = since.filter(|_| is_known).or(Some(now));
        });
    }

    /// Before a notice is taken in: whoever was in the room when the connection ended comes back by himself, unless the
    /// user connects anew.
    pub(super) fn note_for_chat(self, notice: &Notice) {
        match notice {
            Notice::Connecting { attempt: 0, .. } => self.chat.comes_back.set(None),
            Notice::Ended(_) if self.chat.room.with_value(|room| room.has_asked) => {
                self.log.with_store(|store| {
                    self.chat.room.update_value(|room| {
                        room.conversation.extend(store);
                        (room.has_asked, room.typing_since) = (false, None);
                    });
                });
                if let Membership::Inside(name) = self.chat.membership() {
                    self.chat.comes_back.set(Some(name));
                }
            }
            _ => {}
        }
    }

    /// The connection is open: whoever was in the room when the last one was lost comes in again.
    pub(super) fn come_back(self) {
        self.chat.refusal.set(None);
        if let Some(name) = self.chat.comes_back.get_untracked() {
            self.join(&name);
        }
    }

    fn stop_typing(self) {
        // The tab may have been closed meanwhile.
        let since = self.chat.room.try_update_value(|room| {
            room.pause = None;
            room.typing_since.take()
        });
        if since.flatten().is_some() && self.is_connected() {
            self.send_json(&self.spelling().typing(false), None);
        }
    }

    fn may_talk(self) -> bool {
        let is_connected = self.is_connected();
        self.chat.refusal.set((!is_connected).then_some(Refusal::NotConnected));
        is_connected
    }

    fn is_connected(self) -> bool {
        self.status.with_untracked(Status::is_connected)
    }

    fn spelling(self) -> Spelling {
        self.chat.room.with_value(|room| room.conversation.spelling())
    }

    fn send_json(self, json: &str, typed: Option<String>) {
        let outgoing = Outgoing { data_type: DataType::Text, payload: json.as_bytes().to_vec() };
        self.send_outgoing(&outgoing, Some(Origin::Chat(typed)));
    }
}
