//! Settings as texts: what fits is taken and comes back, what doesn't leaves everything as it was.

use proptest::prelude::*;

use super::{Form, Setting, Settings};
use crate::compose::{Draft, Meaning};
use crate::conn::Policy;
use crate::conn::keep_alive::{PongRule, Preset};
use crate::time::Span;

#[track_caller]
fn refused(setting: Setting, texts: &[&str]) {
    let mut policy = Policy::default();
    for text in texts {
        assert!(setting.write(&mut policy, text).is_err(), "{setting:?} takes {text:?}");
        assert_eq!(policy, Policy::default());
    }
}

#[track_caller]
fn taken(setting: Setting, text: &str, expected: &str) -> Policy {
    let mut policy = Policy::default();
    assert_eq!(setting.write(&mut policy, text), Ok(()), "{setting:?} refuses {text:?}");
    assert_eq!(setting.read(&policy), expected);
    policy
}

#[test]
fn bad_numbers_are_refused() {
    let numbers = Setting::ALL.into_iter().filter(|setting| setting.form() == Form::Number);
    for setting in numbers {
        refused(setting, &["0", "-1", "abc", "1e3", "NaN", "99999999999", "1.2.3", "0x10"]);
    }
    refused(Setting::Delay, &["", "0.05", "86401"]);
    refused(Setting::Factor, &["", "0.9", "11"]);
    refused(Setting::Attempts, &["1.5"]);
    refused(Setting::FinalCodes, &["999", "1000-", "5000", "2000-1000", "x"]);
    refused(Setting::Jitter, &["", "some", "Full"]);
    refused(Setting::Reconnect, &["yes", ""]);
}

#[test]
fn good_ones_are_taken() {
    assert_eq!(taken(Setting::Delay, "0,5", "0.5").reconnect.first, Span(500_000));
    assert_eq!(taken(Setting::Factor, " 1.5 ", "1.5").reconnect.factor, 1500);
    assert_eq!(taken(Setting::Attempts, "7", "7").reconnect.most, Some(7));
    assert_eq!(taken(Setting::Attempts, "", "").reconnect.most, None);
    assert_eq!(taken(Setting::PingInterval, "5", "5").ping.interval, Some(Span::from_secs(5)));
    assert_eq!(taken(Setting::Idle, " ", "").idle, None);
    assert!(taken(Setting::FinalCodes, "", "").reconnect.final_codes.shown().is_empty());
}

#[test]
fn messages_on_opening_are_divided_by_empty_lines() {
    let policy = taken(
        Setting::Hello,
        "{\"a\":1}\n\n\n\nhex: 10 0c\r\n\r\nsub {{seq}}\nand more\n",
        "{\"a\":1}\n\nhex: 10 0c\n\nsub {{seq}}\nand more",
    );
    let draft = |text: &str, meaning| Draft { text: text.to_owned(), meaning };
    assert_eq!(
        policy.hello,
        [
            draft("{\"a\":1}", Meaning::Text),
            draft("10 0c", Meaning::Hex),
            draft("sub {{seq}}\nand more", Meaning::Text)
        ]
    );
    refused(Setting::Hello, &["a\n\nhex: 1", "{{nobody}}", "base64: !"]);
}

#[test]
fn a_message_is_translated_into_another_format() {
    let mut policy = Policy::default();
    for (format, expected) in
        [("hex", "70 69 6e 67"), ("base64", "cGluZw=="), ("text", "ping"), ("json", "{\"type\":\"ping\"}")]
    {
        Setting::PingMeaning.write(&mut policy, format).unwrap();
        assert_eq!(Setting::PingMessage.read(&policy), expected);
        assert_eq!(Setting::PingMeaning.read(&policy), format);
    }
}

#[test]
fn a_rule_keeps_its_value_when_it_becomes_another_one() {
    let mut policy = Policy::default();
    for (setting, text) in [
        (Setting::PongRule, "equals"),
        (Setting::PongValue, "pong"),
        (Setting::PongRule, "field"),
        (Setting::PongPath, "$.op"),
    ] {
        setting.write(&mut policy, text).unwrap();
    }
    assert_eq!(policy.ping.rule, PongRule::Field { path: "$.op".into(), value: "pong".into() });
    let before = policy.clone();
    assert!(Setting::PongPath.write(&mut policy, "$[").is_err());
    assert_eq!(policy, before);
}

#[test]
fn a_nonce_that_is_looked_for_must_be_in_the_message() {
    let mut policy = Policy::default();
    Setting::PongRule.write(&mut policy, "nonce").unwrap();
    assert!(Setting::PingMessage.write(&mut policy, "ping").is_err());
    Setting::PingMessage.write(&mut policy, "ping {{nonce}}").unwrap();
}

#[test]
fn every_preset_comes_back_as_it_was_kept() {
    for preset in Preset::ALL {
        let policy = Policy { ping: preset.apply(&Policy::default().ping), ..Policy::default() };
        assert_eq!(Settings::of(&policy).policy(), policy, "{preset:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn whatever_is_typed_in_any_order_comes_back_as_it_was_kept(
        typed in prop::collection::vec((0..Setting::ALL.len(), prop_oneof![
            "[ -~\n]{0,12}", "[0-9.,-]{0,6}", "\\{\\{[a-z:$.0-9]{0,10}\\}\\}",
            prop::sample::select(vec!["on", "equals", "field", "nonce", "any", "hex", "base64", "json", "off"])
                .prop_map(str::to_owned),
        ]), 0..20)
    ) {
        let mut policy = Policy::default();
        for (index, text) in &typed {
            let before = policy.clone();
            if Setting::ALL[*index].write(&mut policy, text).is_err() {
                prop_assert_eq!(&policy, &before);
            }
        }
        // A value that fitted the rule before may not fit the one that was chosen after it.
        let back = Settings::of(&policy).policy();
        prop_assert_eq!(&back.reconnect, &policy.reconnect);
        prop_assert_eq!(&back.hello, &policy.hello);
        prop_assert_eq!((back.idle, back.connect), (policy.idle, policy.connect));
        prop_assert_eq!((back.ping.interval, back.ping.timeout), (policy.ping.interval, policy.ping.timeout));
    }
}

#[test]
fn what_was_stored_and_makes_no_sense_is_as_if_it_had_not_been_set() {
    let stored = [("reconnect", "on"), ("reconnect-delay", "-5"), ("idle-timeout", "9"), ("nobody", "knows")];
    let settings = Settings(stored.map(|(name, text)| (name.to_owned(), text.to_owned())).to_vec());
    let mut expected = Policy { idle: Some(Span::from_secs(9)), ..Policy::default() };
    expected.reconnect.is_on = true;
    assert_eq!(settings.policy(), expected);
}
