//! Importing a log that was captured: by this program, by a browser's tools, by a proxy, by another logger.
//!
//! The page feeds a file piece by piece and gets each row as soon as it is whole; no more than a row and a piece is
//! held. What is read from where is described in `docs/logs.md`. A damaged row costs that row and no other, and
//! whatever is wrong is told with its line. Saved connections and messages have a reader of their own, in
//! `saved::transfer`.

mod facts;
mod guess;
mod har;
mod head;
mod json_lines;
mod lines;
mod number;
mod out;
mod own;
mod problem;
mod scan;
mod shape;
#[cfg(test)]
mod tests;
mod text;
mod tree;

pub use facts::{Facts, Source};
pub use head::{Content, is_log};
pub use problem::{MAX_TOLD, Problem, ProblemKind, Problems};

use crate::log::Row;
use crate::time::Micros;
use head::{Form, HEAD_BYTES};
use json_lines::JsonLines;
use out::{Found, Out};
use own::OwnFile;
use text::Text;
use tree::Tree;

/// The longest row that is read, as it is written, in bytes. On its way a message stands in memory several times, and
/// WebAssembly ends the page when memory runs out.
pub const MAX_ROW_BYTES: usize = 128 * 1024 * 1024;

/// A log file that is being read.
#[derive(Debug)]
pub struct Import {
    /// The name of the file.
    name: String,
    reader: Reader,
    found: Found,
}

/// What reads the file, by its form.
#[derive(Debug)]
enum Reader {
    /// This is how it begins; its form isn't known yet.
    Head(Vec<u8>),
    Own(Box<OwnFile>),
    Tree(Box<Tree>),
    JsonLines(JsonLines),
    Text(Text),
    /// It is no log.
    Nothing,
}

impl Import {
    /// Begins a file. Its name may tell its form by the extension; rows without a time get `now`, for which the time at
    /// which the file was changed last is a good one.
    pub fn new(named: &str, now: Micros) -> Self {
        Self {
            name: named.to_owned(),
            reader: Reader::Head(Vec::new()),
            found: Found {
                source: None,
                facts: Facts::default(),
                problems: Problems::default(),
                rows: 0,
                now,
            },
        }
    }

    /// Takes the next piece of the file, and hands out the rows that end in it. A piece may end anywhere.
    pub fn feed(&mut self, bytes: &[u8], take: &mut dyn FnMut(&Row<'_>)) {
        let Reader::Head(head) = &mut self.reader else { return self.pass_on(bytes, take) };
        let (start, rest) = bytes.split_at(bytes.len().min(HEAD_BYTES - head.len()));
        head.extend_from_slice(start);
        if head.len() == HEAD_BYTES {
            self.begin(take);
            self.pass_on(rest, take);
        }
    }

    /// The file is over.
    pub fn end(&mut self, take: &mut dyn FnMut(&Row<'_>)) {
        self.begin(take);
        let mut out = Out { found: &mut self.found, take };
        match &mut self.reader {
            Reader::Own(own) => own.end(&mut out),
            Reader::Tree(tree) => tree.end(&mut out),
            Reader::JsonLines(lines) => lines.end(&mut out),
            Reader::Text(text) => text.end(&mut out),
            Reader::Head(_) | Reader::Nothing => {}
        }
        self.reader = Reader::Nothing;
    }

    /// Whose file it is, once that is known.
    pub fn source(&self) -> Option<&Source> {
        self.found.source.as_ref()
    }

    /// What the file says besides its rows, as far as it has been read.
    pub fn facts(&self) -> &Facts {
        &self.found.facts
    }

    /// What is wrong with it, as far as it has been read.
    pub fn problems(&self) -> &Problems {
        &self.found.problems
    }

    /// How many rows have been handed out.
    pub fn rows(&self) -> u64 {
        self.found.rows
    }

    /// Chooses the reader by how the file begins. That is always told from as many bytes, however they came.
    fn begin(&mut self, take: &mut dyn FnMut(&Row<'_>)) {
        let Reader::Head(head) = &mut self.reader else { return };
        let head = std::mem::take(head);
        let (form, start) = head::form(&head, &self.name);
        self.reader = match form {
            Form::Own => Reader::Own(Box::default()),
            Form::Tree => Reader::Tree(Box::default()),
            Form::JsonLines => Reader::JsonLines(JsonLines::default()),
            Form::Text => Reader::Text(Text::default()),
            Form::None(problem) => {
                self.found.problems.add(1, problem);
                Reader::Nothing
            }
        };
        self.pass_on(&head[start..], take);
    }

    fn pass_on(&mut self, bytes: &[u8], take: &mut dyn FnMut(&Row<'_>)) {
        let mut out = Out { found: &mut self.found, take };
        match &mut self.reader {
            Reader::Own(own) => own.feed(bytes, &mut out),
            Reader::Tree(tree) => tree.feed(bytes, &mut out),
            Reader::JsonLines(lines) => lines.feed(bytes, &mut out),
            Reader::Text(text) => text.feed(bytes, &mut out),
            Reader::Head(_) | Reader::Nothing => {}
        }
    }
}
