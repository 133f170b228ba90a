//! What is wrong with a JSON text, in words.

use wirebench_core::codec::json::{Expected, JsonProblem};

use super::{code, shown};
use crate::i18n::{Words, t_string};

/// What is wrong; the place is said in front of it.
pub fn json_problem(i18n: Words, problem: JsonProblem) -> String {
    match problem {
        JsonProblem::Empty => t_string!(i18n, json.empty).to_string(),
        JsonProblem::ByteOrderMark => t_string!(i18n, json.bom).to_string(),
        JsonProblem::UnexpectedCharacter { found, expected } => {
            let (found, expected) = (shown(found), expected_words(i18n, expected));
            t_string!(i18n, json.unexpected, found = found, expected = expected).to_string()
        }
        JsonProblem::UnexpectedEnd { expected } => {
            t_string!(i18n, json.unexpected_end, expected = expected_words(i18n, expected)).to_string()
        }
        JsonProblem::TrailingComma => t_string!(i18n, json.trailing_comma).to_string(),
        JsonProblem::Comment => t_string!(i18n, json.comment).to_string(),
        JsonProblem::SingleQuotes => t_string!(i18n, json.single_quotes).to_string(),
        JsonProblem::UnquotedKey(key) => t_string!(i18n, json.unquoted_key, key = key).to_string(),
        JsonProblem::NotFinite => t_string!(i18n, json.not_finite).to_string(),
        JsonProblem::UnknownWord(word) => t_string!(i18n, json.unknown_word, word = word).to_string(),
        JsonProblem::UnclosedString => t_string!(i18n, json.unclosed_string).to_string(),
        JsonProblem::ControlCharacter(character) => {
            t_string!(i18n, json.control, character = code(character)).to_string()
        }
        JsonProblem::UnknownEscape(character) => {
            t_string!(i18n, json.unknown_escape, character = character.to_string()).to_string()
        }
        JsonProblem::BadUnicodeEscape => t_string!(i18n, json.bad_unicode).to_string(),
        JsonProblem::LeadingZero => t_string!(i18n, json.leading_zero).to_string(),
        JsonProblem::LeadingPlus => t_string!(i18n, json.leading_plus).to_string(),
        JsonProblem::MissingDigit => t_string!(i18n, json.missing_digit).to_string(),
    }
}

fn expected_words(i18n: Words, expected: Expected) -> String {
    match expected {
        Expected::Value => t_string!(i18n, json.a_value),
        Expected::Key => t_string!(i18n, json.a_key),
        Expected::Colon => t_string!(i18n, json.a_colon),
        Expected::CommaOrBracket => t_string!(i18n, json.comma_or_bracket),
        Expected::CommaOrBrace => t_string!(i18n, json.comma_or_brace),
        Expected::End => t_string!(i18n, json.the_end),
    }
    .to_string()
}
