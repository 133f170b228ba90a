//! What is said in the small chat: reading it, and writing what a client says.
//!
//! The chat settles the types of its messages, and not what their members are called, so each server has names of its
//! own. They are learned from what it says; until then a message carries each under the two most usual ones.

use std::borrow::Cow;

use super::{MOST_NAME, MOST_PEOPLE};
use crate::codec::json::members;
use crate::codec::json::value::{Json, Writer};

/// What servers call whom it is about; behind the first ones that is whom it is from.
const NAMES: [&str; 5] = ["username", "name", "user", "sender", "from"];

/// So many of them are never the sender's alone.
const OF_USERS: usize = 3;

/// What they call what is said.
const TEXTS: [&str; 3] = ["message", "text", "content"];

/// What they call whether somebody is typing.
const TYPING: [&str; 3] = ["isTyping", "typing", "is_typing"];

/// What tells a message from one with the same words.
const STAMPS: [&str; 5] = ["id", "timestamp", "time", "at", "date"];

/// What is longer tells no message from another, in bytes.
const MOST_STAMP: usize = 256;

/// One message of the chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Said<'t> {
    /// What kind it is.
    pub kind: Kind,
    /// Whom it is about; nothing if it doesn't say.
    pub name: Option<Cow<'t, str>>,
    /// What is said; empty if nothing is.
    pub text: Cow<'t, str>,
    /// The same as it is written, in JSON.
    pub written: Option<&'t str>,
    /// What tells it from another one with the same words; empty if nothing does.
    pub stamp: &'t str,
    /// Whether somebody is typing, if it is about that.
    pub is_typing: bool,
    /// Who is here, as it is written.
    users: Option<&'t str>,
    /// What its members are called.
    spelling: Spelling,
}

/// The kinds of messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Join,
    Welcome,
    Message,
    Typing,
    UserJoined,
    UserLeft,
    Error,
}

impl Kind {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "join" => Self::Join,
            "welcome" => Self::Welcome,
            "message" => Self::Message,
            "typing" => Self::Typing,
            "user_joined" => Self::UserJoined,
            "user_left" => Self::UserLeft,
            "error" => Self::Error,
            _ => return None,
        })
    }
}

/// What a server calls the members of its messages, as far as it is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spelling {
    name: Option<&'static str>,
    text: Option<&'static str>,
    typing: Option<&'static str>,
}

/// The first of these members that an object has, and its value as it is written.
fn first_of<'t>(all: &[(&str, &'t str)], names: &[&'static str]) -> Option<(&'static str, &'t str)> {
    names.iter().find_map(|name| {
        let (_, value) = all.iter().rev().find(|(key, value)| key == name && *value != "null")?;
        Some((*name, *value))
    })
}

impl<'t> Said<'t> {
    /// Reads a message; nothing if it isn't of the chat.
    pub(crate) fn read(text: &'t str) -> Option<Self> {
        if !text.trim_start().starts_with('{') {
            return None;
        }
        let mut all = Vec::new();
        members::members(text, |key, value| all.push((key, value))).ok()?;
        let kind = Kind::named(&members::text(first_of(&all, &["type"])?.1)?)?;
        let name = first_of(&all, &NAMES).and_then(|(key, value)| Some((key, members::text(value)?)));
        let said = first_of(&all, &TEXTS);
        let typing = first_of(&all, &TYPING);
        Some(Self {
            kind,
            text: said
                .map(|(_, value)| members::text(value).unwrap_or(Cow::Borrowed(value)))
                .unwrap_or_default(),
            written: said.map(|(_, value)| value),
            stamp: first_of(&all, &STAMPS)
                .map(|(_, value)| value)
                .filter(|stamp| stamp.len() <= MOST_STAMP)
                .unwrap_or_default(),
            is_typing: typing.is_none_or(|(_, value)| value == "true"),
            users: first_of(&all, &["users"]).map(|(_, value)| value),
            spelling: Spelling {
                name: name.as_ref().map(|(key, _)| *key),
                text: said.map(|(key, _)| key),
                typing: typing.map(|(key, _)| key),
            },
            name: name.map(|(_, name)| name),
        })
    }

    /// Whom it is about, or the beginning of that; empty if it doesn't say.
    pub(super) fn name(&self) -> &str {
        self.name.as_deref().map(cut_name).unwrap_or_default()
    }

    /// The same, unless it may be only whom it is from.
    pub(super) fn user(&self) -> Option<&str> {
        let is_user = self.spelling.name.is_some_and(|name| NAMES[..OF_USERS].contains(&name));
        Some(self.name()).filter(|name| is_user && !name.is_empty())
    }

    /// Who is here, if it says so: texts, or objects with a name.
    pub(crate) fn users(&self) -> Option<Vec<String>> {
        let list = Json::read(self.users?).ok()?;
        let name = |user: &Json<'_>| {
            let named = || NAMES.iter().find_map(|name| user.member(name)?.as_text());
            user.as_text().or_else(named).map(|name| cut_name(name).to_owned())
        };
        Some(list.as_list()?.iter().filter_map(name).take(MOST_PEOPLE).collect())
    }
}

impl Spelling {
    /// Takes over what a server calls things where it says the same as a client does.
    pub(crate) fn learn(&mut self, said: &Said<'_>) {
        let Spelling { name, text, typing } = said.spelling;
        match said.kind {
            Kind::Welcome | Kind::UserJoined | Kind::UserLeft => {
                self.name = name.filter(|name| NAMES[..OF_USERS].contains(name)).or(self.name);
            }
            Kind::Message => self.text = text.or(self.text),
            Kind::Typing => self.typing = typing.or(self.typing),
            Kind::Join | Kind::Error => {}
        }
    }

    /// A client that wants to be called so.
    pub fn join(self, name: &str) -> String {
        let mut out = typed("join");
        for key in either(self.name, &NAMES) {
            out.text(key, name);
        }
        out.end()
    }

    /// What a client says.
    pub fn message(self, text: &str) -> String {
        let mut out = typed("message");
        for key in either(self.text, &TEXTS) {
            out.text(key, text);
        }
        out.end()
    }

    /// Whether a client is typing.
    pub fn typing(self, is_typing: bool) -> String {
        let mut out = typed("typing");
        for key in either(self.typing, &TYPING) {
            out.written(key, if is_typing { "true" } else { "false" });
        }
        out.end()
    }
}

fn cut_name(name: &str) -> &str {
    &name[..name.floor_char_boundary(MOST_NAME)]
}

fn typed(kind: &str) -> Writer {
    let mut out = Writer::new();
    out.text("type", kind);
    out
}

/// The name that is known, or else the two most usual.
fn either(known: Option<&'static str>, usual: &[&'static str]) -> impl Iterator<Item = &'static str> {
    let others = if known.is_none() { &usual[..2] } else { &[] };
    known.into_iter().chain(others.to_vec())
}
