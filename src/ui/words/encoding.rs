//! What is wrong with a message in a binary encoding, or with a `.proto` file, in words.

use wirebench_core::codec::binary::{Damage, DamageKind};
use wirebench_core::codec::protobuf::ProtoProblem;
use wirebench_core::size;

use super::{shown, visible};
use crate::i18n::{Words, say};
use crate::state::SchemaTrouble;

/// So much of what was found is told.
const LONGEST: usize = 40;

/// Why a message isn't read to its end, and where.
pub fn damage(i18n: Words, damage: Damage) -> String {
    let what = match damage.kind {
        DamageKind::CutOff => say!(i18n, damage.cut_off),
        DamageKind::TooMany(count) => say!(i18n, damage.too_many, count = size::grouped(count)),
        DamageKind::Unknown(byte) => say!(i18n, damage.unknown, byte = format!("0x{byte:02x}")),
        DamageKind::StrayBreak => say!(i18n, damage.stray_break),
        DamageKind::NoPart => say!(i18n, damage.no_part),
        DamageKind::LongNumber => say!(i18n, damage.long_number),
        DamageKind::FieldNumber(number) => say!(i18n, damage.field_number, number = number),
        DamageKind::WireType(number) => say!(i18n, damage.wire_type, number = number),
        DamageKind::StrayGroupEnd(number) => say!(i18n, damage.stray_group_end, number = number),
    };
    say!(i18n, damage.at, at = damage.at, hex = format!("0x{:x}", damage.at), what = what)
}

/// Why a file isn't taken as a schema.
pub fn schema_trouble(i18n: Words, trouble: &SchemaTrouble) -> String {
    match trouble {
        SchemaTrouble::Unreadable(words) => say!(i18n, proto.unreadable, words = words.clone()),
        SchemaTrouble::TooLarge => say!(i18n, proto.too_large),
        SchemaTrouble::NotText => say!(i18n, proto.not_text),
        SchemaTrouble::Wrong(error) => {
            let what = problem(i18n, &error.kind);
            say!(i18n, place.line_column, line = error.place.line, column = error.place.column, what = what)
        }
    }
}

fn problem(i18n: Words, problem: &ProtoProblem) -> String {
    let found = |text: &str| match text {
        "" => say!(i18n, proto.the_end),
        _ => format!("“{}”", named(text)),
    };
    match problem {
        ProtoProblem::NoName(text) => say!(i18n, proto.no_name, found = found(text)),
        ProtoProblem::NoNumber(text) => say!(i18n, proto.no_number, found = found(text)),
        ProtoProblem::NoSymbol(symbol, text) => {
            say!(i18n, proto.no_symbol, symbol = shown(*symbol), found = found(text))
        }
        ProtoProblem::Statement(text) => say!(i18n, proto.statement, found = found(text)),
        ProtoProblem::Unclosed => say!(i18n, proto.unclosed),
        ProtoProblem::Character(character) => say!(i18n, proto.character, character = shown(*character)),
        ProtoProblem::FieldNumber(text) => say!(i18n, proto.field_number, number = named(text)),
        ProtoProblem::SameNumber(name) => say!(i18n, proto.same_number, name = named(name)),
        ProtoProblem::UnknownType(name) => say!(i18n, proto.unknown_type, name = named(name)),
        ProtoProblem::TooDeep => say!(i18n, proto.too_deep),
        ProtoProblem::NoMessage => say!(i18n, proto.no_message),
    }
}

fn named(text: &str) -> String {
    visible(&text[..text.floor_char_boundary(LONGEST)])
}
