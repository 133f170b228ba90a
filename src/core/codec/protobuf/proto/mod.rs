//! Reads `.proto` texts ([proto2](https://protobuf.dev/reference/protobuf/proto2-spec/),
//! [proto3](https://protobuf.dev/reference/protobuf/proto3-spec/) and editions): messages, fields and enums.
//!
//! Options, services, extensions and what is reserved are gone over. Of imported files only those that come with
//! protobuf are known; a type of another one is left open, and named in [`Schema::imports`]. The grammar is taken
//! loosely where what is sent doesn't depend on it.

mod known;
mod lexer;
mod parser;
mod resolve;

use super::schema::Schema;
use crate::codec::Place;

/// Why a text is no `.proto`, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProtoError {
    /// Where it is.
    pub place: Place,
    /// What is wrong there.
    pub kind: ProtoProblem,
}

/// What is wrong with a `.proto` text. The place is enough to see what stands there instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProtoProblem {
    /// A name has to be there.
    NoName,
    /// A whole number has to be there.
    NoNumber,
    /// This character has to be there.
    NoSymbol(char),
    /// No statement begins like this.
    Statement,
    /// A text, a comment or a block that isn't closed; the place is where it begins.
    Unclosed,
    /// A character that is nowhere in the language.
    Character,
    /// A number that no field can have.
    FieldNumber,
    /// The number of another field of the message.
    SameNumber,
    /// A type that is declared nowhere, and no file is imported in which it could be.
    UnknownType,
    /// A type that keys of a map can't have.
    MapKey,
    /// A name that is longer, together with those of what is around it, than anybody writes.
    LongName,
    /// Messages in messages, more than anybody writes.
    TooDeep,
    /// There is no message in the text.
    NoMessage,
}

impl Schema {
    /// Reads the text of a `.proto` file.
    ///
    /// # Errors
    /// The first thing that isn't right, with its place.
    pub fn read(text: &str) -> Result<Self, ProtoError> {
        let fail = |(at, kind)| ProtoError { place: Place::at_byte(text, at), kind };
        let mut declared = parser::parse(text).map_err(fail)?;
        if declared.schema.messages.is_empty() {
            return Err(fail((text.len(), ProtoProblem::NoMessage)));
        }
        known::add(&mut declared);
        resolve::resolve(declared).map_err(fail)
    }
}
