//! From a setting's text to the policy and back.

use super::messages::{join, split};
use super::names::{path, rule, rule_name, value};
use super::{Setting, SettingProblem};
use crate::compose::{Draft, Meaning, Values};
use crate::conn::keep_alive::{Answer, Matcher, PongRule};
use crate::conn::policy::Jitter;
use crate::conn::{CodeList, Policy};
use crate::number::{self, Limits, NumberProblem};
use crate::time::Span;

/// In thousandths of a second: from a tenth of one to a day.
const SECONDS: Limits = Limits { least: 100, most: 86_400_000 };
/// From once to ten times as long.
const FACTOR: Limits = Limits { least: 1000, most: 10_000 };
const ATTEMPTS: Limits = Limits { least: 1, most: 1_000_000 };
/// In thousandths of a megabyte. The most is half of what WebAssembly can address: the page needs memory besides, and
/// more of it while the log is being written.
const MEGABYTES: Limits = Limits { least: 1000, most: 2_048_000 };

impl Setting {
    /// The text of a setting as it is in force.
    pub fn read(self, policy: &Policy) -> String {
        let Policy { reconnect, hello, ping, idle, connect, log_limit, values: _ } = policy;
        let answer = ping.answer.as_ref();
        match self {
            Self::Reconnect => if reconnect.is_on { "on" } else { "off" }.to_owned(),
            Self::Delay => seconds(Some(reconnect.first)),
            Self::Factor => number::shown(u64::from(reconnect.factor)),
            Self::Ceiling => seconds(Some(reconnect.ceiling)),
            Self::Jitter => match reconnect.jitter {
                Jitter::Full => "full",
                Jitter::Equal => "equal",
                Jitter::None => "none",
            }
            .to_owned(),
            Self::Attempts => reconnect.most.map(|most| most.to_string()).unwrap_or_default(),
            Self::FinalCodes => reconnect.final_codes.shown(),
            Self::Hello => join(hello),
            Self::PingInterval => seconds(ping.interval),
            Self::PongTimeout => seconds(ping.timeout),
            Self::PingMeaning => ping.message.meaning.name().to_owned(),
            Self::PingMessage => ping.message.text.clone(),
            Self::PongRule => rule_name(&ping.rule).to_owned(),
            Self::PongPath => path(&ping.rule).to_owned(),
            Self::PongValue => value(&ping.rule).to_owned(),
            Self::AnswerRule => answer.map_or("off", |answer| rule_name(&answer.when)).to_owned(),
            Self::AnswerPath => answer.map_or("", |answer| path(&answer.when)).to_owned(),
            Self::AnswerValue => answer.map_or("", |answer| value(&answer.when)).to_owned(),
            Self::AnswerMessage => answer.map_or("", |answer| &answer.with.text).to_owned(),
            Self::Idle => seconds(*idle),
            Self::Connect => seconds(Some(*connect)),
            Self::LogLimit => number::shown(*log_limit as u64 / 1000),
        }
    }

    /// Sets it to what a text says.
    ///
    /// # Errors
    /// Why the text is refused; then the policy is as it was.
    pub fn write(self, policy: &mut Policy, text: &str) -> Result<(), SettingProblem> {
        self.put(policy, text, Gate::Strict)
    }

    /// Sets it to what was kept of it. A message or value that had become unfit by another setting comes back as it was.
    ///
    /// # Errors
    /// As [`Setting::write`], but for texts of messages and rules.
    pub(super) fn restore(self, policy: &mut Policy, text: &str) -> Result<(), SettingProblem> {
        self.put(policy, text, Gate::Open)
    }

