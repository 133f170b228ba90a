//! Which received message answers a ping.
//!
//! A rule is what the user chose and typed; a matcher is that rule with its texts read, so that what is wrong with
//! them is found before anything is received. A matcher looks at one message and remembers nothing.

use crate::codec::Place;
use crate::codec::base64::{self, Base64Error};
use crate::codec::hex::{self, HexError};
use crate::codec::json::{self, Path, PathError};
use crate::compose::Meaning;
use crate::message::Message;
use regex_lite::Regex;

/// Which received message answers a ping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PongRule {
    /// None: an answer isn't expected.
    Nothing,
    /// Any message at all.
    Any,
    /// A message of exactly these bytes.
    Equals(String),
    /// A message with these bytes in it.
    Contains(String),
    /// A message in UTF-8 of which a part matches the regular expression.
    Matches(String),
    /// A message in JSON with this value at this path.
    Field {
        /// The path.
        path: String,
        /// The value, as [`json::means`] takes it.
        value: String,
    },
    /// A message of the same bytes as the ping.
    SameBytes,
    /// A message with the nonce of the ping in it.
    Nonce,
}

/// Why a rule can't be followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleProblem {
    /// Its text isn't hexadecimal, as the ping is.
    Hex(HexError),
    /// Its text isn't base64, as the ping is.
    Base64(Base64Error),
    /// Its text is not a regular expression, in the words of the engine.
    Pattern(String),
    /// Its path is none.
    Path(PathError),
}

impl RuleProblem {
    /// Where it is in the text or the path, if that is known.
    pub fn place(&self) -> Option<Place> {
        match self {
            RuleProblem::Hex(error) => Some(error.place),
            RuleProblem::Base64(error) => Some(error.place),
            RuleProblem::Path(error) => Some(error.place),
            RuleProblem::Pattern(_) => None,
        }
    }
}

impl PongRule {
    /// Whether it compares with nothing, so that it would hold for any message.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Equals(text) | Self::Contains(text) | Self::Matches(text) => text.is_empty(),
            Self::Nothing | Self::Any | Self::Field { .. } | Self::SameBytes | Self::Nonce => false,
        }
    }
}

/// A rule whose texts have been read.
#[derive(Clone, Debug)]
pub struct Matcher(Compiled);

#[derive(Clone, Debug)]
enum Compiled {
    Nothing,
    Any,
    Equals(Vec<u8>),
    Contains(Vec<u8>),
    Matches(Regex),
    Field { path: Path, value: String },
    SameBytes,
    Nonce,
}

impl Matcher {
    /// Reads the texts of a rule. Bytes are read as `meaning` says, that of the ping: hex and base64 as bytes, anything
    /// else as UTF-8.
    ///
    /// # Errors
    /// What is wrong with a text.
    pub fn compile(rule: &PongRule, meaning: Meaning) -> Result<Matcher, RuleProblem> {
        Ok(Matcher(match rule {
            PongRule::Nothing => Compiled::Nothing,
            PongRule::Any => Compiled::Any,
            PongRule::Equals(text) => Compiled::Equals(bytes(text, meaning)?),
            PongRule::Contains(text) => Compiled::Contains(bytes(text, meaning)?),
            PongRule::Matches(pattern) => Compiled::Matches(
                Regex::new(pattern).map_err(|error| RuleProblem::Pattern(error.to_string()))?,
            ),
            PongRule::Field { path, value } => {
                let path = Path::parse(path).map_err(RuleProblem::Path)?;
                Compiled::Field { path, value: value.clone() }
            }
            PongRule::SameBytes => Compiled::SameBytes,
            PongRule::Nonce => Compiled::Nonce,
        }))
    }

    /// Whether any message answers a ping at all.
    pub fn expects_answer(&self) -> bool {
        !matches!(self.0, Compiled::Nothing)
    }

    /// Whether it depends on the ping which message answers it.
    pub fn looks_at_ping(&self) -> bool {
        matches!(self.0, Compiled::SameBytes | Compiled::Nonce)
    }

    /// Whether a received message answers the ping that had this payload and this nonce. Text or binary makes no
    /// difference. An empty nonce is in no message, or any message would be an answer.
    pub fn answers(&self, message: Message<'_>, ping: &[u8], nonce: &str) -> bool {
        let text = || std::str::from_utf8(message.payload).ok();
        match &self.0 {
            Compiled::Nothing => false,
            Compiled::Any => true,
            Compiled::Equals(wanted) => message.payload == wanted,
            Compiled::Contains(wanted) => contains(message.payload, wanted),
            Compiled::Matches(pattern) => text().is_some_and(|text| pattern.is_match(text)),
            Compiled::Field { path, value } => {
                text().and_then(|text| json::find(text, path)).is_some_and(|found| json::means(found, value))
            }
            Compiled::SameBytes => message.payload == ping,
            Compiled::Nonce => !nonce.is_empty() && contains(message.payload, nonce.as_bytes()),
        }
    }
}

fn bytes(text: &str, meaning: Meaning) -> Result<Vec<u8>, RuleProblem> {
    match meaning {
        Meaning::Text | Meaning::Json => Ok(text.into()),
        Meaning::Hex => hex::decode(text).map_err(RuleProblem::Hex),
        Meaning::Base64 => base64::decode(text).map_err(RuleProblem::Base64),
    }
}

fn contains(payload: &[u8], wanted: &[u8]) -> bool {
    wanted.is_empty() || payload.windows(wanted.len()).any(|window| window == wanted)
}

#[cfg(test)]
mod tests;
