//! Puts the tokens of a JSON text down again with other white space between them, and nothing else changed.

use super::{JsonError, Reader, Token};

/// How many levels are indented; deeper ones stand below each other.
///
/// Without a limit the indentation of `[[[[…` grows with the square of the depth: a message of 100 KB would become
/// 10 GB. With it, the output is at most 66 times as long as the input.
pub const INDENTED_LEVELS: usize = 32;

const INDENT: &str = "  ";

/// The same JSON on several lines, indented by two spaces a level; `{}` and `[]` stay on one line.
///
/// # Errors
/// The first thing that isn't JSON, with its place.
pub fn pretty(text: &str) -> Result<String, JsonError> {
    let mut out = String::with_capacity(text.len() * 2);
    let mut depth = 0;
    // The first item or the closing bracket decides whether there is a line break behind an opening bracket.
    let mut just_opened = false;
    for token in Reader::new(text) {
        match token? {
            Token::Open(container) => {
                if just_opened {
                    new_line(&mut out, depth);
                }
                out.push(container.opening());
                depth += 1;
                just_opened = true;
            }
            Token::Close(container) => {
                depth -= 1;
                if !just_opened {
                    new_line(&mut out, depth);
                }
                out.push(container.closing());
                just_opened = false;
            }
            Token::Key(token) | Token::Scalar(token) => {
                if just_opened {
                    new_line(&mut out, depth);
                }
                out.push_str(token);
                just_opened = false;
            }
            Token::Colon => out.push_str(": "),
            Token::Comma => {
                out.push(',');
                new_line(&mut out, depth);
            }
        }
    }
    Ok(out)
}

/// The same JSON without any white space between its tokens.
///
/// # Errors
/// The first thing that isn't JSON, with its place.
pub fn compact(text: &str) -> Result<String, JsonError> {
    let mut out = String::with_capacity(text.len());
    for token in Reader::new(text) {
        match token? {
            Token::Open(container) => out.push(container.opening()),
            Token::Close(container) => out.push(container.closing()),
            Token::Key(token) | Token::Scalar(token) => out.push_str(token),
            Token::Colon => out.push(':'),
            Token::Comma => out.push(','),
        }
    }
    Ok(out)
}

fn new_line(out: &mut String, depth: usize) {
    out.push('\n');
    for _ in 0..depth.min(INDENTED_LEVELS) {
        out.push_str(INDENT);
    }
}
