//! A file that is one JSON value, whatever its layout: a HAR log, a file of ours that another tool has written anew, or
//! a list.

use super::guess;
use super::har::{self, Har};
use super::out::Out;
use super::own::OwnHead;
use super::scan::{Scanner, Taker};
use super::shape::{Level, Part};
use super::{ProblemKind, Source};

/// How far such a file has been read.
#[derive(Debug, Default)]
pub(super) struct Tree {
    scanner: Scanner,
    parts: Parts,
}

#[derive(Debug, Default)]
struct Parts {
    own: OwnHead,
    har: Har,
}

impl Tree {
    pub fn feed(&mut self, bytes: &[u8], out: &mut Out<'_>) {
        self.scanner.feed(bytes, &mut Reading { parts: &mut self.parts, out });
    }

    pub fn end(&mut self, out: &mut Out<'_>) {
        self.parts.har.end(out);
        if self.scanner.is_whole() {
            match &out.found.source {
                None => out.problem(1, ProblemKind::Unknown),
                Some(Source::Wirebench) => self.parts.own.end(self.scanner.line(), out),
                Some(Source::Har { .. } | Source::Rows | Source::Text) => out.found.facts.whole = true,
            }
        } else if !self.scanner.is_broken() && !self.parts.own.is_newer() {
            out.problem(self.scanner.line(), ProblemKind::CutOff);
        }
    }
}

/// What takes the parts.
struct Reading<'r, 'o> {
    parts: &'r mut Parts,
    out: &'r mut Out<'o>,
}

impl Taker for Reading<'_, '_> {
    fn part(&mut self, part: Part, value: &[u8], line: u64) {
        let Self { parts, out } = self;
        let Ok(value) = std::str::from_utf8(value) else { return out.problem(line, ProblemKind::NotUtf8) };
        match part {
            Part::Row => parts.own.row(value, line, out),
            Part::Own(own) => parts.own.member(own, value, line, out),
            Part::Creator => har::creator(value, out),
            Part::Message => parts.har.message(value, line, out),
            Part::Entry(field) => parts.har.field(field, value),
            Part::Item => {
                out.found.source.get_or_insert(Source::Rows);
                if let Err(problem) = guess::object(value, out) {
                    out.problem(line, problem);
                }
            }
        }
    }

    fn left(&mut self, level: Level) {
        match level {
            Level::Messages => self.parts.har.messages_over(),
            Level::Entry => self.parts.har.entry_over(self.out),
            Level::Log => har::is_one(self.out),
            Level::List => {
                self.out.found.source.get_or_insert(Source::Rows);
            }
            Level::Top | Level::Rows | Level::Entries | Level::Request | Level::Response => {
                self.parts.har.left(level);
            }
        }
    }

    fn problem(&mut self, line: u64, kind: ProblemKind) {
        self.out.problem(line, kind);
    }
}
