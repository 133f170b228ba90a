//! Finds what the names of types stand for: first in the message in which they are used, then in those around it, at
//! last in no package ("Packages and Name Resolution").

use std::collections::HashMap;

use super::ProtoProblem;
use super::lexer::Failure;
use super::parser::{Declared, within};
use crate::codec::protobuf::schema::{Kind, Schema};

/// What is declared, by full names.
type Names<'s> = HashMap<&'s str, Kind>;

pub(super) fn resolve(declared: Declared<'_>) -> Result<Schema, Failure> {
    let Declared { mut schema, references } = declared;
    let names = names(&schema);
    let mut kinds = Vec::with_capacity(references.len());
    for reference in &references {
        let scope = &schema.messages[reference.message].name;
        kinds.push(match find(&names, scope, reference.name) {
            Some(kind) => kind,
            None if !schema.imports.is_empty() => Kind::Unknown,
            None => return Err((reference.at, ProtoProblem::UnknownType)),
        });
    }
    for (reference, kind) in references.iter().zip(kinds) {
        schema.messages[reference.message].fields[reference.field].kind = kind;
    }
    Ok(schema)
}

/// Of those with one name the first counts, and a message before an enum.
fn names(schema: &Schema) -> Names<'_> {
    let enums = schema.enums.iter().enumerate().map(|(at, it)| (it.name.as_str(), Kind::Enum(at)));
    let messages = schema.messages.iter().enumerate().map(|(at, it)| (it.name.as_str(), Kind::Message(at)));
    enums.rev().chain(messages.rev()).collect()
}

fn find(names: &Names<'_>, scope: &str, name: &str) -> Option<Kind> {
    if let Some(name) = name.strip_prefix('.') {
        return names.get(name).copied();
    }
    let mut scope = scope;
    loop {
        if let Some(kind) = names.get(within(scope, name).as_str()) {
            return Some(*kind);
        }
        if scope.is_empty() {
            return None;
        }
        scope = scope.rsplit_once('.').map_or("", |(around, _)| around);
    }
}
