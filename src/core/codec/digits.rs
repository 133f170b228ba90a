//! Whole numbers as bytes, behind what has been written.
//!
//! The formatting of the standard library takes several times as long, and a file of a log has five numbers a row.

/// Adds a number.
pub(crate) fn number(out: &mut Vec<u8>, number: u64) {
    padded(out, number, 1);
}

/// Adds a number of at least `width` digits, with noughts before it.
pub(crate) fn padded(out: &mut Vec<u8>, mut number: u64, width: usize) {
    // The largest number has 20 digits.
    let mut digits = [b'0'; 20];
    let mut start = digits.len();
    while number > 0 || digits.len() - start < width.min(digits.len()) {
        start -= 1;
        // What is left of a division by ten is a digit.
        digits[start] = b'0' + (number % 10) as u8;
        number /= 10;
    }
    out.extend_from_slice(&digits[start..]);
}

#[cfg(test)]
mod tests {
    use super::{number, padded};

    #[test]
    fn numbers_are_written_as_usual() {
        for n in [0, 7, 10, 99, 100, 12_345, u64::MAX] {
            let mut out = b"n".to_vec();
            number(&mut out, n);
            assert_eq!(String::from_utf8(out).unwrap(), format!("n{n}"));
        }
        for (n, width) in [(0, 2), (5, 3), (123, 2), (1, 20)] {
            let mut out = Vec::new();
            padded(&mut out, n, width);
            assert_eq!(String::from_utf8(out).unwrap(), format!("{n:0width$}"));
        }
    }
}
