//! Floating-point numbers as the fewest digits that are read back as the same number.
//!
//! The formatting of the standard library would bring tables and arithmetic of its own into the download. Most numbers
//! are found by multiplying them by ten until the nearest whole number is near enough; very large and very small ones
//! are told by the exact digits of the number and of where its neighbours begin.

use super::decimal::Big;
use super::writer::Writer;
use crate::codec::digits;

/// So often a mantissa of 53 bits is multiplied by ten in 128 bits.
const MOST_TENS: i32 = 22;

/// Writes a number of double precision. It has a point or an exponent; what isn't finite is a text.
pub(in crate::codec) fn push_double(out: &mut Writer, number: f64) {
    let bits = number.to_bits();
    push(out, number, Parts::of(bits & 0xf_ffff_ffff_ffff, bits >> 52 & 0x7ff, 52, 1075));
}

/// Writes a number of single precision.
pub(in crate::codec) fn push_single(out: &mut Writer, number: f32) {
    let bits = u64::from(number.to_bits());
    push(out, number.into(), Parts::of(bits & 0x7f_ffff, bits >> 23 & 0xff, 23, 150));
}

/// A number that is not negative, as it is stored.
#[derive(Clone, Copy)]
struct Parts {
    /// A whole number,
    mantissa: u64,
    /// and the power of two that it is multiplied by.
    power: i32,
    /// Whether its neighbour below is nearer than the one above.
    is_edge: bool,
}

impl Parts {
    fn of(fraction: u64, exponent: u64, width: u32, bias: i32) -> Self {
        Self {
            mantissa: if exponent == 0 { fraction } else { fraction | 1 << width },
            power: i32::try_from(exponent.max(1)).unwrap_or(0) - bias,
            is_edge: fraction == 0 && exponent > 1,
        }
    }
}

fn push(out: &mut Writer, number: f64, parts: Parts) {
    if number.is_nan() {
        return out.text("NaN");
    }
    if number.is_infinite() {
        return out.text(if number < 0.0 { "-Infinity" } else { "Infinity" });
    }
    let (digits, exponent) = short(parts).unwrap_or_else(|| exact(parts));
    out.with(&|out| {
        if number.is_sign_negative() {
            out.push(b'-');
        }
        lay_out(out, &digits, exponent);
    });
}

/// The shortest digits and the power of ten that they are multiplied by; nothing for numbers from 2^53 on, and for some
/// that are far less than 1.
fn short(parts: Parts) -> Option<(Vec<u8>, i32)> {
    let Parts { mantissa, power, is_edge } = parts;
    if mantissa == 0 {
        return Some((Vec::new(), 0));
    }
    let places = u32::try_from(-power).ok().filter(|places| (1..=100).contains(places))?;
    let mut ten = 1_u128;
    for exponent in 0..=MOST_TENS {
        let scaled = u128::from(mantissa) * ten;
        let whole = (scaled + (1 << (places - 1))) >> places;
        // Twice as far as the number lies from this, beside the distance to its neighbours.
        let apart = (whole << places).abs_diff(scaled) * 2;
        let is_near = apart < ten || (apart == ten && mantissa % 2 == 0);
        if is_near && apart > 0 && is_edge {
            // It may be too far below.
            return None;
        }
        if is_near || apart == 0 {
            let mut out = Vec::with_capacity(20);
            digits::number(&mut out, u64::try_from(whole).ok()?);
            return Some((out, -exponent));
        }
        ten *= 10;
    }
    None
}

/// The shortest digits between the middles to both neighbours, and the power of ten that they are multiplied by.
fn exact(parts: Parts) -> (Vec<u8>, i32) {
    let Parts { mantissa, power, is_edge } = parts;
    let below = if is_edge { 1 } else { 2 };
    let is_even = mantissa % 2 == 0;
    // In quarters of what is between two numbers.
    let power = power - 2;
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
