//! CBOR (RFC 8949).
//!
//! Tags that have a form of their own are written in it: a time in seconds (1) by ISO 8601, large numbers (2, 3) as
//! digits; 0 and 55799 need none. Others are `{"tag":37,"value":…}`. What has no length beforehand (§3.2) is written like
//! what has one.

use super::values::{self, Head};
use super::{Damage, DamageKind, Decoded, Input};

/// A message's values as JSON, in time that grows with its bytes. Several are a sequence (RFC 8742).
pub fn decode(bytes: &[u8]) -> Decoded {
    values::decode(bytes, head)
}

fn head<'m>(input: &mut Input<'m>) -> Result<Head<'m>, Damage> {
    let at = input.at;
    let first = input.byte()?;
    let (major, info) = (first >> 5, first & 31);
    let unknown = Err(Damage { at, kind: DamageKind::Unknown });
    let argument = match info {
        0..=23 => Some(info.into()),
        24..=27 => Some(input.number(1 << (info - 24), at)?),
        31 => None,
        _ => return unknown,
    };
    Ok(match (major, argument) {
        (0, Some(number)) => Head::Whole(number),
        (1, Some(number)) => Head::Negative(number),
        (2, Some(length)) => Head::Bytes(input.take(length, at)?),
        (2, None) => Head::BytesParts,
        (3, Some(length)) => Head::Text(input.take(length, at)?),
        (3, None) => Head::TextParts,
        (4, count) => Head::List(count),
        (5, count) => Head::Map(count),
        (6, Some(tag)) => Head::Tag(tag),
        (7, None) => Head::Break,
        (7, Some(value)) => match info {
            20 => Head::Plain("false"),
            21 => Head::Plain("true"),
            22 => Head::Plain("null"),
            23 => Head::Said("undefined"),
            // Below 32 they have a form of one byte (§3.3).
            24 if value < 32 => return unknown,
            // An argument has as many bits as its info says.
            #[expect(clippy::cast_possible_truncation, reason = "it is what has been read from two bytes")]
            25 => Head::Single(half(value as u16)),
            #[expect(clippy::cast_possible_truncation, reason = "it is what has been read from four bytes")]
            26 => Head::Single(f32::from_bits(value as u32)),
            27 => Head::Double(f64::from_bits(value)),
            #[expect(clippy::cast_possible_truncation, reason = "it is less than 20, or from one byte")]
            _ => Head::Simple(value as u8),
        },
        _ => return unknown,
    })
}

/// A number of half precision (RFC 8949 appendix D).
fn half(bits: u16) -> f32 {
    let sign = u32::from(bits >> 15) << 31;
    let (exponent, fraction) = (u32::from(bits >> 10 & 31), u32::from(bits & 1023));
    match exponent {
        0 => {
            // 1023 · 2^-24 and less.
            #[expect(clippy::cast_precision_loss, reason = "it has ten bits")]
            let value = fraction as f32 / 16_777_216.0;
            f32::from_bits(value.to_bits() | sign)
        }
        31 => f32::from_bits(sign | 0x7f80_0000 | fraction << 13),
        _ => f32::from_bits(sign | (exponent + 112) << 23 | fraction << 13),
    }
}
