//! Binary encodings of values, read as JSON text: [`msgpack`], [`cbor`], and [protobuf](super::protobuf).
//!
//! The text is one value of RFC 8259, so that whatever shows JSON shows it. What JSON has no form for is a text in it:
//! bytes as `hex:0a0b`, `NaN` and `Infinity`, `undefined`, a point in time by ISO 8601, and keys that are no texts as
//! they would be written. Whole numbers have all their digits. Nothing here recurses, and nothing is made ready for what
//! a message only claims to have. What is called in many places is not to be inlined there: the copies are downloaded.

pub mod cbor;
pub(crate) mod decimal;
mod float;
mod input;
mod moment;
pub mod msgpack;
#[cfg(test)]
mod tests;
mod values;
mod writer;

pub(super) use float::{push_double, push_single};
pub(super) use input::Input;
pub(super) use writer::Writer;

/// So many values may lie in each other. Each level costs memory, and a message of nothing but levels more than there is.
pub(super) const MOST_LEVELS: usize = 10_000;

/// A message as JSON text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decoded {
    /// One JSON value without white space; several values are a list of them. Of a damaged message it has what lies
    /// before the damage, and is empty if that is nothing.
    pub text: String,
    /// How many more values followed on the first.
    pub more: usize,
    /// What is wrong with the message, if it is damaged.
    pub damage: Option<Damage>,
}

/// Why a message can't be read to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damage {
    /// The byte at which that begins which can't be read; the first byte has 0.
    pub at: usize,
    /// What is wrong there.
    pub kind: DamageKind,
}

/// What is wrong with a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DamageKind {
    /// The message ends within what begins there.
    CutOff,
    /// More bytes or items are announced there than can follow.
    TooMany,
    /// Nothing begins with this byte.
    Unknown,
    /// Values in values, more than anybody writes.
    TooDeep,
    /// CBOR: the end of what has no length, where nothing of it is open or a value is missing.
    StrayBreak,
    /// CBOR: something else among the parts of a text or of bytes.
    NoPart,
    /// Protobuf: a number of more than ten bytes.
    LongNumber,
    /// Protobuf: a field with a number that none can have.
    FieldNumber,
    /// Protobuf: a wire type that there isn't.
    WireType,
    /// Protobuf: the end of a group that isn't open.
    StrayGroupEnd,
}
