//! The small chat as a conversation: who said what, who is here and who is typing, from the rows of a log.
//!
//! It is read from the frames alone, so it is the same for a connection and for a captured log. A message of one's own
//! stands there once it is sent; when the server repeats it for everybody, it is the same line. After a connection has
//! ended, what a server repeats of before is recognised by its time or id.

mod line;
#[cfg(test)]
mod tests;
mod words;

use std::collections::{BTreeSet, VecDeque};

pub use self::line::{Fate, Line, Spoken, What};
pub use self::words::Spelling;
pub(crate) use self::words::{Kind, Said};
use crate::conn::Notice;
use crate::log::{self, Glance, Seq, Store};
use crate::message::DataType;
use crate::time::{Micros, Span};

/// So many lines are kept; the log has all.
const MOST_LINES: usize = 200;

/// Of a longer text the beginning is shown, in bytes; the log has all.
const MOST_TEXT: usize = 4000;

/// A longer name is cut off, in bytes.
const MOST_NAME: usize = 256;

/// Of more people the first are told, in the order of their names.
const MOST_PEOPLE: usize = 10_000;

/// More people aren't told to be typing.
const MOST_TYPING: usize = 100;

/// So many of the newest rows are read when a conversation is begun.
const MOST_ROWS: u64 = 20_000;

/// Of a server that doesn't repeat messages, an error that comes later belongs to none.
const ANSWERS_WITHIN: Span = Span::from_secs(5);

/// Who doesn't say again that he is typing has stopped after this.
const TYPING_LASTS: Span = Span::from_secs(6);

/// A chat as far as it has been read.
#[derive(Debug, Default)]
pub struct Conversation {
    next: Seq,
    lines: VecDeque<Line>,
    /// Whether there were more lines than are kept.
    has_older: bool,
    people: BTreeSet<String>,
    typing: Vec<(String, Micros)>,
    membership: Membership,
    /// The name under which the user has asked to be let in on this connection.
    asked: Option<String>,
    /// Whether the user was let in by a greeting that names nobody; it may be for whoever connects.
    is_greeting_vague: bool,
    /// Why the server didn't let the user in.
    refused: Option<String>,
    spelling: Spelling,
    /// Whether the server repeats to people what they have said.
    echoes: bool,
}

/// Whether the user is in the room.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Membership {
    /// Not on this connection.
    #[default]
    Outside,
    /// The user has asked to be let in, under this name.
    Asked(String),
    /// Yes, under this name.
    Inside(String),
}

impl Conversation {
    /// Takes in the rows that are new, and forgets what the log has forgotten.
    pub fn extend(&mut self, store: &Store) {
        let newest = Seq(store.next().0.saturating_sub(MOST_ROWS));
        self.next = self.next.max(store.first()).max(newest);
        for row in store.glances(self.next..store.next()) {
            self.take(&row);
        }
        self.next = store.next();
        while self.lines.front().is_some_and(|line| line.seq < store.first()) {
            self.lines.pop_front();
        }
    }

    /// The lines, the oldest first.
    pub fn lines(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter()
    }

    /// Whether there were more lines than are kept; the log may have them.
    pub fn has_older(&self) -> bool {
        self.has_older
    }

    /// Who is here, as far as it is known.
    pub fn people(&self) -> impl Iterator<Item = &str> {
        self.people.iter().map(String::as_str)
    }

    /// Who is typing now.
    pub fn typing(&self, now: Micros) -> impl Iterator<Item = &str> {
        let is_typing = move |(_, at): &&(String, Micros)| now.since(*at) < TYPING_LASTS;
        self.typing.iter().filter(is_typing).map(|(name, _)| name.as_str())
    }

    /// Whether the user is in the room.
    pub fn membership(&self) -> &Membership {
        &self.membership
    }

    /// Why the server didn't let the user in when asked last.
    pub fn refused(&self) -> Option<&str> {
        self.refused.as_deref()
    }

    /// What the server calls things.
    pub fn spelling(&self) -> Spelling {
        self.spelling
    }

