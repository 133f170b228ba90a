//! Names that come again and again, each kept once.

use std::collections::HashMap;
use std::rc::Rc;

use crate::protocol::LONGEST_NAME;

/// Names with so many bytes in all are kept; later ones have no text.
const MOST_BYTES: usize = 4_000_000;

/// A name; the usual one is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Name(u32);

/// The names of a log.
#[derive(Debug, Default)]
pub(super) struct Names {
    texts: Vec<Rc<str>>,
    known: HashMap<Rc<str>, Name>,
    bytes: usize,
}

impl Names {
    /// The name for a text.
    pub(super) fn name(&mut self, text: &str) -> Name {
        let text = &text[..text.floor_char_boundary(LONGEST_NAME)];
        if let Some(name) = self.known.get(text) {
            return *name;
        }
        let text: Rc<str> = text.into();
        // There are few enough.
        let name = u32::try_from(self.texts.len() + 1).map(Name).unwrap_or_default();
        if self.bytes + text.len() <= MOST_BYTES && !text.is_empty() {
            self.bytes += text.len();
            self.texts.push(Rc::clone(&text));
            self.known.insert(text, name);
            return name;
        }
        Name::default()
    }

    /// The text of a name; empty if there is none.
    pub(super) fn text(&self, name: Name) -> &str {
        let index = (name.0 as usize).checked_sub(1);
        index.and_then(|index| self.texts.get(index)).map_or("", |text| text)
    }
}
