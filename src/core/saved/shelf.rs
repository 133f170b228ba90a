//! A collection of items that several windows change at the same time, each without asking the others.
//!
//! For each item the last change holds, whatever happened to the others; what was deleted stays deleted, even if a
//! window that hasn't heard of it changes it later, unless the deletion is taken back. Merging needs no order: all
//! windows come to the same in the end.

/// What an item is known by; chosen at random, never used twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ItemId(pub u64);

/// When and where something was changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stamp {
    /// In milliseconds since the epoch.
    pub at: u64,
    /// The window, by a random number.
    pub by: u32,
}

/// The place of an item, which it keeps when it is gone. The order of the fields is what merging goes by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Slot<T> {
    /// How often it was brought back.
    pub returns: u32,
    /// Whether it was deleted since.
    pub is_gone: bool,
    /// The last change.
    pub stamp: Stamp,
    /// The item as it is, or nothing once it is deleted.
    pub item: Option<T>,
}

/// The items and what is known of deleted ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shelf<T> {
    /// By their ids.
    slots: Vec<(ItemId, Slot<T>)>,
}

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self { slots: Vec::new() }
    }
}

/// What several windows change, each for itself, and what comes together again.
pub trait Merge {
    /// Takes in what another window has. In which order windows do so, and how often, makes no difference.
    fn merge(&mut self, other: &Self);
}

impl<T: Clone + Ord> Merge for Shelf<T> {
    fn merge(&mut self, other: &Self) {
        for (id, slot) in &other.slots {
            self.merge_slot(*id, slot);
        }
    }
}

impl<T: Clone + Ord> Shelf<T> {
    /// Adds an item, or changes it; does nothing to one that was deleted.
    pub fn put(&mut self, id: ItemId, item: T, stamp: Stamp) {
        let returns = self.slot(id).map_or(0, |slot| slot.returns);
        let stamp = self.later(id, stamp);
        self.merge_slot(id, &Slot { returns, is_gone: false, stamp, item: Some(item) });
    }

    /// Deletes an item.
    pub fn delete(&mut self, id: ItemId, stamp: Stamp) {
        if let Some(returns) = self.slot(id).map(|slot| slot.returns) {
            let stamp = self.later(id, stamp);
            self.merge_slot(id, &Slot { returns, is_gone: true, stamp, item: None });
        }
    }

    /// Takes a deletion back.
    pub fn bring_back(&mut self, id: ItemId, item: T, stamp: Stamp) {
        let returns = self.slot(id).map_or(0, |slot| slot.returns.saturating_add(1));
        self.merge_slot(id, &Slot { returns, is_gone: false, stamp, item: Some(item) });
    }

    /// A stamp of now that is later than that of the item as it is, even if the clock was set back since.
    fn later(&self, id: ItemId, now: Stamp) -> Stamp {
        let at = self.slot(id).map_or(now.at, |slot| now.at.max(slot.stamp.at.saturating_add(1)));
        Stamp { at, ..now }
    }

    /// Takes in what is known of one item.
    pub fn merge_slot(&mut self, id: ItemId, slot: &Slot<T>) {
        match self.slots.binary_search_by_key(&id, |(id, _)| *id) {
            Ok(index) => {
                let known = &mut self.slots[index].1;
                if *known < *slot {
                    known.clone_from(slot);
                }
            }
            Err(index) => self.slots.insert(index, (id, slot.clone())),
        }
    }

    /// Forgets what was deleted before that time, in milliseconds since the epoch: no window is open for so long.
    pub fn forget_gone(&mut self, before: u64) {
        self.slots.retain(|(_, slot)| !slot.is_gone || slot.stamp.at >= before);
    }

    /// An item that is there.
    pub fn get(&self, id: ItemId) -> Option<&T> {
        self.slot(id)?.item.as_ref()
    }

    /// The items that are there, by their ids.
    pub fn items(&self) -> impl Iterator<Item = (ItemId, &T)> {
        self.slots.iter().filter_map(|(id, slot)| Some((*id, slot.item.as_ref()?)))
    }

    /// The same with each item made into another one.
    #[must_use]
    pub fn mapped(&self, map: impl Fn(&T) -> T) -> Shelf<T> {
        let slot = |slot: &Slot<T>| Slot { item: slot.item.as_ref().map(&map), ..slot.clone() };
        Shelf { slots: self.slots.iter().map(|(id, known)| (*id, slot(known))).collect() }
    }

    /// All that is known, by ids.
    pub fn slots(&self) -> &[(ItemId, Slot<T>)] {
        &self.slots
    }

