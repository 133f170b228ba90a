//! Whole numbers of any size as decimal digits: as few lines as it takes, for numbers of a few hundred digits.

/// Longer numbers aren't written as digits, for the time grows with the square of their length.
const MOST_BYTES: usize = 128;

const CHUNK: u64 = 1_000_000_000;

/// A number, its lowest 32 bits first.
pub(super) struct Big(Vec<u32>);

impl Big {
    pub fn new(number: u64) -> Self {
        let mut big = Self(Vec::new());
        big.times_plus(1, number);
        big
    }

    /// Multiplies by a number and adds one.
    pub fn times_plus(&mut self, factor: u32, plus: u64) {
        let mut carry = plus;
        for word in &mut self.0 {
            let product = u64::from(*word) * u64::from(factor) + (carry & 0xffff_ffff);
            // The lowest bits stay.
            #[expect(clippy::cast_possible_truncation, reason = "the others are carried on")]
            {
                *word = product as u32;
            }
            carry = (carry >> 32) + (product >> 32);
        }
        while carry > 0 {
            #[expect(clippy::cast_possible_truncation, reason = "the others are carried on")]
            self.0.push(carry as u32);
            carry >>= 32;
        }
    }

    /// Multiplies so many times.
    pub fn times_often(&mut self, factor: u32, mut times: u32) {
        // As many as fit into a word are one step; ten fives do, and so do ten twos.
        while times > 0 {
            let step = times.min(10);
            self.times_plus(factor.pow(step), 0);
            times -= step;
        }
    }

    /// Its digits; none for 0.
    pub fn digits(mut self) -> Vec<u8> {
        let mut digits = Vec::with_capacity(self.0.len() * 10);
        while !self.0.is_empty() {
            let mut rest = 0;
            for word in self.0.iter_mut().rev() {
                let value = rest << 32 | u64::from(*word);
                #[expect(clippy::cast_possible_truncation, reason = "the rest is less than the divisor")]
                {
                    *word = (value / CHUNK) as u32;
                }
                rest = value % CHUNK;
            }
            while self.0.pop_if(|word| *word == 0).is_some() {}
            for _ in 0..9 {
                // What is left of a division by ten is a digit.
                digits.push(b'0' + (rest % 10) as u8);
                rest /= 10;
            }
        }
        while digits.pop_if(|digit| *digit == b'0').is_some() {}
        digits.reverse();
        digits
    }
}

/// The number that bytes are, the highest first; with `is_negative` -1 less that. Nothing if it is too long.
pub(super) fn of_bytes(bytes: &[u8], is_negative: bool) -> Option<String> {
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    let bytes = &bytes[zeros..];
    if bytes.len() > MOST_BYTES {
        return None;
    }
    let mut big = Big::new(0);
    for byte in bytes {
        big.times_plus(256, u64::from(*byte));
    }
    if is_negative {
        big.times_plus(1, 1);
    }
    let digits = String::from_utf8(big.digits()).ok()?;
    Some(match (digits.as_str(), is_negative) {
        ("", _) => "0".to_owned(),
        (_, true) => format!("-{digits}"),
        (_, false) => digits,
    })
}
