//! A JSON text to look at, however large: as lines and as a tree, of which only what is on screen is made.
//!
//! The text is gone through in steps, so that whoever asks for it stays alive meanwhile; what has been read can be looked
//! at right away. Tokens are shown as they are written. Nothing here recurses over the depth of the text.

mod branch;
mod lines;
mod source;
#[cfg(test)]
mod tests;
mod tree;

use std::mem;

pub use self::lines::Line;
use self::lines::Lines;
use self::source::Source;
use self::tree::Tree;
pub use self::tree::{Item, Name, Node, Value};
use super::{JsonError, Pause, Reader, Token};

/// How far the reading of a text has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// There is more of it, and no mistake so far.
    Reading,
    /// It is JSON, to its end.
    Read,
    /// It isn't JSON.
    Failed(JsonError),
}

/// A JSON text to look at.
#[derive(Debug)]
pub struct Document {
    source: Source,
    pause: Pause,
    progress: Progress,
    /// How much of the text has been checked, in bytes.
    checked: usize,
    lines: Lines,
    tree: Tree,
}

impl Document {
    /// Of a text, none of which has been read yet.
    pub fn new(text: String) -> Self {
        Self {
            source: Source::new(text),
            pause: Pause::default(),
            progress: Progress::Reading,
            checked: 0,
            lines: Lines::new(),
            tree: Tree::new(),
        }
    }

    /// Reads on by about so many bytes.
    pub fn step(&mut self, budget: usize) {
        if self.progress == Progress::Reading {
            self.check(budget);
        }
        self.tree.step(&self.source, self.checked, budget);
    }

    fn check(&mut self, budget: usize) {
        let (text, mut notes) = self.source.parts();
        let mut reader = Reader::resume(text, mem::take(&mut self.pause));
        let stop = reader.position() + budget;
        while reader.position() < stop {
            let before = reader.position();
            match reader.next() {
                None => {
                    self.progress = Progress::Read;
                    break;
                }
                Some(Err(error)) => {
                    self.progress = Progress::Failed(error);
                    break;
                }
                Some(Ok(token)) => {
                    let behind = reader.position();
                    let start = behind - length(token);
                    notes.note(before, start);
                    notes.note(start, behind);
                    self.lines.take(token, before, behind);
                }
            }
        }
        self.checked = reader.position();
        self.pause = reader.pause();
    }

    /// Whether it begins as people's JSON does, with a bracket: then what is wrong with it is worth saying.
    pub fn begins_like_json(&self) -> bool {
        self.source.text().trim_start_matches('\u{feff}').trim_start().starts_with(['[', '{'])
    }

    /// How far the reading has come.
    pub fn progress(&self) -> &Progress {
        &self.progress
    }

    /// Whether a further step would change anything.
    pub fn is_settled(&self) -> bool {
        match self.progress {
            Progress::Reading => false,
            Progress::Read => self.tree.is_settled(),
            Progress::Failed(_) => true,
        }
    }

    /// How many lines can be printed by now.
    pub fn line_count(&self) -> usize {
        match self.progress {
            Progress::Read => self.lines.begun(),
            // The last one may be cut off.
            Progress::Reading | Progress::Failed(_) => self.lines.begun() - 1,
        }
    }

    /// Prints so many lines from that one on, as far as there are any.
    pub fn lines(&self, first: usize, count: usize) -> Vec<Line> {
        self.lines.print(&self.source, first, count.min(self.line_count().saturating_sub(first)))
    }

    /// How many rows the tree has, as it is unfolded now.
    pub fn row_count(&self) -> usize {
        if self.checked == 0 { 0 } else { self.tree.row_count() }
    }

    /// What so many rows of the tree show from that one on, as far as there are any.
    pub fn items(&self, first: usize, count: usize) -> Vec<Item> {
        self.tree.items(&self.source, first, count)
    }

    /// Unfolds what is in that row, if it is a folded array or object. The items come with the next steps.
    pub fn unfold(&mut self, row: usize) {
        self.tree.unfold(&self.source, row);
    }

    /// Folds what is in that row, with all that is in it.
    pub fn fold(&mut self, row: usize) {
        self.tree.fold(&self.source, row);
    }

    /// What is in that row.
    pub fn node(&self, row: usize) -> Option<Node> {
        self.tree.node(row)
    }

    /// The row in which a node is, unless it lies in something folded.
    pub fn row(&self, node: Node) -> Option<usize> {
        self.tree.row(node)
    }

    /// What a node lies in.
    pub fn parent(&self, node: Node) -> Option<Node> {
        self.tree.parent(node)
    }

    /// The way to a node, as [`super::Path`] reads it.
    pub fn path(&self, node: Node) -> String {
        self.tree.path(&self.source, node)
    }

    /// A node's value as it is written.
    pub fn value(&self, node: Node) -> &str {
        self.tree.value(&self.source, node)
    }
}

fn length(token: Token<'_>) -> usize {
    match token {
        Token::Key(text) | Token::Scalar(text) => text.len(),
        Token::Open(_) | Token::Close(_) | Token::Colon | Token::Comma => 1,
    }
}
