//! Names, numbers, texts and symbols of a `.proto` text; white space and comments lie between them.

use super::ProtoProblem;

/// A problem and the byte at which it is.
pub(super) type Failure = (usize, ProtoProblem);

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name, or several with points between them; a point may be in front, too.
    Name,
    Number,
    /// With its quotes.
    Text,
    Symbol,
    End,
}

/// A token, as it is written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'t> {
    pub kind: Kind,
    pub text: &'t str,
    pub at: usize,
}

/// Goes through a text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lexer<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Lexer<'t> {
    pub fn new(text: &'t str) -> Self {
        // Some editors put a mark at the beginning.
        Self { text, at: if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 } }
    }

    /// The next token.
    pub fn next(&mut self) -> Result<Token<'t>, Failure> {
        self.skip_space()?;
        let at = self.at;
        let rest = &self.text[at..];
        let Some(first) = rest.chars().next() else { return Ok(Token { kind: Kind::End, text: "", at }) };
        let is_of_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.');
        let (kind, length) = match first {
            '.' | '_' | 'a'..='z' | 'A'..='Z' => (Kind::Name, rest.find(|c| !is_of_name(c))),
            '0'..='9' => (Kind::Number, rest.find(|c| !is_of_name(c))),
            '"' | '\'' => (Kind::Text, Some(text_length(rest, first).ok_or((at, ProtoProblem::Unclosed))?)),
            _ if first.is_ascii_punctuation() => (Kind::Symbol, Some(1)),
            _ => return Err((at, ProtoProblem::Character)),
        };
        let text = &rest[..length.unwrap_or(rest.len())];
        self.at = at + text.len();
        Ok(Token { kind, text, at })
    }

    fn skip_space(&mut self) -> Result<(), Failure> {
        loop {
            let rest = &self.text[self.at..];
            let trimmed = rest.trim_start();
            self.at += rest.len() - trimmed.len();
            let length = if trimmed.starts_with("//") {
                trimmed.find('\n')
            } else if let Some(comment) = trimmed.strip_prefix("/*") {
                Some(comment.find("*/").ok_or((self.at, ProtoProblem::Unclosed))? + 4)
            } else {
                return Ok(());
            };
            self.at += length.unwrap_or(trimmed.len());
        }
    }
}

/// How long the text is that begins with a quote; nothing if it isn't closed on its line.
fn text_length(text: &str, quote: char) -> Option<usize> {
    let mut characters = text.char_indices().skip(1);
    while let Some((at, character)) = characters.next() {
        match character {
            '\\' => {
                characters.next();
            }
            '\n' => return None,
            _ if character == quote => return Some(at + 1),
            _ => {}
        }
    }
    None
}
