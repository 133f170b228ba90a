//! Points in time and spans, as numbers that can be compared.

use serde_json::Value;

/// A number as it is, and a time of ISO 8601 in UTC with milliseconds, as JavaScript writes it, as milliseconds.
pub fn instant(value: &Value) -> Option<f64> {
    value.as_f64().or_else(|| millis(value.as_str()?))
}

fn millis(text: &str) -> Option<f64> {
    const FORM: &str = "dddd-dd-ddTdd:dd:dd.dddZ";
    let is_digit = |form: char, c: char| if form == 'd' { c.is_ascii_digit() } else { c == form };
    let is_such =
        text.len() == FORM.len() && FORM.chars().zip(text.chars()).all(|(form, c)| is_digit(form, c));
    let number = |from: usize, to: usize| text.get(from..to).and_then(|digits| digits.parse::<u32>().ok());
    let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
    let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
    if !is_such || !(1970..=9999).contains(&year) || !(1..=12).contains(&month) {
        return None;
    }
    let days = (1970..year).map(|year| if is_leap(year) { 366 } else { 365 }).sum::<u32>()
        + (1..month).map(|month| month_days(year, month)).sum::<u32>()
        + day.checked_sub(1)?;
    let seconds = ((f64::from(days) * 24.0 + f64::from(hour)) * 60.0 + f64::from(minute)) * 60.0;
    Some((seconds + f64::from(second)) * 1000.0 + f64::from(number(20, 23)?))
}

fn month_days(year: u32, month: u32) -> u32 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn is_leap(year: u32) -> bool {
    (year.is_multiple_of(4) && !year.is_multiple_of(100)) || year.is_multiple_of(400)
}

#[test]
fn times_are_read() {
    let check = |text: &str, expected: Option<f64>| assert_eq!(instant(&text.into()), expected, "{text}");
    check("1970-01-01T00:00:00.000Z", Some(0.0));
    check("2026-11-28T16:49:21.894Z", Some(1_795_884_561_894.0));
    check("2000-02-29T23:59:59.999Z", Some(951_868_799_999.0));
    check("2026-11-28T16:49:21.894", None);
    check("2026-11-28T16:49:21.894+01:00", None);
    check("2026-13-28T16:49:21.894Z", None);
    check("2026-11-28 16:49:21.894Z", None);
    assert_eq!(instant(&Value::Null), None);
}
