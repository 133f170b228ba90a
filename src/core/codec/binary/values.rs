//! Goes through the values of a message, one head after the other, and writes them as JSON: what [`super::msgpack`] and
//! [`super::cbor`] share. What is open is kept in a list, so that depth costs memory and no stack.

use super::writer::Writer;
use super::{Damage, DamageKind, Decoded, Input, MOST_LEVELS, decimal, float, moment};

/// What a value is, as its first bytes tell, with its content where that is no other value.
#[derive(Clone, Copy, Debug)]
pub(super) enum Head<'m> {
    /// As it stands in JSON.
    Plain(&'static str),
    /// What JSON has no form for, as a text.
    Said(&'static str),
    /// A simple value without a meaning (RFC 8949 §3.3).
    Simple(u8),
    Whole(u64),
    /// The number -1 less this one.
    Negative(u64),
    Double(f64),
    Single(f32),
    Text(&'m [u8]),
    Bytes(&'m [u8]),
    /// A text in parts, up to a [`Head::Break`].
    TextParts,
    /// Bytes in parts.
    BytesParts,
    /// So many items, or those up to a [`Head::Break`].
    List(Option<u64>),
    /// So many keys with their values.
    Map(Option<u64>),
    Break,
    /// What the next value means (RFC 8949 §3.4).
    Tag(u64),
    /// Bytes of a type of the application's, or of the specification's if it is negative.
    Extension(i8, &'m [u8]),
    /// Seconds since 1970, and nanoseconds.
    Time(i64, u32),
}

/// Reads the head of the next value, of which there is at least a byte.
pub(super) type ReadHead = for<'m> fn(&mut Input<'m>) -> Result<Head<'m>, Damage>;

/// The tag of bytes that are a large number, and that of a negative one (RFC 8949 §3.4.3).
const LARGE: u64 = 2;
const LARGE_NEGATIVE: u64 = 3;
/// The tag of a time in seconds since 1970 (§3.4.2).
const EPOCH: u64 = 1;
/// The tag of a text that is a time by RFC 3339 (§3.4.1), which shows by itself.
const DATE: u64 = 0;
/// The tag that only says that it is CBOR (§3.4.6).
const SELF_DESCRIBED: u64 = 55_799;

struct Values<'m> {
    input: Input<'m>,
    head: ReadHead,
    out: Writer,
    /// How many more values belong to each that is open, keys included; nothing if a break ends it.
    open: Vec<Option<u64>>,
    /// The first one that can't have as many as it announces.
    excess: Option<Damage>,
}

/// All values of a message.
pub(super) fn decode(bytes: &[u8], head: ReadHead) -> Decoded {
    let (input, out) = (Input::new(bytes), Writer::default());
    let mut values = Values { input, head, out, open: Vec::new(), excess: None };
    let mut count = 0;
    let damage = loop {
        while values.open.last() == Some(&Some(0)) {
            values.open.pop();
            values.out.close();
        }
        if values.open.is_empty() {
            if values.input.left() == 0 && count > 0 {
                break None;
            }
            count += 1;
        }
        if let Err(damage) = values.value() {
            let is_end = matches!(damage.kind, DamageKind::CutOff | DamageKind::TooMany);
            break values.excess.filter(|_| is_end).or(Some(damage));
        }
    };
    Decoded { text: values.out.finish(count), more: count.saturating_sub(1), damage }
}

impl<'m> Values<'m> {
    fn value(&mut self) -> Result<(), Damage> {
        let mut began = self.input.at;
        let mut head = (self.head)(&mut self.input)?;
        while let Head::Tag(DATE | SELF_DESCRIBED) = head {
            began = self.input.at;
            head = (self.head)(&mut self.input)?;
        }
        if let Head::Break = head {
            if self.open.last() != Some(&None) || self.out.awaits_value() {
                return Err(Damage { at: began, kind: DamageKind::StrayBreak });
            }
            self.open.pop();
            self.out.close();
            return Ok(());
        }
        // A tag takes the place of its value, and opens what has room for one.
        if let Head::Tag(tag) = head
            && self.tag(tag)?
        {
            return Ok(());
        }
        if let Some(Some(left)) = self.open.last_mut() {
            *left -= 1;
        }
        self.write(head, began)
    }

    fn write(&mut self, head: Head<'m>, began: usize) -> Result<(), Damage> {
        let out = &mut self.out;
        match head {
            Head::Plain(json) => out.plain(json.as_bytes()),
            Head::Said(text) => out.text(text),
            Head::Simple(number) => {
                out.begin_string();
                out.text_part("simple(");
                out.text_part(&number.to_string());
                out.text_part(")");
                out.end_string();
            }
            Head::Whole(number) => out.whole(false, number),
            Head::Negative(number) => out.whole(true, number),
            Head::Double(number) => float::push_double(out, number),
            Head::Single(number) => float::push_single(out, number),
            Head::Text(bytes) => out.text_or_bytes(bytes),
            Head::Bytes(bytes) => out.bytes(bytes),
            Head::TextParts | Head::BytesParts => return self.parts(matches!(head, Head::TextParts)),
            Head::List(_) | Head::Map(_) | Head::Tag(_) if self.open.len() == MOST_LEVELS => {
                return Err(Damage { at: began, kind: DamageKind::TooDeep });
            }
            Head::List(count) => {
                self.announce(count, 1, began);
                self.out.open_list();
            }
            Head::Map(count) => {
                self.announce(count, 2, began);
                self.out.open_map();
            }
            Head::Tag(tag) => {
                self.open.push(Some(1));
                self.out.open_map();
                self.out.text("tag");
                self.out.whole(false, tag);
                self.out.text("value");
            }
            Head::Extension(kind, bytes) => {
                out.open_map();
                out.text("ext");
                out.signed(kind.into());
                out.text("data");
                out.bytes(bytes);
                out.close();
            }
            Head::Time(seconds, nanos) => {
                if let Some(moment) = moment::iso(seconds, nanos) {
                    out.text(&moment);
                } else {
                    out.open_map();
                    out.text("seconds");
                    out.signed(seconds);
                    out.text("nanos");
                    out.whole(false, nanos.into());
                    out.close();
                }
            }
            // It has been dealt with.
            Head::Break => {}
        }
        Ok(())
    }

    /// Opens what has so many items of so many values each. Nothing is made ready for them, and each takes a byte at
    /// least.
    fn announce(&mut self, count: Option<u64>, each: u64, began: usize) {
        let values = count.map(|count| count.saturating_mul(each));
        if values > Some(self.input.left()) {
            self.excess.get_or_insert(Damage { at: began, kind: DamageKind::TooMany });
        }
        self.open.push(values);
    }

    /// The parts of a text or of bytes, up to the break (RFC 8949 §3.2.3).
    fn parts(&mut self, is_text: bool) -> Result<(), Damage> {
        self.out.begin_string();
        if !is_text {
            self.out.text_part("hex:");
        }
        let result = loop {
            let at = self.input.at;
            match (self.head)(&mut self.input) {
                Ok(Head::Break) => break Ok(()),
                Ok(Head::Text(bytes)) if is_text => self.out.text_part(&String::from_utf8_lossy(bytes)),
                Ok(Head::Bytes(bytes)) if !is_text => self.out.hex_part(bytes),
                Ok(_) => break Err(Damage { at, kind: DamageKind::NoPart }),
                Err(damage) => break Err(damage),
            }
        };
        self.out.end_string();
        result
    }

    /// Reads a tag together with its value where the two have a form of their own; says whether that is done.
    fn tag(&mut self, tag: u64) -> Result<bool, Damage> {
        if !matches!(tag, EPOCH | LARGE | LARGE_NEGATIVE) || self.input.left() == 0 {
            return Ok(false);
        }
        let mut input = self.input;
        let written = match (tag, (self.head)(&mut input)?) {
            (EPOCH, Head::Whole(seconds)) => i64::try_from(seconds).ok().and_then(|it| moment::iso(it, 0)),
            (EPOCH, Head::Negative(less)) => i64::try_from(less).ok().and_then(|it| moment::iso(!it, 0)),
            (EPOCH, Head::Double(seconds)) => moment::of_seconds(seconds),
            (EPOCH, Head::Single(seconds)) => moment::of_seconds(seconds.into()),
            (LARGE, Head::Bytes(bytes)) => decimal::of_bytes(bytes, false),
            (LARGE_NEGATIVE, Head::Bytes(bytes)) => decimal::of_bytes(bytes, true),
            _ => None,
        };
        let Some(written) = written else { return Ok(false) };
        self.input = input;
        if let Some(Some(left)) = self.open.last_mut() {
            *left -= 1;
        }
        if tag == EPOCH {
            self.out.text(&written);
        } else {
            self.out.plain(written.as_bytes());
        }
        Ok(true)
    }
}
