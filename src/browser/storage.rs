//! The texts that this browser keeps for us from one visit to the next, by their keys.
//!
//! What the texts mean is known elsewhere. A browser can forbid storage altogether, then already looking at it fails;
//! `gloo-storage` would panic there, so every access first asks whether there is a storage.

use gloo_storage::{LocalStorage, SessionStorage, Storage};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DomException, StorageEvent, window};

use crate::listener::Listener;

/// The browser lets us keep nothing: the user or a policy forbids it, or what it has kept is damaged on its disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Forbidden;

/// Why a text isn't stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// As [`Forbidden`].
    Forbidden,
    /// There is no more room for this origin; what was stored under the key before is still there.
    Full,
}

/// The text under a key, if there is one.
///
/// # Errors
/// Nothing can be read, whatever the key.
pub fn read(key: &str) -> Result<Option<String>, Forbidden> {
    allowed()?.get_item(key).map_err(|_| Forbidden)
}

/// Stores a text under a key, in place of what was there.
///
/// # Errors
/// It isn't stored, and why.
pub fn write(key: &str, text: &str) -> Result<(), Refused> {
    let storage = allowed().map_err(|Forbidden| Refused::Forbidden)?;
    storage
        .set_item(key, text)
        .map_err(|error| if is_full(&error) { Refused::Full } else { Refused::Forbidden })
}

/// Forgets what is under a key. Where storage is forbidden there is nothing to forget.
pub fn remove(key: &str) {
    if let Ok(storage) = allowed() {
        let _ = storage.remove_item(key);
    }
}

/// The text under a key of this window alone, which it keeps over a reload; nothing where that is forbidden.
pub fn read_for_window(key: &str) -> Option<String> {
    allowed_for_window()?.get_item(key).ok()?
}

/// Stores a text for this window alone. Where that can't be done, a reload finds what [`write`] has stored.
pub fn write_for_window(key: &str, text: &str) {
    if let Some(storage) = allowed_for_window() {
        let _ = storage.set_item(key, text);
    }
}

/// All keys of this origin, those of other pages on it among them, each with the bytes that it takes.
///
/// They are counted as browsers count them against the limit, in UTF-16, key and text: two bytes for each unit. The
/// usual limit is 5 million units, which is 10 MB then.
pub fn sizes() -> Vec<(String, usize)> {
    let Ok(storage) = allowed() else { return Vec::new() };
    let keys = (0..storage.length().unwrap_or(0)).filter_map(|index| storage.key(index).ok().flatten());
    let size = |key: &str| {
        let text = storage.get_item(key).ok().flatten().unwrap_or_default();
        2 * (key.encode_utf16().count() + text.encode_utf16().count())
    };
    keys.map(|key| (size(&key), key)).map(|(size, key)| (key, size)).collect()
}

/// Calls back when another tab has stored or removed something, until it is dropped.
#[derive(Debug)]
pub struct WhenStored {
    _listener: Listener,
}

impl WhenStored {
    /// Begins to listen. The callback gets the key, or nothing if the other tab has removed everything.
    pub fn new(mut on_stored: impl FnMut(Option<String>) + 'static) -> Self {
        let on_event = move |event: web_sys::Event| {
            on_stored(event.unchecked_ref::<StorageEvent>().key());
        };
        Self { _listener: Listener::with_event("storage", on_event) }
    }
}

/// The storage. Blocked, it is an error in some browsers and null in others.
fn allowed() -> Result<web_sys::Storage, Forbidden> {
    let is_there = window().is_some_and(|window| matches!(window.local_storage(), Ok(Some(_))));
    if is_there { Ok(LocalStorage::raw()) } else { Err(Forbidden) }
}

fn allowed_for_window() -> Option<web_sys::Storage> {
    let is_there = window().is_some_and(|window| matches!(window.session_storage(), Ok(Some(_))));
    is_there.then(SessionStorage::raw)
}

/// Whether there was no room. The second name is what Firefox says.
fn is_full(error: &JsValue) -> bool {
    const NAMES: [&str; 2] = ["QuotaExceededError", "NS_ERROR_DOM_QUOTA_REACHED"];
    error.dyn_ref::<DomException>().is_some_and(|error| NAMES.contains(&error.name().as_str()))
}
