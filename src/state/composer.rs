//! What is being written: the drafts, how they are meant, and why the last attempt to send was refused.

use leptos::prelude::*;
use wirebench_browser::file;
use wirebench_core::codec::{hex, json};
use wirebench_core::compose::{Draft, DraftError, DraftProblem, Meaning, Outgoing, Template};
use wirebench_core::message::{DataType, Message};

/// What the composer makes of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Text, as it is.
    Text,
    /// Text that must be JSON.
    Json,
    /// Bytes.
    Binary,
}

/// How bytes are written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Hexadecimal.
    Hex,
    /// Base64.
    Base64,
    /// A file.
    File,
}

/// Why a message was not sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There is no connection.
    NotConnected,
    /// Nobody comes into a chat without a name.
    NoName,
    /// A file isn't sent again and again.
    FileRepeated,
    /// A file isn't saved as a message.
    FileSaved,
    /// The draft isn't what it is meant to be.
    Draft(DraftError),
    /// No file was chosen.
    NoFile,
    /// The file is larger than [`MAX_FILE_BYTES`].
    FileTooLarge,
    /// The file couldn't be read; the browser's own words.
    UnreadableFile(String),
}

/// What is in the composer as it was when it was sent, to be put back if the worker couldn't send it after all.
#[derive(Clone, Debug)]
pub enum Written {
    /// A text.
    Draft(Draft),
    /// A file, if one is chosen.
    File(Option<web_sys::File>),
}

/// What drafts that were put into the box have done to it.
#[derive(Default)]
struct PutIns {
    /// The boxes with such drafts, unless they have been changed since.
    written: Vec<(RwSignal<String>, String)>,
    /// What had been typed there.
    typed: Vec<(RwSignal<String>, String)>,
    /// What the draft on screen had been meant to be.
    before: Option<(Format, Encoding)>,
}

/// The longest message that is put into the box, in bytes of its text: browsers take long to lay out more.
const MAX_DRAFT_BYTES: usize = 1_000_000;

/// The largest file that is sent, in bytes: on its way a message stands in memory several times.
pub const MAX_FILE_BYTES: f64 = 100e6;

/// The composer of a session; copies are the same composer.
#[derive(Clone, Copy)]
pub struct Composer {
    /// What a draft is meant to be.
    pub format: RwSignal<Format>,
    /// How bytes are written down.
    pub encoding: RwSignal<Encoding>,
    /// Text and JSON share a draft, so that one can be looked at as the other.
    text: RwSignal<String>,
    hex: RwSignal<String>,
    base64: RwSignal<String>,
    /// The chosen file.
    pub file: RwSignal<Option<web_sys::File>, LocalStorage>,
    /// Why the last attempt was refused, until the draft changes.
    pub refusal: RwSignal<Option<Refusal>>,
    /// Whether there is something for [`Self::bring_back`].
    pub has_replaced: RwSignal<bool>,
    put_ins: StoredValue<PutIns>,
}

impl Composer {
    /// An empty composer for text.
    pub fn new() -> Self {
        Self {
            format: RwSignal::new(Format::Text),
            encoding: RwSignal::new(Encoding::Hex),
            text: RwSignal::new(String::new()),
            hex: RwSignal::new(String::new()),
            base64: RwSignal::new(String::new()),
            file: RwSignal::new_local(None),
            refusal: RwSignal::new(None),
            has_replaced: RwSignal::new(false),
            put_ins: StoredValue::new(PutIns::default()),
        }
    }

    /// The draft that is on screen; a file has none.
    pub fn draft(self) -> RwSignal<String> {
        match (self.format.get(), self.encoding.get()) {
            (Format::Text | Format::Json, _) => self.text,
            (Format::Binary, Encoding::Base64) => self.base64,
            (Format::Binary, Encoding::Hex | Encoding::File) => self.hex,
        }
    }

    /// Changes what the draft is meant to be.
    pub fn choose_format(self, format: Format) {
        self.format.set(format);
        self.refusal.set(None);
    }

    /// Changes how bytes are written down.
    pub fn choose_encoding(self, encoding: Encoding) {
        self.encoding.set(encoding);
        self.refusal.set(None);
    }

    /// Takes over the file that the user chose.
    pub fn choose_file(self, file: web_sys::File) {
        self.file.set(Some(file));
        self.refusal.set(None);
    }

    /// Whether a file is to be sent.
    pub fn sends_file(self) -> bool {
        self.format.get() == Format::Binary && self.encoding.get() == Encoding::File
    }

    /// Takes over what was typed.
    pub fn type_in(self, text: String) {
        self.draft().set(text);
        self.refusal.set(None);
    }

    /// Lays out the JSON in the box; what isn't JSON stays as it is, with its problem on screen.
    pub fn format_json(self) {
        match self.text.with_untracked(|text| json::pretty(text)) {
            Ok(pretty) => self.type_in(pretty),
            Err(error) => {
                let problem = DraftError::Meaning(DraftProblem::Json(error));
                self.refusal.set(Some(Refusal::Draft(problem)));
            }
        }
    }

    /// What is to be sent, as it stands now.
    pub fn written(self) -> Written {
        untrack(|| match self.typed() {
            Some(draft) => Written::Draft(draft),
            None => Written::File(self.file.get()),
        })
    }

    /// The draft on screen and how it is meant; nothing if a file is to be sent.
    pub fn typed(self) -> Option<Draft> {
        let meaning = meaning(self.format.get(), self.encoding.get());
        (!self.sends_file()).then(|| Draft { text: self.draft().get(), meaning })
    }

    /// Empties the box after its draft was handed over; a chosen file stays chosen.
    pub fn clear(self) {
        if !untrack(|| self.sends_file()) {
            self.type_in(String::new());
        }
    }

