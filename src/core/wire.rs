//! What the page and the worker say to each other, and its packed form.
//!
//! The page sends one [`Command`] at a time; the worker answers with batches of [`Report`]s, in the order in which
//! things happened. Both are closed enums packed with postcard; payloads are borrowed from the batch, not copied.
//! A damaged batch is an error at the place where it stops making sense, never a panic.

use serde::{Deserialize, Serialize};

use crate::compose::{Draft, Repeat, RepeatState, Values};
use crate::conn::machine::Generation;
use crate::conn::settings::Settings;
use crate::conn::{CloseRequest, Notice, Target};
use crate::log::{KeepState, Keeping};
use crate::message::{Message, Role};
use crate::time::{Micros, Span};

/// Which session (tab) something belongs to. Chosen by the page, never used twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SessionId(pub u32);

/// Which attempt to send an answer belongs to. Chosen by the page, never used twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SendId(pub u32);

/// What the page asks of the worker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Command<'a> {
    /// Open a connection and look after it in this way; a live one of the same session is given up first.
    /// Its messages are filled in with these values.
    Connect(SessionId, Target, Settings, Values),
    /// Look after the connection in this way from now on, with these values.
    Adjust(SessionId, Settings, Values),
    /// Close the connection, or cancel it if it isn't open yet, or don't try it again.
    Close(SessionId, CloseRequest),
    /// Announce each attempt of every session from now on, and open its socket on [`Command::Open`], not before.
    Announce,
    /// Open the socket of the attempt that was announced with this number, if that is still wanted.
    Open(SessionId, Generation),
    /// Say this of a session, with the time at which it arrives.
    Tell(SessionId, Notice),
    /// Don't wait any longer for the next attempt.
    TryNow(SessionId),
    /// Send a ping, if the connection is open.
    Ping(SessionId),
    /// Send a message; answered by [`Event::Sent`] or [`Event::Refused`].
    Send(SessionId, SendId, #[serde(borrow)] Message<'a>),
    /// Send a message so long after the last one that was to be sent in this way was due, or at once if that is over;
    /// the first one counts from now. Answered by [`Event::Sent`] or [`Event::Refused`].
    SendAfter(SessionId, SendId, Span, #[serde(borrow)] Message<'a>),
    /// Refuse what waits to be sent in that way. What comes next is a first one.
    DropQueued(SessionId),
    /// Send a message again and again, in the place of one that is being repeated; [`Event::Repeating`] tells how far it
    /// has come.
    Repeat(SessionId, Draft, Repeat),
    /// Don't send it any more.
    StopRepeat(SessionId),
    /// Keep the logs of all sessions on disk from now on, or don't.
    Keep(Keeping),
    /// What is secret in a session, and never written to disk.
    Secrets(SessionId, Vec<String>),
    /// The user has cleared the log: so is what is kept of it.
    Cleared(SessionId),
    /// The tab is gone: drop the session and its socket without a further word.
    Forget(SessionId),
}

/// What the worker tells the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Report<'a> {
    /// The worker has started and listens; commands sent before would be lost.
    Ready,
    /// The worker has failed, with these words, and says nothing more.
    Failed(&'a str),
    /// How keeping the logs goes, when that has changed.
    Keeping(KeepState),
    /// Something happened in a session, at that time.
    Session(SessionId, Micros, #[serde(borrow)] Event<'a>),
}

/// What can happen in a session.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event<'a> {
    /// An attempt begins; its socket is opened on [`Command::Open`] with this number.
    Announced(Generation),
    /// A message arrived.
    Received(Role, #[serde(borrow)] Message<'a>),
    /// A message was handed to the browser's socket.
    Sent(SendId, #[serde(borrow)] Message<'a>),
    /// A message of the machine's own was handed to the browser's socket.
    Said(Role, #[serde(borrow)] Message<'a>),
    /// How far a repeated message has come: at its start, at its end, and now and then meanwhile.
    Repeating(RepeatState),
    /// So many pings are not waited for any longer.
    Lost(u32),
    /// A message was not sent, because the connection wasn't open any more, or because it was dropped while it waited.
    Refused(SendId),
    /// So many bytes wait in the browser (`bufferedAmount`); said again until it is 0.
    Queued(u64),
    /// The connection changed its state.
    Notice(Notice),
}

/// A batch or command that can't be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damaged {
    /// How many bytes from the start could be read.
    pub offset: usize,
}

impl Command<'_> {
    /// The packed form.
    pub fn pack(&self) -> Vec<u8> {
        pack_into(Vec::new(), self)
    }
}

/// Reads a packed command.
///
/// # Errors
/// [`Damaged`] if the bytes are not exactly one command.
pub fn command(bytes: &[u8]) -> Result<Command<'_>, Damaged> {
    match postcard::take_from_bytes(bytes) {
        Ok((command, [])) => Ok(command),
        Ok((_, rest)) => Err(Damaged { offset: bytes.len() - rest.len() }),
        Err(_) => Err(Damaged { offset: 0 }),
    }
}

/// Reports waiting to be handed over together.
#[derive(Debug, Default)]
pub struct Batch(Vec<u8>);

impl Batch {
    /// Adds a report at the end.
    pub fn push(&mut self, report: &Report<'_>) {
        self.0 = pack_into(std::mem::take(&mut self.0), report);
    }

    /// The size of the packed form in bytes.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nothing waits.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The packed form; the batch is empty afterwards.
    pub fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.0)
    }
}

/// Reads a packed batch, one report after the other; ends after the first error.
pub fn reports(batch: &[u8]) -> impl Iterator<Item = Result<Report<'_>, Damaged>> {
    let mut rest = batch;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let offset = batch.len() - rest.len();
        let Ok((report, after)) = postcard::take_from_bytes(rest) else {
            rest = &[];
            return Some(Err(Damaged { offset }));
        };
        rest = after;
        Some(Ok(report))
    })
}

/// Appends the packed form to `buffer`. Packing into memory fails for no value of these types.
fn pack_into<T: Serialize>(buffer: Vec<u8>, value: &T) -> Vec<u8> {
    postcard::to_extend(value, buffer).unwrap_or_default()
}

#[cfg(test)]
mod tests;