    fn take(&mut self, row: &Glance<'_>) {
        match (row.data_type, row.kind) {
            (None, _) => self.take_notice(row),
            (Some(DataType::Binary), _) => {}
            (Some(DataType::Text), kind) => {
                let said = std::str::from_utf8(row.payload).ok().and_then(Said::read);
                match (said, kind) {
                    (Some(said), log::Kind::Sent) => self.take_sent(row, &said),
                    (Some(said), log::Kind::Received) => self.take_received(row, &said),
                    (_, log::Kind::Sent | log::Kind::Received | log::Kind::Error | log::Kind::Info) => {}
                }
            }
        }
    }

    fn take_notice(&mut self, row: &Glance<'_>) {
        match row.notice() {
            Some(Notice::Connecting { attempt, .. }) => {
                self.refused = None;
                if attempt == 0 {
                    // It may go to another server.
                    (self.spelling, self.echoes) = (Spelling::default(), false);
                }
            }
            Some(Notice::Ended(_)) => {
                let was_here = !self.people.is_empty() || self.membership != Membership::Outside;
                let has_lines = self.lines.back().is_some_and(|line| line.what != What::Ended);
                self.people.clear();
                self.typing.clear();
                (self.membership, self.asked) = (Membership::Outside, None);
                if self.echoes {
                    self.waiting().for_each(|(_, own)| own.fate = Fate::Unknown);
                }
                if was_here || has_lines {
                    self.push(row, What::Ended);
                }
            }
            Some(_) | None => {}
        }
    }

    fn take_sent(&mut self, row: &Glance<'_>, said: &Said<'_>) {
        match said.kind {
            Kind::Join => {
                self.refused = None;
                self.asked = Some(said.name().to_owned());
                self.membership = Membership::Asked(said.name().to_owned());
            }
            Kind::Message => {
                let name = self.own_name().unwrap_or_default().to_owned();
                let spoken = Spoken { name, is_own: true, fate: Fate::Sent, ..spoken(said) };
                self.push(row, What::Message(spoken));
            }
            Kind::Typing | Kind::Welcome | Kind::UserJoined | Kind::UserLeft | Kind::Error => {}
        }
    }

    fn take_received(&mut self, row: &Glance<'_>, said: &Said<'_>) {
        self.spelling.learn(said);
        let name = said.name();
        match said.kind {
            Kind::Welcome => {
                self.is_greeting_vague = said.user().is_none() && said.users().is_none();
                self.enter(row, said.user());
            }
            Kind::Message => self.hear(row, said),
            Kind::Typing => {
                self.typing.retain(|(other, at)| other != name && row.at.since(*at) < TYPING_LASTS);
                if said.is_typing && self.own_name() != Some(name) && self.typing.len() < MOST_TYPING {
                    self.typing.push((name.to_owned(), row.at));
                }
            }
            Kind::UserJoined => {
                // Some servers let a newcomer in with this alone.
                if self.membership == Membership::Asked(name.to_owned()) {
                    self.is_greeting_vague = false;
                    self.enter(row, None);
                } else if self.own_name() != Some(name) && !self.people.contains(name) {
                    if self.people.len() < MOST_PEOPLE {
                        self.people.insert(name.to_owned());
                    }
                    self.push(row, What::Came(name.to_owned()));
                }
            }
            // Of one's own name it tells of an older connection.
            Kind::UserLeft if self.own_name() == Some(name) => {}
            Kind::UserLeft => {
                self.people.remove(name);
                self.typing.retain(|(other, _)| other != name);
                self.push(row, What::Left(name.to_owned()));
            }
            Kind::Error => self.refuse(row, said),
            Kind::Join => {}
        }
        if let Some(users) = said.users() {
            self.people = users.into_iter().collect();
        }
    }

    /// The user is let in, perhaps under a name of the server's choice.
    fn enter(&mut self, row: &Glance<'_>, name: Option<&str>) {
        let Some(asked) = self.asked.as_ref().filter(|_| !matches!(self.membership, Membership::Inside(_)))
        else {
            return;
        };
        let name = name.map_or_else(|| asked.clone(), str::to_owned);
        self.refused = None;
        self.people.insert(name.clone());
        self.membership = Membership::Inside(name.clone());
        self.push(row, What::Entered(name));
    }

    fn hear(&mut self, row: &Glance<'_>, said: &Said<'_>) {
        let heard = spoken(said);
        self.typing.retain(|(other, _)| *other != heard.name);
        let is_own = self.own_name() == Some(heard.name.as_str());
        if self.is_repeated(&heard) {
            return;
        }
        let own = is_own.then(|| self.unconfirmed(&heard.text)).flatten();
        if let Some(own) = own {
            own.fate = Fate::Heard;
            own.stamp = heard.stamp;
            self.echoes = true;
        } else {
            self.push(row, What::Message(Spoken { is_own, ..heard }));
        }
    }

