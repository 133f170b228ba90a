//! The settings of a connection as people type them and as they are kept: each one a name and a text.
//!
//! A text that doesn't fit is refused, and what was set before stays in force. What is stored goes through the same
//! gate, so a damaged or hostile value is as one that was never set.

mod messages;
mod names;
#[cfg(test)]
mod tests;
mod text;

use serde::{Deserialize, Serialize};

use self::names::compares;
use super::Policy;
use super::codes::CodeListProblem;
use super::keep_alive::{PongRule, RuleProblem};
use crate::compose::DraftError;
use crate::number::{self, Limits, NumberProblem};

/// One setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// Whether the connection is tried again: `on` or `off`.
    Reconnect,
    /// The first wait, in seconds.
    Delay,
    /// By how many times each further wait is longer.
    Factor,
    /// The longest wait, in seconds.
    Ceiling,
    /// What chance does to a wait: `full`, `equal` or `none`.
    Jitter,
    /// How many attempts in a row may fail; empty for any number.
    Attempts,
    /// The close codes after which there is no attempt.
    FinalCodes,
    /// What is sent whenever the connection opens: messages with an empty line between them.
    Hello,
    /// The time from one ping to the next, in seconds; empty for none.
    PingInterval,
    /// How long a pong may take, in seconds; empty for any time.
    PongTimeout,
    /// How the ping message is meant: `text`, `json`, `hex` or `base64`.
    PingMeaning,
    /// The ping message.
    PingMessage,
    /// Which message answers a ping: `any`, `equals`, `contains`, `matches`, `field`, `same`, `nonce` or `nothing`.
    PongRule,
    /// Where the rule looks in a JSON message.
    PongPath,
    /// What the rule compares with.
    PongValue,
    /// Which message of the server's is a ping: `off`, `equals`, `contains`, `matches` or `field`.
    AnswerRule,
    /// Where that rule looks in a JSON message.
    AnswerPath,
    /// What that rule compares with.
    AnswerValue,
    /// The answer to it, meant as the ping message is.
    AnswerMessage,
    /// How long nothing may be received, in seconds; empty for any time.
    Idle,
    /// How long a handshake may take, in seconds.
    Connect,
    /// How much its log keeps, in megabytes.
    LogLimit,
}

/// The settings that aren't as usual, each by its name: what is kept of a policy, and how it gets to the worker.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Settings(Vec<(String, String)>);

impl Settings {
    /// What is to be kept of a policy: as much as it takes to come back to it from the usual one.
    pub fn of(policy: &Policy) -> Self {
        let mut back = Policy::default();
        let mut kept = Vec::new();
        for setting in Setting::ALL {
            let text = setting.read(policy);
            if text != setting.read(&back) && setting.restore(&mut back, &text).is_ok() {
                kept.push((setting.name().to_owned(), text));
            }
        }
        Self(kept)
    }

    /// The policy, as far as what was kept makes sense: a text that doesn't fit is as one that was never set.
    pub fn policy(&self) -> Policy {
        let mut policy = Policy::default();
        // In the order of all settings, for some depend on those before them.
        for setting in Setting::ALL {
            for (_, text) in self.0.iter().filter(|(name, _)| name == setting.name()) {
                let _ = setting.restore(&mut policy, text);
            }
        }
        policy
    }

    /// Each name with its text.
    pub fn pairs(&self) -> &[(String, String)] {
        &self.0
    }
}

impl From<Vec<(String, String)>> for Settings {
    fn from(pairs: Vec<(String, String)>) -> Self {
        Self(pairs)
    }
}

/// How a setting is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// A choice.
    Choice,
    /// A number in a line.
    Number,
    /// A text in a line.
    Line,
    /// A message, which may have several lines.
    Message,
}

/// What an arrow key does to a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// It becomes greater.
    Up,
    /// It becomes less.
    Down,
}

/// Why a text is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SettingProblem {
    /// It isn't a number that is allowed here.
    Number(NumberProblem),
    /// It isn't a list of close codes.
    Codes(CodeListProblem),
    /// It isn't a message.
    Message(DraftError),
    /// It isn't a rule.
    Rule(RuleProblem),
    /// There is nothing to compare with.
    ValueMissing,
    /// It has no `{{nonce}}`, by which the pong is to be known.
    NonceMissing,
    /// It isn't one of the choices.
    Choice,
}

impl Setting {
    /// All of them. The format of a message comes before it, and so does the rule before what it compares with.
    pub const ALL: [Setting; 22] = [
        Self::Reconnect,
        Self::Delay,
        Self::Factor,
        Self::Ceiling,
        Self::Jitter,
        Self::Attempts,
        Self::FinalCodes,
        Self::Hello,
        Self::PingInterval,
        Self::PongTimeout,
        Self::PingMeaning,
        Self::PingMessage,
        Self::PongRule,
        Self::PongPath,
        Self::PongValue,
        Self::AnswerRule,
        Self::AnswerPath,
        Self::AnswerValue,
        Self::AnswerMessage,
        Self::Idle,
        Self::Connect,
        Self::LogLimit,
    ];

