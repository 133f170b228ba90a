//! What is beside the sessions: whether it is shown, and which dialog is open.

use leptos::prelude::*;
use wirebench_browser::{screen, storage};
use wirebench_core::saved::ItemId;

const KEY: &str = "wirebench.sidebar";

/// The sidebar; copies are the same.
#[derive(Clone, Copy)]
pub struct Sidebar {
    is_shown: RwSignal<bool>,
    /// The words that are looked for in it.
    pub words: RwSignal<String>,
    /// The dialog that is open.
    pub form: RwSignal<Option<Form>>,
}

/// What a dialog is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Saving the connection of the shown tab.
    SaveConnection,
    /// Saving the message in the composer of the shown tab.
    SaveMessage,
    /// A saved connection.
    EditConnection(ItemId),
    /// A saved message.
    EditMessage(ItemId),
    /// Whether a saved connection is to be deleted.
    DeleteConnection(ItemId),
    /// The user's variables.
    Variables,
    /// The headers of the shown tab's connection.
    Headers,
    /// What works in place of them.
    Ways,
    /// What was sent lately.
    SentMessages,
    /// Where connections went lately.
    Addresses,
    /// Saving what is saved as a file.
    Export,
    /// Taking in what is in a file.
    Import,
    /// Logs that aren't of a connection now.
    Logs,
}

impl Sidebar {
    /// Shown as it was at the last visit, where there is room for it.
    pub fn load() -> Self {
        let is_hidden = storage::read(KEY).ok().flatten().is_some_and(|word| word == "hidden");
        Self {
            is_shown: RwSignal::new(!is_hidden && screen::is_wide()),
            words: RwSignal::new(String::new()),
            form: RwSignal::new(None),
        }
    }

    /// Whether it is shown.
    pub fn is_shown(self) -> bool {
        self.is_shown.get()
    }

    /// Shows or hides it, and keeps that, where it is allowed.
    pub fn toggle(self) {
        self.is_shown.update(|is_shown| *is_shown = !*is_shown);
        if screen::is_wide() {
            // Without storage it is as usual at the next visit.
            let _ = storage::write(KEY, if self.is_shown.get_untracked() { "shown" } else { "hidden" });
        }
    }

    /// Hides it where it covers what was chosen in it.
    pub fn step_aside(self) {
        if !screen::is_wide() {
            self.is_shown.set(false);
        }
    }
}
