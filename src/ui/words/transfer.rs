//! What is in a file and what is wrong with it, in words.

use wirebench_core::codec::Place;
use wirebench_core::saved::transfer::{ImportProblem, Kind, LeftOut, Reason, Source, Summary};
use wirebench_core::size;

use super::json::json_problem;
use super::visible;
use crate::i18n::{Words, say};
use crate::state::transfer::ImportRefusal;

/// Whose file it is.
pub fn source(i18n: Words, source: Source) -> String {
    match source {
        Source::Wirebench => say!(i18n, import.from_wirebench),
        Source::Postman => say!(i18n, import.from_postman),
        Source::Insomnia => say!(i18n, import.from_insomnia),
    }
}

/// An item: what it is and its name.
pub fn item(i18n: Words, Summary { kind, name }: &Summary) -> String {
    let name = visible(name);
    match kind {
        Kind::Connection => say!(i18n, import.connection, name = name),
        Kind::Message => say!(i18n, import.message, name = name),
        Kind::Variable => say!(i18n, import.variable, name = name),
    }
}

/// What isn't taken in, and why.
pub fn left_out(i18n: Words, LeftOut { name, reason }: &LeftOut) -> String {
    let why = match reason {
        Reason::Http => say!(i18n, left_out.http),
        Reason::Protocol => say!(i18n, left_out.protocol),
        Reason::Script => say!(i18n, left_out.script),
        Reason::Authentication(kind) => say!(i18n, left_out.authentication, kind = visible(kind)),
        Reason::Cookies => say!(i18n, left_out.cookies),
        Reason::Variable(text) => say!(i18n, left_out.variable, text = visible(text)),
        Reason::Value(name) => say!(i18n, left_out.value, name = visible(name)),
        Reason::Environment(name) => say!(i18n, left_out.environment, name = visible(name)),
        Reason::TooLong => say!(i18n, left_out.too_long),
    };
    format!("{}: {why}", visible(name))
}

/// Why a file isn't taken in and what to do.
pub fn import_refusal(i18n: Words, refusal: &ImportRefusal) -> String {
    match refusal {
        ImportRefusal::Problem(problem) => import_problem(i18n, problem),
        ImportRefusal::Unreadable(words) => say!(i18n, composer.unreadable_file, words = visible(words)),
        ImportRefusal::NotText => say!(i18n, import.not_text),
        ImportRefusal::NoRoom => say!(i18n, saved.no_room),
    }
}

fn import_problem(i18n: Words, problem: &ImportProblem) -> String {
    match problem {
        ImportProblem::Empty => say!(i18n, import.empty),
        ImportProblem::TooLarge { limit } => say!(i18n, import.too_large, limit = size::bytes(*limit as u64)),
        ImportProblem::NotJson(error) => {
            let Place { line, column, .. } = error.place;
            let what = json_problem(i18n, error.kind.clone());
            say!(i18n, import.not_json, line = line, column = column, what = what)
        }
        ImportProblem::TooMany { found, limit } => {
            let (found, limit) = (size::grouped(*found as u64), size::grouped(*limit as u64));
            say!(i18n, import.too_many, found = found, limit = limit)
        }
        ImportProblem::Newer { version } => say!(i18n, import.newer, version = *version),
        ImportProblem::Unknown => say!(i18n, import.unknown),
        ImportProblem::Har => say!(i18n, import.har),
        ImportProblem::InsomniaYaml => say!(i18n, import.yaml),
        ImportProblem::Damaged { what } => say!(i18n, import.damaged, what = visible(what)),
    }
}
