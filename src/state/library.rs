//! What is saved under names: connections, messages, and the user's variables for all connections.

use leptos::prelude::*;
use wirebench_browser::chance;
use wirebench_core::compose::{Draft, Values};
use wirebench_core::saved::history::History;
use wirebench_core::saved::{ItemId, Pair, SavedConnection, SavedMessage, Secrecy, Shelf, Stamp, examples};

use super::collection::{Collection, Window, now};
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
    pub(super) fn replace_variables(self, all: &Shelf<Pair>) -> bool {
        let fleeting = |(id, pair): (ItemId, &Pair)| {
            let is_fleeting = pair.secrecy == Secrecy::Fleeting && !pair.value.is_empty();
            is_fleeting.then(|| (id, pair.value.clone()))
        };
        let values: Vec<(ItemId, String)> = all.items().filter_map(fleeting).collect();
        let fits = self.variables.replace(all.mapped(Pair::kept));
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

    /// The values for templates. A variable of the connection's own hides one for all, even if it has none itself: a
    /// secret that wasn't kept has no value until it is typed again.
    pub fn values(self, own: &[Pair]) -> Values {
        let has_value = |pair: &&Pair| pair.secrecy != Secrecy::Fleeting || !pair.value.is_empty();
        let pair = |pair: &Pair| (pair.name.clone(), pair.value.clone());
        Values(self.in_force(own).iter().filter(has_value).map(pair).collect())
    }

    /// A connection's own variables, and those for all that have other names.
    pub(super) fn in_force(self, own: &[Pair]) -> Vec<Pair> {
        let mut all = self.variables();
        all.retain(|pair| !own.iter().any(|other| other.name == pair.name));
        own.iter().cloned().chain(all).collect()
    }
}

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

impl Shared<History> {
    /// The user doesn't want to see this one again.
    pub fn forget(self, text: &str) {
        self.change(|history| history.remove(text, now()));
    }

    /// The same of all that is there.
    pub fn clear(self) {
        self.change(|history| history.clear(now()));
    }
}
