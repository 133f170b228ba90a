//! Protobuf (<https://protobuf.dev/programming-guides/encoding/>) as JSON text, with a [`Schema`] or without one.
//!
//! Without a schema the fields have their numbers, and their wire types show in what they are: a number is a VARINT, what
//! is of a fixed width is there as a whole number and as a floating-point one (`{"fixed32":…,"float":…}`), what has a
//! length is a message, a text or bytes, whichever it can be. With one, fields have their names and types, and those
//! that the schema doesn't know are as without. Fields are in the order in which they came; those of the same number
//! that follow on each other are a list.

mod guess;
mod proto;
mod scalar;
mod schema;
#[cfg(test)]
mod tests;

use self::guess::{Guess, Guesser};
pub use self::proto::{ProtoError, ProtoProblem};
use self::scalar::{fixed, scalar, usual, wire_of};
pub use self::schema::Schema;
use self::schema::{Field, Kind, Label};
use super::binary::{Damage, DamageKind, Decoded, Input, MOST_LEVELS, Writer};

/// The largest number of a field ("Message Structure").
const MOST_FIELDS: u64 = (1 << 29) - 1;

/// How a field's value is written ("Message Structure").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wire {
    Varint,
    Fixed64,
    Length,
    GroupStart,
    GroupEnd,
    Fixed32,
}

/// The number and wire type before a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Tag {
    number: u32,
    wire: Wire,
}

/// A message as JSON, in time that grows with its bytes; with a schema as the message at that place in
/// [`Schema::messages`].
pub fn decode(bytes: &[u8], schema: Option<(&Schema, usize)>) -> Decoded {
    let mut fields = Fields {
        input: Input::new(bytes),
        out: Writer::default(),
        schema: schema.map(|(schema, _)| schema),
        open: vec![Open::new(bytes.len(), bytes.len(), schema.map(|(_, root)| root))],
        guesser: Guesser::default(),
        excess: None,
    };
    fields.out.open_map();
    let damage = loop {
        match fields.step() {
            Ok(true) => {}
            Ok(false) => break None,
            Err(damage) => break Some(damage),
        }
    };
    Decoded { text: fields.out.finish(1), more: 0, damage: fields.excess.or(damage) }
}

/// What the message has chosen of its first `oneof`: the name of the field.
pub fn choice<'s>(bytes: &[u8], schema: &'s Schema, root: usize) -> Option<&'s str> {
    let mut input = Input::new(bytes);
    while input.left() > 0 {
        let began = input.at;
        let tag = input.tag().ok()?;
        if let Some(field) = schema.field(root, tag.number).filter(|field| field.is_choice) {
            return Some(&field.name);
        }
        input.skip(tag.wire, began).ok()?;
    }
    None
}

/// A message, or a group, that isn't read to its end.
#[derive(Clone, Copy, Debug)]
struct Open {
    /// Where it ends; of a group, where the message around it does.
    end: usize,
    /// Where what follows on it begins.
    after: usize,
    /// Which one of the schema's it is.
    message: Option<usize>,
    /// The number of the group that it is; 0 if it is none.
    group: u32,
    /// The number of the field whose list, or map, is open in it, and what the schema says of it.
    list: Option<(u32, Option<Label>)>,
}

impl Open {
    fn new(end: usize, after: usize, message: Option<usize>) -> Self {
        Self { end, after, message, group: 0, list: None }
    }
}

struct Fields<'m, 's> {
    input: Input<'m>,
    out: Writer,
    schema: Option<&'s Schema>,
    open: Vec<Open>,
    guesser: Guesser,
    /// The first field that can't be as long as it announces; what there is of it is read.
    excess: Option<Damage>,
}

