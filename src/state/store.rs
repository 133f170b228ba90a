//! What this browser keeps from one visit to the next, shared with the other windows of the page.
//!
//! Every kind of thing has one text under one key. A change is merged with what other windows have written, then
//! written; what can't be read is never written over. What goes wrong is a [`Trouble`], which stays on screen.

use std::rc::Rc;

use leptos::prelude::*;
use wirebench_browser::storage::{self, Forbidden, Refused, WhenStored};
use wirebench_browser::{clock, download};
use wirebench_core::saved::{Kept, Merge, Unreadable};

/// What goes wrong with storage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The browser doesn't let the page keep anything.
    Forbidden,
    /// There is no room for a change, which was not made.
    Full {
        /// How many bytes the change needs.
        needed: usize,
        /// What takes the most room, and how many bytes.
        largest: (String, usize),
    },
    /// A newer version of the page has written what stands under this key; it is left as it is.
    Newer {
        /// The key.
        key: &'static str,
    },
    /// What stood under this key made no sense; it was put aside.
    Damaged {
        /// The key.
        key: &'static str,
        /// Where it is now; nothing if there was no room for it, then it is left where it was.
        aside: Option<String>,
    },
}

/// The store of the page; copies are the same.
#[derive(Clone, Copy)]
pub struct Store {
    troubles: RwSignal<Vec<Trouble>>,
    /// The keys that are left as they are.
    untouched: StoredValue<Vec<&'static str>>,
    /// The keys under which there was no room at the last attempt, which is said once.
    full: StoredValue<Vec<&'static str>>,
    /// What listens to other windows.
    listening: StoredValue<Option<Rc<WhenStored>>, LocalStorage>,
    /// What is to be done when another window has written.
    takers: StoredValue<Vec<Taker>, LocalStorage>,
}

/// A key, and what takes in what another window has written under it.
type Taker = (&'static str, Rc<dyn Fn()>);

/// A value that is kept; copies are the same.
pub struct Shared<K: 'static> {
    key: &'static str,
    value: RwSignal<K>,
    store: Store,
}

impl<K> Clone for Shared<K> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K> Copy for Shared<K> {}

impl Store {
    /// A store without any trouble yet.
    pub fn new() -> Self {
        let this = Self {
            troubles: RwSignal::new(Vec::new()),
            untouched: StoredValue::new(Vec::new()),
            full: StoredValue::new(Vec::new()),
            listening: StoredValue::new_local(None),
            takers: StoredValue::new_local(Vec::new()),
        };
        let listening = WhenStored::new(move |key: Option<String>| {
            let takers = this.takers.with_value(Clone::clone);
            takers.iter().filter(|(other, _)| key.as_deref() == Some(*other)).for_each(|(_, take)| take());
        });
        this.listening.set_value(Some(Rc::new(listening)));
        this
    }

    /// Whether the browser doesn't let the page keep anything.
    pub fn is_forbidden() -> bool {
        storage::read("").is_err()
    }

    /// What goes wrong, oldest first.
    pub fn troubles(self) -> Vec<Trouble> {
        self.troubles.get()
    }

    /// The user has read it.
    pub fn dismiss(self, trouble: &Trouble) {
        self.troubles.update(|troubles| troubles.retain(|other| other != trouble));
    }

    /// Saves what was put aside as a file.
    pub fn download_aside(key: &str) {
        if let Ok(Some(text)) = storage::read(key) {
            download::save(&format!("{key}.json"), "application/json", &text);
        }
    }

    /// Says a trouble, once.
    fn say(self, trouble: Trouble) {
        if !self.troubles.with_untracked(|troubles| troubles.contains(&trouble)) {
            self.troubles.update(|troubles| {
                // Only the last change that didn't fit is of interest.
                let is_full = |trouble: &Trouble| matches!(trouble, Trouble::Full { .. });
                if is_full(&trouble) {
                    troubles.retain(|other| !is_full(other));
                }
                troubles.push(trouble);
            });
        }
    }

    /// What stands under a key; nothing if that is nothing that can be used, which is said.
    pub fn read<K: Kept>(self, key: &'static str) -> Option<K> {
        let text = self.text(key)?;
        K::read(&text).map_err(|why| self.set_aside(key, &text, &why)).ok()
    }

    fn text(self, key: &'static str) -> Option<String> {
        storage::read(key).unwrap_or_else(|Forbidden| {
            self.say(Trouble::Forbidden);
            None
        })
    }

