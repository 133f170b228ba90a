//! The table of codes, and what the user may close with.

use super::*;

#[test]
fn every_number_has_a_meaning() {
    let mut runs: Vec<(u16, Meaning)> = Vec::new();
    for code in 0..=u16::MAX {
        let meaning = CloseCode(code).meaning();
        if runs.last().is_none_or(|(_, last)| *last != meaning) {
            runs.push((code, meaning));
        }
    }
    let starts: Vec<u16> = runs.iter().map(|(code, _)| *code).collect();
    let expected: Vec<u16> =
        [0].into_iter().chain(1000..=1016).chain([3000, 3001, 3003, 3004, 3008, 3009, 4000, 5000]).collect();
    assert_eq!(starts, expected);
    assert_eq!(runs.first().map(|(_, meaning)| *meaning), runs.last().map(|(_, meaning)| *meaning));
}

#[test]
fn names_are_those_of_the_registry() {
    let names = [
        (1000, Some("Normal Closure")),
        (1005, Some("No Status Rcvd")),
        (1006, Some("Abnormal Closure")),
        (1014, Some("Bad Gateway")),
        (3008, Some("Timeout")),
        (999, None),
        (1016, None),
        (3001, None),
        (4000, None),
    ];
    for (code, name) in names {
        assert_eq!(CloseCode(code).name(), name, "{code}");
    }
}

#[test]
fn a_fault_is_what_the_standard_calls_one() {
    let codes = (1000..=1016).chain([3000, 3001, 4000, 5000]);
    let faults: Vec<u16> = codes.filter(|code| CloseCode(*code).is_fault()).collect();
    let expected: Vec<u16> = [1002, 1003, 1004].into_iter().chain(1006..=1016).chain([3000, 5000]).collect();
    assert_eq!(faults, expected);
}

#[test]
fn a_user_closes_with_1000_or_3000_to_4999() {
    for code in [1000, 3000, 4999] {
        assert!(check_user_close(code, "bye").is_ok(), "{code}");
    }
    for code in [0, 999, 1001, 1005, 2999, 5000, 65_536, 66_536, u32::MAX] {
        assert_eq!(check_user_close(code, ""), Err(CloseProblem::CodeNotAllowed { code }));
    }
}

#[test]
fn a_reason_is_measured_in_bytes() {
    // 41 Thai letters of three bytes fill a reason exactly.
    let reason = "ก".repeat(41);
    assert_eq!(check_user_close(1000, &reason), Ok((CloseCode::NORMAL, reason.clone())));
    assert_eq!(check_user_close(4000, &(reason + "!")), Err(CloseProblem::ReasonTooLong { bytes: 124 }));
}