impl<'s> Fields<'_, 's> {
    /// Reads a field, or the end of what is open; says whether there is more.
    fn step(&mut self) -> Result<bool, Damage> {
        let Some(open) = self.open.last().copied() else { return Ok(false) };
        self.input.end = open.end;
        let began = self.input.at;
        if began == open.end {
            if open.group != 0 {
                return Err(Damage { at: began, kind: DamageKind::CutOff });
            }
            self.input.at = open.after;
            self.close();
            return Ok(true);
        }
        let tag = self.input.tag()?;
        if tag.wire == Wire::GroupEnd {
            if open.group != tag.number {
                return Err(Damage { at: began, kind: DamageKind::StrayGroupEnd });
            }
            self.close();
            return Ok(true);
        }
        let field = self.field(open.message, tag);
        self.key(tag, field);
        self.value(tag, field, began)?;
        Ok(true)
    }

    /// What the schema says of a field, if it is written as the schema says.
    fn field(&self, message: Option<usize>, tag: Tag) -> Option<&'s Field> {
        let field = self.schema?.field(message?, tag.number)?;
        let is_other_form = match field.kind {
            Kind::Message(_) => tag.wire == Wire::GroupStart && field.label != Label::Map,
            // It may be an enum.
            Kind::Unknown => tag.wire == Wire::Varint,
            _ => tag.wire == Wire::Length && field.label == Label::Repeated,
        };
        (is_other_form || tag.wire == wire_of(field.kind)).then_some(field)
    }

    /// Writes the key of a field, and opens its list where it has one.
    fn key(&mut self, tag: Tag, field: Option<&Field>) {
        let Some(open) = self.open.last_mut() else { return };
        let label = field.map(|field| field.label);
        let list = (tag.number, label);
        if open.list == Some(list) {
            return;
        }
        if open.list.take().is_some() {
            self.out.close();
        }
        match field {
            Some(field) => self.out.text(&field.name),
            None => self.out.whole(false, tag.number.into()),
        }
        let is_list = match label {
            Some(Label::Repeated | Label::Map) => true,
            Some(Label::Single) => false,
            None => self.is_repeated(tag),
        };
        if is_list {
            if let Some(open) = self.open.last_mut() {
                open.list = Some(list);
            }
            if label == Some(Label::Map) { self.out.open_map() } else { self.out.open_list() }
        }
    }

    /// Whether the next field has the same number and wire type.
    fn is_repeated(&self, tag: Tag) -> bool {
        if tag.wire == Wire::GroupStart {
            return false;
        }
        let mut input = self.input;
        let is_whole = input.skip(tag.wire, self.input.at).is_ok();
        is_whole && input.left() > 0 && input.tag().is_ok_and(|next| next == tag)
    }

    fn value(&mut self, tag: Tag, field: Option<&Field>, began: usize) -> Result<(), Damage> {
        match tag.wire {
            Wire::Length => {
                let mut length = self.input.varint(began)?;
                if length > self.input.left() {
                    self.excess.get_or_insert(Damage { at: began, kind: DamageKind::TooMany });
                    length = self.input.left();
                }
                let start = self.input.at;
                let bytes = self.input.take(length, began)?;
                let end = self.input.at;
                match field {
                    Some(Field { kind: Kind::Text, .. }) => self.out.text_or_bytes(bytes),
                    Some(Field { kind: Kind::Bytes, .. }) => self.out.bytes(bytes),
                    Some(Field { label: Label::Map, kind: Kind::Message(entry), .. }) => {
                        self.entry(*entry, start, end)?;
                    }
                    Some(Field { kind: Kind::Message(message), .. }) => {
                        self.enter(start, end, Some(*message), began)?;
                    }
                    Some(field) if wire_of(field.kind) != Wire::Length => {
                        self.packed(field.kind, start, end)?;
                    }
                    Some(_) | None => match self.guesser.guess(&self.input, start, end) {
                        Guess::Text(text) => self.out.text(text),
                        Guess::Message => self.enter(start, end, None, began)?,
                        Guess::Bytes => self.out.bytes(bytes),
                    },
                }
            }
            Wire::GroupStart => {
                let message = match field {
                    Some(Field { kind: Kind::Message(message), .. }) => Some(*message),
                    Some(_) | None => None,
                };
                let end = self.input.end;
                self.open(Open { group: tag.number, ..Open::new(end, end, message) }, began)?;
            }
            Wire::Varint | Wire::Fixed32 | Wire::Fixed64 => match field {
                Some(field) => scalar(&mut self.input, &mut self.out, self.schema, field.kind, began)?,
                None => fixed(&mut self.input, &mut self.out, tag.wire, began)?,
            },
            Wire::GroupEnd => {}
        }
        Ok(())
    }

    /// Goes into the message that lies there, in a field that began there.
    fn enter(
        &mut self,
        start: usize,
        end: usize,
        message: Option<usize>,
        began: usize,
    ) -> Result<(), Damage> {
        self.input.at = start;
        self.open(Open::new(end, end, message), began)
    }

    #[inline(never)]
    fn open(&mut self, open: Open, began: usize) -> Result<(), Damage> {
        if self.open.len() == MOST_LEVELS {
            return Err(Damage { at: began, kind: DamageKind::TooDeep });
        }
        self.out.open_map();
        self.open.push(open);
        Ok(())
    }

    /// Numbers without tags ("Repeated Elements").
    fn packed(&mut self, kind: Kind, start: usize, end: usize) -> Result<(), Damage> {
        self.input.at = start;
        self.input.end = end;
        while self.input.left() > 0 {
            let began = self.input.at;
            scalar(&mut self.input, &mut self.out, self.schema, kind, began)?;
        }
        Ok(())
    }

    /// A map's key and value, a message of the fields 1 and 2 ("Maps"); what is left out is the usual value.
    fn entry(&mut self, entry: usize, start: usize, end: usize) -> Result<(), Damage> {
        let Some([key, value]) = self.schema.and_then(|schema| schema.entry(entry)) else { return Ok(()) };
        let mut input = self.input.within(start, end);
        let (mut key_at, mut value_at) = (None, None);
        while input.left() > 0 {
            let began = input.at;
            let tag = input.tag()?;
            for (field, at) in [(key, &mut key_at), (value, &mut value_at)] {
                if tag.number == field.number && tag.wire == wire_of(field.kind) {
                    *at = Some((tag, input.at, began));
                }
            }
            input.skip(tag.wire, began)?;
        }
        let depth = self.open.len();
        for (field, at) in [(key, key_at), (value, value_at)] {
            match at {
                Some((tag, at, began)) => {
                    self.input.at = at;
                    self.value(tag, Some(field), began)?;
                }
                None => usual(&mut self.out, self.schema, field.kind),
            }
        }
        // A message is gone into now, and left to behind the entry.
        match self.open.get_mut(depth) {
            Some(open) => open.after = end,
            None => self.input.at = end,
        }
        Ok(())
    }

    fn close(&mut self) {
        if self.open.pop().is_some_and(|open| open.list.is_some()) {
            self.out.close();
        }
        self.out.close();
    }
}

