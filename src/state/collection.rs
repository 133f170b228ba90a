//! Saved items of one kind, in their order: adding, changing, moving, deleting them, and bringing back the last.

use leptos::prelude::*;
use wirebench_browser::{chance, clock};
use wirebench_core::saved::order::{self, Group, Item, Move};
use wirebench_core::saved::{ItemId, Kept, Rank, Shelf, Stamp};

use super::store::{Shared, Store};

/// For how long it is remembered that something was deleted, in milliseconds: no window is open for a year.
const REMEMBERED: u64 = 365 * 86_400_000;

/// Items of one kind; copies are the same.
pub struct Collection<T: 'static> {
    shelf: Shared<Shelf<T>>,
    /// What was deleted last, to be brought back.
    deleted: RwSignal<Option<(ItemId, T)>>,
    window: Window,
}

impl<T> Clone for Collection<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Collection<T> {}

/// This window among those that change the same things, by a random number.
#[derive(Clone, Copy)]
pub struct Window(u32);

impl Window {
    /// A number of its own.
    #[expect(clippy::cast_possible_truncation, reason = "half of a random number is one, too")]
    pub fn new() -> Self {
        Self(chance::seed() as u32)
    }

    /// What is changed now is changed by this window.
    pub fn stamp(self) -> Stamp {
        Stamp { at: now(), by: self.0 }
    }
}

/// In milliseconds since the epoch.
pub fn now() -> u64 {
    clock::wall().0 / 1000
}

impl<T: Item + Send + Sync> Collection<T>
where
    Shelf<T>: Kept,
{
    /// What the store has; `first` if it never had anything.
    pub fn load(store: Store, key: &'static str, first: fn() -> Shelf<T>, window: Window) -> Self {
        Self { shelf: Shared::load(store, key, first), deleted: RwSignal::new(None), window }
    }

    /// All that is known of the items.
    pub(super) fn shelf(self) -> Shelf<T> {
        self.shelf.with(Clone::clone)
    }

    /// Puts these in place of all others; says whether there was room for them.
    pub(super) fn replace(self, all: Shelf<T>) -> bool {
        self.shelf.replace(all)
    }

    /// The items by their groups, those whose name or group has all the words.
    pub fn groups(self, words: &str) -> Vec<Group<T>> {
        let mut groups = self.shelf.with(order::groups);
        for (group, items) in &mut groups {
            items.retain(|(_, item)| has_words(&[item.name(), group], words));
        }
        groups.retain(|(_, items)| !items.is_empty());
        groups
    }

    /// An item, if it is still there.
    pub fn get(self, id: ItemId) -> Option<T> {
        self.shelf.with(|shelf| shelf.get(id).cloned())
    }

    /// The names of all items, in their order.
    pub fn named(self) -> Vec<(ItemId, String)> {
        let groups = self.shelf.with(order::groups);
        groups
            .into_iter()
            .flat_map(|(_, items)| items)
            .map(|(id, item)| (id, item.name().to_owned()))
            .collect()
    }

    /// The names of the groups.
    pub fn group_names(self) -> Vec<String> {
        let groups = self.shelf.with(order::groups);
        groups.into_iter().map(|(name, _)| name).filter(|name| !name.is_empty()).collect()
    }

    /// Adds an item behind all others; says by what it is known, if there was room for it.
    pub fn add(self, make: impl FnOnce(Rank) -> T) -> Option<ItemId> {
        let id = ItemId(chance::seed());
        let item = make(self.shelf.with_untracked(order::last_rank));
        self.put(id, item).then_some(id)
    }

    /// Changes an item; says whether there was room for that.
    pub fn put(self, id: ItemId, item: T) -> bool {
        let stamp = self.window.stamp();
        self.shelf.change(|shelf| shelf.put(id, item, stamp))
    }

    /// Moves an item.
    pub fn shift(self, id: ItemId, to: Move) {
        let place = self.shelf.with_untracked(|shelf| order::place(shelf, id, to));
        if let Some((place, item)) = place.zip(untrack(|| self.get(id))) {
            self.put(id, item.placed(place));
        }
    }

    /// Deletes an item, until it is brought back.
    pub fn delete(self, id: ItemId) {
        let stamp = self.window.stamp();
        let item = untrack(|| self.get(id));
        let delete = |shelf: &mut Shelf<T>| {
            shelf.delete(id, stamp);
            shelf.forget_gone(stamp.at.saturating_sub(REMEMBERED));
        };
        if self.shelf.change(delete) {
            self.deleted.set(item.map(|item| (id, item)));
        }
    }

    /// The name of what was deleted last.
    pub fn deleted(self) -> Option<String> {
        self.deleted.with(|deleted| deleted.as_ref().map(|(_, item)| item.name().to_owned()))
    }

    /// Brings back what was deleted last; says what that is, if there was room for it.
    pub fn undo(self) -> Option<ItemId> {
        let stamp = self.window.stamp();
        let (id, item) = self.deleted.get_untracked()?;
        let fits = self.shelf.change(|shelf| shelf.bring_back(id, item, stamp));
        fits.then(|| {
            self.deleted.set(None);
            id
        })
    }

    /// What was deleted last stays so.
    pub fn forget_deleted(self) {
        self.deleted.set(None);
    }
}

/// Whether each of the words is in one of the texts, in whichever case.
fn has_words(texts: &[&str], words: &str) -> bool {
    let texts: Vec<String> = texts.iter().map(|text| text.to_lowercase()).collect();
    words.to_lowercase().split_whitespace().all(|word| texts.iter().any(|text| text.contains(word)))
}
