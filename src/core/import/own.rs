//! Files of ours.
//!
//! As we write them, each row stands on a line of its own, so a file is read by its lines, and whatever damages a line
//! is confined to it. The same file in another layout is read by its brackets, in `tree`.

mod usual;

use super::lines::{Line, Lines};
use super::out::Out;
use super::shape::{Level, Own, Part, Want};
use super::{MAX_ROW_BYTES, ProblemKind, Source};
use crate::codec::json::members::{self, text};
use crate::codec::json::value::{Json, Wrong};
use crate::export::{NAME, VERSION};
use crate::log::form;
use crate::time::Micros;

/// What a file of ours has said of itself.
#[derive(Debug, Default)]
pub(super) struct OwnHead {
    is_ours: bool,
    /// A version that can't be read.
    newer: Option<u64>,
}

impl OwnHead {
    /// Takes a member.
    pub fn member(&mut self, own: Own, value: &str, line: u64, out: &mut Out<'_>) {
        let facts = &mut out.found.facts;
        let number = || value.parse().unwrap_or_default();
        match own {
            Own::Format => self.is_ours = text(value).is_some_and(|format| format == NAME),
            Own::Version if self.is_ours => {
                let version = value.parse().unwrap_or(0);
                if version > VERSION {
                    self.newer = Some(version);
                    out.problem(line, ProblemKind::Newer { version });
                }
            }
            Own::Exported => facts.exported = text(value).and_then(|iso| Micros::read_iso(&iso)),
            Own::Address => text(value).iter().for_each(|address| facts.address(address)),
            Own::Filter => {
                facts.filter = text(value).filter(|line| !line.is_empty()).map(std::borrow::Cow::into_owned);
            }
            Own::Masked => facts.masked = value == "true",
            Own::Count => facts.count = value.parse().ok(),
            Own::Evicted => facts.evicted = number(),
            Own::Missed => facts.missed = number(),
            Own::Version => {}
        }
        if self.is_ours {
            out.found.source = Some(Source::Wirebench);
        }
    }

    /// Whether it is of a version that can't be read, which has been told.
    pub fn is_newer(&self) -> bool {
        self.newer.is_some()
    }

    /// Takes a row.
    pub fn row(&self, row: &str, line: u64, out: &mut Out<'_>) {
        if !self.is_ours || self.newer.is_some() {
            return;
        }
        if let Err(problem) = read_row(row, out) {
            out.problem(line, problem);
        }
    }

    /// The file is over, and came to its proper end.
    pub fn end(&self, line: u64, out: &mut Out<'_>) {
        if !self.is_ours || self.newer.is_some() {
            return;
        }
        let found = out.found.rows + out.found.problems.left_out();
        let said = out.found.facts.count.unwrap_or(found);
        out.found.facts.whole = said == out.found.rows;
        if said != found {
            out.problem(line, ProblemKind::Count { said, found });
        }
    }
}

/// Reads a row of ours, and hands it out.
pub(super) fn read_row(row: &str, out: &mut Out<'_>) -> Result<(), ProblemKind> {
    if let Some(row) = usual::read(row) {
        out.row(&row.as_row());
        return Ok(());
    }
    let json = Json::read(row).map_err(|error| ProblemKind::NotJson(error.kind))?;
    let row = form::read(&json).map_err(|Wrong(path)| ProblemKind::Member(path))?;
    out.row(&row.as_row());
    Ok(())
}

/// A file of ours as we write it.
#[derive(Debug, Default)]
pub(super) struct OwnFile {
    lines: Lines,
    head: OwnHead,
    stage: Stage,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Stage {
    /// Before the first line.
    #[default]
    Head,
    Rows,
    /// Behind the last line.
    Over,
    /// Behind that, where something has been found.
    Beyond,
}

impl OwnFile {
    pub fn feed(&mut self, bytes: &[u8], out: &mut Out<'_>) {
        let Self { lines, head, stage } = self;
        lines.feed(bytes, |number, line| take(head, stage, number, &line, out));
    }

    /// What is left may be a row that is cut off, which is told as that.
    pub fn end(&mut self, out: &mut Out<'_>) {
        let Self { lines, head, stage } = self;
        lines.end(|number, line| match (*stage, utf8(&line)) {
            (Stage::Rows, Ok(row)) if !row.trim_start().starts_with(']') => {
                if head.newer.is_none() {
                    // Why it can't be read is that it is cut off.
                    let _ = read_row(row.trim().trim_end_matches(','), out);
                }
            }
            (Stage::Rows, Err(_)) => {}
            (Stage::Head | Stage::Rows | Stage::Over | Stage::Beyond, _) => {
                take(head, stage, number, &line, out);
            }
        });
        match self.stage {
            Stage::Head | Stage::Rows if self.head.newer.is_some() => {}
            Stage::Head | Stage::Rows => out.problem(self.lines.last(), ProblemKind::CutOff),
            Stage::Over | Stage::Beyond => self.head.end(self.lines.last(), out),
        }
    }
}

fn take(head: &mut OwnHead, stage: &mut Stage, number: u64, line: &Line<'_>, out: &mut Out<'_>) {
    let line = match utf8(line) {
        Ok(line) => line.trim(),
        Err(problem) => return out.problem(number, problem),
    };
    match stage {
        _ if line.is_empty() => {}
        Stage::Head => {
            *stage = Stage::Rows;
            // The member that isn't over yet is the list of rows.
            let members = line.trim_end_matches("\"rows\":[").trim_end_matches(',');
            own_members(head, &format!("{members}}}"), number, out);
        }
        Stage::Rows if line.starts_with(']') => {
            let members = line[1..].trim_start_matches(',');
            // What is cut off here is told when the file is over.
            if line.ends_with('}') {
                *stage = Stage::Over;
                own_members(head, &format!("{{{members}"), number, out);
            }
        }
        Stage::Rows => head.row(line.trim_end_matches(','), number, out),
        Stage::Over => {
            *stage = Stage::Beyond;
            out.problem(number, ProblemKind::AfterEnd);
        }
        Stage::Beyond => {}
    }
}

fn own_members(head: &mut OwnHead, object: &str, line: u64, out: &mut Out<'_>) {
    let mut found = Vec::new();
    let read = members::members(object, |key, value| {
        if let Want::Cut(Part::Own(own)) = Level::Top.want(key.as_bytes()) {
            found.push((own, value));
        }
    });
    for (own, value) in found {
        head.member(own, value, line, out);
    }
    if read.is_err() {
        out.problem(line, ProblemKind::Broken);
    }
}

/// A line as text.
pub(super) fn utf8<'l>(line: &Line<'l>) -> Result<&'l str, ProblemKind> {
    match line {
        Line::Whole(bytes) => std::str::from_utf8(bytes).map_err(|_| ProblemKind::NotUtf8),
        Line::TooLong => Err(ProblemKind::TooLong { limit: MAX_ROW_BYTES }),
    }
}

/// That the last line ends within a character, if it does.
pub(super) fn at_end(line: &Line<'_>) -> Option<ProblemKind> {
    match line {
        Line::Whole(bytes) => {
            let error = std::str::from_utf8(bytes).err()?;
            error.error_len().is_none().then_some(ProblemKind::CutOff)
        }
        Line::TooLong => None,
    }
}
