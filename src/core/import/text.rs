//! Lines of text: what a logger prints, or what somebody has copied from a terminal.
//!
//! Each line is a message that was received, unless a mark at its start says which way it went, as wscat, websocat and
//! the tools of browsers write it. Our own text files have the time before the mark, and further lines of a payload
//! indented under it.

use super::Source;
use super::lines::Lines;
use super::out::Out;
use super::own::utf8;
use crate::log::Kind;
use crate::message::Message;
use crate::time::Micros;

/// How our own lines begin: `2026-11-28 16:18:11.123 ↑ `.
const STAMP: usize = "2026-11-28 16:18:11.123".len();

/// The columns before a payload in our own lines, by which its further lines are indented.
const INDENT: usize = STAMP + 3;

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
    /// One of our own lines, whose payload may go on.
    begun: Option<Begun>,
}

#[derive(Debug)]
struct Begun {
    at: Micros,
    of: Of,
    payload: String,
}

/// What one of our own lines is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Of {
    Message(Kind),
    Notice,
}

impl Text {
    pub fn feed(&mut self, bytes: &[u8], out: &mut Out<'_>) {
        out.found.source = Some(Source::Text);
        let mut lines = std::mem::take(&mut self.lines);
        lines.feed(bytes, |number, line| match utf8(&line) {
            Ok(line) => self.line(line, out),
            Err(problem) => out.problem(number, problem),
        });
        self.lines = lines;
    }

    pub fn end(&mut self, out: &mut Out<'_>) {
        let mut lines = std::mem::take(&mut self.lines);
        lines.end(|number, line| match utf8(&line) {
            Ok(line) => self.line(line, out),
            Err(problem) => out.problem(number, problem),
        });
        self.flush(out);
        out.found.facts.whole = true;
    }

    /// Takes a line.
    pub fn line(&mut self, line: &str, out: &mut Out<'_>) {
        if let Some((at, of, payload)) = own_line(line) {
            self.flush(out);
            self.begun = Some(Begun { at, of, payload: payload.to_owned() });
            return;
        }
        if let Some(begun) = &mut self.begun
            && let Some(further) = further(line)
        {
            begun.payload.push('\n');
            begun.payload.push_str(further);
            return;
        }
        self.flush(out);
        if line.trim().is_empty() {
            return;
        }
        let (kind, payload) = marked(line).unwrap_or((Kind::Received, line));
        out.message(None, kind, Message::text(payload));
    }

    /// Hands out the line whose payload doesn't go on.
    pub fn flush(&mut self, out: &mut Out<'_>) {
        match self.begun.take() {
            Some(Begun { at, of: Of::Message(kind), payload }) => {
                out.message(Some(at), kind, Message::text(&payload));
            }
            Some(Begun { of: Of::Notice, .. }) => out.found.facts.notices += 1,
            None => {}
        }
    }
}

/// A line that begins with time and mark.
fn own_line(line: &str) -> Option<(Micros, Of, &str)> {
    let (stamp, rest) = line.split_at_checked(STAMP)?;
    let rest = rest.strip_prefix(' ')?;
    let mark = rest.chars().next()?;
    let of = match mark {
        '\u{2191}' => Of::Message(Kind::Sent),
        '\u{2193}' => Of::Message(Kind::Received),
        '!' | 'i' => Of::Notice,
        _ => return None,
    };
    let payload = &rest[mark.len_utf8()..];
    let payload = if payload.is_empty() { payload } else { payload.strip_prefix(' ')? };
    // A sign or a zone would be none of ours.
    let is_plain =
        stamp.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b':' | b'.' | b' '));
    Some((Micros::read_iso(stamp).filter(|_| is_plain)?, of, payload))
}

/// What a further line of a payload carries.
fn further(line: &str) -> Option<&str> {
    let spaces = line.bytes().take_while(|byte| *byte == b' ').count();
    (spaces >= INDENT).then(|| &line[INDENT..])
}

/// Which way a line went, and its payload.
fn marked(line: &str) -> Option<(Kind, &str)> {
    let (kind, rest) = MARKS.iter().find_map(|(mark, kind)| Some((*kind, line.strip_prefix(mark)?)))?;
    // Emoji have a sign behind them that makes them so.
    let rest = rest.strip_prefix('\u{fe0f}').unwrap_or(rest);
    Some((kind, rest.strip_prefix(' ').unwrap_or(rest)))
}