    /// The name under which it is kept.
    pub fn name(self) -> &'static str {
        match self {
            Self::Reconnect => "reconnect",
            Self::Delay => "reconnect-delay",
            Self::Factor => "reconnect-factor",
            Self::Ceiling => "reconnect-ceiling",
            Self::Jitter => "reconnect-jitter",
            Self::Attempts => "reconnect-attempts",
            Self::FinalCodes => "reconnect-final-codes",
            Self::Hello => "hello",
            Self::PingInterval => "ping-interval",
            Self::PongTimeout => "pong-timeout",
            Self::PingMeaning => "ping-format",
            Self::PingMessage => "ping-message",
            Self::PongRule => "pong-rule",
            Self::PongPath => "pong-path",
            Self::PongValue => "pong-value",
            Self::AnswerRule => "answer-rule",
            Self::AnswerPath => "answer-path",
            Self::AnswerValue => "answer-value",
            Self::AnswerMessage => "answer-message",
            Self::Idle => "idle-timeout",
            Self::Connect => "connect-timeout",
            Self::LogLimit => "log-limit",
        }
    }

    /// The texts to choose from, where there is a choice.
    pub fn choices(self) -> &'static [&'static str] {
        match self {
            Self::Reconnect => &["off", "on"],
            Self::Jitter => &["full", "equal", "none"],
            Self::PingMeaning => &["text", "json", "hex", "base64"],
            Self::PongRule => &["any", "equals", "contains", "matches", "field", "same", "nonce", "nothing"],
            Self::AnswerRule => &["off", "equals", "contains", "matches", "field"],
            Self::Delay
            | Self::Factor
            | Self::Ceiling
            | Self::Attempts
            | Self::FinalCodes
            | Self::Hello
            | Self::PingInterval
            | Self::PongTimeout
            | Self::PingMessage
            | Self::PongPath
            | Self::PongValue
            | Self::AnswerPath
            | Self::AnswerValue
            | Self::AnswerMessage
            | Self::Idle
            | Self::Connect
            | Self::LogLimit => &[],
        }
    }

    /// How it is shown.
    pub fn form(self) -> Form {
        match self {
            Self::Reconnect | Self::Jitter | Self::PingMeaning | Self::PongRule | Self::AnswerRule => {
                Form::Choice
            }
            Self::Delay
            | Self::Factor
            | Self::Ceiling
            | Self::Attempts
            | Self::PingInterval
            | Self::PongTimeout
            | Self::Idle
            | Self::Connect
            | Self::LogLimit => Form::Number,
            Self::FinalCodes | Self::PongPath | Self::PongValue | Self::AnswerPath | Self::AnswerValue => {
                Form::Line
            }
            Self::Hello | Self::PingMessage | Self::AnswerMessage => Form::Message,
        }
    }

    /// Whether it has a meaning beside the others.
    pub fn matters(self, policy: &Policy) -> bool {
        let ping = &policy.ping;
        let answer = ping.answer.as_ref().map(|answer| &answer.when);
        let is_field = |rule: &PongRule| matches!(rule, PongRule::Field { .. });
        match self {
            Self::PongPath => is_field(&ping.rule),
            Self::PongValue => compares(&ping.rule),
            Self::AnswerPath => answer.is_some_and(is_field),
            Self::AnswerValue | Self::AnswerMessage => answer.is_some(),
            Self::Reconnect
            | Self::Delay
            | Self::Factor
            | Self::Ceiling
            | Self::Jitter
            | Self::Attempts
            | Self::FinalCodes
            | Self::Hello
            | Self::PingInterval
            | Self::PongTimeout
            | Self::PingMeaning
            | Self::PingMessage
            | Self::PongRule
            | Self::AnswerRule
            | Self::Idle
            | Self::Connect
            | Self::LogLimit => true,
        }
    }

    /// A number one greater or less, as the arrow keys make it, within the limits; nothing if it isn't a number.
    pub fn stepped(self, text: &str, step: Step) -> Option<String> {
        let Limits { least, most } = text::limits(self)?;
        let value = match number::thousandths(text, Limits { least: 0, most }) {
            Err(NumberProblem::Empty) => 0,
            value => value.ok()?,
        };
        let next = match step {
            Step::Up => value.saturating_add(1000),
            Step::Down => value.saturating_sub(1000),
        };
        Some(number::shown(next.clamp(least, most)))
    }
}