    fn slot(&self, id: ItemId) -> Option<&Slot<T>> {
        let index = self.slots.binary_search_by_key(&id, |(id, _)| *id).ok()?;
        Some(&self.slots[index].1)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{ItemId, Merge, Shelf, Stamp};

    fn stamp(at: u64, by: u32) -> Stamp {
        Stamp { at, by }
    }

    #[test]
    fn of_one_item_the_last_change_holds() {
        let (mut here, id) = (Shelf::default(), ItemId(1));
        here.put(id, "first", stamp(1, 1));
        let mut there = here.clone();
        here.put(id, "here", stamp(2, 1));
        there.put(id, "there", stamp(3, 2));
        there.put(ItemId(2), "another", stamp(4, 2));
        here.merge(&there);
        let items: Vec<_> = here.items().collect();
        assert_eq!(items, [(id, &"there"), (ItemId(2), &"another")]);
    }

    #[test]
    fn a_deletion_is_not_undone_by_a_later_change() {
        let (mut here, id) = (Shelf::default(), ItemId(1));
        here.put(id, "first", stamp(1, 1));
        let mut there = here.clone();
        here.delete(id, stamp(2, 1));
        there.put(id, "changed", stamp(9, 2));
        there.merge(&here);
        assert_eq!(there.get(id), None);
        there.put(id, "changed again", stamp(10, 2));
        assert_eq!(there.get(id), None);
    }

    #[test]
    fn a_deletion_that_is_taken_back_is() {
        let (mut here, id) = (Shelf::default(), ItemId(1));
        here.put(id, "first", stamp(5, 1));
        here.delete(id, stamp(6, 1));
        let there = here.clone();
        here.bring_back(id, "back", stamp(6, 1));
        here.merge(&there);
        assert_eq!(here.get(id), Some(&"back"));
        here.delete(id, stamp(7, 1));
        assert_eq!(here.get(id), None);
    }

    #[test]
    fn a_clock_that_was_set_back_costs_no_change() {
        let (mut shelf, id) = (Shelf::default(), ItemId(1));
        shelf.put(id, "first", stamp(100, 1));
        shelf.put(id, "second", stamp(3, 1));
        assert_eq!(shelf.get(id), Some(&"second"));
        shelf.delete(id, stamp(4, 1));
        assert_eq!(shelf.get(id), None);
    }

    #[test]
    fn what_was_deleted_long_ago_is_forgotten() {
        let mut shelf = Shelf::default();
        shelf.put(ItemId(1), "kept", stamp(1, 1));
        shelf.put(ItemId(2), "gone", stamp(1, 1));
        shelf.delete(ItemId(2), stamp(2, 1));
        shelf.forget_gone(2);
        assert_eq!(shelf.slots().len(), 2);
        shelf.forget_gone(3);
        assert_eq!(shelf.slots().len(), 1);
    }

    #[derive(Clone, Debug)]
    enum Change {
        Put(u64, u8),
        Delete(u64),
        BringBack(u64, u8),
    }

    fn changes() -> impl Strategy<Value = Shelf<u8>> {
        let change = prop_oneof![
            (0..4_u64, any::<u8>()).prop_map(|(id, item)| Change::Put(id, item)),
            (0..4_u64).prop_map(Change::Delete),
            (0..4_u64, any::<u8>()).prop_map(|(id, item)| Change::BringBack(id, item)),
        ];
        prop::collection::vec((change, 0..5_u64, 0..3_u32), 0..12).prop_map(|changes| {
            let mut shelf = Shelf::default();
            for (change, at, by) in changes {
                match change {
                    Change::Put(id, item) => shelf.put(ItemId(id), item, stamp(at, by)),
                    Change::Delete(id) => shelf.delete(ItemId(id), stamp(at, by)),
                    Change::BringBack(id, item) => shelf.bring_back(ItemId(id), item, stamp(at, by)),
                }
            }
            shelf
        })
    }

    fn merged(one: &Shelf<u8>, other: &Shelf<u8>) -> Shelf<u8> {
        let mut both = one.clone();
        both.merge(other);
        both
    }

    proptest! {
        #[test]
        fn merging_needs_no_order(a in changes(), b in changes(), c in changes()) {
            prop_assert_eq!(merged(&a, &b), merged(&b, &a));
            prop_assert_eq!(merged(&merged(&a, &b), &c), merged(&a, &merged(&b, &c)));
            prop_assert_eq!(merged(&a, &a), a.clone());
            prop_assert_eq!(merged(&merged(&a, &b), &b), merged(&a, &b));
        }
    }
}
