//! Why a draft can't be sent, in words, the place first.

use wirebench_core::codec::Place;
use wirebench_core::codec::base64::Base64Problem;
use wirebench_core::codec::hex::HexProblem;
use wirebench_core::compose::forms::FieldProblem;
use wirebench_core::compose::{DraftError, DraftProblem, TemplateError, TemplateProblem};
use wirebench_core::size;

use super::json::json_problem;
use super::{shown, visible};
use crate::i18n::{Words, say};
use crate::state::composer::{MAX_FILE_BYTES, Refusal};

/// Why a message was not sent and what to do.
pub fn refusal(i18n: Words, refusal: Refusal) -> String {
    match refusal {
        Refusal::NoName => say!(i18n, chat.no_name),
        Refusal::NotConnected => say!(i18n, composer.not_connected),
        Refusal::Draft(error) => draft_error(i18n, error),
        Refusal::FileRepeated => say!(i18n, repeat.file),
        Refusal::FileSaved => say!(i18n, saved.file),
        Refusal::FileTooLarge => {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number")]
            let limit = size::bytes(MAX_FILE_BYTES as u64);
            say!(i18n, composer.file_too_large, limit = limit)
        }
        Refusal::NoFile => say!(i18n, composer.no_file),
        Refusal::UnreadableFile(words) => {
            say!(i18n, composer.unreadable_file, words = words)
        }
    }
}

/// Why a draft can't be sent, and where in it.
pub fn draft_error(i18n: Words, error: DraftError) -> String {
    match error {
        DraftError::Meaning(problem) => draft_problem(i18n, problem),
        DraftError::Template(error) => template_error(i18n, error),
    }
}

/// What is wrong with a field of a protocol's form.
pub fn field_problem(i18n: Words, problem: FieldProblem) -> String {
    match problem {
        FieldProblem::Empty => say!(i18n, form.empty),
        FieldProblem::Draft(error) => draft_error(i18n, error),
        FieldProblem::NoObject => say!(i18n, form.no_object),
        FieldProblem::NoList => say!(i18n, form.no_list),
        FieldProblem::NoSlash => say!(i18n, form.no_slash),
        FieldProblem::NoNumber => say!(i18n, form.no_number),
        FieldProblem::TooLong => say!(i18n, form.too_long),
        FieldProblem::SecretKept => say!(i18n, form.secret_kept),
        FieldProblem::SecretPacked => say!(i18n, form.secret_packed),
    }
}

/// What is wrong with a variable, and where.
pub fn template_error(i18n: Words, error: TemplateError) -> String {
    let Place { line, column, .. } = error.place;
    let what = template(i18n, error.kind);
    say!(i18n, place.line_column, line = line, column = column, what = what)
}

/// The same in a box of one line.
pub fn template_error_in_line(i18n: Words, error: TemplateError) -> String {
    let what = template(i18n, error.kind);
    at(i18n, error.place, what)
}

/// What is wrong with a draft, and where.
pub fn draft_problem(i18n: Words, problem: DraftProblem) -> String {
    match problem {
        DraftProblem::Json(error) => {
            let Place { line, column, .. } = error.place;
            let what = json_problem(i18n, error.kind);
            say!(i18n, place.line_column, line = line, column = column, what = what)
        }
        DraftProblem::Hex(error) => at(i18n, error.place, hex(i18n, &error.kind)),
        DraftProblem::Base64(error) => at(i18n, error.place, base64(i18n, &error.kind)),
    }
}

/// Bytes are pasted in long runs, where a line number helps nobody.
fn at(i18n: Words, place: Place, what: String) -> String {
    say!(i18n, place.character, at = place.offset + 1, what = what)
}

pub(super) fn hex(i18n: Words, problem: &HexProblem) -> String {
    match problem {
        HexProblem::UnexpectedCharacter(character) => {
            say!(i18n, hex.unexpected, character = shown(*character))
        }
        HexProblem::HalfByte => say!(i18n, hex.half_byte),
        HexProblem::PrefixAlone => say!(i18n, hex.prefix_alone),
    }
}

fn base64(i18n: Words, problem: &Base64Problem) -> String {
    match problem {
        Base64Problem::UnexpectedCharacter(character) => {
            say!(i18n, base64.unexpected, character = shown(*character))
        }
        Base64Problem::LoneSymbol => say!(i18n, base64.lone_symbol),
        Base64Problem::MisplacedPadding => say!(i18n, base64.padding),
        Base64Problem::TrailingBits => say!(i18n, base64.trailing_bits),
        Base64Problem::NotBase64DataUrl => say!(i18n, base64.data_url),
    }
}

fn template(i18n: Words, problem: TemplateProblem) -> String {
    match problem {
        TemplateProblem::Unclosed => {
            say!(i18n, template.unclosed, open = "{{", close = "}}", escaped = "\\{{")
        }
        TemplateProblem::UnknownName(name) => {
            say!(i18n, template.unknown, name = visible(&name), escaped = "\\{{")
        }
        TemplateProblem::NeedlessArgument => say!(i18n, template.needless),
        TemplateProblem::BadRange => say!(i18n, template.range),
        TemplateProblem::BadDigits => say!(i18n, template.digits),
        TemplateProblem::BadBytes => say!(i18n, template.bytes),
        TemplateProblem::BytesInText => say!(i18n, template.bytes_in_text),
        TemplateProblem::BadCharacter => say!(i18n, template.character),
        TemplateProblem::BadPath(_) => say!(i18n, template.path),
    }
}
