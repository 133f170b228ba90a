//! JSON as a small tree, for what is stored and for files of other programs.
//!
//! It stands on the token reader of `codec`, so a text costs no second parser in the download, and whatever isn't
//! what it should be is told by its path. Numbers stay as they are written.

#[cfg(test)]
mod tests;
mod write;

pub use write::{Writer, list, string as quoted};

use super::{Container, JsonError, Reader, Token, string};

/// What is nested deeper isn't looked at: nothing of ours is, and a tree of any depth would overflow the stack.
const MAX_DEPTH: usize = 64;

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Json<'t> {
    Null,
    Flag(bool),
    /// As it is written.
    Number(&'t str),
    Text(String),
    List(Vec<Json<'t>>),
    /// The members in their order; of a repeated key the last one counts.
    Object(Vec<(String, Json<'t>)>),
    /// What is no value here: a string with half a character, or something nested too deep.
    Odd,
}

/// The path of a value that isn't what it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong(pub String);

impl Wrong {
    /// The same, seen from the value that has it as this member.
    pub fn within(self, key: &str) -> Wrong {
        Wrong(match self.0.as_str() {
            "" => key.to_owned(),
            inner if inner.starts_with('[') => format!("{key}{inner}"),
            inner => format!("{key}.{inner}"),
        })
    }

    /// The same, seen from the list that has it as this item, from 0.
    pub fn at(self, index: usize) -> Wrong {
        self.within(&format!("[{index}]"))
    }
}

impl<'t> Json<'t> {
    /// Reads a text.
    pub fn read(text: &'t str) -> Result<Json<'t>, JsonError> {
        let mut reader = Reader::new(text);
        let value = match reader.next() {
            Some(token) => value(&mut reader, token?, 0)?,
            None => Json::Odd,
        };
        // There may be something behind the value that doesn't belong there.
        reader.next().map_or(Ok(value), |token| token.map(|_| Json::Odd))
    }

    /// A member; nothing if there is none, if it is null, or if this is no object.
    pub fn member(&self, key: &str) -> Option<&Json<'t>> {
        let Json::Object(members) = self else { return None };
        let value = members.iter().rev().find_map(|(other, value)| (other == key).then_some(value));
        value.filter(|value| **value != Json::Null)
    }

    /// The text, if it is one.
    pub fn as_text(&self) -> Option<&str> {
        if let Json::Text(text) = self { Some(text) } else { None }
    }

    /// The items, if it is a list.
    pub fn as_list(&self) -> Option<&[Json<'t>]> {
        if let Json::List(items) = self { Some(items) } else { None }
    }

    /// What a member says if it is a text; empty if not.
    pub fn said(&self, key: &str) -> &str {
        self.member(key).and_then(Json::as_text).unwrap_or_default()
    }

    /// The items of a member if it is a list; none if not.
    pub fn listed(&self, key: &str) -> &[Json<'t>] {
        self.member(key).and_then(Json::as_list).unwrap_or_default()
    }

    /// A member that is a text; empty if there is none.
    pub fn text(&self, key: &str) -> Result<String, Wrong> {
        let text = |value: &Json| value.as_text().map(str::to_owned).ok_or_else(|| Wrong(key.to_owned()));
        self.member(key).map_or(Ok(String::new()), text)
    }

    /// A member that is a text and must be there.
    pub fn needed_text(&self, key: &str) -> Result<String, Wrong> {
        self.member(key).and_then(Json::as_text).map(str::to_owned).ok_or_else(|| Wrong(key.to_owned()))
    }

    /// A member that is a whole number; 0 if there is none.
    pub fn number(&self, key: &str) -> Result<u64, Wrong> {
        match self.member(key) {
            None => Ok(0),
            Some(Json::Number(digits)) => digits.parse().map_err(|_| Wrong(key.to_owned())),
            Some(_) => Err(Wrong(key.to_owned())),
        }
    }

    /// A member that is true or false; false if there is none.
    pub fn flag(&self, key: &str) -> Result<bool, Wrong> {
        match self.member(key) {
            None => Ok(false),
            Some(Json::Flag(flag)) => Ok(*flag),
            Some(_) => Err(Wrong(key.to_owned())),
        }
    }

    /// The items of a member that is a list, each read; none if there is no such member.
    pub fn items<T>(
        &self,
        key: &str,
        mut read: impl FnMut(&Json<'t>) -> Result<T, Wrong>,
    ) -> Result<Vec<T>, Wrong> {
        let Some(member) = self.member(key) else { return Ok(Vec::new()) };
        let items = member.as_list().ok_or_else(|| Wrong(key.to_owned()))?;
        let each = |(index, item)| read(item).map_err(|wrong: Wrong| wrong.at(index).within(key));
        items.iter().enumerate().map(each).collect()
    }
}

/// The value that begins with a token that has been taken.
fn value<'t>(reader: &mut Reader<'t>, token: Token<'t>, depth: usize) -> Result<Json<'t>, JsonError> {
    match token {
        Token::Scalar(text) | Token::Key(text) => Ok(scalar(text)),
        Token::Open(_) if depth == MAX_DEPTH => skip(reader),
        Token::Open(Container::Array) => {
            let mut items = Vec::new();
            while let Some(token) = reader.next().transpose()? {
                match token {
                    Token::Close(_) => break,
                    Token::Comma | Token::Colon => {}
                    Token::Open(_) | Token::Scalar(_) | Token::Key(_) => {
                        items.push(value(reader, token, depth + 1)?);
                    }
                }
            }
            Ok(Json::List(items))
        }
        Token::Open(Container::Object) => {
            let mut members = Vec::new();
            let mut key = None;
            while let Some(token) = reader.next().transpose()? {
                match token {
                    Token::Close(_) => break,
                    Token::Comma | Token::Colon => {}
                    Token::Key(text) => key = string::decode(text),
                    Token::Open(_) | Token::Scalar(_) => {
                        let value = value(reader, token, depth + 1)?;
                        members.extend(key.take().map(|key| (key, value)));
                    }
                }
            }
            Ok(Json::Object(members))
        }
        Token::Close(_) | Token::Colon | Token::Comma => Ok(Json::Odd),
    }
}

/// Goes behind the bracket that closes the one just opened.
fn skip<'t>(reader: &mut Reader<'_>) -> Result<Json<'t>, JsonError> {
    let mut open = 1_usize;
    while open > 0
        && let Some(token) = reader.next().transpose()?
    {
        match token {
            Token::Open(_) => open += 1,
            Token::Close(_) => open -= 1,
            Token::Scalar(_) | Token::Key(_) | Token::Colon | Token::Comma => {}
        }
    }
    Ok(Json::Odd)
}

fn scalar(text: &str) -> Json<'_> {
    match text {
        "null" => Json::Null,
        "true" => Json::Flag(true),
        "false" => Json::Flag(false),
        _ if text.starts_with('"') => string::decode(text).map_or(Json::Odd, Json::Text),
        _ => Json::Number(text),
    }
}
