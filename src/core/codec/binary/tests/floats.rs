//! Floating-point numbers have the digits that the standard library finds, too.

use proptest::prelude::*;

use super::super::writer::Writer;
use super::super::{push_double, push_single};

fn double(number: f64) -> String {
    let mut out = Writer::default();
    push_double(&mut out, number);
    out.finish(1)
}

fn single(number: f32) -> String {
    let mut out = Writer::default();
    push_single(&mut out, number);
    out.finish(1)
}

/// The digits of a number as it is written, without zeros in front and behind.
fn digits(text: &str) -> String {
    let mantissa = text.split('e').next().unwrap_or_default();
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    digits.trim_matches('0').to_owned()
}

#[track_caller]
fn check_double(number: f64) {
    let text = double(number);
    assert_eq!(text.parse::<f64>().map(f64::to_bits), Ok(number.to_bits()), "{number:e} as {text}");
    assert_eq!(digits(&text), digits(&format!("{number:e}")), "{number:e}");
}

#[track_caller]
fn check_single(number: f32) {
    let text = single(number);
    assert_eq!(text.parse::<f32>().map(f32::to_bits), Ok(number.to_bits()), "{number:e} as {text}");
    assert_eq!(digits(&text), digits(&format!("{number:e}")), "{number:e}");
}

#[test]
fn they_are_written_as_people_do() {
    for (number, expected) in [
        (0.0, "0.0"),
        (-0.0, "-0.0"),
        (1.0, "1.0"),
        (-12.5, "-12.5"),
        (0.1 + 0.2, "0.30000000000000004"),
        (100.0, "100.0"),
        (1e15, "1000000000000000.0"),
        (1e20, "100000000000000000000.0"),
        (1e21, "1e21"),
        (1.5e-7, "1.5e-7"),
        (0.000_001, "0.000001"),
        (f64::MAX, "1.7976931348623157e308"),
        (5e-324, "5e-324"),
    ] {
        assert_eq!(double(number), expected);
    }
    for number in [f64::MIN_POSITIVE, 9_007_199_254_740_993.0, 2_f64.powi(70), 2_f64.powi(-70), 123_456.789] {
        check_double(number);
    }
    // Two numbers of 16 digits are the same here; the nearer one counts.
    check_double(f64::from_bits(4_648_656_688_235_637_603));
    for number in [f32::MAX, f32::MIN_POSITIVE, f32::from_bits(1), 16_777_216.0, 0.3] {
        check_single(number);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn any_number_is_read_back(double: u64, single: u32) {
        let (wide, narrow) = (f64::from_bits(double), f32::from_bits(single));
        if wide.is_finite() {
            check_double(wide);
        }
        if narrow.is_finite() {
            check_single(narrow);
        }
    }

    #[test]
    fn numbers_of_people_are_read_back(whole in -1_000_000_000_i32..1_000_000_000, places in 0_i32..20) {
        check_double(f64::from(whole) / 10_f64.powi(places));
        check_single(format!("{whole}e-{places}").parse().expect("a number"));
    }

    #[test]
    fn powers_are_read_back(power in -1074_i32..1023) {
        check_double(2_f64.powi(power));
        check_single(2_f32.powi(power / 9));
    }
}
