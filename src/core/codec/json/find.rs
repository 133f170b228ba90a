//! Finds the value to which a path leads, as it is written.
//!
//! It goes through the tokens once, with a few numbers in the place of a tree. The whole text is read even when the
//! value has been found: a key may be repeated, and the rest may turn out not to be JSON.

use super::path::Step;
use super::{Container, Path, Reader, Token, string};

/// The value in `text` to which `path` leads, or none if there is none or `text` isn't JSON.
///
/// Of a repeated key the last one counts, as in JavaScript, even if the path leads no further from there.
pub fn find<'t>(text: &'t str, path: &Path) -> Option<&'t str> {
    let mut search = Search { steps: path.steps(), depth: 0, on_path: 0, item: 0, key_fits: false };
    // Where the wanted value begins, as long as its closing bracket is awaited.
    let mut start = None;
    let mut found = None;
    let mut reader = Reader::new(text);
    while let Some(token) = reader.next() {
        match token.ok()? {
            Token::Key(key) => search.key(key),
            Token::Scalar(value) => {
                if search.reaches() {
                    // Whatever an earlier member of the same key had is gone, here and below.
                    found = search.is_over().then_some(value);
                }
            }
            Token::Open(container) => {
                if search.reaches() {
                    found = None;
                    if search.is_over() {
                        start = Some(reader.position() - 1);
                    } else {
                        search.enter(container);
                    }
                }
                search.depth += 1;
            }
            Token::Close(_) => {
                search.leave();
                if search.is_over()
                    && let Some(start) = start.take()
                {
                    found = Some(&text[start..reader.position()]);
                }
            }
            Token::Colon | Token::Comma => {}
        }
    }
    found
}

/// Whether `value`, a JSON value as it is written, is what a person typed as `wanted`: the same text, white space
/// around it aside, or a string whose characters these are.
pub fn means(value: &str, wanted: &str) -> bool {
    let value = value.trim();
    value == wanted.trim() || (value.starts_with('"') && string::equals(value, wanted))
}

struct Search<'p> {
    steps: &'p [Step],
    /// How many brackets are open.
    depth: usize,
    /// How many of them, from the outermost, lead to the value. What begins when it is less than `depth` is beside
    /// the path.
    on_path: usize,
    /// Which item comes next, if the innermost bracket on the path is an array.
    item: u64,
    /// Whether the last key was the wanted one, if the innermost bracket on the path is an object.
    key_fits: bool,
}

impl Search<'_> {
    fn key(&mut self, key: &str) {
        if self.on_path == self.depth
            && let Some(Step::Key(wanted)) = self.depth.checked_sub(1).and_then(|last| self.steps.get(last))
        {
            self.key_fits = string::equals(key, wanted);
        }
    }

    /// Whether the value that begins now is on the path; counts it if it is an item.
    fn reaches(&mut self) -> bool {
        if self.on_path < self.depth {
            return false;
        }
        match self.depth.checked_sub(1).and_then(|last| self.steps.get(last)) {
            None => true,
            Some(Step::Key(_)) => self.key_fits,
            Some(Step::Item(wanted)) => {
                let fits = self.item == u64::from(*wanted);
                self.item = self.item.saturating_add(1);
                fits
            }
        }
    }

    /// Whether no step is left for what is at this depth.
    fn is_over(&self) -> bool {
        self.depth == self.steps.len()
    }

    /// Takes the bracket that opens now as a part of the path, if it is of the kind that the next step needs.
    fn enter(&mut self, container: Container) {
        let fits = match self.steps.get(self.depth) {
            Some(Step::Key(_)) => container == Container::Object,
            Some(Step::Item(_)) => container == Container::Array,
            None => false,
        };
        if fits {
            self.on_path += 1;
            self.item = 0;
        }
    }

    fn leave(&mut self) {
        if self.on_path == self.depth {
            self.on_path = self.on_path.saturating_sub(1);
            // In the array around it the wanted item is over, and there is only one.
            self.item = u64::MAX;
        }
        self.depth = self.depth.saturating_sub(1);
    }
}