    fn put(self, policy: &mut Policy, text: &str, gate: Gate) -> Result<(), SettingProblem> {
        if !self.choices().is_empty() && !self.choices().contains(&text) {
            return Err(SettingProblem::Choice);
        }
        let Policy { reconnect, hello, ping, idle, connect, log_limit, values: _ } = policy;
        match self {
            Self::Reconnect => reconnect.is_on = text == "on",
            Self::Delay => {
                reconnect.first = span(text)?;
                reconnect.ceiling = reconnect.ceiling.max(reconnect.first);
            }
            Self::Factor => {
                let factor = number::thousandths(text, FACTOR).map_err(SettingProblem::Number)?;
                reconnect.factor = u32::try_from(factor).unwrap_or(u32::MAX);
            }
            Self::Ceiling => {
                let limits = Limits { least: reconnect.first.0 / 1000, ..SECONDS };
                reconnect.ceiling = span_within(text, limits)?;
            }
            Self::Jitter => {
                reconnect.jitter = match text {
                    "equal" => Jitter::Equal,
                    "none" => Jitter::None,
                    _ => Jitter::Full,
                };
            }
            Self::Attempts => reconnect.most = attempts(text)?,
            Self::FinalCodes => {
                reconnect.final_codes = CodeList::parse(text).map_err(SettingProblem::Codes)?;
            }
            Self::Hello => *hello = split(text, None).map_err(SettingProblem::Message)?,
            Self::PingInterval => ping.interval = optional_span(text)?,
            Self::PongTimeout => ping.timeout = optional_span(text)?,
            // The text is left alone: if it isn't what it is meant to be now, that is said at its own field.
            Self::PingMeaning => {
                ping.message.meaning = Meaning::named(text).unwrap_or(Meaning::Text);
                if let Some(answer) = &mut ping.answer {
                    answer.with.meaning = Meaning::named(text).unwrap_or(Meaning::Text);
                }
            }
            Self::PingMessage => {
                let draft = message(text, ping.message.meaning, gate)?;
                let has_nonce = draft.prepare(None).is_ok_and(|prepared| prepared.template.uses_nonce());
                if gate == Gate::Strict && ping.rule == PongRule::Nonce && !has_nonce {
                    return Err(SettingProblem::NonceMissing);
                }
                ping.message = draft;
            }
            Self::PongRule => ping.rule = rule(text, path(&ping.rule), value(&ping.rule)),
            Self::PongPath => {
                let changed = rule(rule_name(&ping.rule), text, value(&ping.rule));
                ping.rule = checked(changed, ping.message.meaning, gate)?;
            }
            Self::PongValue => {
                let changed = rule(rule_name(&ping.rule), path(&ping.rule), text);
                ping.rule = checked(changed, ping.message.meaning, gate)?;
            }
            Self::AnswerRule if text == "off" => ping.answer = None,
            Self::AnswerRule => {
                let meaning = ping.message.meaning;
                let answer = ping.answer.get_or_insert_with(|| no_answer(meaning));
                answer.when = rule(text, path(&answer.when), value(&answer.when));
            }
            // Without a rule there is no answer, and nothing to set.
            Self::AnswerPath => {
                if let Some(Answer { when, with }) = &mut ping.answer {
                    *when = checked(rule(rule_name(when), text, value(when)), with.meaning, gate)?;
                }
            }
            // Nothing would be in every message, and answers that are answered have no end.
            Self::AnswerValue if text.is_empty() && ping.answer.is_some() && gate == Gate::Strict => {
                return Err(SettingProblem::ValueMissing);
            }
            Self::AnswerValue => {
                if let Some(Answer { when, with }) = &mut ping.answer {
                    *when = checked(rule(rule_name(when), path(when), text), with.meaning, gate)?;
                }
            }
            Self::AnswerMessage => {
                if let Some(Answer { with, .. }) = &mut ping.answer {
                    *with = message(text, with.meaning, gate)?;
                }
            }
            Self::Idle => *idle = optional_span(text)?,
            Self::Connect => *connect = span(text)?,
            Self::LogLimit => {
                let kilobytes = number::thousandths(text, MEGABYTES).map_err(SettingProblem::Number)?;
                *log_limit = usize::try_from(kilobytes * 1000).unwrap_or(usize::MAX);
            }
        }
        Ok(())
    }
}

impl Setting {
    /// What is wrong with a message that fits this policy, now that the values of the user's variables are known. It
    /// stays in force all the same, for they may be given later; until then it isn't sent.
    pub fn unready(self, text: &str, policy: &Policy, own: &Values) -> Option<SettingProblem> {
        let meaning = policy.ping.message.meaning;
        let is_answered = policy.ping.answer.is_some();
        let error = if self == Self::Hello {
            split(text, Some(own)).err()
        } else if self == Self::PingMessage || (self == Self::AnswerMessage && is_answered) {
            Draft { text: text.to_owned(), meaning }.prepare(Some(own)).err()
        } else {
            None
        };
        error.map(SettingProblem::Message)
    }
}

/// Whether texts of messages and rules have to fit.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gate {
    Strict,
    Open,
}

fn no_answer(meaning: Meaning) -> Answer {
    Answer { when: PongRule::Equals(String::new()), with: Draft { text: String::new(), meaning } }
}

fn seconds(span: Option<Span>) -> String {
    span.map(|span| number::shown(span.0 / 1000)).unwrap_or_default()
}

fn span(text: &str) -> Result<Span, SettingProblem> {
    span_within(text, SECONDS)
}

fn span_within(text: &str, limits: Limits) -> Result<Span, SettingProblem> {
    let millis = number::thousandths(text, limits).map_err(SettingProblem::Number)?;
    Ok(Span(millis * 1000))
}

fn optional_span(text: &str) -> Result<Option<Span>, SettingProblem> {
    if text.trim().is_empty() { Ok(None) } else { span(text).map(Some) }
}

/// The limits of a number, in thousandths; nothing for what isn't one.
pub(super) fn limits(setting: Setting) -> Option<Limits> {
    match setting {
        Setting::Factor => Some(FACTOR),
        Setting::Attempts => Some(Limits { least: ATTEMPTS.least * 1000, most: ATTEMPTS.most * 1000 }),
        Setting::LogLimit => Some(MEGABYTES),
        Setting::Delay
        | Setting::Ceiling
        | Setting::PingInterval
        | Setting::PongTimeout
        | Setting::Idle
        | Setting::Connect => Some(SECONDS),
        Setting::Reconnect
        | Setting::Jitter
        | Setting::FinalCodes
        | Setting::Hello
        | Setting::PingMeaning
        | Setting::PingMessage
        | Setting::PongRule
        | Setting::PongPath
        | Setting::PongValue
        | Setting::AnswerRule
        | Setting::AnswerPath
        | Setting::AnswerValue
        | Setting::AnswerMessage => None,
    }
}

fn attempts(text: &str) -> Result<Option<u32>, SettingProblem> {
    match number::whole(text, ATTEMPTS) {
        Ok(most) => Ok(u32::try_from(most).ok()),
        Err(NumberProblem::Empty) => Ok(None),
        Err(problem) => Err(SettingProblem::Number(problem.in_thousandths())),
    }
}

fn message(text: &str, meaning: Meaning, gate: Gate) -> Result<Draft, SettingProblem> {
    let draft = Draft { text: text.to_owned(), meaning };
    if gate == Gate::Strict {
        draft.check().map_err(SettingProblem::Message)?;
    }
    Ok(draft)
}

fn checked(rule: PongRule, meaning: Meaning, gate: Gate) -> Result<PongRule, SettingProblem> {
    if gate == Gate::Strict {
        Matcher::compile(&rule, meaning).map_err(SettingProblem::Rule)?;
    }
    Ok(rule)
}
