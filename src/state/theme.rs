//! Light or dark: what the user chose, or else what the system asks for.

use leptos::prelude::*;
use wirebench_browser::{storage, theme};

const KEY: &str = "wirebench.theme";

/// The page's theme; copies are the same.
#[derive(Clone, Copy)]
pub struct Theme(RwSignal<bool>);

impl Theme {
    /// The theme of the last visit, or the system's.
    pub fn load() -> Self {
        let chosen = storage::read(KEY).ok().flatten();
        let dark = chosen.map_or_else(theme::system_is_dark, |text| text == stored(true));
        theme::show(name(dark));
        Self(RwSignal::new(dark))
    }

    /// Whether the page is dark.
    pub fn is_dark(self) -> bool {
        self.0.get()
    }

    /// Changes to the other theme and keeps it, where that is allowed.
    pub fn toggle(self) {
        self.0.update(|dark| *dark = !*dark);
        let dark = self.0.get_untracked();
        theme::show(name(dark));
        let _ = storage::write(KEY, &stored(dark));
    }
}

fn name(dark: bool) -> &'static str {
    if dark { "dark" } else { "light" }
}

/// Its form on disk, a JSON string.
fn stored(dark: bool) -> String {
    format!("\"{}\"", name(dark))
}