    /// Sees to it that a text that can't be read isn't written over.
    fn set_aside(self, key: &'static str, text: &str, why: &Unreadable) {
        match why {
            Unreadable::Newer { .. } => {
                self.leave(key);
                self.say(Trouble::Newer { key });
            }
            Unreadable::Damaged => {
                let aside = format!("{key}.damaged-{}", clock::wall().0 / 1000);
                let aside = storage::write(&aside, text).is_ok().then_some(aside);
                if aside.is_some() {
                    storage::remove(key);
                } else {
                    self.leave(key);
                }
                self.say(Trouble::Damaged { key, aside });
            }
        }
    }

    fn leave(self, key: &'static str) {
        self.untouched.update_value(|keys| {
            if !keys.contains(&key) {
                keys.push(key);
            }
        });
    }

    /// Writes a text under a key, where that is allowed. Says whether what it stands for may be used: a change that there
    /// is no room for may not.
    pub fn write(self, key: &'static str, text: &str) -> bool {
        if self.untouched.with_value(|keys| keys.contains(&key)) {
            return true;
        }
        match storage::write(key, text) {
            Ok(()) => {
                let is_room = |keys: &mut Vec<&'static str>| {
                    let before = keys.len();
                    keys.retain(|other| *other != key);
                    keys.len() < before
                };
                if self.full.try_update_value(is_room) == Some(true) {
                    self.troubles.update(|all| all.retain(|one| !matches!(one, Trouble::Full { .. })));
                }
                true
            }
            Err(Refused::Forbidden) => {
                self.say(Trouble::Forbidden);
                true
            }
            // Tabs are written with each key that is pressed.
            Err(Refused::Full) if self.full.with_value(|keys| keys.contains(&key)) => false,
            Err(Refused::Full) => {
                self.full.update_value(|keys| keys.push(key));
                let needed = 2 * (key.len() + text.encode_utf16().count());
                let largest = storage::sizes().into_iter().max_by_key(|(_, size)| *size).unwrap_or_default();
                self.say(Trouble::Full { needed, largest });
                false
            }
        }
    }
}

impl<K: Kept + Merge + Clone + Default + PartialEq + Send + Sync> Shared<K> {
    /// The value under a key, kept up with the other windows; `first` if nothing was ever stored there.
    pub fn load(store: Store, key: &'static str, first: fn() -> K) -> Self {
        let was_there = matches!(storage::read(key), Ok(Some(_)));
        let value = store.read(key).unwrap_or_else(|| if was_there { K::default() } else { first() });
        let this = Self { key, value: RwSignal::new(value), store };
        store.takers.update_value(|takers| takers.push((key, Rc::new(move || this.take_in()))));
        this
    }

    /// Reads the value.
    pub fn with<T>(self, read: impl FnOnce(&K) -> T) -> T {
        self.value.with(read)
    }

    /// Reads the value, and needs no word of a change.
    pub fn with_untracked<T>(self, read: impl FnOnce(&K) -> T) -> T {
        self.value.with_untracked(read)
    }

    /// Changes the value, and says whether there was room for it; else nothing is changed.
    pub fn change(self, change: impl FnOnce(&mut K)) -> bool {
        let mut next = self.merged();
        change(&mut next);
        if self.value.with_untracked(|now| *now == next) {
            return true;
        }
        let fits = self.store.write(self.key, &next.write());
        if fits {
            self.value.set(next);
        }
        fits
    }

    /// Puts another value in place of what was there, and says whether there was room for it; else nothing is changed.
    pub fn replace(self, value: K) -> bool {
        let fits = self.store.write(self.key, &value.write());
        if fits {
            self.value.set(value);
        }
        fits
    }

    /// Another window has written.
    fn take_in(self) {
        let stored = self.store.read::<K>(self.key).unwrap_or_default();
        let mut both = stored.clone();
        self.value.with_untracked(|value| both.merge(value));
        // Both windows may have written at the same time; then one of the changes is only here.
        if both != stored {
            self.store.write(self.key, &both.write());
        }
        if self.value.with_untracked(|value| *value != both) {
            self.value.set(both);
        }
    }

    fn merged(self) -> K {
        let mut value = self.value.get_untracked();
        if let Some(stored) = self.store.read::<K>(self.key) {
            value.merge(&stored);
        }
        value
    }
}
