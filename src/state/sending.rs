//! Sending: from what is typed or saved to a message, and what becomes of it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wirebench_browser::{chance, clock};
use wirebench_core::codec::json::{self, Path};
use wirebench_core::compose::{Draft, DraftError, Filling, Outgoing, TemplateError, fill_in};
use wirebench_core::conn::Status;
use wirebench_core::log::{Body, Seq};
use wirebench_core::message::{DataType, Message};
use wirebench_core::wire::{Command, SendId};

use super::composer::{Refusal, Written, read_file};
use super::session::Session;

/// What is on its way to the worker; copies are the same.
#[derive(Clone, Copy)]
pub struct Sending {
    unanswered: StoredValue<Vec<(SendId, Origin)>, LocalStorage>,
    next: StoredValue<u32>,
    /// How many messages have been filled in, for the variable `seq`.
    filled: StoredValue<u64>,
    /// The secrets that were in force when it was connected or something was sent: they may be anywhere in the log.
    pub(super) used_secrets: StoredValue<Vec<String>>,
}

/// Where a message was typed, to be put back there if it couldn't be sent.
pub enum Origin {
    /// In the composer.
    Composer(Written),
    /// In the chat; nothing for what the chat says by itself.
    Chat(Option<String>),
    /// In a form, where it still is.
    Form,
}

/// As many rows are looked through for a field that a message refers to.
const ROWS_LOOKED_THROUGH: usize = 1000;

/// How much of a message is shown before it is sent, in characters.
const PREVIEW: usize = 500;

impl Sending {
    /// Nothing is on its way.
    pub fn new() -> Self {
        Self {
            unanswered: StoredValue::new_local(Vec::new()),
            next: StoredValue::new(0),
            filled: StoredValue::new(0),
            used_secrets: StoredValue::new(Vec::new()),
        }
    }

    /// The number of the next attempt.
    pub fn next_id(self) -> SendId {
        let id = SendId(self.next.get_value());
        self.next.set_value(id.0 + 1);
        id
    }

    /// Begins an attempt.
    pub(super) fn begin(self, origin: Option<Origin>) -> SendId {
        let id = self.next_id();
        self.unanswered.update_value(|all| all.extend(origin.map(|origin| (id, origin))));
        id
    }

    /// Takes back what the worker has answered.
    pub(super) fn answered(self, id: SendId) -> Option<Origin> {
        let take = |all: &mut Vec<(SendId, Origin)>| {
            let index = all.iter().position(|(other, _)| *other == id)?;
            Some(all.remove(index).1)
        };
        self.unanswered.try_update_value(take).flatten()
    }
}

impl Session {
    /// Sends what is in the composer, or says why not.
    pub fn send(self) {
        if !self.may_send() {
            return;
        }
        match self.composer.written() {
            Written::Draft(draft) => {
                let outgoing = self.outgoing(&draft);
                if outgoing.is_ok() {
                    self.library.remember_message(&draft);
                    self.composer.clear();
                }
                self.hand_over(Written::Draft(draft), outgoing);
            }
            Written::File(file) => spawn_local(async move {
                let outgoing = read_file(file.clone()).await;
                // The tab may have been closed meanwhile.
                if self.sending.next.try_get_value().is_some() {
                    self.hand_over(Written::File(file), outgoing);
                }
            }),
        }
    }

    /// Sends a saved message, or says why not; what is in the composer stays there.
    pub fn send_draft(self, draft: Draft) {
        if self.may_send() {
            match self.outgoing(&draft) {
                // It goes into the box, where what is wrong with it is said at its place.
                Err(refusal) => {
                    self.composer.recall(draft);
                    self.composer.refusal.set(Some(refusal));
                }
                outgoing => self.hand_over(Written::Draft(draft), outgoing),
            }
        }
    }

    /// Sends a message of the log once more, byte for byte; says whether there is a connection for it.
    pub fn send_again(self, seq: Seq) -> bool {
        let is_connected = self.status.with_untracked(Status::is_connected);
        if is_connected {
            let id = self.sending.next_id();
            self.log.with_row(seq, |row| match row.body {
                Body::Message(message, _) => self.send_command(&Command::Send(self.id, id, message)),
                Body::Notice(_) => {}
            });
        }
        is_connected
    }

    fn may_send(self) -> bool {
        let is_connected = self.status.with_untracked(Status::is_connected);
        if !is_connected {
            self.composer.refusal.set(Some(Refusal::NotConnected));
        }
        is_connected
    }

