//! What is saved under names: connections, messages, and the user's variables for all connections.

use leptos::prelude::*;
use wirebench_browser::{chance, clock};
use wirebench_core::compose::{Draft, Values};
use wirebench_core::saved::history::History;
use wirebench_core::saved::order::{self, Group, Item, Move};
use wirebench_core::saved::{
    ItemId, Kept, Pair, Rank, SavedConnection, SavedMessage, Secrecy, Shelf, Stamp, examples,
};

use super::store::{Shared, Store};

const CONNECTIONS_KEY: &str = "wirebench.connections";
const MESSAGES_KEY: &str = "wirebench.messages";
const VARIABLES_KEY: &str = "wirebench.variables";
const SENT_KEY: &str = "wirebench.history.messages";
const ADDRESSES_KEY: &str = "wirebench.history.addresses";

/// What is saved; copies are the same.
#[derive(Clone, Copy)]
pub struct Library {
    /// The connections.
    pub connections: Collection<SavedConnection>,
    /// The messages.
    pub messages: Collection<SavedMessage>,
    variables: Shared<Shelf<Pair>>,
    /// The values that aren't kept, by their variables.
    fleeting: RwSignal<Vec<(ItemId, String)>>,
    /// What was sent lately.
    pub sent: Shared<History>,
    /// Where connections went lately.
    pub addresses: Shared<History>,
    window: Window,
}

/// Items of one kind; copies are the same.
pub struct Collection<T: Clone + Ord + Send + Sync + 'static> {
    shelf: Shared<Shelf<T>>,
    /// What was deleted last, to be brought back.
    deleted: RwSignal<Option<(ItemId, T)>>,
    window: Window,
}

impl<T: Clone + Ord + Send + Sync> Clone for Collection<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Clone + Ord + Send + Sync> Copy for Collection<T> {}

/// This window among those that change the same things, by a random number.
#[derive(Clone, Copy)]
struct Window(u32);

impl Window {
    #[expect(clippy::cast_possible_truncation, reason = "half of a random number is one, too")]
    fn new() -> Self {
        Self(chance::seed() as u32)
    }

    fn stamp(self) -> Stamp {
        Stamp { at: now(), by: self.0 }
    }
}

/// In milliseconds since the epoch.
fn now() -> u64 {
    clock::wall().0 / 1000
}

impl Library {
    /// What the store has.
    pub fn load(store: Store) -> Self {
        let window = Window::new();
        Self {
            connections: Collection::load(store, CONNECTIONS_KEY, examples, window),
            messages: Collection::load(store, MESSAGES_KEY, Shelf::default, window),
            variables: Shared::load(store, VARIABLES_KEY, Shelf::default),
            fleeting: RwSignal::new(Vec::new()),
            sent: Shared::load(store, SENT_KEY, History::default),
            addresses: Shared::load(store, ADDRESSES_KEY, History::default),
            window,
        }
    }

    /// A message was sent, as it is typed.
    pub fn remember_message(self, draft: &Draft) {
        self.sent.change(|history| history.add(&draft.text, Some(draft.meaning), now()));
    }

    /// A connection was made to this address, as it is typed.
    pub fn remember_address(self, address: &str) {
        self.addresses.change(|history| history.add(address.trim(), None, now()));
    }

    /// The user doesn't want to see it again.
    pub fn forget(self, history: Shared<History>, text: &str) {
        history.change(|history| history.remove(text, now()));
    }

    /// The same of all that is there.
    pub fn clear(self, history: Shared<History>) {
        history.change(|history| history.clear(now()));
    }

    /// The user's variables for all connections, by their names, each with its value if there is one.
    pub fn variables(self) -> Vec<Pair> {
        let mut all: Vec<Pair> = Vec::new();
        self.variables.with(|shelf| {
            for (id, pair) in shelf.items() {
                let index = all.partition_point(|other| other.name <= pair.name);
                all.insert(index, self.fleeting.with(|values| filled(id, pair, values)));
            }
        });
        all
    }

    /// The shelf with the values that aren't kept on it.
    pub(super) fn variables_shelf(self) -> Shelf<Pair> {
        let mut filled_in = Shelf::default();
        self.variables.with(|shelf| {
            for (id, slot) in shelf.slots() {
                let mut slot = slot.clone();
                slot.item = slot.item.map(|pair| self.fleeting.with(|values| filled(*id, &pair, values)));
                filled_in.merge_slot(*id, &slot);
            }
        });
        filled_in
    }

