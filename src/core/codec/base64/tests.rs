//! Base64, as tables of what is typed and what becomes of it.

use data_encoding::{BASE64URL, BASE64URL_NOPAD};
use proptest::prelude::*;

use super::*;

#[track_caller]
fn check(text: &str, expected: &[u8]) {
    assert_eq!(decode(text), Ok(expected.to_vec()), "{text:?}");
}

#[track_caller]
fn check_error(text: &str, (line, column): (usize, usize), expected: Base64Problem) {
    let error = decode(text).expect_err(text);
    assert_eq!(((error.place.line, error.place.column), error.kind), ((line, column), expected), "{text:?}");
}

#[test]
fn takes_both_alphabets_and_any_layout() {
    check("", b"");
    check(" \n ", b"");
    check("SGVsbG8=", b"Hello");
    check("SGVsbG8", b"Hello");
    check(" SGVs\r\n bG8\u{a0}= ", b"Hello");
    check("SGk=", b"Hi");
    check("SA==", b"H");
    check("SA= =", b"H");
    check("+/-_", &[0xfb, 0xff, 0xbf]);
    check("data:text/plain;base64,SGk=", b"Hi");
    check(" DATA:text/plain;charset=utf-8;Base64,\nSGk", b"Hi");
    check("data:;base64,", b"");
}

#[test]
fn points_at_what_is_wrong() {
    use Base64Problem::{LoneSymbol, MisplacedPadding, NotBase64DataUrl, TrailingBits, UnexpectedCharacter};
    check_error("SGk*", (1, 4), UnexpectedCharacter('*'));
    check_error("SGVs\n bก8=", (2, 3), UnexpectedCharacter('ก'));
    check_error("SGVs\nb", (2, 1), LoneSymbol);
    check_error("SGVsb===", (1, 5), LoneSymbol);
    check_error("SG=k", (1, 3), MisplacedPadding);
    check_error("SA==SA==", (1, 3), MisplacedPadding);
    check_error("SA=", (1, 3), MisplacedPadding);
    check_error("SGk==", (1, 4), MisplacedPadding);
    check_error("SGVs=", (1, 5), MisplacedPadding);
    check_error("=", (1, 1), MisplacedPadding);
    check_error(" S\nB", (2, 1), TrailingBits);
    check_error("data:;base64,SGl", (1, 16), TrailingBits);
    check_error("data:text/plain,SGk=", (1, 16), NotBase64DataUrl);
    check_error("data:SGk=", (1, 5), UnexpectedCharacter(':'));
    check_error("SGk=,", (1, 5), UnexpectedCharacter(','));
}

proptest! {
    #[test]
    fn reads_back_every_spelling(bytes: Vec<u8>) {
        for text in [encode(&bytes), BASE64URL.encode(&bytes), BASE64URL_NOPAD.encode(&bytes)] {
            prop_assert_eq!(&decode(&text).unwrap(), &bytes);
        }
    }

    #[test]
    fn never_panics(text in "[A-D=+_ ก]{0,12}|data:\\PC*|\\PC*") {
        let _ = decode(&text);
    }
}
