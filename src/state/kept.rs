//! What is kept in this browser from one visit to the next, and its form on disk.
//!
//! The types here are only for the disk. A version that isn't ours is left untouched.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use wirebench_browser::storage;
use wirebench_core::conn::settings::Settings;

const TABS_KEY: &str = "wirebench.tabs";
const VERSION: u32 = 1;

/// The open tabs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tabs {
    version: u32,
    /// From left to right.
    #[serde(rename = "tabs")]
    pub open: Vec<Tab>,
    /// Which of them is shown, from 0.
    pub active: usize,
}

/// What is kept of a tab.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tab {
    /// The address as typed.
    pub address: String,
    /// The sub-protocols as typed.
    #[serde(default)]
    pub subprotocols: String,
    /// The settings of its connection.
    #[serde(default, skip_serializing_if = "Settings::is_empty")]
    pub settings: Settings,
    /// The filter of its log, as a line.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub filter: String,
}

impl Tabs {
    /// These tabs.
    pub fn new(open: Vec<Tab>, active: usize) -> Self {
        Self { version: VERSION, open, active }
    }

    /// The tabs of the last visit, or none.
    pub fn load() -> Self {
        read::<Self>().filter(|tabs| tabs.version == VERSION).unwrap_or_default()
    }

    /// Keeps the tabs. Where storage is forbidden or full they are gone with the page, which loses nothing on screen.
    pub fn save(&self) {
        let newer = read::<Version>().is_some_and(|stored| stored.version > VERSION);
        if !newer && let Ok(text) = serde_json::to_string(self) {
            let _ = storage::write(TABS_KEY, &text);
        }
    }
}

/// What is kept, as far as this form can read it.
fn read<T: DeserializeOwned>() -> Option<T> {
    let text = storage::read(TABS_KEY).ok().flatten()?;
    serde_json::from_str(&text).ok()
}

/// The part of any version's form that this one can read.
#[derive(Deserialize)]
struct Version {
    version: u32,
}
