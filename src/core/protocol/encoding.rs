//! Messages that are values in a binary encoding and no protocol is known to be spoken: what they carry is JSON text, and
//! their event is what servers usually call it.

use std::borrow::Cow;
use std::rc::Rc;

use super::json::Object;
use super::{Act, Facts};
use crate::codec::binary::Decoded;
use crate::codec::protobuf::{self, Schema};

/// The members that say what a message is about; the first one that is a text counts.
const NAMES: [&str; 4] = ["event", "type", "op", "method"];

/// What a protobuf message is read with.
#[derive(Clone, Debug, Default)]
pub(super) struct Protobuf {
    /// A schema, and which of its messages each frame is.
    pub schema: Option<(Rc<Schema>, usize)>,
}

/// The facts of a message of values that tell themselves what they are.
pub(super) fn read<'o>(decoded: Decoded) -> Facts<'o> {
    let object = Object::read(&decoded.text);
    let event =
        object.and_then(|object| NAMES.iter().find_map(|name| object.text(name)).map(Cow::into_owned));
    facts(decoded, event)
}

impl Protobuf {
    /// The facts of a message. With a schema its event is the message's name, and the field that it has chosen of a
    /// `oneof`: `Envelope.chat`.
    pub fn read<'o>(&self, bytes: &[u8]) -> Facts<'o> {
        let Some((schema, root)) = &self.schema else { return facts(protobuf::decode(bytes, None), None) };
        let name = schema.name(*root);
        let name = name.rsplit('.').next().unwrap_or(name);
        let event = match protobuf::choice(bytes, schema, *root) {
            Some(field) => format!("{name}.{field}"),
            None => name.to_owned(),
        };
        facts(protobuf::decode(bytes, Some((schema, *root))), Some(event))
    }
}

/// The facts of what has been decoded; what is damaged is an error.
pub(super) fn facts<'o>(decoded: Decoded, event: Option<String>) -> Facts<'o> {
    let Decoded { text, more, damage } = decoded;
    let act = if damage.is_some() { Act::Error } else { Act::Event };
    let payload = (!text.is_empty()).then(|| Cow::Owned(text.into_bytes()));
    Facts { event: event.map(Cow::Owned), payload, more, damage, ..Facts::nameless(act) }
}
