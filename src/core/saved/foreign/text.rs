//! Texts of other programs with their variables, as texts of ours.
//!
//! What is no variable of ours must not become one, so braces that are left are escaped.

use super::intake::Intake;
use crate::saved::transfer::Source;

/// Our text for one of theirs. Variables that have no equal here stand there as text, and are told of.
pub fn ours(intake: &mut Intake, owner: &str, text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, written, after)) = next(intake.source(), rest) {
        if let Some(variable) = equal(intake.source(), written) {
            plain(&mut out, before, Next::Variable);
            out.push_str("{{");
            out.push_str(&variable);
            out.push_str("}}");
        } else {
            intake.unknown_variable(owner, written);
            plain(&mut out, &rest[..before.len() + written.len()], Next::Text);
        }
        rest = after;
    }
    plain(&mut out, rest, Next::Text);
    out
}

/// Whether something in one of their texts is filled in.
pub fn has_variable(source: Source, text: &str) -> bool {
    next(source, text).is_some()
}

/// Whether something in one of their texts is filled in here, too.
pub fn is_filled(source: Source, text: &str) -> bool {
    let mut rest = text;
    while let Some((_, written, after)) = next(source, rest) {
        if equal(source, written).is_some() {
            return true;
        }
        rest = after;
    }
    false
}

/// The name of a variable of theirs as it is here; nothing if it can't have that name.
pub fn name(theirs: &str) -> Option<String> {
    let is_start = |byte: &u8| byte.is_ascii_alphabetic() || *byte == b'_';
    let is_inner = |byte: u8| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte);
    let is_name =
        theirs.len() < 64 && theirs.as_bytes().first().is_some_and(is_start) && theirs.bytes().all(is_inner);
    let is_built_in = matches!(
        theirs,
        "uuid"
            | "timestamp"
            | "timestamp_ms"
            | "iso"
            | "seq"
            | "random"
            | "random_hex"
            | "bytes"
            | "nonce"
            | "char"
            | "last"
    );
    // A name that is built in here gets another one, in all places.
    is_name.then(|| if is_built_in { format!("{theirs}_") } else { theirs.to_owned() })
}

/// The first variable: what is before it, the variable with its braces, and what is behind it.
fn next(source: Source, text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    while let Some(offset) = text[from..].find('{') {
        let at = from + offset;
        let rest = &text[at..];
        from = at + 1;
        let closing = match source {
            Source::Insomnia if rest.starts_with("{%") => "%}",
            // Of three braces the last two are the variable's.
            _ if rest.starts_with("{{") && !rest.starts_with("{{{") => "}}",
            Source::Wirebench | Source::Postman | Source::Insomnia => continue,
        };
        if let Some(end) = rest[2..].find(closing) {
            let end = at + 2 + end + closing.len();
            return Some((&text[..at], &text[at..end], &text[end..]));
        }
    }
    None
}

/// What is equal here to a variable with its braces, without braces.
fn equal(source: Source, written: &str) -> Option<String> {
    let inside = written.get(2..written.len().checked_sub(2)?)?.trim();
    let own = match source {
        Source::Insomnia if written.starts_with("{%") => return tag(inside).map(str::to_owned),
        Source::Insomnia => inside.strip_prefix("_.").unwrap_or(inside),
        Source::Wirebench | Source::Postman => inside,
    };
    match own {
        "$guid" | "$randomUUID" => Some("uuid".to_owned()),
        "$timestamp" => Some("timestamp".to_owned()),
        "$isoTimestamp" => Some("iso".to_owned()),
        "$randomInt" => Some("random:0-1000".to_owned()),
        _ => name(own),
    }
}

/// What is equal to a tag of Insomnia's: `uuid 'v4'`, `now 'iso-8601', ''`.
fn tag(inside: &str) -> Option<&'static str> {
    let (tag, argument) = inside.split_once(' ').unwrap_or((inside, ""));
    let argument = argument.split(',').next().unwrap_or_default().trim().trim_matches(['\'', '"']);
    match (tag, argument) {
        ("uuid", "" | "v4") => Some("uuid"),
        ("now", "" | "iso-8601") => Some("iso"),
        ("now", "unix") => Some("timestamp"),
        ("now", "millis") | ("timestamp", _) => Some("timestamp_ms"),
        _ => None,
    }
}

/// What is behind a text that is escaped.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Next {
    Text,
    Variable,
}

/// Writes a text so that it stands for itself.
fn plain(out: &mut String, text: &str, next: Next) {
    let is_special = |character: char| matches!(character, '{' | '\\');
    let mut rest = text;
    while let Some(start) = rest.find(is_special) {
        let (before, from) = rest.split_at(start);
        let (run, after) = from.split_at(from.find(|next| !is_special(next)).unwrap_or(from.len()));
        let is_before_variable = after.is_empty() && next == Next::Variable;
        out.push_str(before);
        if run == "{{" && !is_before_variable {
            out.push_str("\\{{");
        } else if run.contains("{{") || is_before_variable {
            for character in run.chars() {
                out.push_str(if character == '{' { "{{char:7b}}" } else { "{{char:5c}}" });
            }
        } else {
            out.push_str(run);
        }
        rest = after;
    }
    out.push_str(rest);
}

/// One of their texts as a part of an address: what has a meaning there is encoded, but for variables.
pub fn encoded(source: Source, text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, written, after)) = next(source, rest) {
        percent(&mut out, before);
        out.push_str(written);
        rest = after;
    }
    percent(&mut out, rest);
    out
}

fn percent(out: &mut String, text: &str) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        // A `%` may have been encoded already.
        if byte.is_ascii_alphanumeric() || b"-._~%:/,@!$'()*;".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push(char::from(DIGITS[usize::from(byte >> 4)]));
            out.push(char::from(DIGITS[usize::from(byte & 15)]));
        }
    }
}
