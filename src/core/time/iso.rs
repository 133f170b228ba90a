//! A point in time as ISO 8601 writes it, to the millisecond; and read, in the forms that other programs write.

use std::fmt::{self, Write};

use crate::codec::digits::padded;
use crate::time::Micros;

const DAY_MILLIS: u64 = 24 * 60 * 60 * 1000;

/// A point in time by the calendar and the clock, in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Parts {
    pub year: u64,
    pub month: u64,
    pub day: u64,
    pub hour: u64,
    pub minute: u64,
    pub second: u64,
    pub millis: u64,
}

impl Parts {
    /// The parts of a point in time.
    pub fn of(at: Micros) -> Self {
        let millis = at.0 / 1000;
        let (year, month, day) = date(millis / DAY_MILLIS);
        let (seconds, millis) = (millis % DAY_MILLIS / 1000, millis % 1000);
        let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        Self { year, month, day, hour, minute, second, millis }
    }

    /// Adds date and time with this byte between them: `2026-11-21T12:00:00.123`.
    pub fn push(self, out: &mut Vec<u8>, between: u8) {
        padded(out, self.year, 4);
        for (before, part) in [
            (b'-', self.month),
            (b'-', self.day),
            (between, self.hour),
            (b':', self.minute),
            (b':', self.second),
        ] {
            out.push(before);
            padded(out, part, 2);
        }
        out.push(b'.');
        padded(out, self.millis, 3);
    }
}

/// Puts the time behind `out`: `2026-11-21T12:00:00.123Z`.
pub(super) fn write(out: &mut impl Write, at: Micros) -> fmt::Result {
    let Parts { year, month, day, hour, minute, second, millis } = Parts::of(at);
    write!(out, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{millis:03}Z")
}

/// Reads date and time, with a fraction of any length or none, in UTC, so far ahead of it, or without a zone, which is
/// taken as UTC. Years before 1970 are none of ours.
pub(super) fn read(text: &str) -> Option<Micros> {
    let (date, time) = text.trim().split_once(['T', 't', ' '])?;
    let mut date = date.splitn(3, '-').map(whole);
    let days = days(date.next()??, date.next()??, date.next()??)?;
    let zone_at = time.find(['Z', 'z', '+', '-']).unwrap_or(time.len());
    let (time, zone) = time.split_at(zone_at);
    let (clock, fraction) = time.split_once(['.', ',']).unwrap_or((time, "0"));
    let mut clock = clock.splitn(3, ':').map(whole);
    let (hour, minute, second) = (clock.next()??, clock.next()??, clock.next().unwrap_or(Some(0))?);
    if hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let seconds = days.checked_mul(86_400)?.checked_add(hour * 3600 + minute * 60 + second)?;
    let micros = seconds.checked_mul(1_000_000)?.checked_add(micros(fraction)?)?;
    Some(Micros(micros.checked_add_signed(-ahead(zone)? * 60_000_000)?))
}

/// A number of digits alone; a sign is none.
fn whole(digits: &str) -> Option<u64> {
    digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse().ok())?
}

/// What stands behind the point of seconds, in microseconds.
fn micros(fraction: &str) -> Option<u64> {
    whole(fraction.get(..fraction.len().min(18))?)?;
    whole(&format!("{:0<6}", fraction.get(..fraction.len().min(6))?))
}

/// How many minutes a zone is ahead of UTC: `Z`, `+07:00`, `-0330`, `+07`.
fn ahead(zone: &str) -> Option<i64> {
    let mut characters = zone.chars();
    let sign = match characters.next() {
        None | Some('Z' | 'z') => return characters.next().is_none().then_some(0),
        Some('-') => -1,
        Some(_) => 1,
    };
    let digits = characters.as_str().replace(':', "");
    let hours = whole(digits.get(..2)?)?;
    let minutes = if digits.len() == 2 { 0 } else { whole(digits.get(2..)?)? };
    (digits.len() <= 4 && hours < 24 && minutes < 60)
        .then(|| i64::try_from(hours * 60 + minutes).ok())?
        .map(|minutes| sign * minutes)
}

/// How many days after 1 January 1970 a date is; nothing if there is no such date, or if it is before.
fn days(year: u64, month: u64, day: u64) -> Option<u64> {
    if month > 12 || day > 31 {
        return None;
    }
    let year_of_march = year.checked_sub(u64::from(month < 3))?;
    let months_from_march = (month + 9) % 12;
    let (era, year_of_era) = (year_of_march / 400, year_of_march % 400);
    let day_of_year = (153 * months_from_march + 2) / 5 + day.checked_sub(1)?;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    let days = era.checked_mul(146_097)?.checked_add(day_of_era)?.checked_sub(719_468)?;
    // What isn't in the calendar, such as 31 February, is another date when it is written.
    (date(days) == (year, month, day)).then_some(days)
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
    use super::{Parts, date, days, read, write};
    use crate::time::Micros;

    #[track_caller]
    fn check(micros: u64, expected: &str) {
        let mut out = String::new();
        write(&mut out, Micros(micros)).unwrap();
        assert_eq!(out, expected);
        assert_eq!(read(expected), Some(Micros(micros / 1000 * 1000)));
        let mut bytes = Vec::new();
        Parts::of(Micros(micros)).push(&mut bytes, b'T');
        assert_eq!(String::from_utf8(bytes).unwrap() + "Z", expected);
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
    fn reads_what_others_write() {
        let check = |text: &str, expected| assert_eq!(read(text), Some(Micros(expected)), "{text}");
        check("2023-11-14T22:13:20Z", 1_700_000_000_000_000);
        check(" 2023-11-14 22:13:20 ", 1_700_000_000_000_000);
        check("2023-11-14T22:13:20.1234567891Z", 1_700_000_000_123_456);
        check("2023-11-15T05:13:20.5+07:00", 1_700_000_000_500_000);
        check("2023-11-14T18:43:20-0330", 1_700_000_000_000_000);
        check("2023-11-14t22:13z", 1_699_999_980_000_000);
        for wrong in [
            "",
            "2023-11-14",
            "2023-11-14T",
            "2023-02-29T00:00:00Z",
            "2023-13-01T00:00:00Z",
            "2023-00-01T00:00:00Z",
            "2023-01-00T00:00:00Z",
            "1969-12-31T23:59:59Z",
            "1970-01-01T00:00:00+01:00",
            "2023-11-14T24:00:00Z",
            "2023-11-14T22:60:00Z",
            "2023-11-14T22:13:20.xZ",
            "2023-11-14T22:13:20Zoo",
            "2023-11-14T22:13:20+7",
            "2023-11-14T22:13:20+07:0é",
            "+2023-11-14T22:13:20Z",
            "99999999999999999999-01-01T00:00:00Z",
            "18446744073709551615-01-01T00:00:00Z",
            "2023-18446744073709551615-01T00:00:00Z",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn every_day_follows_the_one_before() {
        let mut before = date(0);
        for number in 1..400 * 366 {
            let (year, month, day) = date(number);
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
            assert_eq!(days(year, month, day), Some(number));
            before = (year, month, day);
        }
    }
}
