//! Times as other programs write them: numbers of seconds and smaller units, read without a float, which would lose
//! the microseconds.

use crate::time::Micros;

/// A number of seconds, with a fraction or an exponent. What is smaller than a microsecond is cut off, what is too
/// large is the largest time there is; a negative number is no time.
pub(super) fn seconds(number: &str) -> Option<Micros> {
    scaled(number, 6).map(Micros)
}

/// A number of milliseconds.
pub(super) fn millis(number: &str) -> Option<Micros> {
    scaled(number, 3).map(Micros)
}

/// A point in time as a number whose unit isn't known, and is told from its size: as seconds, the numbers below 1e11
/// are times until the year 5138, as milliseconds those from there on are times since 1973.
pub(super) fn of_any_unit(number: &str) -> Option<Micros> {
    match scaled(number, 0)? {
        0..100_000_000_000 => seconds(number),
        100_000_000_000..100_000_000_000_000 => millis(number),
        100_000_000_000_000..100_000_000_000_000_000 => scaled(number, 0).map(Micros),
        _ => scaled(number, -3).map(Micros),
    }
}

/// The whole part of a number times ten to the power of `places`.
fn scaled(number: &str, places: i64) -> Option<u64> {
    let (mantissa, exponent) = match number.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
        None => (number, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = || whole.bytes().chain(fraction.bytes());
    if whole.is_empty() || !digits().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let count = i64::try_from(whole.len()).ok()? + i64::from(exponent) + places;
    let mut value = 0_u64;
    let mut taken = 0;
    for digit in digits() {
        if taken >= count {
            return Some(value);
        }
        value = value.saturating_mul(10).saturating_add(u64::from(digit - b'0'));
        taken += 1;
    }
    // Noughts that the exponent stands for; a number that is 0 or has no room stays what it is.
    while taken < count && value != 0 && value != u64::MAX {
        value = value.saturating_mul(10);
        taken += 1;
    }
    Some(value)
}

#[cfg(test)]
mod tests {
    use super::{of_any_unit, seconds};
    use crate::time::Micros;

    #[test]
    fn seconds_keep_their_microseconds() {
        let cases = [
            ("0", 0),
            ("1795882691.123456", 1_795_882_691_123_456),
            ("1795882691.1234569", 1_795_882_691_123_456),
            ("1795882691", 1_795_882_691_000_000),
            ("1.795882691123456e9", 1_795_882_691_123_456),
            ("1795882691123456E-6", 1_795_882_691_123_456),
            ("17.5e+1", 175_000_000),
            ("0.000001", 1),
            ("0.0000009", 0),
            ("1e-400", 0),
            ("0e999999999", 0),
            ("1e400", u64::MAX),
            ("99999999999999999999", u64::MAX),
        ];
        for (number, expected) in cases {
            assert_eq!(seconds(number), Some(Micros(expected)), "{number}");
        }
    }

    #[test]
    fn what_is_no_time_is_none() {
        for wrong in ["", "-1", "x", ".5", "1e", "1e99999999999", "1.5.5", "null", "\"1\""] {
            assert_eq!(seconds(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn units_are_told_by_their_size() {
        let expected = Some(Micros(1_795_882_691_123_000));
        for number in
            ["1795882691.123", "1795882691123", "1795882691123.0", "1795882691123000", "1795882691123000000"]
        {
            assert_eq!(of_any_unit(number), expected, "{number}");
        }
    }
}
