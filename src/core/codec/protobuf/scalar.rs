//! Numbers of protobuf ("Encoding", "Signed Integers", "Non-varint Numbers").

use super::schema::{Kind, Schema};
use super::{Input, Wire, Writer};
use crate::codec::binary::{Damage, push_double, push_single};

/// How values of a kind are written, one by one.
pub(super) fn wire_of(kind: Kind) -> Wire {
    match kind {
        Kind::Double | Kind::Fixed64 | Kind::Sfixed64 => Wire::Fixed64,
        Kind::Float | Kind::Fixed32 | Kind::Sfixed32 => Wire::Fixed32,
        Kind::Int32
        | Kind::Int64
        | Kind::Uint32
        | Kind::Uint64
        | Kind::Sint32
        | Kind::Sint64
        | Kind::Bool
        | Kind::Enum(_) => Wire::Varint,
        Kind::Text | Kind::Bytes | Kind::Message(_) | Kind::Unknown => Wire::Length,
    }
}

/// The number that is next, as a schema has it. Of what is too wide the lowest bits count, as in every reader.
pub(super) fn scalar(
    input: &mut Input<'_>,
    out: &mut Writer,
    schema: Option<&Schema>,
    kind: Kind,
    began: usize,
) -> Result<(), Damage> {
    let bits = bits(input, wire_of(kind), began)?;
    number(out, schema, kind, bits);
    Ok(())
}

fn number(out: &mut Writer, schema: Option<&Schema>, kind: Kind, bits: u64) {
    #[expect(clippy::cast_possible_truncation, reason = "the lowest bits count")]
    let low = bits as u32;
    // The lowest bit is the sign.
    let zigzag = |bits: u64| (bits >> 1).cast_signed() ^ -(bits & 1).cast_signed();
    match kind {
        Kind::Double => push_double(out, f64::from_bits(bits)),
        Kind::Float => push_single(out, f32::from_bits(low)),
        Kind::Int64 | Kind::Sfixed64 => out.signed(bits.cast_signed()),
        Kind::Int32 | Kind::Sfixed32 => out.signed(low.cast_signed().into()),
        Kind::Sint64 => out.signed(zigzag(bits)),
        Kind::Sint32 => out.signed(zigzag(low.into())),
        Kind::Uint32 | Kind::Fixed32 => out.whole(false, low.into()),
        Kind::Bool => out.plain(if bits == 0 { b"false" } else { b"true" }),
        Kind::Enum(index) => match schema.and_then(|schema| schema.value(index, low.cast_signed())) {
            Some(name) => out.text(name),
            None => out.signed(low.cast_signed().into()),
        },
        Kind::Uint64 | Kind::Fixed64 | Kind::Text | Kind::Bytes | Kind::Message(_) | Kind::Unknown => {
            out.whole(false, bits);
        }
    }
}

/// The number that is next, without a schema. A varint of ten bytes is a negative number, as they are far more common
/// than large ones.
pub(super) fn fixed(input: &mut Input<'_>, out: &mut Writer, wire: Wire, began: usize) -> Result<(), Damage> {
    let bits = bits(input, wire, began)?;
    if wire == Wire::Varint {
        out.signed(bits.cast_signed());
        return Ok(());
    }
    out.open_map();
    out.text(if wire == Wire::Fixed32 { "fixed32" } else { "fixed64" });
    out.whole(false, bits);
    if wire == Wire::Fixed32 {
        out.text("float");
        #[expect(clippy::cast_possible_truncation, reason = "it has four bytes")]
        push_single(out, f32::from_bits(bits as u32));
    } else {
        out.text("double");
        push_double(out, f64::from_bits(bits));
    }
    out.close();
    Ok(())
}

/// A value that isn't written because it is the usual one.
pub(super) fn usual(out: &mut Writer, schema: Option<&Schema>, kind: Kind) {
    match kind {
        Kind::Text => out.text(""),
        Kind::Bytes => out.bytes(&[]),
        Kind::Message(_) | Kind::Unknown => {
            out.open_map();
            out.close();
        }
        Kind::Double
        | Kind::Float
        | Kind::Int32
        | Kind::Int64
        | Kind::Uint32
        | Kind::Uint64
        | Kind::Sint32
        | Kind::Sint64
        | Kind::Fixed32
        | Kind::Fixed64
        | Kind::Sfixed32
        | Kind::Sfixed64
        | Kind::Bool
        | Kind::Enum(_) => number(out, schema, kind, 0),
    }
}

fn bits(input: &mut Input<'_>, wire: Wire, began: usize) -> Result<u64, Damage> {
    let width = match wire {
        Wire::Fixed32 => 4,
        Wire::Fixed64 => 8,
        Wire::Varint | Wire::Length | Wire::GroupStart | Wire::GroupEnd => return input.varint(began),
    };
    // The lowest byte is first.
    Ok(input.take(width, began)?.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)))
}
