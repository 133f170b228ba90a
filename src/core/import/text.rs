//! Lines of text: what a logger prints, or what somebody has copied from a terminal.
//!
//! Each line is a message that was received, unless a mark at its start says which way it went, as wscat, websocat and
//! the tools of browsers write it. Our own text files are made for reading; what can be told from them is in `ours`.

mod ours;

use super::Source;
use super::lines::{Line, Lines};
use super::out::Out;
use super::own::{at_end, utf8};
use crate::log::Kind;
use crate::message::Message;
use ours::{Begun, Title};

/// Which way a line went, by the mark before its payload.
const MARKS: [(&str, Kind); 8] = [
    ("> ", Kind::Sent),
    ("< ", Kind::Received),
    ("\u{2192}", Kind::Sent),
    ("\u{2190}", Kind::Received),
    ("\u{2191}", Kind::Sent),
    ("\u{2193}", Kind::Received),
    ("\u{2b06}", Kind::Sent),
    ("\u{2b07}", Kind::Received),
];

/// How far lines of text have been read.
#[derive(Debug, Default)]
pub(super) struct Text {
    lines: Lines,
    /// What the lines at the top say, if the file is ours.
    title: Option<Title>,
    /// One of our own lines, whose payload may go on.
    begun: Option<Begun>,
}

impl Text {
    pub fn feed(&mut self, bytes: &[u8], out: &mut Out<'_>) {
        out.found.source = Some(Source::Text);
        let mut lines = std::mem::take(&mut self.lines);
        lines.feed(bytes, |number, line| self.take(number, &line, out));
        self.lines = lines;
    }

    pub fn end(&mut self, out: &mut Out<'_>) {
        let mut lines = std::mem::take(&mut self.lines);
        lines.end(|number, line| match at_end(&line) {
            Some(problem) => out.problem(number, problem),
            None => self.take(number, &line, out),
        });
        self.flush(out);
        out.found.facts.whole = true;
    }

    fn take(&mut self, number: u64, line: &Line<'_>, out: &mut Out<'_>) {
        match utf8(line) {
            Ok(line) if number == 1 && ours::is_title(line) => self.title = Some(Title::default()),
            Ok(line) => self.line(line, out),
            Err(problem) => out.problem(number, problem),
        }
    }

    /// Takes a line.
    pub fn line(&mut self, line: &str, out: &mut Out<'_>) {
        if let Some(begun) = ours::begin(line, self.title.as_ref()) {
            self.flush(out);
            self.begun = Some(begun);
            return;
        }
        if self.begun.as_mut().is_some_and(|begun| begun.go_on(line)) {
            return;
        }
        self.flush(out);
        if let Some(title) = &mut self.title {
            // What is no row of ours is about them.
            title.take(line, &mut out.found.facts);
        } else if !line.trim().is_empty() {
            let (kind, payload) = marked(line).unwrap_or((Kind::Received, line));
            out.message(None, kind, Message::text(payload));
        }
    }

    /// Hands out the line whose payload doesn't go on.
    pub fn flush(&mut self, out: &mut Out<'_>) {
        if let Some(begun) = self.begun.take() {
            begun.hand_out(out);
        }
    }
}

/// Which way a line went, and its payload.
fn marked(line: &str) -> Option<(Kind, &str)> {
    let (kind, rest) = MARKS.iter().find_map(|(mark, kind)| Some((*kind, line.strip_prefix(mark)?)))?;
    // Emoji have a sign behind them that makes them so.
    let rest = rest.strip_prefix('\u{fe0f}').unwrap_or(rest);
    Some((kind, rest.strip_prefix(' ').unwrap_or(rest)))
}
