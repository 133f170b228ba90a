//! What people type into number fields, read without floats.
//!
//! A decimal is kept in thousandths: milliseconds where the field is in seconds. The limits are the caller's, and what
//! is wrong is a fact for the page to put into words.

/// The least and the most that a field takes, in what the reading function gives: thousandths or whole ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The least.
    pub least: u64,
    /// The most.
    pub most: u64,
}

/// What is wrong with a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberProblem {
    /// There is nothing but white space.
    Empty,
    /// Not a number in the notation that people use.
    NotANumber,
    /// A number with a minus.
    Negative,
    /// A number with decimals where only a whole one makes sense.
    NotWhole,
    /// Less than the least.
    TooSmall {
        /// The least, in the unit of the limits.
        least: u64,
    },
    /// More than the most.
    TooLarge {
        /// The most, in the unit of the limits.
        most: u64,
    },
}

/// Reads a decimal in thousandths, rounded to the nearest.
///
/// `.` and `,` both begin the decimals, so `1,000` is one; digits are not grouped. White space around the number is
/// dropped, and one side of the point may be empty.
///
/// # Errors
/// What is wrong with the number.
pub fn thousandths(text: &str, limits: Limits) -> Result<u64, NumberProblem> {
    let (whole, decimals) = read(text)?;
    let mut value = value(whole).and_then(|whole| whole.checked_mul(1000));
    for (index, digit) in decimals.bytes().take(4).enumerate() {
        let digit = u64::from(digit - b'0');
        let more = [digit * 100, digit * 10, digit, digit / 5];
        value = value.and_then(|value| value.checked_add(more[index]));
    }
    within(value, limits)
}

/// Reads a whole number.
///
/// # Errors
/// What is wrong with the number. Any point or comma is refused, for `1,000` might be meant as one or as a thousand.
pub fn whole(text: &str, limits: Limits) -> Result<u64, NumberProblem> {
    let (whole, _) = read(text)?;
    if text.contains(['.', ',']) {
        return Err(NumberProblem::NotWhole);
    }
    within(value(whole), limits)
}

impl NumberProblem {
    /// The same problem of a whole number, with its limits in thousandths, in which all limits are told.
    #[must_use]
    pub fn in_thousandths(self) -> Self {
        match self {
            Self::TooSmall { least } => Self::TooSmall { least: least * 1000 },
            Self::TooLarge { most } => Self::TooLarge { most: most * 1000 },
            Self::Empty | Self::NotANumber | Self::Negative | Self::NotWhole => self,
        }
    }
}

/// The shortest way to write so many thousandths: `1`, `0.25`, `30`.
pub fn shown(thousandths: u64) -> String {
    let text = format!("{}.{:03}", thousandths / 1000, thousandths % 1000);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The digits before and behind the point.
fn read(text: &str) -> Result<(&str, &str), NumberProblem> {
    let text = text.trim();
    if text.is_empty() {
        return Err(NumberProblem::Empty);
    }
    let unsigned = text.strip_prefix(['-', '\u{2212}']);
    let digits = unsigned.unwrap_or(text);
    let (whole, decimals) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
    let are_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.len() + decimals.len() == 0 || !are_digits(whole) || !are_digits(decimals) {
        return Err(NumberProblem::NotANumber);
    }
    if unsigned.is_some() { Err(NumberProblem::Negative) } else { Ok((whole, decimals)) }
}

/// The value of the digits, unless it is beyond all numbers.
fn value(digits: &str) -> Option<u64> {
    digits.bytes().try_fold(0_u64, |value, digit| value.checked_mul(10)?.checked_add(u64::from(digit - b'0')))
}

fn within(value: Option<u64>, limits: Limits) -> Result<u64, NumberProblem> {
    match value {
        Some(value) if value < limits.least => Err(NumberProblem::TooSmall { least: limits.least }),
        Some(value) if value <= limits.most => Ok(value),
        Some(_) | None => Err(NumberProblem::TooLarge { most: limits.most }),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::NumberProblem::{Empty, Negative, NotANumber, NotWhole, TooLarge, TooSmall};
    use super::{Limits, NumberProblem, shown, thousandths, whole};

    const ANY: Limits = Limits { least: 0, most: u64::MAX };

    #[track_caller]
    fn check(text: &str, expected: Result<u64, NumberProblem>) {
        assert_eq!(thousandths(text, ANY), expected, "{text:?}");
    }

    #[test]
    fn reads_decimals() {
        check("1", Ok(1000));
        check(" 0.25\t", Ok(250));
        check("0,25", Ok(250));
        check(".5", Ok(500));
        check("5.", Ok(5000));
        check("007", Ok(7000));
        check("1,000", Ok(1000));
        check("0.0004", Ok(0));
        check("0.0005", Ok(1));
        check("0.9995", Ok(1000));
        check("0.99949999999999999999999999", Ok(999));
        check("18446744073709551.615", Ok(u64::MAX));
    }

    #[test]
    fn says_what_is_wrong() {
        check("", Err(Empty));
        check(" \n", Err(Empty));
        for text in
            ["abc", "1e3", "1.2.3", "1.000,5", ".", ",", "-", "--1", "-a", "+1", "1 000", "0x1", "١", "∞"]
        {
            check(text, Err(NotANumber));
        }
        check("-1", Err(Negative));
        check("-0,5", Err(Negative));
        check("\u{2212}1", Err(Negative));
        let too_large = Err(TooLarge { most: u64::MAX });
        check("18446744073709551.6155", too_large);
        check(&"9".repeat(1000), too_large);
        check(&"0".repeat(1000), Ok(0));
    }

    #[test]
    fn keeps_the_limits() {
        let limits = Limits { least: 100, most: 3000 };
        let cases = [
            ("0", Err(TooSmall { least: 100 })),
            ("0.0994", Err(TooSmall { least: 100 })),
            ("0.0995", Ok(100)),
            ("3", Ok(3000)),
            ("3.001", Err(TooLarge { most: 3000 })),
        ];
        for (text, expected) in cases {
            assert_eq!(thousandths(text, limits), expected, "{text}");
        }
    }

    #[test]
    fn reads_whole_numbers() {
        let limits = Limits { least: 1, most: 20 };
        let cases = [
            (" 20 ", Ok(20)),
            ("0", Err(TooSmall { least: 1 })),
            ("21", Err(TooLarge { most: 20 })),
            ("99999999999999999999999", Err(TooLarge { most: 20 })),
            ("1.5", Err(NotWhole)),
            ("1,000", Err(NotWhole)),
            ("-3", Err(Negative)),
            ("three", Err(NotANumber)),
            ("", Err(Empty)),
        ];
        for (text, expected) in cases {
            assert_eq!(whole(text, limits), expected, "{text}");
        }
    }

    #[test]
    fn writes_the_shortest() {
        for (thousandths, expected) in [(0, "0"), (1, "0.001"), (250, "0.25"), (1000, "1"), (30_000, "30")] {
            assert_eq!(shown(thousandths), expected);
        }
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(value: u64) {
            prop_assert_eq!(thousandths(&shown(value), ANY), Ok(value));
        }

        #[test]
        fn any_text_has_an_answer(text in "[-0-9., a−]{0,30}") {
            let _ = (thousandths(&text, ANY), whole(&text, ANY));
        }
    }
}
