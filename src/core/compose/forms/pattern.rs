//! Patterns of messages.
//!
//! `$1` is the place of the first field. What is between `<` and `>` is left out if none of the fields in it holds
//! anything. What is between `«` and `»` becomes a JSON string, as where JSON is sent within JSON.

use super::{Field, Shape};
use crate::codec::json::value::quoted;

/// What stands for the braces themselves in a draft.
const BRACES: &str = "\\{{";

/// The pattern with the fields in their places; each has been checked.
pub(super) fn fill(pattern: &str, fields: &[Field], values: &[&str]) -> String {
    let mut out = String::new();
    let mut rest = pattern;
    while let Some(at) = rest.find(['$', '<', '«']) {
        out.push_str(&rest[..at]);
        let from = &rest[at..];
        let (inside, behind) = match from.chars().next() {
            Some('<') => between(from, '<', '>'),
            Some('«') => between(from, '«', '»'),
            _ => {
                let (place, behind) = from[1..].split_at(1);
                out.push_str(&written(place, fields, values));
                rest = behind;
                continue;
            }
        };
        if from.starts_with('«') {
            out.push_str(&quoted(&fill(inside, fields, values)));
        } else if holds_anything(inside, values) {
            out.push_str(&fill(inside, fields, values));
        }
        rest = behind;
    }
    out.push_str(rest);
    out
}

fn between(text: &str, open: char, close: char) -> (&str, &str) {
    let inside = &text[open.len_utf8()..];
    inside.split_once(close).unwrap_or((inside, ""))
}

fn holds_anything(pattern: &str, values: &[&str]) -> bool {
    let place = |rest: &str| value(rest.get(..1).unwrap_or_default(), values).trim().is_empty();
    !pattern.split('$').skip(1).all(place)
}

/// What is at a place, which counts from 1.
fn at<'a, T>(place: &str, all: &'a [T]) -> Option<&'a T> {
    all.get(place.parse::<usize>().ok()?.checked_sub(1)?)
}

fn value<'v>(place: &str, values: &[&'v str]) -> &'v str {
    at(place, values).copied().unwrap_or_default()
}

fn written(place: &str, fields: &[Field], values: &[&str]) -> String {
    let value = value(place, values);
    match at(place, fields).map(|field| field.shape) {
        Some(Shape::Text | Shape::Lines) => {
            // What stands for braces stays what it is.
            let inside = |part: &str| {
                let quoted = quoted(part);
                quoted[1..quoted.len() - 1].to_owned()
            };
            let parts: Vec<String> = value.split(BRACES).map(inside).collect();
            format!("\"{}\"", parts.join(BRACES))
        }
        Some(Shape::Header) => value.split(BRACES).map(header).collect::<Vec<_>>().join(BRACES),
        Some(Shape::Body) => closed(value),
        Some(Shape::Secret) => value.to_owned(),
        Some(
            Shape::Plain
            | Shape::Path
            | Shape::Json
            | Shape::Object
            | Shape::Credentials
            | Shape::List
            | Shape::Items
            | Shape::Number
            | Shape::Choice(_),
        )
        | None => value.trim().to_owned(),
    }
}

/// A text behind which a variable can stand: a backslash or a brace at its end would be read as a part of that.
fn closed(value: &str) -> String {
    match value.strip_suffix(['\\', '{']) {
        Some(start) if value.ends_with('{') => format!("{start}{{{{char:7b}}}}"),
        Some(start) => format!("{start}{{{{char:5c}}}}"),
        None => value.to_owned(),
    }
}

/// A header's value as STOMP 1.2 writes it; variables stay what they are.
fn header(value: &str) -> String {
    let mut out = String::new();
    let mut depth = 0_usize;
    for character in value.chars() {
        match character {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        match character {
            ':' if depth < 2 => out.push_str("\\c"),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            _ => out.push(character),
        }
    }
    out
}
