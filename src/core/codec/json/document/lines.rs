//! A JSON text on several lines, of which any can be printed without those before it.
//!
//! While the text is checked, the places of some lines are noted; a line is printed from the nearest of them. All lines
//! together are what [`super::super::pretty`] prints.

use super::source::Source;
use crate::codec::json::{INDENTED_LEVELS, Token};

/// At most so many lines lie between two marks.
const LINES_PER_MARK: usize = 128;
/// And about so many bytes of the text.
const BYTES_PER_MARK: usize = 16 * 1024;

/// The most of a line that is printed, in bytes behind its indentation.
const LONGEST: usize = 2000;

/// A line as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its text, or the beginning of it.
    pub text: String,
    /// How many bytes of it are left out.
    pub left_out: usize,
}

/// The lines that are known so far.
#[derive(Debug)]
pub(super) struct Lines {
    marks: Vec<Mark>,
    /// How many lines have begun.
    begun: usize,
    /// How many brackets are open behind the last token.
    open: usize,
    /// Whether that token was an opening bracket: what comes next decides whether the line goes on.
    just_opened: bool,
}

/// Where a line begins.
#[derive(Debug, Clone, Copy)]
struct Mark {
    line: usize,
    /// The end of the token before.
    at: usize,
    /// How many brackets are open there.
    open: usize,
}

impl Lines {
    pub(super) fn new() -> Self {
        Self { marks: vec![Mark { line: 0, at: 0, open: 0 }], begun: 1, open: 0, just_opened: false }
    }

    /// How many lines have begun; the last of them may not be complete.
    pub(super) fn begun(&self) -> usize {
        self.begun
    }

    /// Takes in the next token, which lies between the two bytes.
    pub(super) fn take(&mut self, token: Token<'_>, before: usize, behind: usize) {
        match token {
            Token::Open(_) => {
                self.first_of_item(before);
                self.open += 1;
                self.just_opened = true;
            }
            Token::Close(_) => {
                if !self.just_opened {
                    self.begin(before);
                }
                self.open = self.open.saturating_sub(1);
                self.just_opened = false;
            }
            Token::Key(_) | Token::Scalar(_) => self.first_of_item(before),
            Token::Colon => {}
            Token::Comma => self.begin(behind),
        }
    }

    fn first_of_item(&mut self, before: usize) {
        if self.just_opened {
            self.begin(before);
            self.just_opened = false;
        }
    }

    fn begin(&mut self, at: usize) {
        let line = self.begun;
        self.begun += 1;
        let is_due = |last: &Mark| line - last.line >= LINES_PER_MARK || at - last.at >= BYTES_PER_MARK;
        if self.marks.last().is_none_or(is_due) {
            self.marks.push(Mark { line, at, open: self.open });
        }
    }

    /// Prints so many lines from that one on, as far as the text goes.
    pub(super) fn print(&self, source: &Source, first: usize, count: usize) -> Vec<Line> {
        let after = self.marks.partition_point(|mark| mark.line <= first);
        let Some(mark) = after.checked_sub(1).and_then(|index| self.marks.get(index)) else {
            return Vec::new();
        };
        let mut printer = Printer { source, at: mark.at, open: mark.open };
        for _ in mark.line..first {
            printer.line(&mut |_| {});
        }
        let count = count.min(self.begun.saturating_sub(first));
        (0..count).map(|_| printer.print()).collect()
    }
}

/// Goes through a text line by line.
struct Printer<'a> {
    source: &'a Source,
    at: usize,
    open: usize,
}

impl<'a> Printer<'a> {
    fn print(&mut self) -> Line {
        let closes = matches!(self.peek(), Some(b']' | b'}'));
        let levels = self.open.saturating_sub(usize::from(closes)).min(INDENTED_LEVELS);
        let mut line = Line { text: "  ".repeat(levels), left_out: 0 };
        let mut room = LONGEST;
        self.line(&mut |token| push_cut(&mut line, &mut room, token));
        line
    }

    /// Tells the parts of a line, one after the other.
    fn line(&mut self, tell: &mut dyn FnMut(&'a str)) {
        loop {
            let Some(found) = self.peek() else { return };
            tell(self.take());
            let is_opening = matches!(found, b'[' | b'{');
            if is_opening {
                self.open += 1;
            } else if matches!(found, b']' | b'}') {
                self.open = self.open.saturating_sub(1);
            }
            // Closed at once, it stays on its line.
            if is_opening && matches!(self.peek(), Some(b']' | b'}')) {
                tell(self.take());
                self.open = self.open.saturating_sub(1);
            } else if is_opening {
                return;
            }
            match self.peek() {
                Some(b':') => {
                    self.take();
                    tell(": ");
                }
                Some(b',') => {
                    tell(self.take());
                    return;
                }
                Some(_) | None => return,
            }
        }
    }

    /// The first byte of the next token.
    fn peek(&mut self) -> Option<u8> {
        self.at = self.source.token_start(self.at);
        self.source.byte(self.at)
    }

    fn take(&mut self) -> &'a str {
        let end = self.source.token_end(self.at);
        let token = &self.source.text()[self.at..end];
        self.at = end;
        token
    }
}

/// Adds as much of a text as there is room for, and counts the rest.
pub(super) fn push_cut(line: &mut Line, room: &mut usize, text: &str) {
    let shown = if text.len() <= *room { text.len() } else { text.floor_char_boundary(*room) };
    line.text.push_str(&text[..shown]);
    line.left_out += text.len() - shown;
    *room = if shown == text.len() { *room - shown } else { 0 };
}
