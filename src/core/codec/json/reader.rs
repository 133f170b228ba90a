//! Reads JSON token by token, as slices of the text.
//!
//! It keeps its own stack, one byte per open bracket, so that a text of ten million brackets costs memory and not a
//! stack overflow. It checks the grammar as it goes: what has come out so far is the beginning of some JSON text.

use super::lexer::{self, Failure};
use super::{Container, Expected, JsonError, JsonProblem, Token};
use crate::codec::Place;

/// An iterator over the tokens of a text. The first error is its last item.
#[derive(Debug, Clone)]
pub struct Reader<'a> {
    text: &'a str,
    /// The byte at which the next token is looked for.
    at: usize,
    open: Vec<Container>,
    state: State,
}

/// Where a reader has stopped, without its text, so that whoever holds the text can go on later.
#[derive(Debug, Clone, Default)]
pub struct Pause {
    at: usize,
    open: Vec<Container>,
    state: State,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum State {
    /// Before a value, of the whole text or of a member.
    #[default]
    Value,
    /// Behind a `[`.
    FirstItem,
    /// Behind the comma at this byte, in an array.
    NextItem(usize),
    /// Behind a `{`.
    FirstKey,
    /// Behind the comma at this byte, in an object.
    NextKey(usize),
    /// Behind a key.
    Colon,
    /// Behind a value.
    AfterValue,
    /// An error has been given out.
    Failed,
}

impl<'a> Reader<'a> {
    /// A reader at the beginning of `text`.
    pub fn new(text: &'a str) -> Reader<'a> {
        Reader { text, at: 0, open: Vec::new(), state: State::Value }
    }

    /// A reader that goes on in the same `text` where another one has stopped.
    pub fn resume(text: &'a str, pause: Pause) -> Reader<'a> {
        Reader { text, at: pause.at, open: pause.open, state: pause.state }
    }

    /// Stops, to go on later.
    pub fn pause(self) -> Pause {
        Pause { at: self.at, open: self.open, state: self.state }
    }

    /// The byte right behind the token that came last.
    pub fn position(&self) -> usize {
        self.at
    }

    fn step(&mut self) -> Result<Option<Token<'a>>, Failure> {
        let bytes = self.text.as_bytes();
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = bytes.get(self.at) {
            self.at += 1;
        }
        let found = match bytes.get(self.at) {
            Some(&byte) if byte.is_ascii() => char::from(byte),
            Some(_) => self.text[self.at..].chars().next().unwrap_or_default(),
            None => return self.end(),
        };
        self.refuse_foreign(found)?;
        let token = match (self.state, found) {
            (State::FirstItem, ']') => self.close(Container::Array),
            (State::FirstKey, '}') => self.close(Container::Object),
            (State::NextItem(comma), ']') | (State::NextKey(comma), '}') => {
                return Err((comma, JsonProblem::TrailingComma));
            }
            (State::Value | State::FirstItem | State::NextItem(_), _) => self.value(found)?,
            (State::FirstKey | State::NextKey(_), _) => self.key(found)?,
            (State::Colon, ':') => self.punctuation(Token::Colon, State::Value),
            (State::AfterValue, _) => self.after_value(found)?,
            (State::Colon | State::Failed, _) => return Err(self.unexpected(found)),
        };
        Ok(Some(token))
    }

    fn value(&mut self, found: char) -> Result<Token<'a>, Failure> {
        let end = match found {
            '[' => return Ok(self.open(Container::Array, State::FirstItem)),
            '{' => return Ok(self.open(Container::Object, State::FirstKey)),
            '"' => lexer::string_end(self.text, self.at)?,
            '-' | '+' | '.' | '0'..='9' => lexer::number_end(self.text, self.at)?,
            '\'' => return Err((self.at, JsonProblem::SingleQuotes)),
            word if lexer::is_word_character(word) => lexer::word_end(self.text, self.at)?,
            other => return Err(self.unexpected(other)),
        };
        self.state = State::AfterValue;
        Ok(Token::Scalar(self.take(end)))
    }

