//! In which order items are shown, and what moving one changes.

use super::{ItemId, Rank, SavedConnection, SavedMessage, Shelf};

/// What has a name and stands somewhere.
pub trait Item: Clone + Ord {
    /// Its name.
    fn name(&self) -> &str;
    /// The group that it is in; empty for none.
    fn group(&self) -> &str;
    /// Where it stands.
    fn rank(&self) -> &Rank;
    /// The same elsewhere.
    #[must_use]
    fn placed(self, place: Place) -> Self;
}

/// Where an item stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The group.
    pub group: String,
    /// The rank in it.
    pub rank: Rank,
}

/// Where an item is to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// Before the one that it follows in its group.
    Up,
    /// Behind the one that follows it in its group.
    Down,
    /// Right before another one, and into its group.
    Before(ItemId),
    /// Right behind another one, and into its group.
    Behind(ItemId),
}

/// The items of a group in their order.
pub type Group<T> = (String, Vec<(ItemId, T)>);

/// The items by their groups: first those in none, then each group where its first item stands.
pub fn groups<T: Item>(shelf: &Shelf<T>) -> Vec<Group<T>> {
    let mut groups: Vec<Group<T>> = Vec::new();
    for (id, item) in in_order(shelf) {
        match groups.iter_mut().find(|(name, _)| name == item.group()) {
            Some((_, items)) => items.push((id, item)),
            None if item.group().is_empty() => groups.insert(0, (String::new(), vec![(id, item)])),
            None => groups.push((item.group().to_owned(), vec![(id, item)])),
        }
    }
    groups
}

/// The rank behind all others.
pub fn last_rank<T: Item>(shelf: &Shelf<T>) -> Rank {
    Rank::between(shelf.items().map(|(_, item)| item.rank()).max(), None)
}

/// The place that a move leads to; nothing if it leads nowhere.
pub fn place<T: Item>(shelf: &Shelf<T>, id: ItemId, to: Move) -> Option<Place> {
    let all = in_order(shelf);
    let group = match to {
        Move::Up | Move::Down => shelf.get(id)?.group(),
        Move::Before(other) | Move::Behind(other) if other != id => shelf.get(other)?.group(),
        Move::Before(_) | Move::Behind(_) => return None,
    };
    let others: Vec<&(ItemId, T)> = all.iter().filter(|(_, item)| item.group() == group).collect();
    let index = |id| others.iter().position(|(other, _)| *other == id);
    let rank_at = |index: usize| others.get(index).map(|(_, item)| item.rank());
    let rank = match to {
        Move::Up => {
            let before = index(id)?.checked_sub(1)?;
            Rank::between(before.checked_sub(1).and_then(rank_at), rank_at(before))
        }
        Move::Down => {
            let after = index(id)? + 1;
            Rank::between(Some(rank_at(after)?), rank_at(after + 1))
        }
        Move::Before(other) => {
            let after = index(other)?;
            Rank::between(after.checked_sub(1).and_then(rank_at), rank_at(after))
        }
        Move::Behind(other) => {
            let before = index(other)?;
            Rank::between(rank_at(before), rank_at(before + 1))
        }
    };
    Some(Place { group: group.to_owned(), rank })
}

fn in_order<T: Item>(shelf: &Shelf<T>) -> Vec<(ItemId, T)> {
    let mut items: Vec<(ItemId, T)> = Vec::new();
    for (id, item) in shelf.items() {
        // Two windows may have put two items at the same rank; then they stand by their ids, as they come.
        let index = items.partition_point(|(_, other)| other.rank() <= item.rank());
        items.insert(index, (id, item.clone()));
    }
    items
}

impl Item for SavedConnection {
    fn name(&self) -> &str {
        &self.name
    }
    fn group(&self) -> &str {
        &self.group
    }
    fn rank(&self) -> &Rank {
        &self.rank
    }
    fn placed(self, Place { group, rank }: Place) -> Self {
        Self { group, rank, ..self }
    }
}

impl Item for SavedMessage {
    fn name(&self) -> &str {
        &self.name
    }
    fn group(&self) -> &str {
        &self.group
    }
    fn rank(&self) -> &Rank {
        &self.rank
    }
    fn placed(self, Place { group, rank }: Place) -> Self {
        Self { group, rank, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::{Item, Move, groups, last_rank, place};
    use crate::saved::{ItemId, Profile, SavedConnection, Shelf, Stamp};

    /// Connections that are named by what is given, `group/name`.
    fn shelf(names: &[&str]) -> Shelf<SavedConnection> {
        let mut shelf = Shelf::default();
        for (id, name) in (0..).zip(names) {
            let (group, name) = name.split_once('/').unwrap();
            let (group, name) = (group.to_owned(), name.to_owned());
            let item = SavedConnection { name, group, rank: last_rank(&shelf), profile: Profile::default() };
            shelf.put(ItemId(id), item, Stamp::default());
        }
        shelf
    }

    fn shown(shelf: &Shelf<SavedConnection>) -> String {
        let of_group = |(group, items): (String, Vec<(ItemId, SavedConnection)>)| {
            let names: Vec<&str> = items.iter().map(|(_, item)| item.name()).collect();
            format!("{group}/{}", names.join(","))
        };
        groups(shelf).into_iter().map(of_group).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn groups_stand_where_their_first_item_does() {
        assert_eq!(shown(&shelf(&["b/1", "a/2", "/3", "b/4", "/5"])), "/3,5 b/1,4 a/2");
    }

    #[test]
    fn moving() {
        let check = |id: u64, to: Move, expected: Option<&str>| {
            let mut shelf = shelf(&["/0", "/1", "/2", "g/3", "g/4"]);
            let id = ItemId(id);
            let moved = place(&shelf, id, to).map(|place| {
                let item = shelf.get(id).unwrap().clone().placed(place);
                shelf.put(id, item, Stamp { at: 1, by: 0 });
                shown(&shelf)
            });
            assert_eq!(moved.as_deref(), expected, "{id:?} {to:?}");
        };
        check(0, Move::Up, None);
        check(1, Move::Up, Some("/1,0,2 g/3,4"));
        check(2, Move::Up, Some("/0,2,1 g/3,4"));
        check(0, Move::Down, Some("/1,0,2 g/3,4"));
        check(2, Move::Down, None);
        check(3, Move::Up, None);
        check(3, Move::Down, Some("/0,1,2 g/4,3"));
        check(2, Move::Before(ItemId(0)), Some("/2,0,1 g/3,4"));
        check(0, Move::Before(ItemId(4)), Some("/1,2 g/3,0,4"));
        check(4, Move::Before(ItemId(1)), Some("/0,4,1,2 g/3"));
        check(0, Move::Behind(ItemId(4)), Some("/1,2 g/3,4,0"));
        check(0, Move::Behind(ItemId(1)), Some("/1,0,2 g/3,4"));
        check(4, Move::Before(ItemId(4)), None);
        check(9, Move::Up, None);
        check(1, Move::Before(ItemId(9)), None);
    }
}
