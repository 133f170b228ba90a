//! Finds what the names of types stand for: first in the message in which they are used, then in those around it, at
//! last in no package ("Packages and Name Resolution").

use super::ProtoProblem;
use super::lexer::Failure;
use super::parser::Declared;
use crate::codec::protobuf::schema::{Kind, Schema};

pub(super) fn resolve(declared: Declared<'_>) -> Result<Schema, Failure> {
    let Declared { mut schema, references } = declared;
    for reference in references {
        let scope = &schema.messages[reference.message].name;
        let kind = match find(&schema, scope, reference.name) {
            Some(kind) => kind,
            None if !schema.imports.is_empty() => Kind::Unknown,
            None => return Err((reference.at, ProtoProblem::UnknownType)),
        };
        schema.messages[reference.message].fields[reference.field].kind = kind;
    }
    Ok(schema)
}

fn find(schema: &Schema, scope: &str, name: &str) -> Option<Kind> {
    if let Some(name) = name.strip_prefix('.') {
        return exactly(schema, "", name);
    }
    let mut scope = scope;
    loop {
        if let Some(kind) = exactly(schema, scope, name) {
            return Some(kind);
        }
        if scope.is_empty() {
            return None;
        }
        scope = scope.rsplit_once('.').map_or("", |(around, _)| around);
    }
}

/// The message or enum of that name in a scope.
fn exactly(schema: &Schema, scope: &str, name: &str) -> Option<Kind> {
    let is_it = |full: &str| match full.strip_suffix(name) {
        Some("") => scope.is_empty(),
        Some(before) => before.strip_suffix('.') == Some(scope),
        None => false,
    };
    let message = schema.messages.iter().position(|message| is_it(&message.name)).map(Kind::Message);
    message.or_else(|| schema.enums.iter().position(|it| is_it(&it.name)).map(Kind::Enum))
}
