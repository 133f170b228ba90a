//! Messages of application protocols as forms: fields in, a draft out.
//!
//! Most are a pattern in which the fields have their places; MQTT's are packets. What fields are called is what the
//! protocol calls them, in every language. Fields may have variables, as any draft: they are filled in at the moment of
//! sending. MQTT tells the length of its texts before them, so there they are filled in before the packet is written.

mod mqtt;
mod pattern;
mod tables;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use super::{Draft, DraftError, Meaning, Template};
use crate::codec::json::value::Json;
use crate::conn::keep_alive::{Ping, Preset};
use crate::protocol::Protocol;
use crate::saved::{Secrecy, secrecy_of};
use crate::time::Span;

/// A message of a protocol.
#[derive(Debug)]
pub struct Form {
    /// What the protocol calls it.
    pub name: &'static str,
    /// What is filled in.
    pub fields: &'static [Field],
    body: Body,
}

/// A field of a form.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// What the protocol calls it.
    pub name: &'static str,
    /// What it may hold.
    pub shape: Shape,
    /// What it holds to begin with.
    pub usual: &'static str,
    /// Whether it must hold something.
    pub is_needed: bool,
}

/// What a field may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A text in a line, written as a JSON string.
    Text,
    /// The same, written as it is.
    Plain,
    /// The same that begins with a slash.
    Path,
    /// A text in a line that nobody is to see, written as it is.
    Secret,
    /// A STOMP header's value, with the escapes of STOMP 1.2 §"Value Encoding".
    Header,
    /// A text of several lines, written as a JSON string.
    Lines,
    /// The same, written as it is.
    Body,
    /// Any JSON value.
    Json,
    /// A JSON object.
    Object,
    /// A JSON object in which there may be secrets.
    Credentials,
    /// A JSON list.
    List,
    /// JSON values with commas between them.
    Items,
    /// A whole number from 0 to 65,535.
    Number,
    /// One of these.
    Choice(&'static [&'static str]),
}

/// How a form becomes a message.
#[derive(Debug)]
enum Body {
    Pattern(Meaning, &'static str),
    Mqtt(fn(&[&str]) -> Result<Vec<u8>, Wrong>),
}

/// Why a form can't be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The field, by its place.
    pub field: usize,
    /// What is wrong with it.
    pub problem: FieldProblem,
}

/// What is wrong with a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldProblem {
    /// It must hold something.
    Empty,
    /// It isn't the JSON it should be, or its variables are wrong.
    Draft(DraftError),
    /// It should be a JSON object.
    NoObject,
    /// It should be a JSON list.
    NoList,
    /// It should begin with a slash.
    NoSlash,
    /// It should be a whole number from 0 to 65,535.
    NoNumber,
    /// It has more than the 65,535 bytes that MQTT has room for.
    TooLong,
    /// It is a secret, and the message would be kept; a variable would do.
    SecretKept,
    /// The same where variables are filled in before the message is written, so that none would do.
    SecretPacked,
}

/// What a client of a protocol does by itself.
#[derive(Clone, Copy, Debug)]
pub struct Habits {
    /// The form that is sent whenever the connection opens.
    pub hello: Option<&'static str>,
    /// How the connection is kept alive.
    pub keep_alive: Option<KeepAlive>,
}

/// How a client keeps a connection alive by itself.
#[derive(Clone, Copy, Debug)]
pub struct KeepAlive {
    /// What is sent and answered.
    pub preset: Preset,
    /// How often something is sent; nothing where the client only answers.
    pub interval: Option<Span>,
    /// What the hello says of it: the name of a field, what it holds then, and what it holds otherwise.
    pub told: Option<(&'static str, &'static str, &'static str)>,
}

impl Protocol {
    /// Its messages that a client sends, the most usual first.
    pub fn forms(self) -> &'static [Form] {
        tables::forms(self)
    }

    /// What its clients do by themselves.
    pub fn habits(self) -> Habits {
        tables::habits(self)
    }
}

impl Form {
    /// Whether its fields are filled in before it is written, because it is binary.
    pub fn is_filled_first(&self) -> bool {
        matches!(self.body, Body::Mqtt(_))
    }

    /// Writes the message.
    ///
    /// # Errors
    /// The first field that doesn't fit.
    pub fn write(&self, values: &[&str]) -> Result<Draft, Wrong> {
        for (index, field) in self.fields.iter().enumerate() {
            let value = values.get(index).copied().unwrap_or_default();
            check(field, value).map_err(|problem| Wrong { field: index, problem })?;
        }
        match self.body {
            Body::Pattern(meaning, pattern) => {
                Ok(Draft { text: pattern::fill(pattern, self.fields, values), meaning })
            }
            Body::Mqtt(write) => {
                Ok(Draft { text: crate::codec::hex::encode(&write(values)?), meaning: Meaning::Hex })
            }
        }
    }

