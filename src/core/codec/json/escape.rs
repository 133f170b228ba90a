//! What stands between the quotes of a JSON string, byte by byte, for payloads that are written in pieces.
//!
//! It is the same as what [`super::value::quoted`] writes; a piece may end anywhere.

const HEX: &[u8; 16] = b"0123456789abcdef";

/// Adds a text, or a piece of one, with escapes where a string needs them.
pub(crate) fn escape(out: &mut Vec<u8>, mut text: &[u8]) {
    while let Some(at) = text.iter().position(|byte| SPECIAL[*byte as usize]) {
        out.extend_from_slice(&text[..at]);
        let byte = text[at];
        match byte {
            b'\n' => out.extend_from_slice(b"\\n"),
            b'\r' => out.extend_from_slice(b"\\r"),
            b'\t' => out.extend_from_slice(b"\\t"),
            b'"' | b'\\' => out.extend_from_slice(&[b'\\', byte]),
            control => {
                let digits = [HEX[usize::from(control >> 4)], HEX[usize::from(control & 15)]];
                out.extend_from_slice(b"\\u00");
                out.extend_from_slice(&digits);
            }
        }
        text = &text[at + 1..];
    }
    out.extend_from_slice(text);
}

/// The bytes that a string doesn't have as they are (RFC 8259 §7).
const SPECIAL: [bool; 256] = {
    let mut special = [false; 256];
    let mut byte = 0;
    while byte < 0x20 {
        special[byte] = true;
        byte += 1;
    }
    special[b'"' as usize] = true;
    special[b'\\' as usize] = true;
    special
};

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::escape;
    use crate::codec::json::value::quoted;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn it_is_what_a_writer_writes_wherever_it_is_cut(text in "[\\x00-\\x22\\\\a-c\\x7fก😀]{0,20}", cut: usize) {
            let (start, end) = text.as_bytes().split_at(cut % (text.len() + 1));
            let mut out = b"\"".to_vec();
            escape(&mut out, start);
            escape(&mut out, end);
            out.push(b'"');
            prop_assert_eq!(String::from_utf8(out).unwrap(), quoted(&text));
        }
    }
}