    /// Puts these in place of what was on the shelf; says whether there was room for them.
    pub(super) fn replace_variables(self, shelf: Shelf<Pair>) -> bool {
        let fleeting = |(id, pair): (ItemId, &Pair)| {
            let is_fleeting = pair.secrecy == Secrecy::Fleeting && !pair.value.is_empty();
            is_fleeting.then(|| (id, pair.value.clone()))
        };
        let values: Vec<(ItemId, String)> = shelf.items().filter_map(fleeting).collect();
        let fits = self.variables.replace(shelf.mapped(Pair::kept));
        if fits {
            self.fleeting.set(values);
        }
        fits
    }

    pub(super) fn stamp(self) -> Stamp {
        self.window.stamp()
    }

    /// Takes over the user's variables for all connections as they are typed.
    pub fn set_variables(self, pairs: &[Pair]) {
        let stamp = self.window.stamp();
        let mut fleeting = Vec::new();
        self.variables.change(|shelf| {
            let before: Vec<(ItemId, Pair)> = shelf.items().map(|(id, pair)| (id, pair.clone())).collect();
            for (id, _) in
                before.iter().filter(|(_, pair)| !pairs.iter().any(|other| other.name == pair.name))
            {
                shelf.delete(*id, stamp);
            }
            for pair in pairs {
                let known = before.iter().find(|(_, other)| other.name == pair.name);
                let id = known.map_or_else(|| ItemId(chance::seed()), |(id, _)| *id);
                if pair.secrecy == Secrecy::Fleeting {
                    fleeting.push((id, pair.value.clone()));
                }
                if known.is_none_or(|(_, other)| *other != pair.kept()) {
                    shelf.put(id, pair.kept(), stamp);
                }
            }
        });
        self.fleeting.set(fleeting);
    }

    /// The values for templates: those of a connection's own variables come before those for all.
    pub fn values(self, own: &[Pair]) -> Values {
        let pair = |pair: &Pair| (pair.name.clone(), pair.value.clone());
        Values(own.iter().chain(&self.variables()).map(pair).collect())
    }

    /// The same to be shown, with dots in place of secrets.
    pub fn shown_values(self, own: &[Pair]) -> Values {
        let shown = |pair: &Pair| match pair.secrecy {
            Secrecy::Open => (pair.name.clone(), pair.value.clone()),
            Secrecy::Secret | Secrecy::Fleeting => (pair.name.clone(), DOTS.to_owned()),
        };
        Values(own.iter().chain(&self.variables()).map(shown).collect())
    }
}

/// What is shown of a secret.
const DOTS: &str = "•••";

/// A variable with its value, if that isn't kept on the shelf.
fn filled(id: ItemId, pair: &Pair, fleeting: &[(ItemId, String)]) -> Pair {
    let mut pair = pair.clone();
    if let Some((_, value)) = fleeting.iter().find(|(other, _)| *other == id)
        && pair.secrecy == Secrecy::Fleeting
    {
        pair.value.clone_from(value);
    }
    pair
}

impl<T: Item + Send + Sync> Collection<T>
where
    Shelf<T>: Kept,
{
    fn load(store: Store, key: &'static str, first: fn() -> Shelf<T>, window: Window) -> Self {
        Self { shelf: Shared::load(store, key, first), deleted: RwSignal::new(None), window }
    }

    /// All that is known of the items.
    pub(super) fn shelf(self) -> Shelf<T> {
        self.shelf.with(Clone::clone)
    }

    /// Puts these in place of all others; says whether there was room for them.
    pub(super) fn replace(self, shelf: Shelf<T>) -> bool {
        self.shelf.replace(shelf)
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
        if self.shelf.change(|shelf| shelf.delete(id, stamp)) {
            self.deleted.set(item.map(|item| (id, item)));
        }
    }

    /// The name of what was deleted last.
    pub fn deleted(self) -> Option<String> {
        self.deleted.with(|deleted| deleted.as_ref().map(|(_, item)| item.name().to_owned()))
    }

    /// Brings back what was deleted last.
    pub fn undo(self) {
        let stamp = self.window.stamp();
        if let Some((id, item)) = self.deleted.get_untracked()
            && self.shelf.change(|shelf| shelf.bring_back(id, item, stamp))
        {
            self.deleted.set(None);
        }
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
