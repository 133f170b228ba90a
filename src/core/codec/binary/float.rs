//! Floating-point numbers as the fewest digits that are read back as the same number; whole ones up to 2^53 as all of
//! theirs.
//!
//! The formatting of the standard library would bring tables and arithmetic of its own into the download. Numbers that
//! people write down are found by trying; the others are told by the exact digits of the number and of where its
//! neighbours begin.

use super::decimal::Big;
use super::writer::Writer;
use crate::codec::digits;

/// A power of ten that is exact.
const TENS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18,
    1e19, 1e20, 1e21, 1e22,
];

/// From here on not every whole number is exact.
const LIMIT: f64 = 9_007_199_254_740_992.0;

/// Of numbers with fewer digits than this no two are the same in double precision.
const SURE: f64 = 1e15;

/// Writes a number of double precision. It has a point or an exponent; what isn't finite is a text.
pub(in crate::codec) fn push_double(out: &mut Writer, number: f64) {
    let bits = number.to_bits();
    let (exponent, fraction) = (bits >> 52 & 0x7ff, bits & 0xf_ffff_ffff_ffff);
    push(out, number, &|it| it.to_bits() == number.abs().to_bits(), &|| exact(fraction, exponent, 52, 1075));
}

/// Writes a number of single precision.
pub(in crate::codec) fn push_single(out: &mut Writer, number: f32) {
    let bits = u64::from(number.to_bits());
    let (exponent, fraction) = (bits >> 23 & 0xff, bits & 0x7f_ffff);
    #[expect(clippy::cast_possible_truncation, reason = "that is the question")]
    let is_same = |it: f64| (it as f32).to_bits() == number.abs().to_bits();
    push(out, number.into(), &is_same, &|| exact(fraction, exponent, 23, 150));
}

fn push(out: &mut Writer, number: f64, is_same: &dyn Fn(f64) -> bool, exact: &dyn Fn() -> (Vec<u8>, i32)) {
    if number.is_nan() {
        return out.text("NaN");
    }
    if number.is_infinite() {
        return out.text(if number < 0.0 { "-Infinity" } else { "Infinity" });
    }
    let (digits, exponent) = short(number.abs(), is_same).unwrap_or_else(exact);
    out.with(|out| {
        if number.is_sign_negative() {
            out.push(b'-');
        }
        lay_out(out, &digits, exponent);
    });
}

/// A whole number over a power of ten that is the number: both are exact, so is their quotient rounded as it has to be.
fn short(number: f64, is_same: &dyn Fn(f64) -> bool) -> Option<(Vec<u8>, i32)> {
    for (exponent, ten) in (0..).zip(TENS) {
        let scaled = number * ten + 0.5;
        if scaled >= if exponent == 0 { LIMIT } else { SURE } {
            return None;
        }
        let whole = scaled.trunc();
        if is_same(whole / ten) {
            let mut out = Vec::with_capacity(20);
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "it is within the limit"
            )]
            digits::number(&mut out, whole as u64);
            return Some((out, -exponent));
        }
    }
    None
}

/// The shortest digits between the middles to both neighbours, and the power of ten that they are multiplied by.
fn exact(fraction: u64, exponent: u64, width: u32, bias: i32) -> (Vec<u8>, i32) {
    let mantissa = if exponent == 0 { fraction } else { fraction | 1 << width };
    // The neighbour below is nearer where the exponent changes.
    let below = if fraction == 0 && exponent > 1 { 1 } else { 2 };
    let is_even = mantissa % 2 == 0;
    // In quarters of what is between two numbers.
    let power = i32::try_from(exponent.max(1)).unwrap_or(0) - bias - 2;
    let spread = |quarters: u64| {
        let mut big = Big::new(quarters);
        big.times_often(if power < 0 { 5 } else { 2 }, power.unsigned_abs());
        big.digits()
    };
    let high = spread(mantissa * 4 + 2);
    let as_long = |digits: Vec<u8>| [vec![b'0'; high.len() - digits.len()], digits].concat();
    let (low, middle) = (as_long(spread(mantissa * 4 - below)), as_long(spread(mantissa * 4)));
    let is_zero = |digits: &[u8]| digits.iter().all(|digit| *digit == b'0');
    let (mut to_low, mut to_high) = (0, 0);
    let mut taken = high.len();
    let mut rounds_up = false;
    for at in 0..high.len() {
        // How far the limits are, in the digits up to here; ten is far enough to stay so.
        let digit = |digits: &[u8]| i32::from(digits[at]);
        to_low = (to_low * 10 + digit(&middle) - digit(&low)).min(10);
        to_high = (to_high * 10 + digit(&high) - digit(&middle)).min(10);
        let rest = at + 1;
        let floor = to_low > 0 || (is_even && is_zero(&low[rest..]));
        let ceiling = to_high > 1 || (to_high == 1 && (is_even || !is_zero(&high[rest..])));
        if floor || ceiling {
            taken = rest;
            let is_more = middle.get(rest).is_some_and(|digit| *digit >= b'5');
            rounds_up = ceiling && (is_more || !floor);
            break;
        }
    }
    let mut digits = middle[..taken].to_vec();
    if rounds_up {
        add_one(&mut digits);
    }
    let zeros = high.len() - taken;
    (digits, power.min(0) + i32::try_from(zeros).unwrap_or(0))
}

fn add_one(digits: &mut Vec<u8>) {
    for digit in digits.iter_mut().rev() {
        if *digit < b'9' {
            *digit += 1;
            return;
        }
        *digit = b'0';
    }
    digits.insert(0, b'1');
}

/// Digits, multiplied by a power of ten: with zeros where those are few, as JavaScript does, else with an exponent.
fn lay_out(out: &mut Vec<u8>, digits: &[u8], exponent: i32) {
    let zeros = digits.iter().take_while(|digit| **digit == b'0').count();
    let end = digits.len() - digits.iter().rev().take_while(|digit| **digit == b'0').count();
    let significant = &digits[zeros.min(end)..end];
    if significant.is_empty() {
        return out.extend_from_slice(b"0.0");
    }
    // Where the point is, in digits behind the first significant one.
    let length = |of: usize| i32::try_from(of).unwrap_or(i32::MAX);
    let point = length(digits.len() - zeros) + exponent;
    let count = length(significant.len());
    let fill = |out: &mut Vec<u8>, zeros: i32| out.extend((0..zeros).map(|_| b'0'));
    if !(-5..=21).contains(&point) {
        out.push(significant[0]);
        if count > 1 {
            out.push(b'.');
            out.extend_from_slice(&significant[1..]);
        }
        out.push(b'e');
        if point < 1 {
            out.push(b'-');
        }
        digits::number(out, u64::from((point - 1).unsigned_abs()));
    } else if point <= 0 {
        out.extend_from_slice(b"0.");
        fill(out, -point);
        out.extend_from_slice(significant);
    } else {
        let split = significant.len().min(usize::try_from(point).unwrap_or(0));
        out.extend_from_slice(&significant[..split]);
        fill(out, point - count);
        out.push(b'.');
        out.extend_from_slice(if split < significant.len() { &significant[split..] } else { b"0" });
    }
}
