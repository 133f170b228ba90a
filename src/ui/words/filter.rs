//! What is wrong with a filter's line, in words.

use wirebench_core::log::{LineError, LineProblem};

use super::draft::hex;
use super::visible;
use crate::i18n::{Words, say};

/// Which term of the line isn't what it seems to be, and where.
pub fn line_problem(i18n: Words, error: &LineError) -> String {
    let what = match &error.problem {
        LineProblem::UnclosedQuote => say!(i18n, search.unclosed_quote),
        LineProblem::MissingName => say!(i18n, search.missing_name),
        LineProblem::NotOneOf(words) => say!(i18n, search.not_one_of, words = *words),
        LineProblem::Size => say!(i18n, search.size),
        LineProblem::Time => say!(i18n, search.time),
        LineProblem::Hex(problem) => hex(i18n, problem),
        LineProblem::Path(_) => say!(i18n, rule.path),
        LineProblem::Comparison => say!(i18n, search.comparison),
        LineProblem::MissingValue => say!(i18n, search.missing_value),
        LineProblem::Pattern(words) => say!(i18n, search.line_pattern, words = visible(words)),
    };
    let what = say!(i18n, place.character, at = error.place.offset + 1, what = what);
    say!(i18n, search.as_text, what = what)
}
