//! The outermost members or items of a JSON text, as far as readers need them.

use std::borrow::Cow;

use crate::codec::json::members;

/// An object's members as they are written. Of a repeated key the last one counts, as in JavaScript.
pub(super) struct Object<'t>(Vec<(&'t str, &'t str)>);

impl<'t> Object<'t> {
    /// None if the text is no object.
    pub(super) fn read(text: &'t str) -> Option<Self> {
        if first(text) != Some(b'{') {
            return None;
        }
        let mut found = Vec::new();
        members::members(text, |key, value| found.push((key, value))).ok()?;
        Some(Self(found))
    }

    /// How many members are written.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// A member as it is written.
    pub(super) fn get(&self, name: &str) -> Option<&'t str> {
        self.0.iter().rev().find(|(key, _)| *key == name).map(|(_, value)| *value)
    }

    /// A member that is a text.
    pub(super) fn text(&self, name: &str) -> Option<Cow<'t, str>> {
        self.get(name).and_then(members::text)
    }

    /// A text in an object that is itself a member, written as a text.
    pub(super) fn inside(&self, member: &str, name: &str) -> Option<Cow<'t, str>> {
        let object = self.text(member)?;
        Object::read(&object)?.text(name).map(|text| Cow::Owned(text.into_owned()))
    }

    /// A member that is a text or a number, and not null.
    pub(super) fn id(&self, name: &str) -> Option<Cow<'t, str>> {
        self.get(name).and_then(id)
    }
}

/// What a value carries: a text is what it stands for, which often is JSON again.
pub(super) fn carried(value: &str) -> Cow<'_, [u8]> {
    match members::text(value) {
        Some(Cow::Owned(text)) => Cow::Owned(text.into_bytes()),
        Some(Cow::Borrowed(text)) => Cow::Borrowed(text.as_bytes()),
        None => Cow::Borrowed(value.as_bytes()),
    }
}

/// The byte with which a text begins, behind white space.
pub(super) fn first(text: &str) -> Option<u8> {
    text.as_bytes().trim_ascii_start().first().copied()
}

/// A list's items as they are written; none if the text is no list.
pub(super) fn list(text: &str) -> Option<Vec<&str>> {
    let mut found = Vec::new();
    members::items(text, &mut |item| found.push(item)).then_some(found)
}

/// What is a text or a number; numbers as they are written.
pub(super) fn id(value: &str) -> Option<Cow<'_, str>> {
    let is_number = value.starts_with(|first: char| first == '-' || first.is_ascii_digit());
    if is_number { Some(Cow::Borrowed(value)) } else { members::text(value) }
}
