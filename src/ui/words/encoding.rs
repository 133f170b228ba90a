//! What is wrong with a message in a binary encoding, or with a `.proto` file, in words.

use wirebench_core::codec::binary::{Damage, DamageKind};
use wirebench_core::codec::protobuf::ProtoProblem;

use super::shown;
use crate::i18n::{Words, say};
use crate::state::SchemaTrouble;

/// Why a message isn't read to its end, and where. The bytes themselves are in the Hex tab.
pub fn damage(i18n: Words, damage: Damage) -> String {
    let what = match damage.kind {
        DamageKind::CutOff => say!(i18n, damage.cut_off),
        DamageKind::TooMany => say!(i18n, damage.too_many),
        DamageKind::Unknown => say!(i18n, damage.unknown),
        DamageKind::TooDeep => say!(i18n, damage.too_deep),
        DamageKind::StrayBreak => say!(i18n, damage.stray_break),
        DamageKind::NoPart => say!(i18n, damage.no_part),
        DamageKind::LongNumber => say!(i18n, damage.long_number),
        DamageKind::FieldNumber => say!(i18n, damage.field_number),
        DamageKind::WireType => say!(i18n, damage.wire_type),
        DamageKind::StrayGroupEnd => say!(i18n, damage.stray_group_end),
    };
    say!(i18n, damage.at, at = format!("{} (0x{:x})", damage.at, damage.at), what = what)
}

/// Why a file isn't taken as a schema.
pub fn schema_trouble(i18n: Words, trouble: &SchemaTrouble) -> String {
    match trouble {
        SchemaTrouble::Unreadable(words) => words.clone(),
        SchemaTrouble::TooLarge => say!(i18n, proto.too_large),
        SchemaTrouble::NotText => say!(i18n, proto.not_text),
        SchemaTrouble::Wrong(error) => {
            let what = match error.kind {
                ProtoProblem::NoName => say!(i18n, proto.no_name),
                ProtoProblem::NoNumber => say!(i18n, proto.no_number),
                ProtoProblem::NoSymbol(symbol) => say!(i18n, proto.no_symbol, symbol = shown(symbol)),
                ProtoProblem::Statement => say!(i18n, proto.statement),
                ProtoProblem::Unclosed => say!(i18n, proto.unclosed),
                ProtoProblem::Character => say!(i18n, proto.character),
                ProtoProblem::FieldNumber => say!(i18n, proto.field_number),
                ProtoProblem::SameNumber => say!(i18n, proto.same_number),
                ProtoProblem::UnknownType => say!(i18n, proto.unknown_type),
                ProtoProblem::MapKey => say!(i18n, proto.map_key),
                ProtoProblem::LongName => say!(i18n, proto.long_name),
                ProtoProblem::TooDeep => say!(i18n, proto.too_deep),
                ProtoProblem::NoMessage => say!(i18n, proto.no_message),
            };
            say!(i18n, place.line_column, line = error.place.line, column = error.place.column, what = what)
        }
    }
}