    /// Whether a message was heard on an earlier connection. One without a stamp can't be told from new words.
    fn is_repeated(&self, heard: &Spoken) -> bool {
        let is_same = |line: &Line| {
            matches!(&line.what, What::Message(other) if other.stamp == heard.stamp && other.name == heard.name
                && other.text == heard.text)
        };
        let before = self.lines.iter().rev().skip_while(|line| line.what != What::Ended);
        !heard.stamp.is_empty() && before.into_iter().any(is_same)
    }

    /// The user's own message with these words that the server hasn't repeated; one of this connection first, else one of
    /// before. Servers may cut off spaces.
    fn unconfirmed(&mut self, text: &str) -> Option<&mut Spoken> {
        let is_it = |own: &Spoken| own.is_own && own.text.trim() == text.trim();
        let find = |fate: Fate| {
            let has_fate =
                |line: &Line| matches!(&line.what, What::Message(own) if is_it(own) && own.fate == fate);
            self.lines.iter().position(has_fate)
        };
        let index = find(Fate::Sent).or_else(|| find(Fate::Unknown))?;
        self.lines.get_mut(index)?.what.spoken_mut()
    }

    /// Puts a refusal where it belongs: to the wish to come in, or to a message of the user's.
    fn refuse(&mut self, row: &Glance<'_>, said: &Said<'_>) {
        let why = cut(&said.text).0;
        // A server that greets whoever connects may refuse a name after that.
        let was_greeted = self.is_greeting_vague
            && self.lines.back().is_some_and(|line| matches!(line.what, What::Entered(_)));
        if matches!(self.membership, Membership::Asked(_)) || was_greeted {
            if was_greeted {
                self.lines.pop_back();
            }
            if let Some(name) = &self.asked {
                self.people.remove(name);
            }
            self.membership = Membership::Outside;
            self.refused = Some(why);
            return;
        }
        // A server that repeats messages answers them in their order; of another one, the last is meant.
        let echoes = self.echoes;
        let own = if echoes { self.waiting().next() } else { self.waiting().last() };
        match own.filter(|(at, _)| echoes || row.at.since(*at) < ANSWERS_WITHIN) {
            Some((_, own)) => own.fate = Fate::Refused(why),
            None => self.push(row, What::Problem(why)),
        }
    }

    /// The user's messages on this connection that the server hasn't said anything about, and when they were sent; of a
    /// server that doesn't repeat messages, those since the last that it refused.
    fn waiting(&mut self) -> impl Iterator<Item = (Micros, &mut Spoken)> {
        let is_answered =
            |line: &Line| matches!(&line.what, What::Message(own) if own.is_own && own.fate != Fate::Sent);
        let echoes = self.echoes;
        let begin =
            self.lines.iter().rposition(|line| line.what == What::Ended || (!echoes && is_answered(line)));
        self.lines.range_mut(begin.unwrap_or(0)..).filter_map(|line| {
            let own = line.what.spoken_mut()?;
            (own.is_own && own.fate == Fate::Sent).then_some((line.at, own))
        })
    }

    fn own_name(&self) -> Option<&str> {
        match &self.membership {
            Membership::Outside => None,
            Membership::Asked(name) | Membership::Inside(name) => Some(name),
        }
    }

    fn push(&mut self, row: &Glance<'_>, what: What) {
        if self.lines.len() == MOST_LINES {
            self.lines.pop_front();
            self.has_older = true;
        }
        self.lines.push_back(Line { seq: row.seq, at: row.at, what });
    }
}

/// What was said, as by somebody else.
fn spoken(said: &Said<'_>) -> Spoken {
    let (text, is_cut) = cut(&said.text);
    let name = said.name().to_owned();
    Spoken { name, text, is_cut, is_own: false, fate: Fate::Heard, stamp: said.stamp.to_owned() }
}

/// A text, or the beginning of it.
fn cut(text: &str) -> (String, bool) {
    (text[..text.floor_char_boundary(MOST_TEXT)].to_owned(), text.len() > MOST_TEXT)
}
