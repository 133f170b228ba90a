//! From what is in the composer to what goes over the wire.

mod draft;
pub mod forms;
mod repeat;
mod template;
mod values;
mod variable;

pub use draft::{Draft, DraftError, Prepared};
pub use repeat::{Outlasts, Repeat, RepeatEnd, RepeatState, SHORTEST_INTERVAL, Schedule};
pub use template::{Filling, Template, TemplateError, TemplateProblem, fill_in};
pub use values::Values;

use serde::{Deserialize, Serialize};

use crate::codec::Place;
use crate::codec::base64::{self, Base64Error};
use crate::codec::hex::{self, HexError};
use crate::codec::json::{self, JsonError};
use crate::message::{DataType, Message};

/// How the text in the composer is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Meaning {
    /// Any text, sent as it is.
    Text,
    /// Text that must be JSON, sent as it is.
    Json,
    /// Bytes in hexadecimal.
    Hex,
    /// Bytes in base64.
    Base64,
}

impl Meaning {
    /// All of them.
    pub const ALL: [Meaning; 4] = [Self::Text, Self::Json, Self::Hex, Self::Base64];

    /// Its name, as links, settings and files spell it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Json => "json",
            Self::Hex => "hex",
            Self::Base64 => "base64",
        }
    }

    /// The meaning with that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|meaning| meaning.name() == name)
    }
}

/// Why a draft can't be sent as what it is meant to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftProblem {
    /// It isn't JSON.
    Json(JsonError),
    /// It isn't hexadecimal.
    Hex(HexError),
    /// It isn't base64.
    Base64(Base64Error),
}

impl DraftProblem {
    /// Where it is in the text.
    pub fn place(&self) -> Place {
        match self {
            DraftProblem::Json(error) => error.place,
            DraftProblem::Hex(error) => error.place,
            DraftProblem::Base64(error) => error.place,
        }
    }

    fn place_mut(&mut self) -> &mut Place {
        match self {
            DraftProblem::Json(error) => &mut error.place,
            DraftProblem::Hex(error) => &mut error.place,
            DraftProblem::Base64(error) => &mut error.place,
        }
    }
}

/// A message that owns its payload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    /// Text or binary.
    pub data_type: DataType,
    /// The payload; UTF-8 if the type is text.
    pub payload: Vec<u8>,
}

impl Outgoing {
    /// The message, borrowed.
    pub fn message(&self) -> Message<'_> {
        Message { data_type: self.data_type, payload: &self.payload }
    }
}

/// Turns a draft into a message. JSON is checked but sent to the byte as it was typed.
///
/// # Errors
/// What is wrong with the draft, and where.
pub fn outgoing(draft: &str, meaning: Meaning) -> Result<Outgoing, DraftProblem> {
    match meaning {
        Meaning::Text => Ok(Outgoing { data_type: DataType::Text, payload: draft.into() }),
        Meaning::Json => {
            json::check(draft).map_err(DraftProblem::Json)?;
            Ok(Outgoing { data_type: DataType::Text, payload: draft.into() })
        }
        Meaning::Hex => {
            let payload = hex::decode(draft).map_err(DraftProblem::Hex)?;
            Ok(Outgoing { data_type: DataType::Binary, payload })
        }
        Meaning::Base64 => {
            let payload = base64::decode(draft).map_err(DraftProblem::Base64)?;
            Ok(Outgoing { data_type: DataType::Binary, payload })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{DraftProblem, Meaning, Outgoing, outgoing};
    use crate::message::DataType::{Binary, Text};

    #[test]
    fn a_draft_is_sent_as_it_is_meant() {
        let check = |draft: &str, meaning, data_type, payload: &[u8]| {
            assert_eq!(outgoing(draft, meaning), Ok(Outgoing { data_type, payload: payload.into() }));
        };
        check("", Meaning::Text, Text, b"");
        check("{\"a\" : 1.0}", Meaning::Json, Text, b"{\"a\" : 1.0}");
        check("00 fF", Meaning::Hex, Binary, &[0, 255]);
        check("AP8=", Meaning::Base64, Binary, &[0, 255]);
    }

    #[test]
    fn what_it_is_not_is_refused() {
        assert!(matches!(outgoing("{", Meaning::Json), Err(DraftProblem::Json(_))));
        assert!(matches!(outgoing("xy", Meaning::Hex), Err(DraftProblem::Hex(_))));
        assert!(matches!(outgoing("!", Meaning::Base64), Err(DraftProblem::Base64(_))));
    }
}
