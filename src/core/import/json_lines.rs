//! Lines of JSON: rows of ours without the file around them, messages of a HAR log, or what another logger has written.

use super::guess;
use super::lines::Lines;
use super::out::Out;
use super::own::{at_end, utf8};
use super::text::Text;
use super::{ProblemKind, Source};
use crate::codec::json;

/// How far such a file has been read.
#[derive(Debug, Default)]
pub(super) struct JsonLines {
    lines: Lines,
    text: Text,
}

impl JsonLines {
    pub fn feed(&mut self, bytes: &[u8], out: &mut Out<'_>) {
        let Self { lines, text } = self;
        out.found.source = Some(Source::Rows);
        lines.feed(bytes, |number, line| match utf8(&line) {
            Ok(line) => take(text, line, number, out),
            Err(problem) => out.problem(number, problem),
        });
    }

    /// The last line may be cut off, which shows if it is JSON.
    pub fn end(&mut self, out: &mut Out<'_>) {
        let Self { lines, text } = self;
        lines.end(|number, line| match utf8(&line) {
            Ok(line) if is_cut_off(line) => out.problem(number, ProblemKind::CutOff),
            Ok(line) => take(text, line, number, out),
            Err(problem) => out.problem(number, at_end(&line).unwrap_or(problem)),
        });
        text.flush(out);
        out.found.facts.whole = out.found.problems.count() == 0;
    }
}

fn take(text: &mut Text, line: &str, number: u64, out: &mut Out<'_>) {
    if !line.trim_start().starts_with('{') {
        return text.line(line, out);
    }
    text.flush(out);
    if let Err(problem) = guess::object(line.trim(), out) {
        out.problem(number, problem);
    }
}

fn is_cut_off(line: &str) -> bool {
    line.trim_start().starts_with('{') && json::check(line).is_err()
}
