//! Taking what is saved to a file and back: reading a file, what it would change, and changing it.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;
use wirebench_browser::{chance, download, file};
use wirebench_core::saved::transfer::{
    self, Choice, Import, ImportProblem, Library as Contents, MAX_FILE_BYTES, Plan, Secrets,
};
use wirebench_core::saved::{ItemId, Secrecy};

use super::library::Library;
use super::sidebar::{Form, Sidebar};

/// The name and the type of the file.
const FILE: (&str, &str) = ("wirebench.json", "application/json");

/// How far taking in a file has come.
#[derive(Clone, Debug, PartialEq)]
pub enum Stage {
    /// No file is chosen.
    Choosing,
    /// A file is being read.
    Reading,
    /// The file can't be taken in.
    Refused(ImportRefusal),
    /// This is in the file, and that is what it would change.
    Read(Arc<Import>, Arc<Plan>),
    /// This was changed.
    Done(Arc<Plan>),
}

/// Why a file isn't taken in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportRefusal {
    /// What is in it.
    Problem(ImportProblem),
    /// The browser can't read it; its own words.
    Unreadable(String),
    /// It isn't text.
    NotText,
    /// There is no room for it.
    NoRoom,
}

/// Taking in a file; copies are the same.
#[derive(Clone, Copy)]
pub struct Importing {
    /// How far it has come.
    pub stage: RwSignal<Stage>,
    /// Whether files are over the page.
    pub is_over: RwSignal<bool>,
    library: Library,
    sidebar: Sidebar,
}

impl Importing {
    /// Nothing yet.
    pub fn new(library: Library, sidebar: Sidebar) -> Self {
        Self { stage: RwSignal::new(Stage::Choosing), is_over: RwSignal::new(false), library, sidebar }
    }

    /// Shows what is in a file that was dropped on the page.
    pub fn show_file(self, dropped: web_sys::File) {
        self.sidebar.form.set(Some(Form::Import));
        self.read_file(dropped);
    }

    /// Reads a file that the user chose.
    pub fn read_file(self, chosen: web_sys::File) {
        #[expect(clippy::cast_precision_loss, reason = "few bytes")]
        let limit = MAX_FILE_BYTES as f64;
        if chosen.size() > limit {
            let problem = ImportProblem::TooLarge { limit: MAX_FILE_BYTES };
            return self.stage.set(Stage::Refused(ImportRefusal::Problem(problem)));
        }
        self.stage.set(Stage::Reading);
        spawn_local(async move {
            match file::read(&chosen).await.map(String::from_utf8) {
                Ok(Ok(text)) => self.read(&text),
                Ok(Err(_)) => self.stage.set(Stage::Refused(ImportRefusal::NotText)),
                Err(words) => self.stage.set(Stage::Refused(ImportRefusal::Unreadable(words))),
            }
        });
    }

    /// Reads the text of a file.
    pub fn read(self, text: &str) {
        self.stage.set(match transfer::read(text) {
            Ok(import) => {
                let plan = transfer::plan(&import, &self.library.contents());
                Stage::Read(Arc::new(import), Arc::new(plan))
            }
            Err(problem) => Stage::Refused(ImportRefusal::Problem(problem)),
        });
    }

    /// Takes in what was read: all of it, or nothing where there is no room.
    pub fn apply(self) {
        if let Stage::Read(import, _) = self.stage.get_untracked() {
            self.stage.set(match self.library.take_in(&import) {
                Some(plan) => Stage::Done(Arc::new(plan)),
                None => Stage::Refused(ImportRefusal::NoRoom),
            });
        }
    }

    /// Nothing is chosen any more.
    pub fn begin_anew(self) {
        self.stage.set(Stage::Choosing);
    }

    /// Shows the dialog again, or for the first time.
    pub fn open(self) {
        self.begin_anew();
        self.sidebar.form.set(Some(Form::Import));
    }
}

impl Library {
    /// All that is saved, with the values that aren't kept.
    fn contents(self) -> Contents {
        untrack(|| Contents {
            connections: self.connections.shelf(),
            messages: self.messages.shelf(),
            variables: self.variables_shelf(),
        })
    }

    /// Saves what is chosen as a file.
    pub fn export(self, choice: &Choice, secrets: Secrets) {
        let (name, media_type) = FILE;
        download::save(name, media_type, &transfer::export(&self.contents(), choice, secrets));
    }

    /// Whether there is any secret in what would be exported.
    pub fn has_secrets(self) -> bool {
        let Contents { connections, variables, .. } = self.contents();
        let is_secret = |secrecy: Secrecy| secrecy != Secrecy::Open;
        variables.items().any(|(_, pair)| is_secret(pair.secrecy))
            || connections.items().any(|(_, saved)| {
                let headers = saved.profile.headers.iter().map(|header| &header.pair);
                headers.chain(&saved.profile.variables).any(|pair| is_secret(pair.secrecy))
            })
    }

    fn take_in(self, import: &Import) -> Option<Plan> {
        let before = self.contents();
        let mut after = before.clone();
        let plan = transfer::apply(import, &mut after, self.stamp(), &mut || ItemId(chance::seed()));
        let Contents { connections, messages, variables } = after;
        if !self.connections.replace(connections) {
            return None;
        }
        if !self.messages.replace(messages) {
            self.connections.replace(before.connections);
            return None;
        }
        if !self.replace_variables(&variables) {
            self.connections.replace(before.connections);
            self.messages.replace(before.messages);
            return None;
        }
        Some(plan)
    }
}
