//! The user's own variables: names and what stands for them.
//!
//! A value is literal text. What is in it is never read for variables again, so nothing can go round in circles, and
//! a filled text is bounded by what was typed.

use serde::{Deserialize, Serialize};

use super::Meaning;
use super::variable::{self, Variable};

/// Names with their values, in the order in which they were made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Values(pub Vec<(String, String)>);

/// How long a name may be, in bytes.
const LONGEST_NAME: usize = 64;

impl Values {
    /// The value of the first variable with this name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// Whether a variable may have this name: a letter or `_`, then letters, digits, `_`, `.` and `-`, at most 64 of
    /// them, and not the name of a variable that is built in.
    pub fn is_name(text: &str) -> bool {
        matches!(variable::read(text, Meaning::Hex), Ok(Variable::Own(name)) if name == text)
    }
}

/// Whether it looks like a name.
pub(super) fn is_word(text: &str) -> bool {
    let is_start = |byte: u8| byte.is_ascii_alphabetic() || byte == b'_';
    let is_inner = |byte: u8| is_start(byte) || byte.is_ascii_digit() || matches!(byte, b'.' | b'-');
    text.len() <= LONGEST_NAME && text.bytes().next().is_some_and(is_start) && text.bytes().all(is_inner)
}

#[cfg(test)]
mod tests {
    use super::Values;

    #[test]
    fn a_name_is_a_word_that_is_not_built_in() {
        let long = "n".repeat(64);
        for name in ["a", "_", "Seq", "user_1", "api.key-2", "randoms", &long] {
            assert!(Values::is_name(name), "{name}");
        }
        let longer = "n".repeat(65);
        for name in ["", " a", "a ", "1a", "-a", ".a", "a b", "a:b", "ก", "aก", "{{a}}", &longer] {
            assert!(!Values::is_name(name), "{name:?}");
        }
        for built_in in [
            "uuid",
            "timestamp",
            "timestamp_ms",
            "iso",
            "seq",
            "random",
            "random_hex",
            "bytes",
            "nonce",
            "char",
            "last",
        ] {
            assert!(!Values::is_name(built_in), "{built_in}");
        }
    }

    #[test]
    fn the_first_of_two_values_counts() {
        let own = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let values = Values(vec![own("a", "1"), own("b", ""), own("a", "2")]);
        assert_eq!([values.get("a"), values.get("b"), values.get("A")], [Some("1"), Some(""), None]);
    }
}
