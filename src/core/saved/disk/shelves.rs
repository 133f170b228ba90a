//! Shelves in storage: `{"version":1,"items":[{"id":"00000000000000ff","at":1,"by":2,…}]}`.
//!
//! `at` and `by` are the stamp; `returns` is left out where it is 0; of a deleted item, `gone`, there is no more.

use super::{Kept, versioned};
use crate::codec::json::value::{Json, Writer, Wrong, list};
use crate::saved::form::{self, Form};
use crate::saved::{ItemId, Pair, SavedConnection, SavedMessage, Shelf, Slot, Stamp, Unreadable};

const VERSION: u64 = 1;

impl Kept for Shelf<SavedConnection> {
    fn read(text: &str) -> Result<Self, Unreadable> {
        read(text)
    }

    fn write(&self) -> String {
        write(self)
    }
}

impl Kept for Shelf<SavedMessage> {
    fn read(text: &str) -> Result<Self, Unreadable> {
        read(text)
    }

    fn write(&self) -> String {
        write(self)
    }
}

/// The user's variables that hold for all connections.
impl Kept for Shelf<Pair> {
    fn read(text: &str) -> Result<Self, Unreadable> {
        read(text)
    }

    fn write(&self) -> String {
        write(self)
    }
}

fn read<T: Form>(text: &str) -> Result<Shelf<T>, Unreadable> {
    let (_, json) = versioned(text, VERSION)?;
    let mut shelf = Shelf::default();
    // There is always a list, be it an empty one.
    let items = json.member("items").and_then(Json::as_list).ok_or(Unreadable::Damaged)?;
    for item in items {
        let (id, slot) = slot(item).map_err(|_| Unreadable::Damaged)?;
        // An id that comes twice is as one that comes from two windows.
        shelf.merge_slot(id, &slot);
    }
    Ok(shelf)
}

fn slot<T: Form>(json: &Json<'_>) -> Result<(ItemId, Slot<T>), Wrong> {
    let id = form::id(json, "id")?.ok_or_else(|| Wrong("id".to_owned()))?;
    let by = u32::try_from(json.number("by")?).map_err(|_| Wrong("by".to_owned()))?;
    let returns = u32::try_from(json.number("returns")?).map_err(|_| Wrong("returns".to_owned()))?;
    let is_gone = json.flag("gone")?;
    let item = if is_gone { None } else { Some(T::read(json)?) };
    Ok((id, Slot { returns, is_gone, stamp: Stamp { at: json.number("at")?, by }, item }))
}

fn write<T: Form>(shelf: &Shelf<T>) -> String {
    let items = list(shelf.slots().iter().map(|(id, slot)| slot_text(*id, slot)), ",");
    let mut out = Writer::new();
    out.number("version", VERSION);
    out.written("items", &items);
    out.end()
}

fn slot_text<T: Form>(id: ItemId, slot: &Slot<T>) -> String {
    let mut out = Writer::new();
    out.text("id", &form::id_text(id));
    out.number("at", slot.stamp.at);
    out.number("by", slot.stamp.by.into());
    if slot.returns > 0 {
        out.number("returns", slot.returns.into());
    }
    match &slot.item {
        Some(item) => item.kept().write(&mut out),
        None => out.flag("gone"),
    }
    out.end()
}