    fn hand_over(self, written: Written, outgoing: Result<Outgoing, Refusal>) {
        self.is_from_link.set(false);
        match outgoing {
            Ok(outgoing) => self.send_outgoing(&outgoing, Some(Origin::Composer(written))),
            Err(refusal) => self.composer.refusal.set(Some(refusal)),
        }
    }

    /// The message that a draft comes to now.
    fn outgoing(self, draft: &Draft) -> Result<Outgoing, Refusal> {
        self.use_secrets();
        let outgoing = self.filled_in(draft).map_err(Refusal::Draft)?;
        self.sending.filled.update_value(|filled| *filled += 1);
        Ok(outgoing)
    }

    /// The same for a part of a message.
    pub(super) fn filled_in(self, draft: &Draft) -> Result<Outgoing, DraftError> {
        let values = self.values_now();
        let prepared = draft.prepare(Some(&values))?;
        let seq = self.sending.filled.get_value() + 1;
        let mut rng = fastrand::Rng::with_seed(chance::seed());
        let nonce = format!("{:012x}", rng.u64(..) >> 16);
        let last = self.last_received(prepared.template.last_paths());
        let mut filling =
            Filling { now: clock::wall(), rng: &mut rng, seq, nonce: &nonce, last: &last, own: &values };
        prepared.outgoing(&mut filling).map_err(DraftError::Meaning)
    }

    /// Sends a message that was filled in by a form, or says why not.
    pub(super) fn send_from_form(self, draft: &Draft) {
        if self.may_send() {
            match self.outgoing(draft) {
                Ok(outgoing) => self.send_outgoing(&outgoing, Some(Origin::Form)),
                Err(refusal) => self.composer.refusal.set(Some(refusal)),
            }
        }
    }

    pub(super) fn send_outgoing(self, Outgoing { data_type, payload }: &Outgoing, origin: Option<Origin>) {
        let id = self.sending.begin(origin);
        let message = Message { data_type: *data_type, payload };
        self.send_command(&Command::Send(self.id, id, message));
    }

    /// What is wrong with the draft in the composer as it stands; an empty one isn't wrong before it is sent.
    pub fn draft_problem(self) -> Option<DraftError> {
        let draft = self.composer.typed().filter(|draft| !draft.text.trim().is_empty())?;
        draft.prepare(Some(&self.values())).err()
    }

    /// What the draft in the composer would be sent as now, if it has variables; secrets are not shown.
    pub fn preview(self) -> Option<String> {
        // Before it is copied: a draft may be long, and this is asked with each key.
        if !self.composer.draft().with(|text| text.contains("{{")) {
            return None;
        }
        let draft = self.composer.typed()?;
        let own = self.values();
        let prepared = draft.prepare(Some(&own)).ok()?;
        let mut rng = fastrand::Rng::with_seed(chance::seed());
        let seq = self.sending.filled.get_value() + 1;
        let last = self.last_received(prepared.template.last_paths());
        let text = prepared.template.fill(&mut Filling {
            now: clock::wall(),
            rng: &mut rng,
            seq,
            nonce: "0123456789ab",
            last: &last,
            own: &own,
        });
        let text = self.masked(&text);
        Some(if text.chars().nth(PREVIEW).is_some() {
            text.chars().take(PREVIEW).chain(['…']).collect()
        } else {
            text
        })
    }

    /// A text that isn't a message, with its variables filled in.
    pub fn filled(self, text: &str) -> Result<String, TemplateError> {
        if !text.contains("{{") {
            return Ok(text.to_owned());
        }
        let mut rng = fastrand::Rng::with_seed(chance::seed());
        let own = self.values();
        fill_in(
            text,
            &mut Filling { now: clock::wall(), rng: &mut rng, seq: 1, nonce: "", last: &[], own: &own },
        )
    }

    /// For each path the value that was received last.
    fn last_received<'a>(self, paths: impl Iterator<Item = &'a Path>) -> Vec<(Path, String)> {
        paths.filter_map(|path| Some((path.clone(), self.last_at(path)?))).collect()
    }

    fn last_at(self, path: &Path) -> Option<String> {
        self.log.newest_received(ROWS_LOOKED_THROUGH, |message| {
            let text = std::str::from_utf8(message.payload).ok()?;
            // As in pings, a null is no value.
            let is_text = message.data_type == DataType::Text;
            json::find(text, path).filter(|found| is_text && *found != "null").map(str::to_owned)
        })
    }
}
