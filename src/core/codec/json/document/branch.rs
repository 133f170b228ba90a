//! The items of one array or object: where each begins, found in steps.
//!
//! It looks at its own items only and passes over what is in them. The places of some items are noted, the others are
//! found from there; those that are large, with their ends, too.

use super::source::Source;
use crate::codec::json::Container;

/// How many items lie between two marks.
const ITEMS_PER_MARK: usize = 32;

/// An item of so many bytes is large: its end and how many items it has are noted.
const LARGE: usize = 16 * 1024;

/// The items of an array or object, as far as they are known.
#[derive(Debug)]
pub(super) struct Branch {
    /// Whose items these are.
    pub(super) container: Container,
    /// Which item of which branch that is; the outermost has none around it.
    pub(super) parent: Option<(usize, usize)>,
    /// How many items have begun.
    pub(super) count: usize,
    /// Whether there are no more.
    pub(super) is_complete: bool,
    /// The byte behind the opening bracket.
    start: usize,
    /// Where each item begins whose number is divisible by [`ITEMS_PER_MARK`].
    marks: Vec<usize>,
    large: Vec<Large>,
    /// How far the text has been gone through.
    at: usize,
    /// How many brackets are open inside of the item that is being passed.
    nested: usize,
    /// The item that is being passed, once it has begun.
    current: Option<Large>,
}

/// An item that takes long to pass.
#[derive(Debug, Clone, Copy)]
struct Large {
    start: usize,
    end: usize,
    /// How many items its value has.
    items: usize,
}

impl Branch {
    /// The items of what opens with the bracket right before `start`.
    pub(super) fn new(container: Container, start: usize, parent: Option<(usize, usize)>) -> Self {
        Self {
            container,
            parent,
            count: 0,
            is_complete: false,
            start,
            marks: Vec::new(),
            large: Vec::new(),
            at: start,
            nested: 0,
            current: None,
        }
    }

    /// The byte behind the opening bracket.
    pub(super) fn start(&self) -> usize {
        self.start
    }

    /// Goes on by about so many bytes, not beyond what has been checked.
    pub(super) fn step(&mut self, source: &Source, checked: usize, budget: usize) {
        let stop = checked.min(self.at.saturating_add(budget));
        while self.at < stop && !self.is_complete {
            let start = source.token_start(self.at);
            let Some(byte) = source.byte(start).filter(|_| start < checked) else { return };
            self.at = source.token_end(start);
            match byte {
                b'[' | b'{' => {
                    self.meet(start);
                    self.nested += 1;
                }
                b']' | b'}' => {
                    self.is_complete = self.nested == 0;
                    self.nested = self.nested.saturating_sub(1);
                    if self.is_complete {
                        self.end_item();
                    }
                }
                b',' if self.nested == 0 => self.end_item(),
                b',' => {
                    if let Some(current) = self.current.as_mut().filter(|_| self.nested == 1) {
                        current.items += 1;
                    }
                }
                b':' => {}
                _ => self.meet(start),
            }
            if let Some(current) = &mut self.current {
                current.end = self.at;
            }
        }
    }

    /// A value or key begins there: an item of this branch, or something in one.
    fn meet(&mut self, start: usize) {
        match &mut self.current {
            None => {
                if self.count.is_multiple_of(ITEMS_PER_MARK) {
                    self.marks.push(start);
                }
                self.count += 1;
                self.current = Some(Large { start, end: start, items: 0 });
            }
            Some(current) => {
                if self.nested == 1 && current.items == 0 {
                    current.items = 1;
                }
            }
        }
    }

    fn end_item(&mut self) {
        if let Some(item) = self.current.take()
            && item.end - item.start >= LARGE
        {
            self.large.push(item);
        }
    }

    /// Where an item begins.
    pub(super) fn item_start(&self, source: &Source, index: usize) -> Option<usize> {
        let mut start = *self.marks.get(index / ITEMS_PER_MARK)?;
        for _ in 0..index % ITEMS_PER_MARK {
            start = self.next_start(source, start);
        }
        Some(start)
    }

    /// Where the item behind the one that begins there begins.
    pub(super) fn next_start(&self, source: &Source, start: usize) -> usize {
        let comma = source.token_start(self.item_end(source, start));
        source.token_start(source.token_end(comma))
    }

    /// Where the item that begins there ends.
    pub(super) fn item_end(&self, source: &Source, start: usize) -> usize {
        self.large_at(start).map_or_else(|| pass(source, value_start(source, start)).0, |large| large.end)
    }

    /// How many items the value has of the item that begins there, if that is known.
    pub(super) fn items_of(&self, source: &Source, start: usize) -> Option<usize> {
        match (self.large_at(start), self.current) {
            (Some(large), _) => Some(large.items),
            (None, Some(current)) if current.start == start => None,
            (None, Some(_) | None) => Some(pass(source, value_start(source, start)).1),
        }
    }

    fn large_at(&self, start: usize) -> Option<&Large> {
        let index = self.large.binary_search_by_key(&start, |large| large.start).ok()?;
        self.large.get(index)
    }
}

/// Where the value begins of an item, which may begin with its key.
pub(super) fn value_start(source: &Source, start: usize) -> usize {
    let colon = source.token_start(source.token_end(start));
    let is_key = source.byte(start) == Some(b'"') && source.byte(colon) == Some(b':');
    if is_key { source.token_start(colon + 1) } else { start }
}

/// Where the value that begins there ends, and how many items it has.
pub(super) fn pass(source: &Source, start: usize) -> (usize, usize) {
    let (mut at, mut nested, mut items) = (start, 0_usize, 0_usize);
    loop {
        let Some(byte) = source.byte(at) else { return (at, items) };
        if nested == 1 && items == 0 && !matches!(byte, b']' | b'}') {
            items = 1;
        }
        match byte {
            b'[' | b'{' => nested += 1,
            b']' | b'}' => nested = nested.saturating_sub(1),
            b',' if nested == 1 => items += 1,
            _ => {}
        }
        at = source.token_end(at);
        if nested == 0 {
            return (at, items);
        }
        at = source.token_start(at);
    }
}
