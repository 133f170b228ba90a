//! What is known of a captured log, and what couldn't be read of it, in words.

use wirebench_core::import::{Facts, Problem, ProblemKind, Problems, Source};
use wirebench_core::size;

use super::{json_problem, visible};
use crate::i18n::{Words, say};
use crate::state::captured::Found;

/// What kind of file it is and what it says of itself, in one line.
pub fn captured(i18n: Words, found: &Found) -> String {
    let Found { source, facts, .. } = found;
    let mut parts: Vec<String> = source.as_ref().map(|source| kind(i18n, source)).into_iter().collect();
    parts.extend(facts.addresses.first().map(|address| visible(address)));
    if facts.addresses.len() > 1 {
        parts.push(say!(i18n, captured.more_addresses, count = facts.addresses.len() - 1));
    }
    if let Some(filter) = &facts.filter {
        parts.push(say!(i18n, captured.filter, filter = visible(filter)));
    }
    if facts.masked {
        parts.push(say!(i18n, captured.masked));
    }
    parts.extend(left_out(i18n, facts));
    if found.unkept > 0 {
        parts.push(say!(i18n, captured.unkept, count = size::grouped(found.unkept)));
    }
    parts.join(" · ")
}

fn kind(i18n: Words, source: &Source) -> String {
    match source {
        Source::Wirebench => say!(i18n, captured.wirebench),
        Source::Har { creator } if creator.is_empty() => say!(i18n, captured.har),
        Source::Har { creator } => say!(i18n, captured.har_by, creator = visible(creator)),
        Source::Rows => say!(i18n, captured.rows),
        Source::Text => say!(i18n, captured.text),
    }
}

fn left_out(i18n: Words, facts: &Facts) -> Vec<String> {
    let grouped = size::grouped;
    let count = |count: u64, words: &dyn Fn(String) -> String| (count > 0).then(|| words(grouped(count)));
    [
        count(facts.evicted, &|count| say!(i18n, captured.evicted, count = count)),
        count(facts.missed, &|count| say!(i18n, captured.missed, count = count)),
        count(facts.skipped, &|count| say!(i18n, captured.skipped, count = count)),
        count(facts.notices, &|count| say!(i18n, captured.notices, count = count)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// How much couldn't be read; nothing if everything could.
pub fn problem_count(i18n: Words, problems: &Problems) -> Option<String> {
    Some(match (problems.count(), problems.left_out()) {
        (0, _) => return None,
        (1, 0) => say!(i18n, captured.one_problem),
        (count, 0) => say!(i18n, captured.problems, count = size::grouped(count)),
        (_, 1) => say!(i18n, captured.one_left_out),
        (_, rows) => say!(i18n, captured.left_out, count = size::grouped(rows)),
    })
}

/// Each of the first problems with its line.
pub fn import_problems(i18n: Words, problems: &Problems) -> Vec<String> {
    let told = problems.told();
    let mut lines: Vec<String> = told.iter().map(|problem| import_problem(i18n, problem)).collect();
    let more = problems.count().saturating_sub(told.len() as u64);
    if more > 0 {
        lines.push(say!(i18n, captured.more, count = size::grouped(more)));
    }
    lines
}

fn import_problem(i18n: Words, problem: &Problem) -> String {
    let what = match &problem.kind {
        ProblemKind::Empty => return say!(i18n, captured.nothing),
        ProblemKind::Gzip => return say!(i18n, captured.gzip),
        ProblemKind::NotText => return say!(i18n, captured.not_text),
        ProblemKind::Saved => return say!(i18n, captured.saved),
        ProblemKind::Unknown => return say!(i18n, captured.unknown),
        ProblemKind::Newer { version } => return say!(i18n, captured.newer, version = *version),
        ProblemKind::Count { said, found } => {
            return say!(i18n, captured.count, said = size::grouped(*said), found = size::grouped(*found));
        }
        ProblemKind::Broken => say!(i18n, captured.broken),
        ProblemKind::CutOff => say!(i18n, captured.cut_off),
        ProblemKind::AfterEnd => say!(i18n, captured.after_end),
        ProblemKind::NotJson(problem) => {
            say!(i18n, captured.not_json, what = json_problem(i18n, problem.clone()))
        }
        ProblemKind::Member(member) => say!(i18n, captured.member, member = visible(member)),
        ProblemKind::Opcode(opcode) => say!(i18n, captured.opcode, opcode = visible(opcode)),
        ProblemKind::NotUtf8 => say!(i18n, captured.not_utf8),
        ProblemKind::TooLong { limit } => say!(i18n, captured.too_long, limit = size::bytes(*limit as u64)),
    };
    say!(i18n, captured.at_line, line = size::grouped(problem.line), what = what)
}
