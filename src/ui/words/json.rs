//! What is wrong with a JSON text, in words.

use wirebench_core::codec::json::{Expected, JsonProblem};

use super::{code, shown};
use crate::i18n::{Words, say};

/// What is wrong; the place is said in front of it.
pub fn json_problem(i18n: Words, problem: JsonProblem) -> String {
    match problem {
        JsonProblem::Empty => say!(i18n, json.empty),
        JsonProblem::ByteOrderMark => say!(i18n, json.bom),
        JsonProblem::UnexpectedCharacter { found, expected } => {
            let (found, expected) = (shown(found), expected_words(i18n, expected));
            say!(i18n, json.unexpected, found = found, expected = expected)
        }
        JsonProblem::UnexpectedEnd { expected } => {
            say!(i18n, json.unexpected_end, expected = expected_words(i18n, expected))
        }
        JsonProblem::TrailingComma => say!(i18n, json.trailing_comma),
        JsonProblem::Comment => say!(i18n, json.comment),
        JsonProblem::SingleQuotes => say!(i18n, json.single_quotes),
        JsonProblem::UnquotedKey(key) => say!(i18n, json.unquoted_key, key = key),
        JsonProblem::NotFinite => say!(i18n, json.not_finite),
        JsonProblem::UnknownWord(word) => say!(i18n, json.unknown_word, word = word),
        JsonProblem::UnclosedString => say!(i18n, json.unclosed_string),
        JsonProblem::ControlCharacter(character) => {
            say!(i18n, json.control, character = code(character))
        }
        JsonProblem::UnknownEscape(character) => {
            say!(i18n, json.unknown_escape, character = character.to_string())
        }
        JsonProblem::BadUnicodeEscape => say!(i18n, json.bad_unicode),
        JsonProblem::LeadingZero => say!(i18n, json.leading_zero),
        JsonProblem::LeadingPlus => say!(i18n, json.leading_plus),
        JsonProblem::MissingDigit => say!(i18n, json.missing_digit),
    }
}

fn expected_words(i18n: Words, expected: Expected) -> String {
    match expected {
        Expected::Value => say!(i18n, json.a_value),
        Expected::Key => say!(i18n, json.a_key),
        Expected::Colon => say!(i18n, json.a_colon),
        Expected::CommaOrBracket => say!(i18n, json.comma_or_bracket),
        Expected::CommaOrBrace => say!(i18n, json.comma_or_brace),
        Expected::End => say!(i18n, json.the_end),
    }
}
