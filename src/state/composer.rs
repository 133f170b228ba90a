//! What is being written: the drafts, how they are meant, and why the last attempt to send was refused.

use leptos::prelude::*;
use wirebench_browser::file;
use wirebench_core::codec::json;
use wirebench_core::compose::{DraftProblem, Meaning, Outgoing, outgoing};
use wirebench_core::message::DataType;

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
    /// The draft isn't what it is meant to be.
    Draft(DraftProblem),
    /// No file was chosen.
    NoFile,
    /// The file couldn't be read; the browser's own words.
    UnreadableFile(String),
}

/// A draft as it was when it was sent, to be put back if the worker couldn't send it after all.
#[derive(Clone, Debug)]
pub struct Draft {
    format: Format,
    encoding: Encoding,
    text: String,
}

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

    fn meaning(self) -> Meaning {
        match (self.format.get(), self.encoding.get()) {
            (Format::Text, _) => Meaning::Text,
            (Format::Json, _) => Meaning::Json,
            (Format::Binary, Encoding::Base64) => Meaning::Base64,
            (Format::Binary, Encoding::Hex | Encoding::File) => Meaning::Hex,
        }
    }

    /// Takes over what was typed.
    pub fn type_in(self, text: String) {
        self.draft().set(text);
        self.refusal.set(None);
    }

    /// What is wrong with the draft as it stands; an empty one isn't wrong before it is sent.
    pub fn problem(self) -> Option<DraftProblem> {
        if self.sends_file() {
            return None;
        }
        let meaning = self.meaning();
        self.draft().with(|draft| if draft.trim().is_empty() { None } else { outgoing(draft, meaning).err() })
    }

    /// Lays out the JSON in the box; what isn't JSON stays as it is, with its problem on screen.
    pub fn format_json(self) {
        match self.text.with_untracked(|text| json::pretty(text)) {
            Ok(pretty) => self.type_in(pretty),
            Err(error) => self.refusal.set(Some(Refusal::Draft(DraftProblem::Json(error)))),
        }
    }

    /// The message as it would be sent now.
    ///
    /// # Errors
    /// Why it can't be.
    pub async fn outgoing(self) -> Result<Outgoing, Refusal> {
        let (sends_file, draft, meaning) = untrack(|| (self.sends_file(), self.draft(), self.meaning()));
        if sends_file {
            let chosen = self.file.get_untracked().ok_or(Refusal::NoFile)?;
            let payload = file::read(&chosen).await.map_err(Refusal::UnreadableFile)?;
            return Ok(Outgoing { data_type: DataType::Binary, payload });
        }
        draft.with_untracked(|draft| outgoing(draft, meaning)).map_err(Refusal::Draft)
    }

    /// Empties the box after its draft was handed over; a chosen file stays chosen.
    pub fn take_draft(self) -> Draft {
        untrack(|| {
            let text = if self.sends_file() { String::new() } else { self.draft().get() };
            if !self.sends_file() {
                self.type_in(String::new());
            }
            Draft { format: self.format.get(), encoding: self.encoding.get(), text }
        })
    }

    /// Puts a draft back that was not sent after all, unless something else has been typed meanwhile; then it goes in
    /// front of that, so that nothing is lost.
    pub fn put_back(self, draft: &Draft, why: Refusal) {
        self.format.set(draft.format);
        self.encoding.set(draft.encoding);
        untrack(|| {
            if !self.sends_file() {
                self.draft().update(|text| text.insert_str(0, &draft.text));
            }
        });
        self.refusal.set(Some(why));
    }
}
