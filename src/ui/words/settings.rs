//! The settings of a connection, in words: what each is called, what may stand there, and what is wrong.

use wirebench_core::compose::DraftProblem;
use wirebench_core::conn::codes::CodeListProblem;
use wirebench_core::conn::keep_alive::RuleProblem;
use wirebench_core::conn::settings::{Setting, SettingProblem};
use wirebench_core::number::{NumberProblem, shown};

use super::{draft_error, draft_problem, visible};
use crate::i18n::{Words, say};

/// What a setting is called.
pub fn setting(i18n: Words, setting: Setting) -> String {
    match setting {
        Setting::Reconnect => say!(i18n, settings.reconnect),
        Setting::Delay => say!(i18n, settings.delay),
        Setting::Factor => say!(i18n, settings.factor),
        Setting::Ceiling => say!(i18n, settings.ceiling),
        Setting::Jitter => say!(i18n, settings.jitter),
        Setting::Attempts => say!(i18n, settings.attempts),
        Setting::FinalCodes => say!(i18n, settings.final_codes),
        Setting::Hello => say!(i18n, settings.hello),
        Setting::PingInterval => say!(i18n, settings.ping_interval),
        Setting::PongTimeout => say!(i18n, settings.pong_timeout),
        Setting::PingMeaning => say!(i18n, settings.ping_format),
        Setting::PingMessage => say!(i18n, settings.ping_message),
        Setting::PongRule => say!(i18n, settings.pong_rule),
        Setting::PongPath => say!(i18n, settings.pong_path),
        Setting::PongValue => say!(i18n, settings.pong_value),
        Setting::AnswerRule => say!(i18n, settings.answer_rule),
        Setting::AnswerPath => say!(i18n, settings.answer_path),
        Setting::AnswerValue => say!(i18n, settings.answer_value),
        Setting::AnswerMessage => say!(i18n, settings.answer_message),
        Setting::Idle => say!(i18n, settings.idle),
        Setting::Connect => say!(i18n, settings.connect),
        Setting::LogLimit => say!(i18n, settings.log_limit),
    }
}

/// What stands in the box of a setting while nothing is typed.
pub fn setting_hint(i18n: Words, setting: Setting) -> String {
    match setting {
        Setting::PingInterval | Setting::PongTimeout | Setting::Idle => say!(i18n, settings.off),
        Setting::Attempts => say!(i18n, settings.unlimited),
        Setting::FinalCodes => say!(i18n, settings.none_hint),
        Setting::Reconnect
        | Setting::Delay
        | Setting::Factor
        | Setting::Ceiling
        | Setting::Jitter
        | Setting::Hello
        | Setting::PingMeaning
        | Setting::PingMessage
        | Setting::PongRule
        | Setting::PongPath
        | Setting::PongValue
        | Setting::AnswerRule
        | Setting::AnswerPath
        | Setting::AnswerValue
        | Setting::AnswerMessage
        | Setting::Connect
        | Setting::LogLimit => String::new(),
    }
}

/// What one of the choices of a setting is called.
pub fn setting_choice(i18n: Words, setting: Setting, name: &str) -> String {
    match name {
        "full" => say!(i18n, settings.full),
        "equal" => say!(i18n, settings.equal),
        "none" => say!(i18n, settings.none),
        "text" => say!(i18n, settings.text),
        "json" => say!(i18n, settings.json),
        "hex" => say!(i18n, settings.hex),
        "base64" => say!(i18n, settings.base64),
        "any" => say!(i18n, settings.any),
        "equals" => say!(i18n, settings.equals),
        "contains" => say!(i18n, settings.contains),
        "matches" => say!(i18n, settings.matches),
        "field" => say!(i18n, settings.field),
        "same" => say!(i18n, settings.same),
        "nonce" => say!(i18n, settings.nonce),
        "nothing" => say!(i18n, settings.nothing),
        _ if setting == Setting::AnswerRule => say!(i18n, settings.answer_off),
        _ => name.to_owned(),
    }
}

/// Why a text is refused and what to do.
pub fn setting_problem(i18n: Words, problem: SettingProblem) -> String {
    match problem {
        SettingProblem::Number(problem) => number(i18n, problem),
        SettingProblem::Codes(problem) => codes(i18n, problem),
        SettingProblem::Message(error) => draft_error(i18n, error),
        SettingProblem::Rule(problem) => rule(i18n, problem),
        SettingProblem::ValueMissing => say!(i18n, template.value_missing),
        SettingProblem::NonceMissing => say!(i18n, template.nonce_missing, nonce = "{{nonce}}"),
        SettingProblem::Choice => say!(i18n, rule.choice),
    }
}

/// What is wrong with a number.
pub fn number(i18n: Words, problem: NumberProblem) -> String {
    match problem {
        NumberProblem::Empty => say!(i18n, number.empty),
        NumberProblem::NotANumber => say!(i18n, number.not_a_number),
        NumberProblem::Negative => say!(i18n, number.negative),
        NumberProblem::NotWhole => say!(i18n, number.not_whole),
        NumberProblem::TooSmall { least } => say!(i18n, number.too_small, least = shown(least)),
        NumberProblem::TooLarge { most } => say!(i18n, number.too_large, most = shown(most)),
    }
}

fn codes(i18n: Words, problem: CodeListProblem) -> String {
    match problem {
        CodeListProblem::NotACode { item, .. } => say!(i18n, codes.not_a_code, item = visible(&item)),
        CodeListProblem::OutOfRange { item, .. } => say!(i18n, codes.out_of_range, item = visible(&item)),
        CodeListProblem::Backwards { item, .. } => say!(i18n, codes.backwards, item = visible(&item)),
    }
}

fn rule(i18n: Words, problem: RuleProblem) -> String {
    match problem {
        RuleProblem::Hex(error) => draft_problem(i18n, DraftProblem::Hex(error)),
        RuleProblem::Base64(error) => draft_problem(i18n, DraftProblem::Base64(error)),
        RuleProblem::Pattern(words) => say!(i18n, rule.pattern, words = visible(&words)),
        RuleProblem::Path(_) => say!(i18n, rule.path),
    }
}