    /// Whether anything is typed.
    pub fn has_draft(self) -> bool {
        [self.text, self.hex, self.base64].iter().any(|draft| !draft.with_untracked(String::is_empty))
    }

    /// Whether a draft can be put into the box and nothing else be lost: it is there already, or nothing is typed.
    pub fn has_room_for(self, draft: Option<&Draft>) -> bool {
        draft.is_none() || self.typed().as_ref() == draft || !self.has_draft()
    }

    /// Fills the box with a message that was sent or received, and sends nothing. Says whether the message is short
    /// enough; else nothing is changed.
    pub fn put_in(self, message: Message<'_>) -> bool {
        let is_binary = message.data_type == DataType::Binary;
        // In hex a byte takes two digits and a space.
        let length = message.payload.len() * if is_binary { 3 } else { 1 };
        if length > MAX_DRAFT_BYTES {
            return false;
        }
        self.recall(match message.data_type {
            DataType::Binary => Draft { text: hex::encode(message.payload), meaning: Meaning::Hex },
            DataType::Text => {
                let text = String::from_utf8_lossy(message.payload);
                let is_json = text.trim_start().starts_with(['{', '[']) && json::check(&text).is_ok();
                let meaning = if is_json { Meaning::Json } else { Meaning::Text };
                Draft { text: Template::escape(&text), meaning }
            }
        });
        true
    }

    /// Fills the box with a draft, and sends nothing. What had been typed there is remembered.
    pub fn recall(self, recalled: Draft) {
        let (format, encoding) = shown_as(recalled.meaning);
        let before = (self.format.get_untracked(), self.encoding.get_untracked());
        let on_screen = untrack(|| self.draft());
        let file = untrack(|| self.sends_file()).then(|| self.file.with_untracked(Option::is_some));
        self.choose_format(format);
        self.choose_encoding(encoding);
        let draft = untrack(|| self.draft());
        self.put_ins.update_value(|put_ins| {
            if file.unwrap_or_else(|| put_ins.is_typed(on_screen)) {
                put_ins.before = Some(before);
                // What was remembered of it is older than what is in it.
                put_ins.typed.retain(|(other, _)| *other != on_screen);
            }
            if put_ins.is_typed(draft) {
                put_ins.before.get_or_insert((format, encoding));
                put_ins.typed.retain(|(other, _)| *other != draft);
                put_ins.typed.push((draft, draft.get_untracked()));
            }
            put_ins.written.retain(|(other, _)| *other != draft);
            put_ins.written.push((draft, recalled.text.clone()));
            self.has_replaced.set(put_ins.before.is_some());
        });
        untrack(|| self.type_in(recalled.text));
    }

    /// Brings back what [`Self::recall`] has replaced, as it was before the first of the messages.
    pub fn bring_back(self) {
        let take = |put_ins: &mut PutIns| (put_ins.before.take(), std::mem::take(&mut put_ins.typed));
        if let Some((Some((format, encoding)), typed)) = self.put_ins.try_update_value(take) {
            for (draft, text) in typed {
                draft.set(text);
            }
            self.choose_format(format);
            self.choose_encoding(encoding);
        }
        self.has_replaced.set(false);
    }

    /// Puts back what was not sent after all. What has been typed meanwhile stays, in front of it.
    pub fn put_back(self, written: &Written, why: Refusal) {
        match written {
            Written::Draft(draft) => {
                let (format, encoding) = shown_as(draft.meaning);
                self.format.set(format);
                self.encoding.set(encoding);
                untrack(|| self.draft()).update(|text| put_behind(text, &draft.text));
            }
            Written::File(_) => {
                self.format.set(Format::Binary);
                self.encoding.set(Encoding::File);
            }
        }
        self.refusal.set(Some(why));
    }
}

impl PutIns {
    /// Whether a draft holds anything but a message that was put there.
    fn is_typed(&self, draft: RwSignal<String>) -> bool {
        let is_written =
            |now: &String| self.written.iter().any(|(other, text)| *other == draft && text == now);
        draft.with_untracked(|now| !now.is_empty() && !is_written(now))
    }
}

/// Puts what wasn't sent behind what has been typed meanwhile.
pub(super) fn put_behind(typed: &mut String, text: &str) {
    if !typed.is_empty() {
        typed.push('\n');
    }
    typed.push_str(text);
}

/// The message that is a file's content.
///
/// # Errors
/// There is none, or it is too large, or it can't be read.
pub async fn read_file(chosen: Option<web_sys::File>) -> Result<Outgoing, Refusal> {
    let chosen = chosen.ok_or(Refusal::NoFile)?;
    if chosen.size() > MAX_FILE_BYTES {
        return Err(Refusal::FileTooLarge);
    }
    let payload = file::read(&chosen).await.map_err(Refusal::UnreadableFile)?;
    Ok(Outgoing { data_type: DataType::Binary, payload })
}

fn meaning(format: Format, encoding: Encoding) -> Meaning {
    match (format, encoding) {
        (Format::Text, _) => Meaning::Text,
        (Format::Json, _) => Meaning::Json,
        (Format::Binary, Encoding::Base64) => Meaning::Base64,
        (Format::Binary, Encoding::Hex | Encoding::File) => Meaning::Hex,
    }
}

/// The choices under which a draft is typed; what isn't bytes has no encoding, and hex is as good as another.
fn shown_as(meaning: Meaning) -> (Format, Encoding) {
    match meaning {
        Meaning::Text => (Format::Text, Encoding::Hex),
        Meaning::Json => (Format::Json, Encoding::Hex),
        Meaning::Hex => (Format::Binary, Encoding::Hex),
        Meaning::Base64 => (Format::Binary, Encoding::Base64),
    }
}