    /// The same for a message that is kept, in which no secret may stand but as a variable.
    ///
    /// # Errors
    /// As [`Self::write`], and a secret.
    pub fn write_kept(&self, values: &[&str]) -> Result<Draft, Wrong> {
        let is_secret = |(field, value): (&Field, &&str)| match field.shape {
            Shape::Secret => !value.is_empty() && (self.is_filled_first() || !is_variable(value)),
            Shape::Credentials => Json::read(value).map_or(!value.is_empty(), |json| has_secret(&json)),
            _ => false,
        };
        match self.fields.iter().zip(values).position(is_secret) {
            Some(field) if self.is_filled_first() => {
                Err(Wrong { field, problem: FieldProblem::SecretPacked })
            }
            Some(field) => Err(Wrong { field, problem: FieldProblem::SecretKept }),
            None => self.write(values),
        }
    }

    /// What is secret among the values, as it is typed.
    pub fn secrets<'v>(&self, values: &[&'v str]) -> Vec<Cow<'v, str>> {
        let mut all = Vec::new();
        for (field, &value) in self.fields.iter().zip(values) {
            match field.shape {
                Shape::Secret => all.push(Cow::Borrowed(value)),
                Shape::Credentials => {
                    if let Ok(json) = Json::read(value) {
                        each_secret(&json, &mut |secret| all.push(Cow::Owned(secret.to_owned())));
                    }
                }
                _ => {}
            }
        }
        all
    }

    /// Whether a draft is a message of this form, whatever its fields.
    pub fn has_written(&self, draft: &Draft) -> bool {
        match self.body {
            Body::Pattern(meaning, pattern) => {
                let start = pattern.split(['$', '<', '«']).next().unwrap_or_default();
                let rest = draft.text.strip_prefix(start).filter(|_| draft.meaning == meaning);
                rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
            }
            Body::Mqtt(_) => {
                // A CONNECT with the name of the protocol (§3.1.1, §3.1.2.1); no other packet is kept.
                draft.meaning == Meaning::Hex
                    && draft.text.starts_with("10 ")
                    && draft.text.contains("00 04 4d 51 54 54")
            }
        }
    }
}

impl KeepAlive {
    /// The keep-alive of a connection, switched on.
    pub fn switch_on(&self, ping: &Ping) -> Ping {
        Ping { interval: self.interval, ..self.preset.apply(ping) }
    }

    /// Whether a connection is kept alive in this way.
    pub fn is_on(&self, ping: &Ping) -> bool {
        let wanted = self.preset.apply(ping);
        wanted == *ping && ping.interval.is_some() == self.interval.is_some()
    }
}

fn check(field: &Field, value: &str) -> Result<(), FieldProblem> {
    if value.trim().is_empty() {
        return if field.is_needed { Err(FieldProblem::Empty) } else { Ok(()) };
    }
    let json = |text: String| {
        let draft = Draft { text, meaning: Meaning::Json };
        draft.prepare(None).map(drop).map_err(FieldProblem::Draft)
    };
    match field.shape {
        Shape::Items => json(format!("[{value}]")),
        Shape::Object | Shape::Credentials if !value.trim_start().starts_with('{') => {
            Err(FieldProblem::NoObject)
        }
        Shape::List if !value.trim_start().starts_with('[') => Err(FieldProblem::NoList),
        Shape::Path if !value.trim_start().starts_with('/') => Err(FieldProblem::NoSlash),
        Shape::Json | Shape::Object | Shape::Credentials | Shape::List => json(value.to_owned()),
        Shape::Number => value.trim().parse::<u16>().map(drop).map_err(|_| FieldProblem::NoNumber),
        Shape::Text
        | Shape::Plain
        | Shape::Path
        | Shape::Secret
        | Shape::Header
        | Shape::Lines
        | Shape::Body
        | Shape::Choice(_) => Ok(()),
    }
}

fn is_variable(text: &str) -> bool {
    Template::parse(text, Meaning::Text).is_ok_and(|template| template.is_own_alone())
}

/// Whether there is a secret in it that is no variable.
fn has_secret(json: &Json<'_>) -> bool {
    let mut has_one = false;
    each_secret(json, &mut |secret| has_one |= !is_variable(secret));
    has_one
}

/// Each text under a name that secrets have, however deep.
fn each_secret<'j>(json: &'j Json<'_>, found: &mut dyn FnMut(&'j str)) {
    match json {
        Json::Object(members) => {
            for (name, value) in members {
                match value {
                    Json::Text(text) if secrecy_of(name) != Secrecy::Open => found(text),
                    other => each_secret(other, found),
                }
            }
        }
        Json::List(items) => items.iter().for_each(|item| each_secret(item, found)),
        Json::Null | Json::Flag(_) | Json::Number(_) | Json::Text(_) | Json::Odd => {}
    }
}
