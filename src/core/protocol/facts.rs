//! What a frame says in its application protocol, in words that all of them share.

use std::borrow::Cow;

use crate::codec::binary::Damage;

/// A name or an id with more bytes isn't remembered.
pub(crate) const LONGEST_NAME: usize = 256;

/// Which way a message went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Way {
    /// From here to the server.
    Sent,
    /// From the server.
    Received,
}

impl Way {
    pub(crate) fn other(self) -> Self {
        match self {
            Self::Sent => Self::Received,
            Self::Received => Self::Sent,
        }
    }
}

/// What a frame does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// It begins, answers or ends the protocol's own connection.
    Connection,
    /// It begins or ends a subscription, a membership or a registration.
    Subscription,
    /// It tells something, and wants no answer.
    Event,
    /// It asks for something.
    Call,
    /// It answers, or says that something has arrived.
    Answer,
    /// It says that something went wrong.
    Error,
    /// It only shows that somebody is there.
    Heartbeat,
}

impl Act {
    /// A short name for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Connection => "connection",
            Self::Subscription => "subscription",
            Self::Event => "event",
            Self::Call => "call",
            Self::Answer => "answer",
            Self::Error => "error",
            Self::Heartbeat => "heartbeat",
        }
    }
}

/// How a frame belongs to another one, by its id.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Link {
    /// It doesn't.
    #[default]
    None,
    /// An answer with the same id is to come from the other side.
    Asks,
    /// It answers what the other side has asked under this id, perhaps as one of several.
    Answers,
}

/// The facts of a frame. What is borrowed is as it stands in the frame, where that has no escapes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts<'m> {
    /// What it does.
    pub act: Act,
    /// What the protocol calls it: an event, a method, a command.
    pub event: Option<Cow<'m, str>>,
    /// What it is about: a channel, a topic, a namespace.
    pub channel: Option<Cow<'m, str>>,
    /// By which other frames refer to it, or it to them.
    pub id: Option<Cow<'m, str>>,
    /// How.
    pub link: Link,
    /// What it carries for the application.
    pub payload: Option<Cow<'m, [u8]>>,
    /// How many more messages of the protocol are in the same frame; the facts are those of the first, or of one that
    /// tells more.
    pub more: usize,
    /// Why what it carries isn't all that there is, if the frame is damaged.
    pub damage: Option<Damage>,
}

impl<'m> Facts<'m> {
    /// Nothing but what it does, and what that is called.
    pub(super) fn new(act: Act, event: impl Into<Cow<'m, str>>) -> Self {
        Self { event: Some(event.into()), ..Self::nameless(act) }
    }

    /// Nothing but what it does.
    pub(super) fn nameless(act: Act) -> Self {
        Self {
            act,
            event: None,
            channel: None,
            id: None,
            link: Link::None,
            payload: None,
            more: 0,
            damage: None,
        }
    }

    /// The same, borrowed from nothing.
    pub(super) fn owned<'o>(self) -> Facts<'o> {
        let own = |text: Option<Cow<'_, str>>| text.map(|text| Cow::Owned(text.into_owned()));
        Facts {
            act: self.act,
            event: own(self.event),
            channel: own(self.channel),
            id: own(self.id),
            link: self.link,
            payload: self.payload.map(|bytes| Cow::Owned(bytes.into_owned())),
            more: self.more,
            damage: self.damage,
        }
    }

    /// The same about a channel, if there is one.
    pub(super) fn about(mut self, channel: Option<Cow<'m, str>>) -> Self {
        self.channel = channel;
        self
    }

    /// The same with an id, if there is one, and how it links.
    pub(super) fn linked(mut self, link: Link, id: Option<Cow<'m, str>>) -> Self {
        self.link = if id.is_some() { link } else { Link::None };
        self.id = id;
        self
    }

    /// The same with what it carries, if that is anything.
    pub(super) fn carrying(mut self, payload: Option<&'m str>) -> Self {
        self.payload = payload.map(|text| Cow::Borrowed(text.as_bytes()));
        self
    }
}
