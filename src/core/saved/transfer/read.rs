//! Reads a file: whose it is, and what is in one of ours.

use super::{Import, ImportProblem, Source};
use crate::codec::json::value::{Json, Wrong};
use crate::codec::json::{Container, Reader, Token};
use crate::saved::form::{self, Form};
use crate::saved::limits::Limited;
use crate::saved::{ItemId, foreign};

/// The largest file that is read, in bytes. Browsers keep about five million characters for a page in all.
pub const MAX_FILE_BYTES: usize = 5_000_000;

/// The most items that are taken from a file.
pub const MAX_ITEMS: usize = 10_000;

/// The version of our files.
pub(super) const VERSION: u64 = 1;

/// Reads the text of a file.
///
/// # Errors
/// Why it can't be read. Nothing is taken from a file that is only partly right.
pub fn read(text: &str) -> Result<Import, ImportProblem> {
    if text.len() > MAX_FILE_BYTES {
        return Err(ImportProblem::TooLarge { limit: MAX_FILE_BYTES });
    }
    // Some editors begin a file so.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        return Err(ImportProblem::Empty);
    }
    if foreign::is_insomnia_yaml(text) {
        return Err(ImportProblem::InsomniaYaml);
    }
    limit(listed(text))?;
    let json = Json::read(text).map_err(ImportProblem::NotJson)?;
    if json.said("format") == "wirebench" {
        return own(&json);
    }
    if json.member("log").and_then(|log| log.member("entries")).is_some() {
        return Err(ImportProblem::Har);
    }
    if json.said("type").contains(".insomnia.rest/") {
        return Err(ImportProblem::InsomniaYaml);
    }
    let import = foreign::read(&json).ok_or(ImportProblem::Unknown)?;
    let count = import.connections.len() + import.messages.len() + import.variables.len();
    limit(count + import.left_out.len())?;
    Ok(import)
}

fn limit(found: usize) -> Result<(), ImportProblem> {
    if found > MAX_ITEMS { Err(ImportProblem::TooMany { found, limit: MAX_ITEMS }) } else { Ok(()) }
}

/// How many items the lists in the outermost object have, counted before any is made.
fn listed(text: &str) -> usize {
    let (mut count, mut depth) = (0, 0_usize);
    for token in Reader::new(text).map_while(Result::ok) {
        match token {
            Token::Open(Container::Object) if depth == 2 => {
                count += 1;
                depth += 1;
            }
            Token::Open(_) => depth += 1,
            Token::Close(_) => depth = depth.saturating_sub(1),
            Token::Scalar(_) if depth == 2 => count += 1,
            Token::Scalar(_) | Token::Key(_) | Token::Colon | Token::Comma => {}
        }
    }
    count
}

fn own(json: &Json<'_>) -> Result<Import, ImportProblem> {
    let damaged = |Wrong(what)| ImportProblem::Damaged { what };
    let version = json.number("version").map_err(damaged)?;
    if version > VERSION {
        return Err(ImportProblem::Newer { version });
    }
    if version == 0 {
        return Err(ImportProblem::Damaged { what: "version".to_owned() });
    }
    Ok(Import {
        source: Source::Wirebench,
        connections: items(json, "connections").map_err(damaged)?,
        messages: items(json, "messages").map_err(damaged)?,
        variables: items(json, "variables").map_err(damaged)?,
        left_out: Vec::new(),
    })
}

fn items<T: Form + Limited>(json: &Json<'_>, key: &str) -> Result<Vec<(ItemId, T)>, Wrong> {
    let mut found: Vec<(ItemId, T)> = Vec::new();
    json.items(key, |json| {
        let id = form::id(json, "id")?.ok_or_else(|| Wrong("id".to_owned()))?;
        let item = T::read(json)?;
        item.within_limits()?;
        // Of an id that comes twice the last one counts, or each would replace the other.
        match found.iter_mut().find(|(other, _)| *other == id) {
            Some((_, other)) => *other = item,
            None => found.push((id, item)),
        }
        Ok(())
    })?;
    Ok(found)
}
