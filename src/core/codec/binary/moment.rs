//! A point in time by ISO 8601, with as many digits behind the point as it needs.

use crate::codec::digits::padded;
use crate::time::Micros;
use crate::time::iso::Parts;

/// The calendar is the same after so many seconds; by this the years from 1 on are brought behind 1970.
const ROUND: i64 = 5 * 400 * 31_556_952;
const ROUND_YEARS: u64 = 2000;

/// The first second of the year 1 and the last of the year 9999, from 1970.
const FIRST: i64 = -62_135_596_800;
const LAST: i64 = 253_402_300_799;

/// So many seconds after 1970 (before it, if negative) and nanoseconds: `2023-11-14T22:13:20.5Z`. Nothing if the year
/// isn't one of four digits, or if the nanoseconds are a second or more.
pub(super) fn iso(seconds: i64, nanos: u32) -> Option<String> {
    if !(FIRST..=LAST).contains(&seconds) || nanos >= 1_000_000_000 {
        return None;
    }
    let micros = u64::try_from(seconds + ROUND).ok()?.checked_mul(1_000_000)?;
    let parts = Parts::of(Micros(micros));
    let mut out = Vec::with_capacity(30);
    Parts { year: parts.year - ROUND_YEARS, ..parts }.push(&mut out, b'T');
    out.truncate("2023-11-14T22:13:20".len());
    if nanos > 0 {
        out.push(b'.');
        padded(&mut out, nanos.into(), 9);
        while out.pop_if(|digit| *digit == b'0').is_some() {}
    }
    out.push(b'Z');
    String::from_utf8(out).ok()
}

/// The same of seconds with a fraction, to the microsecond.
pub(super) fn of_seconds(seconds: f64) -> Option<String> {
    let micros = (seconds * 1e6).round();
    if !(-1e17..=1e18).contains(&micros) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "it is within the limits")]
    let micros = micros as i64;
    let fraction = u32::try_from(micros.rem_euclid(1_000_000)).ok()?;
    iso(micros.div_euclid(1_000_000), fraction * 1000)
}
