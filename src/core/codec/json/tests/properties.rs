//! What holds for any JSON, and for any text at all.

use proptest::prelude::*;
use serde::de::IgnoredAny;

use crate::codec::json::{check, compact, pretty};

/// A string token with characters and escapes of all kinds.
fn string() -> impl Strategy<Value = String> {
    r#""([ -!#-\[\]-~กไ😀é]|\\["\\/bfnrt]|\\u[0-9a-fA-F]{4}){0,6}""#
}

fn scalar() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec!["null", "true", "false", "1.0", "1e400", "-0", "12345678901234567890"])
            .prop_map(str::to_owned),
        "-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,9})?([eE][+-]?[0-9]{1,4})?",
        string(),
    ]
}

fn space() -> impl Strategy<Value = String> {
    "[ \t\r\n]{0,2}"
}

/// A JSON text with white space strewn in.
pub(in crate::codec::json) fn json() -> impl Strategy<Value = String> {
    scalar().prop_recursive(4, 24, 4, |inner| {
        let item =
            (space(), inner, space()).prop_map(|(before, value, after)| before + &value + &after).boxed();
        let member =
            (space(), string(), item.clone()).prop_map(|(space, key, value)| space + &key + ":" + &value);
        let array = (space(), prop::collection::vec(item, 0..4));
        let object = (space(), prop::collection::vec(member, 0..4));
        prop_oneof![
            array.prop_map(|(space, items)| format!("[{space}{}]", items.join(","))),
            object.prop_map(|(space, members)| format!("{{{space}{}}}", members.join(","))),
        ]
    })
}

fn serde_takes(text: &str) -> bool {
    serde_json::from_str::<IgnoredAny>(text).is_ok()
}

#[test]
fn takes_what_serde_cannot_represent() {
    // As a value these two fail in serde_json, as grammar they don't; hence the comparison below ignores values.
    for text in [r#""\ud800""#, "1e400"] {
        assert_eq!(check(text), Ok(()));
        assert!(serde_takes(text));
        assert!(serde_json::from_str::<serde_json::Value>(text).is_err());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn printing_changes_only_white_space(text in json()) {
        let printed = pretty(&text).unwrap();
        let short = compact(&text).unwrap();
        prop_assert_eq!(&compact(&printed).unwrap(), &short);
        prop_assert_eq!(&compact(&short).unwrap(), &short);
        prop_assert_eq!(&pretty(&short).unwrap(), &printed);
        // Any white space is outside of strings or is a plain space inside of one, so this needs no reader.
        let dense = |text: &str| text.split_ascii_whitespace().collect::<String>();
        prop_assert_eq!(dense(&printed), dense(&text));
    }

    #[test]
    fn printing_agrees_with_serde(text in json()) {
        let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).ok();
        prop_assert_eq!(value(&pretty(&text).unwrap()), value(&text));
        prop_assert!(serde_takes(&text));
    }

    #[test]
    fn a_cut_off_text_is_refused(text in json(), cut: prop::sample::Index) {
        let text = format!("[{text}]");
        let cut = text.floor_char_boundary(cut.index(text.len()));
        prop_assert!(check(&text[..cut]).is_err());
    }

    #[test]
    fn any_text_has_an_answer(text in "\\PC*") {
        prop_assert_eq!(check(&text).is_ok(), serde_takes(&text));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2048))]

    #[test]
    fn takes_exactly_what_serde_takes(text in r#"[\[\]{},:"\\/'0123\-+.eEutrfalsn \n\t\u{feff}ก]{0,8}"#) {
        prop_assert_eq!(check(&text).is_ok(), serde_takes(&text));
    }

    #[test]
    fn takes_exactly_the_sequences_of_tokens_that_serde_takes(
        tokens in prop::collection::vec(
            prop::sample::select(vec!["[", "]", "{", "}", ",", ":", "\"a\"", "1", "-0.5", "null", " ", "\"", "tru"]), 0..9,
        )
    ) {
        let text = tokens.concat();
        prop_assert_eq!(check(&text).is_ok(), serde_takes(&text));
    }
}
