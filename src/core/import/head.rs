//! What a file is, told from how it begins.

use super::ProblemKind;
use crate::codec::json::members::text;
use crate::codec::json::{Reader, Token};
use crate::export::NAME;
use crate::saved::is_insomnia_yaml;

/// How much of a file is looked at before any of it is read.
pub const HEAD_BYTES: usize = 64 * 1024;

/// What a file has in it, as far as its beginning tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// A log, or text whose lines can be taken for one.
    Log,
    /// Saved connections, messages and variables, of this program or another one.
    Saved,
    /// Neither, and why.
    Neither(ProblemKind),
}

/// What a file has in it, told from its first 64 KB, or all of it if it is smaller, and its name.
pub fn is_log(head: &[u8], named: &str) -> Content {
    match form(&head[..head.len().min(HEAD_BYTES)], named).0 {
        Form::Own | Form::Tree | Form::JsonLines | Form::Text => Content::Log,
        Form::None(ProblemKind::Saved) => Content::Saved,
        Form::None(problem) => Content::Neither(problem),
    }
}

/// The forms that are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// A file of ours as we write it, a row a line.
    Own,
    /// One JSON value: a HAR log, a file of ours in any layout, a list.
    Tree,
    /// A JSON value a line.
    JsonLines,
    /// Other lines.
    Text,
    /// None of them.
    None(ProblemKind),
}

/// The form of a file, and the byte at which it begins, behind a byte order mark.
pub(super) fn form(head: &[u8], named: &str) -> (Form, usize) {
    let start = if head.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    (of_bytes(&head[start..], named), start)
}

fn of_bytes(head: &[u8], named: &str) -> Form {
    if head.starts_with(&[0x1f, 0x8b]) {
        return Form::None(ProblemKind::Gzip);
    }
    if head.contains(&0) || is_binary(head) {
        return Form::None(ProblemKind::NotText);
    }
    let blank = head.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    let content = &head[blank..];
    match content.first() {
        None => Form::None(ProblemKind::Empty),
        Some(b'{') => of_object(valid(content), named),
        Some(b'[') if is_list(&content[1..]) => Form::Tree,
        Some(_) if has_json_lines(named) => Form::JsonLines,
        Some(_) if std::str::from_utf8(head).is_err_and(|error| error.error_len().is_some()) => {
            Form::None(ProblemKind::NotText)
        }
        Some(_) if is_insomnia_yaml(valid(head)) => Form::None(ProblemKind::Saved),
        Some(_) => Form::Text,
    }
}

/// Archives and pictures that may begin without a byte 0, and UTF-16.
fn is_binary(head: &[u8]) -> bool {
    const BEGINNINGS: [&[u8]; 6] =
        [b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"\xff\xfe", b"\xfe\xff", b"%PDF-"];
    BEGINNINGS.iter().any(|beginning| head.starts_with(beginning))
}

/// As much as is UTF-8.
fn valid(head: &[u8]) -> &str {
    head.utf8_chunks().next().map_or("", |chunk| chunk.valid())
}

fn has_json_lines(named: &str) -> bool {
    let extension = named.rsplit_once('.').map_or("", |(_, extension)| extension);
    ["jsonl", "ndjson", "jsonlines"].iter().any(|known| extension.eq_ignore_ascii_case(known))
}

/// A list of values, and not a line of text with something in brackets.
fn is_list(behind: &[u8]) -> bool {
    let next = behind.iter().find(|byte| !byte.is_ascii_whitespace());
    next.is_none_or(|byte| matches!(byte, b'{' | b']'))
}

fn of_object(head: &str, named: &str) -> Form {
    let line = head.lines().next().unwrap_or_default();
    let Object { whose, end } = Object::of(head);
    match whose {
        Whose::Ours => {
            let ends_with_rows = line.len() < head.len() && line.trim_end().ends_with("\"rows\":[");
            let is_our_layout = ends_with_rows && line.starts_with(&format!("{{\"format\":\"{NAME}\""));
            if is_our_layout { Form::Own } else { Form::Tree }
        }
        // An object that has a `log` may be one of many.
        Whose::Har if end.is_none_or(|end| head[end..].trim().is_empty()) => Form::Tree,
        Whose::Saved => Form::None(ProblemKind::Saved),
        // An object over several lines is no line, and nothing that is known.
        Whose::Har | Whose::Unknown if end.is_some_and(|end| end <= line.len()) || has_json_lines(named) => {
            Form::JsonLines
        }
        Whose::Har => Form::Tree,
        Whose::Unknown => Form::None(ProblemKind::Unknown),
    }
}

/// The outermost object, as far as it is in the head.
struct Object {
    whose: Whose,
    /// Where it ends.
    end: Option<usize>,
}

/// Whose object it is, by its members.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Whose {
    Unknown,
    Ours,
    Har,
    Saved,
}

impl Object {
    fn of(head: &str) -> Self {
        let mut object = Self { whose: Whose::Unknown, end: None };
        let (mut depth, mut key) = (0_usize, "");
        let mut reader = Reader::new(head);
        while let Some(Ok(token)) = reader.next() {
            match token {
                Token::Open(_) => {
                    depth += 1;
                    if depth == 2 && key == "\"log\"" {
                        object.is(Whose::Har);
                    }
                }
                Token::Close(_) => {
                    depth -= 1;
                    if depth == 0 {
                        object.end = Some(reader.position());
                        break;
                    }
                }
                Token::Key(name) if depth == 1 => {
                    key = name;
                    if is_saved(name) {
                        object.is(Whose::Saved);
                    }
                }
                Token::Scalar(value) if depth == 1 && key == "\"format\"" => match text(value).as_deref() {
                    Some(NAME) => object.is(Whose::Ours),
                    Some("wirebench") => object.is(Whose::Saved),
                    Some(_) | None => {}
                },
                Token::Key(_) | Token::Scalar(_) | Token::Colon | Token::Comma => {}
            }
        }
        object
    }

    /// The first member that tells counts.
    fn is(&mut self, whose: Whose) {
        if self.whose == Whose::Unknown {
            self.whose = whose;
        }
    }
}

/// Members that Postman's and Insomnia's files have and hardly any message has.
fn is_saved(key: &str) -> bool {
    matches!(key, "\"_postman_variable_scope\"" | "\"__export_format\"" | "\"item\"" | "\"resources\"")
}
