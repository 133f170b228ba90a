//! `MessagePack` (<https://github.com/msgpack/msgpack/blob/master/spec.md>).
//!
//! A text that isn't UTF-8 is shown as bytes, as older versions have only the one type for both. Types of the
//! application are `{"ext":5,"data":"hex:…"}`; the type -1, a point in time, is a text by ISO 8601.

use super::values::{self, Head};
use super::{Damage, DamageKind, Decoded, Input};

/// A message's values as JSON, in time that grows with its bytes.
pub fn decode(bytes: &[u8]) -> Decoded {
    values::decode(bytes, head)
}

fn head<'m>(input: &mut Input<'m>) -> Result<Head<'m>, Damage> {
    let at = input.at;
    let first = input.byte()?;
    let low = |mask: u8| u64::from(first & mask);
    Ok(match first {
        0x00..=0x7f => Head::Whole(first.into()),
        0x80..=0x8f => Head::Map(Some(low(15))),
        0x90..=0x9f => Head::List(Some(low(15))),
        0xa0..=0xbf => Head::Text(input.take(low(31), at)?),
        0xc0 => Head::Plain("null"),
        0xc1 => return Err(Damage { at, kind: DamageKind::Unknown }),
        0xc2 => Head::Plain("false"),
        0xc3 => Head::Plain("true"),
        0xc4..=0xc6 => {
            let length = input.number(1 << (first - 0xc4), at)?;
            Head::Bytes(input.take(length, at)?)
        }
        0xc7..=0xc9 => {
            let length = input.number(1 << (first - 0xc7), at)?;
            extension(input, length, at)?
        }
        0xca => {
            let bytes = input.take(4, at)?.first_chunk().copied().unwrap_or_default();
            Head::Single(f32::from_be_bytes(bytes))
        }
        0xcb => Head::Double(f64::from_bits(input.number(8, at)?)),
        0xcc..=0xcf => Head::Whole(input.number(1 << (first - 0xcc), at)?),
        0xd0..=0xd3 => {
            let width = 1 << (first - 0xd0);
            // The sign is the highest bit of as many bytes as there are.
            let unused = 64 - 8 * width;
            let number = (input.number(width, at)? << unused).cast_signed() >> unused;
            if number < 0 {
                Head::Negative((!number).cast_unsigned())
            } else {
                Head::Whole(number.cast_unsigned())
            }
        }
        0xd4..=0xd8 => extension(input, 1 << (first - 0xd4), at)?,
        0xd9..=0xdb => {
            let length = input.number(1 << (first - 0xd9), at)?;
            Head::Text(input.take(length, at)?)
        }
        0xdc..=0xdd => Head::List(Some(input.number(2 << (first - 0xdc), at)?)),
        0xde..=0xdf => Head::Map(Some(input.number(2 << (first - 0xde), at)?)),
        0xe0..=0xff => Head::Negative((!first).into()),
    })
}

fn extension<'m>(input: &mut Input<'m>, length: u64, at: usize) -> Result<Head<'m>, Damage> {
    let kind = input.byte()?.cast_signed();
    let bytes = input.take(length, at)?;
    Ok(match moment(bytes).filter(|_| kind == -1) {
        Some((seconds, nanos)) => Head::Time(seconds, nanos),
        None => Head::Extension(kind, bytes),
    })
}

/// Seconds since 1970 and nanoseconds ("Timestamp extension type").
fn moment(bytes: &[u8]) -> Option<(i64, u32)> {
    let number = |bytes: &[u8]| bytes.iter().fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    let nanos = |nanos: u64| u32::try_from(nanos).ok();
    match bytes.len() {
        4 => Some((number(bytes).cast_signed(), 0)),
        8 => {
            let both = number(bytes);
            Some(((both & 0x3_ffff_ffff).cast_signed(), nanos(both >> 34)?))
        }
        12 => Some((number(&bytes[4..]).cast_signed(), nanos(number(&bytes[..4]))?)),
        _ => None,
    }
}
