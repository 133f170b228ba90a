//! A point in time as ISO 8601 writes it, in UTC and to the millisecond.

use std::fmt::{self, Write};

use crate::time::Micros;

const DAY_MILLIS: u64 = 24 * 60 * 60 * 1000;

/// Puts the time behind `out`: `2026-11-21T12:00:00.123Z`.
pub(super) fn write(out: &mut impl Write, at: Micros) -> fmt::Result {
    let millis = at.0 / 1000;
    let (year, month, day) = date(millis / DAY_MILLIS);
    let (seconds, millis) = (millis % DAY_MILLIS / 1000, millis % 1000);
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    write!(out, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{millis:03}Z")
}

/// Year, month and day of so many days after 1 January 1970. Years are counted from March, so that a leap day is the
/// last day of its year, and in eras of 400 years, which are all of the same length.
fn date(days: u64) -> (u64, u64, u64) {
    // From 1 March of the year 0 on.
    let days = days + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    // From March to January the months have 31, 30, 31, 30, 31 days, again and again: 153 in five of them.
    let months_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * months_from_march + 2) / 5 + 1;
    let (month, next_year) =
        if months_from_march < 10 { (months_from_march + 3, 0) } else { (months_from_march - 9, 1) };
    (era * 400 + year_of_era + next_year, month, day)
}

#[cfg(test)]
mod tests {
    use super::{date, write};
    use crate::time::Micros;

    #[track_caller]
    fn check(micros: u64, expected: &str) {
        let mut out = String::new();
        write(&mut out, Micros(micros)).unwrap();
        assert_eq!(out, expected);
    }

    #[test]
    fn writes_date_and_time() {
        check(0, "1970-01-01T00:00:00.000Z");
        check(951_782_399_999_999, "2000-02-28T23:59:59.999Z");
        check(951_782_400_000_000, "2000-02-29T00:00:00.000Z");
        check(1_700_000_000_123_456, "2023-11-14T22:13:20.123Z");
        check(4_107_542_399_000_000, "2100-02-28T23:59:59.000Z");
        check(4_107_542_400_000_000, "2100-03-01T00:00:00.000Z");
        check(253_402_300_799_999_000, "9999-12-31T23:59:59.999Z");
        check(u64::MAX, "586524-01-19T08:01:49.551Z");
    }

    #[test]
    fn every_day_follows_the_one_before() {
        let mut before = date(0);
        for days in 1..400 * 366 {
            let (year, month, day) = date(days);
            let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
            let last = |month| match month {
                2 if is_leap => 29,
                2 => 28,
                4 | 6 | 9 | 11 => 30,
                _ => 31,
            };
            let expected = match before {
                (year, 12, 31) => (year + 1, 1, 1),
                (year, month, day) if day == last(month) => (year, month + 1, 1),
                (year, month, day) => (year, month, day + 1),
            };
            assert_eq!((year, month, day), expected);
            before = (year, month, day);
        }
    }
}