impl Input<'_> {
    /// A number of seven bits a byte, the lowest first ("Base 128 Varints"), of something that began there.
    #[inline(never)]
    fn varint(&mut self, began: usize) -> Result<u64, Damage> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.take(1, began)?[0];
            number |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Ok(number);
            }
        }
        Err(Damage { at: began, kind: DamageKind::LongNumber })
    }

    #[inline(never)]
    fn tag(&mut self) -> Result<Tag, Damage> {
        let at = self.at;
        let tag = self.varint(at)?;
        let wire = match tag & 7 {
            0 => Wire::Varint,
            1 => Wire::Fixed64,
            2 => Wire::Length,
            3 => Wire::GroupStart,
            4 => Wire::GroupEnd,
            5 => Wire::Fixed32,
            _ => return Err(Damage { at, kind: DamageKind::WireType }),
        };
        match u32::try_from(tag >> 3) {
            Ok(number) if (1..=MOST_FIELDS).contains(&u64::from(number)) => Ok(Tag { number, wire }),
            Ok(_) | Err(_) => Err(Damage { at, kind: DamageKind::FieldNumber }),
        }
    }

    /// Goes behind a value, of a group behind the tag that begins it.
    fn skip(&mut self, wire: Wire, began: usize) -> Result<(), Damage> {
        let length = match wire {
            Wire::Varint => {
                self.varint(began)?;
                0
            }
            Wire::Fixed64 => 8,
            Wire::Fixed32 => 4,
            Wire::Length => self.varint(began)?,
            Wire::GroupStart | Wire::GroupEnd => 0,
        };
        self.take(length, began).map(|_| ())
    }
}
