//! What goes wrong with storage and with links, in words.

use wirebench_core::link::LinkProblem;
use wirebench_core::log::KeepTrouble;
use wirebench_core::size;

use super::{code, visible};
use crate::i18n::{Words, say};
use crate::state::kept_logs::ReadProblem;
use crate::state::store::Trouble;

/// What goes wrong with storage and what to do.
pub fn trouble(i18n: Words, trouble: &Trouble) -> String {
    match trouble {
        Trouble::Forbidden => say!(i18n, store.forbidden),
        Trouble::Full { needed, largest: (key, bytes) } => {
            let (needed, bytes) = (size::bytes(*needed as u64), size::bytes(*bytes as u64));
            say!(i18n, store.full, needed = needed, key = visible(key), bytes = bytes)
        }
        Trouble::Newer { key } => say!(i18n, store.newer, key = (*key).to_owned()),
        Trouble::Damaged { key, aside: Some(aside) } => {
            say!(i18n, store.damaged, key = (*key).to_owned(), aside = aside.clone())
        }
        Trouble::Damaged { key, aside: None } => say!(i18n, store.damaged_left, key = (*key).to_owned()),
    }
}

/// Why logs aren't kept, and what to do.
pub fn keep_trouble(i18n: Words, trouble: KeepTrouble) -> String {
    match trouble {
        KeepTrouble::Forbidden => say!(i18n, logs.forbidden),
        KeepTrouble::Full => say!(i18n, logs.full),
        KeepTrouble::Newer => say!(i18n, logs.newer),
    }
}

/// Why a kept log isn't read to its end.
pub fn read_problem(i18n: Words, problem: ReadProblem) -> String {
    match problem {
        ReadProblem::Forbidden => say!(i18n, logs.unreadable),
        ReadProblem::Newer => say!(i18n, logs.newer),
        ReadProblem::Damaged => say!(i18n, logs.damaged),
    }
}

/// Why a link is refused.
pub fn link_problem(i18n: Words, problem: LinkProblem) -> String {
    match problem {
        LinkProblem::TooLong { limit } => say!(i18n, link.too_long, limit = size::bytes(limit as u64)),
        LinkProblem::Twice(key) => say!(i18n, link.twice, key = key.name()),
        LinkProblem::UnknownKey(key) => say!(i18n, link.unknown_key, key = key),
        LinkProblem::BadEncoding(key) => say!(i18n, link.encoding, key = key.name()),
        LinkProblem::UnknownFormat(format) => say!(i18n, link.format, format = format),
        LinkProblem::ControlCharacter { key, character } => {
            say!(i18n, link.control, key = key.name(), code = code(character))
        }
        LinkProblem::NoAddress => say!(i18n, link.no_address),
        LinkProblem::BadScheme(scheme) => say!(i18n, link.scheme, scheme = visible(&scheme)),
    }
}
