//! The variables of a template: how each is written, and what is put in its place.
//!
//! Where a variable begins and ends in the text is the business of `template`.

use std::fmt::Write;

use super::template::{Filling, TemplateProblem};
use super::{Meaning, values};
use crate::codec::base64;
use crate::codec::json::{self, Path};

/// A variable with its argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Variable {
    Uuid,
    Timestamp,
    TimestampMs,
    Iso,
    Seq,
    Random { least: i64, most: i64 },
    RandomHex(u16),
    RandomBase64(u16),
    Nonce,
    Character(char),
    Last(Path),
    Own(String),
}

/// How much of an unknown name is carried to the page, in characters.
const NAME_SHOWN: usize = 64;

/// The most random digits or bytes that one variable stands for.
const MOST_RANDOM: u16 = 4096;

/// A problem, and the byte within the braces at which it is, if it isn't the variable as a whole.
type Failure = (Option<usize>, TemplateProblem);

/// Reads what is between the braces, in a text that is meant in this way.
pub(super) fn read(inside: &str, meaning: Meaning) -> Result<Variable, Failure> {
    let (name, argument) = match inside.split_once(':') {
        Some((name, argument)) => (name.trim(), Some(argument)),
        None => (inside.trim(), None),
    };
    let value = argument.unwrap_or_default().trim();
    let plain = |variable| match argument {
        None => Ok(variable),
        Some(_) => Err((None, TemplateProblem::NeedlessArgument)),
    };
    match name {
        "uuid" => plain(Variable::Uuid),
        "timestamp" => plain(Variable::Timestamp),
        "timestamp_ms" => plain(Variable::TimestampMs),
        "iso" => plain(Variable::Iso),
        "seq" => plain(Variable::Seq),
        "nonce" => plain(Variable::Nonce),
        "random" => range(value).ok_or((None, TemplateProblem::BadRange)),
        "random_hex" => count(value).map(Variable::RandomHex).ok_or((None, TemplateProblem::BadDigits)),
        "bytes" => match (count(value), meaning) {
            (_, Meaning::Text | Meaning::Json) => Err((None, TemplateProblem::BytesInText)),
            (None, Meaning::Hex | Meaning::Base64) => Err((None, TemplateProblem::BadBytes)),
            (Some(bytes), Meaning::Hex) => Ok(Variable::RandomHex(2 * bytes)),
            (Some(bytes), Meaning::Base64) => Ok(Variable::RandomBase64(bytes)),
        },
        "char" => {
            let character = u32::from_str_radix(value, 16).ok().and_then(char::from_u32);
            character.map(Variable::Character).ok_or((None, TemplateProblem::BadCharacter))
        }
        "last" => {
            let path = argument.unwrap_or_default();
            let start = inside.len() - path.len();
            json::path::read(path)
                .map(Variable::Last)
                .map_err(|(at, problem)| (Some(start + at), TemplateProblem::BadPath(problem)))
        }
        name if argument.is_none() && values::is_word(name) => Ok(Variable::Own(name.to_owned())),
        other => Err((None, TemplateProblem::UnknownName(other.chars().take(NAME_SHOWN).collect()))),
    }
}

fn count(text: &str) -> Option<u16> {
    text.parse().ok().filter(|count| (1..=MOST_RANDOM).contains(count))
}

/// `1-6`, `-5-5`, `-5--1`: the hyphen in the middle is the first behind a digit.
fn range(text: &str) -> Option<Variable> {
    let middle = text.get(1..)?.find('-')? + 1;
    let least = text[..middle].trim().parse().ok()?;
    let most = text[middle + 1..].trim().parse().ok()?;
    (least <= most).then_some(Variable::Random { least, most })
}

impl Variable {
    /// Puts the value behind `out`; for an own variable without a value that is what was `written`.
    pub(super) fn fill(&self, written: &str, out: &mut String, filling: &mut Filling<'_>) {
        // Writing to a string can't fail.
        let _ = match self {
            Variable::Uuid => uuid(out, filling.rng),
            Variable::Timestamp => write!(out, "{}", filling.now.0 / 1_000_000),
            Variable::TimestampMs => write!(out, "{}", filling.now.0 / 1000),
            Variable::Iso => filling.now.write_iso(out),
            Variable::Seq => write!(out, "{}", filling.seq),
            Variable::Random { least, most } => write!(out, "{}", filling.rng.i64(*least..=*most)),
            Variable::RandomHex(digits) => {
                out.extend((0..*digits).map(|_| filling.rng.digit(16)));
                Ok(())
            }
            Variable::RandomBase64(count) => {
                let mut bytes = vec![0; usize::from(*count)];
                filling.rng.fill(&mut bytes);
                out.write_str(&base64::encode(&bytes))
            }
            Variable::Nonce => out.write_str(filling.nonce),
            Variable::Character(character) => out.write_char(*character),
            Variable::Last(path) => {
                let value = filling.last.iter().find(|(other, _)| other == path);
                out.write_str(value.map_or("null", |(_, value)| value))
            }
            Variable::Own(name) => out.write_str(filling.own.get(name).unwrap_or(written)),
        };
    }
}

/// A UUID of version 4 and the variant of RFC 9562.
fn uuid(out: &mut String, rng: &mut fastrand::Rng) -> std::fmt::Result {
    let mut bytes = [0; 16];
    rng.fill(&mut bytes);
    bytes[6] = bytes[6] & 0x0f | 0x40;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    for (index, byte) in bytes.iter().enumerate() {
        let hyphen = if matches!(index, 4 | 6 | 8 | 10) { "-" } else { "" };
        write!(out, "{hyphen}{byte:02x}")?;
    }
    Ok(())
}
