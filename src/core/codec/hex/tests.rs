//! Hex, as tables of what is typed and what becomes of it.

use proptest::prelude::*;

use super::*;

#[track_caller]
fn check(text: &str, expected: &[u8]) {
    assert_eq!(decode(text), Ok(expected.to_vec()), "{text:?}");
}

#[track_caller]
fn check_error(text: &str, (line, column): (usize, usize), expected: HexProblem) {
    let error = decode(text).expect_err(text);
    assert_eq!(((error.place.line, error.place.column), error.kind), ((line, column), expected), "{text:?}");
}

#[test]
fn takes_what_tools_print() {
    check("", &[]);
    check(" \n, ", &[]);
    check("48656c6C6F", b"Hello");
    check("48 65\t6c\u{a0}6C\r\n6F\n", b"Hello");
    check("0x48, 0x65, 0X6c", b"Hel");
    check("0x48656c", b"Hel");
    check("0x480x65", b"He");
    check("\\x48\\x65\\X6c", b"Hel");
    check("de:ad:be:ef", &[0xde, 0xad, 0xbe, 0xef]);
    check("00 0x00 00", &[0, 0, 0]);
    check("ff,", &[0xff]);
}

#[test]
fn points_at_what_is_wrong() {
    check_error("48 6g", (1, 5), HexProblem::UnexpectedCharacter('g'));
    check_error("48 zz", (1, 4), HexProblem::UnexpectedCharacter('z'));
    check_error("48\n65 😀", (2, 4), HexProblem::UnexpectedCharacter('😀'));
    check_error("48 4", (1, 4), HexProblem::HalfByte);
    check_error("4 8", (1, 1), HexProblem::HalfByte);
    check_error("486", (1, 3), HexProblem::HalfByte);
    check_error("0xA", (1, 3), HexProblem::HalfByte);
    check_error("0xA,0xB", (1, 3), HexProblem::HalfByte);
    check_error("\\x4\\x8", (1, 3), HexProblem::HalfByte);
    check_error("41 0x", (1, 4), HexProblem::PrefixAlone);
    check_error("0x 41", (1, 1), HexProblem::PrefixAlone);
    check_error("0x0x41", (1, 4), HexProblem::UnexpectedCharacter('x'));
    check_error("10x20", (1, 3), HexProblem::UnexpectedCharacter('x'));
    check_error("\\41", (1, 1), HexProblem::UnexpectedCharacter('\\'));
    check_error("41-42", (1, 3), HexProblem::UnexpectedCharacter('-'));
    // Digits of other scripts are digits to Unicode but not to hex.
    check_error("๔๑", (1, 1), HexProblem::UnexpectedCharacter('๔'));
}

#[test]
fn dumps_lines() {
    let line = |bytes: &[u8], offset| {
        let DumpLine { offset, hex, ascii } = dump_line(bytes, offset);
        format!("{offset}|{hex}|{ascii}")
    };
    assert_eq!(line(b"", 0), "00000000||");
    assert_eq!(line(b"Hi\n", 0), "00000000|48 69 0a|Hi.");
    assert_eq!(
        line(b"0123456789abcdef", 16),
        "00000010|30 31 32 33 34 35 36 37  38 39 61 62 63 64 65 66|0123456789abcdef"
    );
    assert_eq!(line("é~\u{7f}".as_bytes(), 0xf_0000_0000), "f00000000|c3 a9 7e 7f|..~.");
}

proptest! {
    #[test]
    fn reads_back_what_it_prints(bytes: Vec<u8>) {
        prop_assert_eq!(decode(&encode(&bytes)), Ok(bytes));
    }

    #[test]
    fn never_panics(text in "[0-9a-fx\\\\ ,:gก]{0,12}|\\PC*") {
        let _ = decode(&text);
    }
}
