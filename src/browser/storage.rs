//! What this browser keeps for us from one visit to the next.
//!
//! A browser can forbid storage altogether, then already looking at it fails; `gloo-storage` would panic there, so
//! every access first asks whether there is a storage.

use gloo_storage::{LocalStorage, Storage};
use serde::Serialize;
use serde::de::DeserializeOwned;
use web_sys::window;

/// The stored value, or nothing if there is none, it can't be read, or storage is forbidden.
pub fn get<T: DeserializeOwned>(key: &str) -> Option<T> {
    allowed().then(|| LocalStorage::get(key).ok()).flatten()
}

/// Stores the value and says whether that was possible.
pub fn set<T: Serialize>(key: &str, value: &T) -> bool {
    allowed() && LocalStorage::set(key, value).is_ok()
}

fn allowed() -> bool {
    window().is_some_and(|window| matches!(window.local_storage(), Ok(Some(_))))
}
