//! Numbers in as few bytes as they need, seven bits in each, the lowest first (LEB128).

/// Appends a number.
pub fn write(out: &mut Vec<u8>, mut number: u64) {
    while number >= 0x80 {
        out.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    out.push(number.to_le_bytes()[0]);
}

/// Takes a number from the front; nothing if there is none, or none of 64 bits.
pub fn read(bytes: &mut &[u8]) -> Option<u64> {
    let mut number = 0_u64;
    for shift in (0..64).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        let bits = u64::from(byte & 0x7f);
        if shift == 63 && bits > 1 {
            return None;
        }
        number |= bits << shift;
        if byte < 0x80 {
            return Some(number);
        }
    }
    None
}

/// How far one number is from another, small if they are near each other on either side.
pub fn distance(from: u64, to: u64) -> u64 {
    let forward = to.wrapping_sub(from).cast_signed();
    ((forward << 1) ^ (forward >> 63)).cast_unsigned()
}

/// The number at that distance.
pub fn at_distance(from: u64, distance: u64) -> u64 {
    let half = (distance >> 1).cast_signed();
    from.wrapping_add((half ^ -(distance & 1).cast_signed()).cast_unsigned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{at_distance, distance, read, write};

    #[test]
    fn numbers_take_few_bytes() {
        let check = |number, expected: &[u8]| {
            let mut out = Vec::new();
            write(&mut out, number);
            assert_eq!(out, expected, "{number}");
        };
        check(0, &[0]);
        check(127, &[127]);
        check(128, &[128, 1]);
        check(u64::MAX, &[255, 255, 255, 255, 255, 255, 255, 255, 255, 1]);
        assert_eq!([distance(5, 6), distance(6, 5), distance(5, 5)], [2, 1, 0]);
    }

    #[test]
    fn what_is_no_number_is_none() {
        for bytes in [&[][..], &[128], &[255, 255, 255, 255, 255, 255, 255, 255, 255, 2], &[128; 11]] {
            assert_eq!(read(&mut &bytes[..]), None, "{bytes:?}");
        }
    }

    proptest! {
        #[test]
        fn numbers_come_back(number: u64, other: u64, rest: Vec<u8>) {
            let mut out = Vec::new();
            write(&mut out, number);
            out.extend_from_slice(&rest);
            let mut bytes = &out[..];
            prop_assert_eq!(read(&mut bytes), Some(number));
            prop_assert_eq!(bytes, &rest[..]);
            prop_assert_eq!(at_distance(other, distance(other, number)), number);
        }
    }
}
