//! What a `.proto` text says of messages: the names, numbers and types of their fields, and the values of enums.

use std::collections::BTreeMap;

/// Messages and enums; what else a file may say isn't needed to read a message.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schema {
    pub(super) messages: Vec<MessageType>,
    pub(super) enums: Vec<EnumType>,
    pub(super) imports: Vec<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct MessageType {
    /// With that of its package and of the messages around it.
    pub name: String,
    pub fields: Vec<Field>,
    /// The place of each field, by its number.
    pub places: BTreeMap<u32, usize>,
    /// Whether nobody sends it by itself: a map's key and value, and what comes with protobuf.
    pub is_part: bool,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Field {
    pub name: String,
    pub number: u32,
    pub kind: Kind,
    pub label: Label,
    /// Whether it is one of those of a `oneof`.
    pub is_choice: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct EnumType {
    pub name: String,
    pub values: Vec<String>,
    /// The place of each value, by the bits of its number; of several with one number, that of the first.
    pub places: BTreeMap<u32, usize>,
}

/// How often a field may come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Label {
    Single,
    Repeated,
    Map,
}

/// The type of a field ("Scalar Value Types").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Double,
    Float,
    Int32,
    Int64,
    Uint32,
    Uint64,
    Sint32,
    Sint64,
    Fixed32,
    Fixed64,
    Sfixed32,
    Sfixed64,
    Bool,
    Text,
    Bytes,
    /// The message at that place; as one with a length, or as a group.
    Message(usize),
    /// The enum at that place.
    Enum(usize),
    /// A type of a file that isn't loaded.
    Unknown,
}

impl Kind {
    /// A scalar by its name.
    pub fn of_name(name: &str) -> Option<Self> {
        Some(match name {
            "double" => Self::Double,
            "float" => Self::Float,
            "int32" => Self::Int32,
            "int64" => Self::Int64,
            "uint32" => Self::Uint32,
            "uint64" => Self::Uint64,
            "sint32" => Self::Sint32,
            "sint64" => Self::Sint64,
            "fixed32" => Self::Fixed32,
            "fixed64" => Self::Fixed64,
            "sfixed32" => Self::Sfixed32,
            "sfixed64" => Self::Sfixed64,
            "bool" => Self::Bool,
            "string" => Self::Text,
            "bytes" => Self::Bytes,
            _ => return None,
        })
    }

    /// Whether keys of a map may have it: "any scalar type except for floating point types and bytes" ("Maps").
    pub fn is_of_keys(self) -> bool {
        match self {
            Self::Int32
            | Self::Int64
            | Self::Uint32
            | Self::Uint64
            | Self::Sint32
            | Self::Sint64
            | Self::Fixed32
            | Self::Fixed64
            | Self::Sfixed32
            | Self::Sfixed64
            | Self::Bool
            | Self::Text => true,
            Self::Double | Self::Float | Self::Bytes | Self::Message(_) | Self::Enum(_) | Self::Unknown => {
                false
            }
        }
    }
}

impl Schema {
    /// The messages that a root can be, by their places in [`super::decode`]; their names have the package's in front.
    pub fn messages(&self) -> impl Iterator<Item = (usize, &str)> {
        let named = self.messages.iter().enumerate().filter(|(_, message)| !message.is_part);
        named.map(|(index, message)| (index, message.name.as_str()))
    }

    /// The name of the message at that place.
    pub fn name(&self, message: usize) -> &str {
        self.messages.get(message).map_or("", |message| &message.name)
    }

    /// The files that are imported, as they are named, and not loaded.
    pub fn imports(&self) -> &[String] {
        &self.imports
    }

    /// The first message that no other has in a field, or the first of all: most likely that which is sent.
    pub fn root(&self) -> usize {
        let mut is_used = vec![false; self.messages.len()];
        for (index, message) in self.messages.iter().enumerate() {
            for field in &message.fields {
                if let Kind::Message(used) = field.kind
                    && used != index
                {
                    is_used[used] = true;
                }
            }
        }
        self.messages().map(|(index, _)| index).find(|index| !is_used[*index]).unwrap_or(0)
    }

    /// The field of a message with that number.
    pub(super) fn field(&self, message: usize, number: u32) -> Option<&Field> {
        let message = self.messages.get(message)?;
        message.fields.get(*message.places.get(&number)?)
    }

    /// Key and value of a map.
    pub(super) fn entry(&self, message: usize) -> Option<[&Field; 2]> {
        match self.messages.get(message)?.fields.as_slice() {
            [key, value] => Some([key, value]),
            _ => None,
        }
    }

    /// What an enum calls a number.
    pub(super) fn value(&self, index: usize, number: i32) -> Option<&str> {
        let it = self.enums.get(index)?;
        it.values.get(*it.places.get(&number.cast_unsigned())?).map(String::as_str)
    }
}
