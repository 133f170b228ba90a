//! How windows tell each other which logs are being written: a log that nobody is writing is one of an earlier session.
//!
//! It is said by the worker, not by the page, so a page that is busy or hidden doesn't keep anybody waiting.

use super::LogId;

const ASKING: &str = "who writes?";
const WRITING: &str = "writing";

/// What is said on the channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Who is there?
    Asking,
    /// Somebody who writes these.
    Writing(Vec<LogId>),
}

impl Presence {
    /// The name of the channel.
    pub const CHANNEL: &str = "wirebench.kept-logs";

    /// How long an answer is waited for, in milliseconds.
    pub const PATIENCE: u32 = 500;

    /// As it is said.
    pub fn text(&self) -> String {
        match self {
            Self::Asking => ASKING.to_owned(),
            Self::Writing(ids) => ids.iter().fold(WRITING.to_owned(), |text, id| text + " " + &id.text()),
        }
    }

    /// What is meant; nothing if it is something that another version may say.
    pub fn read(text: &str) -> Option<Self> {
        if text == ASKING {
            return Some(Self::Asking);
        }
        let mut words = text.split(' ');
        (words.next() == Some(WRITING)).then(|| Self::Writing(words.filter_map(LogId::read).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::{LogId, Presence};

    #[test]
    fn what_is_said_is_understood() {
        for said in [
            Presence::Asking,
            Presence::Writing(Vec::new()),
            Presence::Writing(vec![LogId(1), LogId(u64::MAX)]),
        ] {
            assert_eq!(Presence::read(&said.text()), Some(said));
        }
        for other in ["", "who", "writings", "who writes"] {
            assert_eq!(Presence::read(other), None, "{other}");
        }
    }
}