    fn key(&mut self, found: char) -> Result<Token<'a>, Failure> {
        match found {
            '"' => {
                let end = lexer::string_end(self.text, self.at)?;
                self.state = State::Colon;
                Ok(Token::Key(self.take(end)))
            }
            '\'' => Err((self.at, JsonProblem::SingleQuotes)),
            word if lexer::is_word_character(word) => {
                let word = lexer::shown(lexer::word_at(self.text, self.at));
                Err((self.at, JsonProblem::UnquotedKey(word)))
            }
            other => Err(self.unexpected(other)),
        }
    }

    fn after_value(&mut self, found: char) -> Result<Token<'a>, Failure> {
        match (self.open.last(), found) {
            (Some(Container::Array), ',') => Ok(self.punctuation(Token::Comma, State::NextItem(self.at))),
            (Some(Container::Object), ',') => Ok(self.punctuation(Token::Comma, State::NextKey(self.at))),
            (Some(Container::Array), ']') => Ok(self.close(Container::Array)),
            (Some(Container::Object), '}') => Ok(self.close(Container::Object)),
            (Some(Container::Array | Container::Object) | None, other) => Err(self.unexpected(other)),
        }
    }

    fn open(&mut self, container: Container, state: State) -> Token<'a> {
        self.open.push(container);
        self.punctuation(Token::Open(container), state)
    }

    fn close(&mut self, container: Container) -> Token<'a> {
        self.open.pop();
        self.punctuation(Token::Close(container), State::AfterValue)
    }

    /// Steps over one ASCII character.
    fn punctuation(&mut self, token: Token<'a>, state: State) -> Token<'a> {
        self.at += 1;
        self.state = state;
        token
    }

    fn take(&mut self, end: usize) -> &'a str {
        let token = &self.text[self.at..end];
        self.at = end;
        token
    }

    /// The end of the text is right behind the outermost value, and nowhere else.
    fn end(&self) -> Result<Option<Token<'a>>, Failure> {
        match (self.expected(), self.state) {
            (Expected::End, _) => Ok(None),
            (_, State::Value) if self.open.is_empty() => Err((self.at, JsonProblem::Empty)),
            (expected, _) => Err((self.at, JsonProblem::UnexpectedEnd { expected })),
        }
    }

    /// What no place in a JSON text allows, but people write.
    fn refuse_foreign(&self, found: char) -> Result<(), Failure> {
        match (found, self.text.as_bytes().get(self.at + 1)) {
            ('\u{feff}', _) if self.at == 0 => Err((self.at, JsonProblem::ByteOrderMark)),
            ('/', Some(b'/' | b'*')) => Err((self.at, JsonProblem::Comment)),
            _ => Ok(()),
        }
    }

    fn unexpected(&self, found: char) -> Failure {
        (self.at, JsonProblem::UnexpectedCharacter { found, expected: self.expected() })
    }

    fn expected(&self) -> Expected {
        match self.state {
            State::Value | State::FirstItem | State::NextItem(_) => Expected::Value,
            State::FirstKey | State::NextKey(_) => Expected::Key,
            State::Colon => Expected::Colon,
            State::AfterValue | State::Failed => match self.open.last() {
                Some(Container::Array) => Expected::CommaOrBracket,
                Some(Container::Object) => Expected::CommaOrBrace,
                None => Expected::End,
            },
        }
    }
}

impl<'a> Iterator for Reader<'a> {
    type Item = Result<Token<'a>, JsonError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.state == State::Failed {
            return None;
        }
        match self.step() {
            Ok(token) => token.map(Ok),
            Err((at, kind)) => {
                self.state = State::Failed;
                Some(Err(JsonError { place: Place::at_byte(self.text, at), kind }))
            }
        }
    }
}
